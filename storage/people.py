"""People: who works here, who can be found by a word, who reports to whom."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import starmap
from typing import Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Engine,
    Select,
    TextClause,
    bindparam,
    delete,
    insert,
    select,
    union,
    update,
)

from bot.domain import topics
from bot.domain.errors import UnknownPerson
from bot.domain.people import Entry, Kind, Person, PersonId, Profile
from bot.domain.reporting import Managers
from storage.repository import Repository, in_turn
from storage.tables import ADMIN, people, topic_words

_ENTRY: Final = tuple(field.name for field in fields(Entry))
_PLACE: Final = tuple(name for name in _ENTRY if name not in {"id", "email", "active"})


class SqlPeople(Repository):
    """`ports.People` on one workspace."""

    def add(self, person: Person) -> None:
        """Keep a new person, with what they offer findable."""
        self._session.add(person)
        if _words(person.profile):
            self._session.flush()  # the words refer to the person's row
            self._keep_words(person)

    def find(self, person_id: PersonId) -> Person | None:
        """The person, or None."""
        return self._find(Person, person_id)

    def get(self, person_id: PersonId) -> Person:
        """The person; UnknownPerson when there is none."""
        person = self.find(person_id)
        if person is None:
            raise UnknownPerson(person_id)
        return person

    def several(self, person_ids: Iterable[PersonId]) -> Mapping[PersonId, Person]:
        """Those of them whom we know, by id, however many they are."""
        some = in_turn(list(person_ids))
        return {person.id: person for few in some for person in self._all(people.c.id.in_(few))}

    def lock(self, person_ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """The people as they are now, held until the transaction ends; the id order prevents deadlocks."""
        wanted = set(person_ids)
        some = (
            self._session.scalars(_locked(), {"here": self._workspace, "those": few})
            for few in in_turn(sorted(wanted))
        )
        locked = {person.id: person for found in some for person in found}
        if missing := wanted - locked.keys():
            raise UnknownPerson(min(missing))
        return locked

    def save_profile(self, person: Person, profile: Profile) -> None:
        """Replace the profile and the words that the person is found by."""
        person.profile = profile
        self._session.flush()
        self._execute(
            delete(topic_words).where(
                topic_words.c.workspace == self._workspace, topic_words.c.person_id == person.id
            )
        )
        self._keep_words(person)

    def mentors_on(self, topic: str) -> list[Person]:
        """Active members who opted in and offer something near the topic, by id."""
        found = select(topic_words.c.person_id).where(
            topic_words.c.workspace == self._workspace, topic_words.c.word.in_(topics.words(topic))
        )
        return self._all(people.c.id.in_(found), people.c.active, people.c.kind == Kind.MEMBER)

    def everyone(self) -> list[Person]:
        """All people of the workspace, by id."""
        return self._all()

    def directory(self) -> list[Entry]:
        """All people of the workspace, without what they say of themselves: many times as fast."""
        query = select(*(people.c[name] for name in _ENTRY)).where(self._here).order_by(people.c.id)
        return list(starmap(Entry, self._execute(query)))

    def place(self, entries: Sequence[Entry]) -> None:
        """Write places in one statement for all; whoever changes a person meanwhile is overtaken."""
        if not entries:
            return
        places = {name: bindparam(f"new_{name}", type_=people.c[name].type) for name in _PLACE}
        change = (
            update(people)
            .where(self._here, people.c.id == bindparam("whose"))
            .values(**places, version=people.c.version + 1)
        )
        rows = [
            {"whose": entry.id, **{f"new_{name}": getattr(entry, name) for name in _PLACE}}
            for entry in sorted(entries, key=lambda entry: entry.id)  # as everybody locks people
        ]
        self._execute(change, rows)

    def admins(self) -> list[Person]:
        """Active workspace admins, by id."""
        return self._all(ADMIN, people.c.active)

    def reporting_line(self, person_id: PersonId) -> frozenset[PersonId]:
        """Everyone above and below the person. UNION keeps each one once, which ends a cycle."""
        above, below = self._above(person_id), self._below(person_id)
        line = self._execute(union(select(above.c.id), select(below.c.id))).scalars()
        return frozenset(line) - {person_id}

    def managers_of(self, person_ids: Collection[PersonId]) -> Managers:
        """Each of these people's manager, theirs and so on, walked only as far as it goes."""
        found: dict[PersonId, PersonId | None] = {}
        for few in in_turn(person_ids):
            one = select(people.c.id, people.c.manager_id).where(self._here)
            upwards = one.where(people.c.id.in_(few)).cte("upwards", recursive=True)
            upwards = upwards.union(one.join(upwards, people.c.id == upwards.c.manager_id))
            found.update(self._rows(select(upwards.c.id, upwards.c.manager_id)))
        return found

    def hold(self, person_ids: Collection[PersonId]) -> None:
        """Lock rows in id order; on SQLite, who writes has locked all of them."""
        for few in in_turn(sorted(set(person_ids))):
            some = select(people.c.id).where(self._here, people.c.id.in_(few))
            self._execute(some.order_by(people.c.id).with_for_update())

    def _above(self, person_id: PersonId) -> CTE:
        managers = select(people.c.manager_id.label("id")).where(self._here, people.c.manager_id.is_not(None))
        above = managers.where(people.c.id == person_id).cte("above", recursive=True)
        return above.union(managers.join(above, people.c.id == above.c.id))

    def _below(self, person_id: PersonId) -> CTE:
        reports = select(people.c.id).where(self._here)
        below = reports.where(people.c.manager_id == person_id).cte("below", recursive=True)
        return below.union(reports.join(below, people.c.manager_id == below.c.id))

    def _all(self, *conditions: ColumnElement[bool] | TextClause) -> list[Person]:
        query = select(Person).where(self._here, *conditions).order_by(people.c.id)
        return list(self._session.scalars(query))

    def _keep_words(self, person: Person) -> None:
        rows = [
            {"workspace": self._workspace, "word": word, "person_id": person.id}
            for word in sorted(_words(person.profile))
        ]
        if rows:
            self._execute(insert(topic_words), rows)

    @property
    def _here(self) -> ColumnElement[bool]:
        return people.c.workspace == self._workspace


# Built once: building a statement takes longer than SQLite takes to answer it.


@cache
def _locked() -> Select[Person]:
    return (
        select(Person)
        .where(people.c.workspace == bindparam("here"), people.c.id.in_(bindparam("those", expanding=True)))
        .order_by(people.c.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def workspaces(engine: Engine) -> list[str]:
    """The workspaces of which anybody is known, by id."""
    with engine.begin() as connection:
        return list(connection.scalars(select(people.c.workspace).distinct().order_by(people.c.workspace)))


def _words(profile: Profile) -> frozenset[str]:
    """What the person can be found by: nothing before they opt in."""
    return frozenset[str]().union(*map(topics.words, profile.offers)) if profile.mentor else frozenset()
