"""People in memory."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields

from bot.domain import topics
from bot.domain.errors import UnknownPerson
from bot.domain.people import Entry, Kind, Person, PersonId, Profile
from bot.domain.reporting import Managers, chain
from tests.fake_storage.shelves import Loan


class FakePeople:
    def __init__(self, shelf: Loan[Person]) -> None:
        self._shelf = shelf

    def add(self, person: Person) -> None:
        self._shelf.put(person.id, person)

    def find(self, person_id: PersonId) -> Person | None:
        return self._shelf.get(person_id)

    def get(self, person_id: PersonId) -> Person:
        person = self.find(person_id)
        if person is None:
            raise UnknownPerson(person_id)
        return person

    def several(self, person_ids: Iterable[PersonId]) -> Mapping[PersonId, Person]:
        return {one: person for one in person_ids if (person := self.find(one))}

    def lock(self, person_ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        return {person_id: self.get(person_id) for person_id in sorted(set(person_ids))}

    def save_profile(self, person: Person, profile: Profile) -> None:
        person.profile = profile

    def mentors_on(self, topic: str) -> list[Person]:
        return self._sorted(
            lambda one: (
                one.active
                and one.kind is Kind.MEMBER
                and one.profile.mentor
                and bool(topics.shared(topic, one.profile.offers))
            )
        )

    def everyone(self) -> list[Person]:
        return self._sorted(lambda _: True)

    def directory(self) -> list[Entry]:
        names = [one.name for one in fields(Entry)]
        return [Entry(**{name: getattr(one, name) for name in names}) for one in self.everyone()]

    def place(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            for name in {one.name for one in fields(Entry)} - {"id", "email", "active"}:
                setattr(self.get(entry.id), name, getattr(entry, name))

    def admins(self) -> list[Person]:
        return self._sorted(lambda one: one.admin and one.active)

    def reporting_line(self, person_id: PersonId) -> frozenset[PersonId]:
        managers = {
            one.id: one.manager_id for one in self._shelf.where(lambda one: one.manager_id is not None)
        }
        line: set[PersonId] = set()
        above = managers.get(person_id)
        while above is not None and above not in line:
            line.add(above)
            above = managers.get(above)
        below = {person_id}
        while more := {one for one, manager in managers.items() if manager in below} - below:
            below |= more
        return frozenset(line | below) - {person_id}

    def managers_of(self, person_ids: Collection[PersonId]) -> Managers:
        managers = {one.id: one.manager_id for one in self.everyone()}
        found = {one for person_id in person_ids for one in (person_id, *chain(person_id, managers))}
        return {one: managers[one] for one in found if one in managers}

    def hold(self, person_ids: Collection[PersonId]) -> None:
        """One unit of work at a time: nobody else is at them."""

    def _sorted(self, wanted: Callable[[Person], bool]) -> list[Person]:
        return sorted(self._shelf.where(wanted), key=lambda one: one.id)
