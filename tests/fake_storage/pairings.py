"""Pairings in memory."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime

from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from tests.fake_storage.shelves import Loan


class FakePairings:
    def __init__(self, shelf: Loan[Pairing]) -> None:
        self._shelf = shelf

    def add(self, pairing: Pairing) -> None:
        self._shelf.put(pairing.id, pairing)

    def find(self, pairing_id: str) -> Pairing | None:
        return self._shelf.get(pairing_id)

    def of(self, person_id: PersonId, *, ended_since: datetime | None = None) -> list[Pairing]:
        def wanted(one: Pairing) -> bool:
            own = [member.left_at for member in one.members if member.person_id == person_id]
            return any(at is None or (ended_since is not None and at >= ended_since) for at in own)

        found = sorted(self._shelf.where(wanted), key=lambda one: one.id)
        return sorted(found, key=lambda one: one.opened_at, reverse=True)

    def of_program(self, program_id: str) -> list[Pairing]:
        found = self._shelf.where(lambda one: one.open and one.program_id == program_id)
        return sorted(found, key=lambda one: (one.opened_at, one.id))

    def together_since(self, since: datetime) -> list[Mapping[PersonId, datetime | None]]:
        found = (_until(one) for one in self._shelf.where(lambda _: True))
        lately = ({who: at for who, at in one.items() if at is None or at >= since} for one in found)
        return [one for one in lately if one]

    def lasting_with(self, person_ids: Collection[PersonId]) -> Mapping[str, tuple[PersonId, ...]]:
        lasting = self._shelf.where(lambda one: one.open and not one.once)
        return {one.id: tuple(one.people) for one in lasting if not set(one.people).isdisjoint(person_ids)}

    def places_taken(self, mentor_ids: Collection[PersonId]) -> Mapping[PersonId, int]:
        mentors = [one for pairing in self._shelf.where(lambda one: one.open) for one in pairing.mentors]
        return Counter(one for one in mentors if one in mentor_ids)


def _until(pairing: Pairing) -> dict[PersonId, datetime | None]:
    """When it was over for each, or began where they met once."""
    return {one.person_id: pairing.opened_at if pairing.once else one.left_at for one in pairing.members}
