"""Enrolments in memory."""

from collections.abc import Collection, Mapping

from bot import ports
from bot.domain import topics
from bot.domain.enrolments import Enrolment, Wishes
from bot.domain.people import PersonId
from tests.fake_storage.shelves import Loan


class FakeEnrolments:
    def __init__(self, shelf: Loan[Enrolment]) -> None:
        self._shelf = shelf

    def add(self, enrolment: Enrolment) -> None:
        self._shelf.put(enrolment.id, enrolment)

    def add_all(self, enrolments: Collection[Enrolment]) -> None:
        for one in enrolments:
            self.add(one)

    def check(self) -> None:
        """What the database's constraint refuses at the commit: a second enrolment of the same two."""
        seen = [(one.program_id, one.person_id) for one in self._shelf.where(lambda _: True)]
        if len(seen) != len(set(seen)):
            raise ports.Overtaken

    def save_wishes(self, enrolment: Enrolment, wishes: Wishes) -> None:
        enrolment.wishes = wishes

    def offering(self, program_ids: Collection[str], topic: str) -> list[Enrolment]:
        everyone = (one for program_id in program_ids for one in self.active(program_id))
        near = (one for one in everyone if one.wishes.mentors and topics.shared(topic, one.wishes.offers))
        return sorted(near, key=lambda one: one.person_id)

    def find(self, program_id: str, person_id: PersonId) -> Enrolment | None:
        found = self._shelf.where(lambda one: (one.program_id, one.person_id) == (program_id, person_id))
        return found[0] if found else None

    def active(self, program_id: str) -> list[Enrolment]:
        return [one for one in self.everyone(program_id) if one.active]

    def everyone(self, program_id: str) -> list[Enrolment]:
        found = self._shelf.where(lambda one: one.program_id == program_id)
        return sorted(found, key=lambda one: one.person_id)

    def between(self, program_ids: Collection[str], person_ids: Collection[PersonId]) -> list[Enrolment]:
        found = self._shelf.where(
            lambda one: one.active and one.program_id in program_ids and one.person_id in person_ids
        )
        return sorted(found, key=lambda one: one.person_id)

    def of_person(self, person_id: PersonId) -> list[Enrolment]:
        found = self._shelf.where(lambda one: one.active and one.person_id == person_id)
        return sorted(found, key=lambda one: (one.joined_at, one.id))

    def counts(self, program_ids: Collection[str]) -> Mapping[str, int]:
        return {one: count for one in program_ids if (count := len(self.active(one)))}
