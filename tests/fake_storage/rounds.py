"""Rounds in memory."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bot import ports
from bot.domain.errors import Gone
from bot.domain.people import PersonId
from bot.domain.rounds import Matched, Round
from tests.fake_storage.shelves import Loan


class FakeRounds:
    def __init__(self, shelf: Loan[Round], matches: Loan[Matched]) -> None:
        self._shelf = shelf
        self._matches = matches

    def add(self, round_: Round, matches: Sequence[Matched]) -> None:
        self._shelf.put(round_.id, round_)
        self.change(matches, ())

    def check(self) -> None:
        """What the database's constraint refuses at the commit: a second round of the same number."""
        seen = [(one.program_id, one.number) for one in self._shelf.where(lambda _: True)]
        if len(seen) != len(set(seen)):
            raise ports.Overtaken

    def find(self, round_id: str) -> Round | None:
        return self._shelf.get(round_id)

    def lock(self, round_id: str) -> Round:
        found = self.find(round_id)
        if found is None:
            raise Gone
        return found

    def of_program(self, program_id: str) -> list[Round]:
        found = self._shelf.where(lambda one: one.program_id == program_id)
        return sorted(found, key=lambda one: one.number, reverse=True)

    def drafts(self, program_ids: Collection[str]) -> list[Round]:
        found = self._shelf.where(lambda one: one.drafted and one.program_id in program_ids)
        return sorted(found, key=lambda one: (one.drafted_at, one.id))

    def matches(self, round_id: str) -> list[Matched]:
        found = self._matches.where(lambda one: one.round_id == round_id)
        return sorted(found, key=lambda one: one.number)

    def unpaired(self, round_id: str, most: int) -> list[Matched]:
        return [one for one in self.matches(round_id) if one.pairing_id is None][:most]

    def paired(self, round_id: str, after: int, most: int) -> list[Matched]:
        found = [one for one in self.matches(round_id) if one.pairing_id is not None]
        return [one for one in found if one.number > after][:most]

    def change(self, new: Sequence[Matched], gone: Sequence[Matched]) -> None:
        for one in gone:
            self._matches.remove(_key(one))
        for one in new:
            self._matches.put(_key(one), one)

    def by_pairings(self, pairing_ids: Collection[str]) -> Mapping[str, Matched]:
        found = self._matches.where(lambda one: one.pairing_id in pairing_ids)
        return {one.pairing_id: one for one in found if one.pairing_id is not None}

    def hosts(self, program_id: str) -> Mapping[PersonId, int]:
        sent = {one.id for one in self.of_program(program_id) if one.sent_at is not None}
        found = self._matches.where(lambda one: one.round_id in sent)
        return Counter(one.match.host for one in found if one.match.host is not None)

    def seated_since(self, since: datetime) -> list[tuple[tuple[PersonId, ...], datetime]]:
        sent = {one.id: one.sent_at for one in self._shelf.where(lambda _: True)}
        seated = self._matches.where(lambda one: one.turn > 0)
        found = [(one.members, sent[one.round_id]) for one in seated]
        return [(members, at) for members, at in found if at is not None and at >= since]

    def claim_due(self, now: datetime, most: int) -> list[Round]:
        return [one for one in self._looked_at() if one.next_look_at and one.next_look_at <= now][:most]

    def next_look_at(self) -> datetime | None:
        return next((one.next_look_at for one in self._looked_at()), None)

    def _looked_at(self) -> list[Round]:
        found = self._shelf.where(lambda one: one.next_look_at is not None)
        return sorted(found, key=lambda one: (one.next_look_at, one.id))


def _key(one: Matched) -> str:
    return f"{one.round_id} {one.number}"
