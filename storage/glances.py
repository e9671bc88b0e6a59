"""Glances: what is read only to be shown, without the ORM's bookkeeping and one statement for each noun.

A status is asked for more often than anything else. The statements are built once: building one takes longer
than SQLite takes to answer it.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Integer, Row, Select, String, Table, and_, bindparam, select
from sqlalchemy.orm import Session

from bot.domain.agreements import Agreement
from bot.domain.errors import UnknownPerson
from bot.domain.meetings import Meeting, MeetingState, Seat
from bot.domain.outcomes import Outcome
from bot.domain.pairings import Member, Pairing
from bot.domain.people import Person, PersonId
from bot.domain.requests import Ask, Request
from storage.meetings import LONGEST
from storage.repository import in_turn
from storage.tables import (
    OPEN_REQUEST,
    agreements,
    asks,
    meetings,
    members,
    outcomes,
    pairings,
    people,
    requests,
    seats,
)

T = TypeVar("T")

_HERE: Final = bindparam("here", type_=String())
_WHO: Final = bindparam("who", type_=String())
_IDS: Final = bindparam("ids", type_=String(), expanding=True)


class SqlGlances:
    """`ports.Glances` on one workspace."""

    def __init__(self, session: Session, workspace: str) -> None:
        self._session = session
        self._workspace = workspace
        self._connection: Connection | None = None

    def person(self, person_id: PersonId) -> Person:
        """The person; UnknownPerson when there is none."""
        for row in self._rows(_PERSON, who=person_id):
            return _thing(Person, _PEOPLE, row)
        raise UnknownPerson(person_id)

    def people(self, ids: Collection[PersonId]) -> Mapping[PersonId, Person]:
        """People by id."""
        if len(ids) == 1:  # mostly; and a list is written into the statement anew each time
            rows = self._rows(_PERSON, who=next(iter(ids)))
        else:
            rows = self._rows(_PEOPLE_BY_ID, ids=list(ids))
        return {row.id: _thing(Person, _PEOPLE, row) for row in rows}

    def open_pairings(self, person_id: PersonId) -> list[Pairing]:
        """The person's open pairings, newest first."""
        return _pairings_of(self._rows(_OPEN_PAIRINGS, who=person_id))

    def pairings(self, ids: Collection[str]) -> Mapping[str, Pairing]:
        """Pairings by id."""
        return {one.id: one for one in self._some(ids, _PAIRINGS_BY_ID, _pairings_of)}

    def agreements(self, pairing_ids: Collection[str]) -> Mapping[str, Agreement]:
        """Agreements by pairing."""
        found = self._some(pairing_ids, _AGREEMENTS_BY_ID, lambda rows: _things(Agreement, _AGREEMENTS, rows))
        return {one.pairing_id: one for one in found}

    def open_requests(self, requester_id: PersonId) -> list[Request]:
        """The person's own open requests with their asks, oldest first."""
        return _requests_of(self._rows(_OPEN_REQUESTS, who=requester_id))

    def asked(self, ask_ids: Collection[str]) -> Mapping[str, Request]:
        """The requests that hold these asks, by ask."""
        holding = self._some(ask_ids, _REQUESTS_BY_ASK, _requests_of)
        return {ask.id: request for request in holding for ask in request.asks if ask.id in ask_ids}

    def upcoming(self, person_id: PersonId, now: datetime) -> list[Meeting]:
        """The person's booked meetings that have not ended, soonest first."""
        found = _meetings_of(self._rows(_UPCOMING, who=person_id, since=now - LONGEST))
        return [one for one in found if one.ends_at > now]

    def meetings(self, ids: Collection[str]) -> Mapping[str, Meeting]:
        """Meetings by id, with their seats."""
        return {one.id: one for one in self._some(ids, _MEETINGS_BY_ID, _meetings_of)}

    def outcomes(self, person_id: PersonId, most: int) -> list[Outcome]:
        """Outcomes of the person's meetings by any author, latest first."""
        return _things(Outcome, _OUTCOMES, self._rows(_LATEST_OUTCOMES, who=person_id, most=most))

    def _some(
        self, ids: Collection[str], query: Select[Any], made: Callable[[Iterable[Row[Any]]], list[T]]
    ) -> list[T]:
        return [one for few in in_turn(ids) for one in made(self._rows(query, ids=few))]

    def _rows(self, query: Select[Any], **values: object) -> list[Row[Any]]:
        self._session.flush()
        if self._connection is None:  # the session takes its time to find the one that it has
            self._connection = self._session.connection()
        return list(self._connection.execute(query, {"here": self._workspace, **values}))


def _names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.c)


_PEOPLE: Final = _names(people)
_PAIRINGS: Final = _names(pairings)
_MEMBERS: Final = _names(members)
_AGREEMENTS: Final = _names(agreements)
_REQUESTS: Final = _names(requests)
_ASKS: Final = _names(asks)
_MEETINGS: Final = _names(meetings)
_SEATS: Final = _names(seats)
_OUTCOMES: Final = _names(outcomes)


def _thing(kind: type[T], names: Iterable[str], values: Iterable[object]) -> T:
    """A thing that can only be read: the ORM refuses to change what it has not made."""
    thing = kind.__new__(kind)
    thing.__dict__.update(zip(names, values, strict=False))
    return thing


def _things(kind: type[T], names: tuple[str, ...], rows: Iterable[Row[Any]]) -> list[T]:
    return [_thing(kind, names, row) for row in rows]


def _pairings_of(rows: Iterable[Row[Any]]) -> list[Pairing]:
    return _wholes(Pairing, _PAIRINGS, "members", Member, _MEMBERS, rows)


def _requests_of(rows: Iterable[Row[Any]]) -> list[Request]:
    return _wholes(Request, _REQUESTS, "asks", Ask, _ASKS, rows)


def _meetings_of(rows: Iterable[Row[Any]]) -> list[Meeting]:
    return _wholes(Meeting, _MEETINGS, "seats", Seat, _SEATS, rows)


def _wholes(
    kind: type[T],
    names: tuple[str, ...],
    holding: str,
    part: type[Any],
    part_names: tuple[str, ...],
    rows: Iterable[Row[Any]],
) -> list[T]:
    """Wholes with their parts, from rows that each have a whole and one part of it."""
    wholes: dict[str, T] = {}
    for row in rows:
        own, of_part = row[: len(names)], row[len(names) :]
        whole = wholes.get(own[1])
        if whole is None:
            whole = wholes[own[1]] = _thing(kind, (*names, holding), (*own, []))
        if of_part[1] is not None:
            getattr(whole, holding).append(_thing(part, part_names, of_part))
    return list(wholes.values())


_PERSON: Final = select(people).where(people.c.workspace == _HERE, people.c.id == _WHO)
_PEOPLE_BY_ID: Final = select(people).where(people.c.workspace == _HERE, people.c.id.in_(_IDS))

_WITH_MEMBERS: Final = (
    select(pairings, members)
    .join(members, and_(members.c.workspace == pairings.c.workspace, members.c.pairing_id == pairings.c.id))
    .where(pairings.c.workspace == _HERE)
    .order_by(pairings.c.opened_at.desc(), pairings.c.id, members.c.position)
)
_mine = members.alias("mine")
_OPEN_PAIRINGS: Final = _WITH_MEMBERS.where(
    pairings.c.id.in_(
        select(_mine.c.pairing_id).where(
            _mine.c.workspace == _HERE, _mine.c.person_id == _WHO, _mine.c.left_at.is_(None)
        )
    )
)
_PAIRINGS_BY_ID: Final = _WITH_MEMBERS.where(pairings.c.id.in_(_IDS))
_AGREEMENTS_BY_ID: Final = select(agreements).where(
    agreements.c.workspace == _HERE, agreements.c.pairing_id.in_(_IDS)
)

_WITH_ASKS: Final = (
    select(requests, asks)
    .outerjoin(asks, and_(asks.c.workspace == requests.c.workspace, asks.c.request_id == requests.c.id))
    .where(requests.c.workspace == _HERE)
    .order_by(requests.c.asked_at, requests.c.id, asks.c.position)
)
_OPEN_REQUESTS: Final = _WITH_ASKS.where(requests.c.requester_id == _WHO, OPEN_REQUEST)
_holding = asks.alias("holding")
_REQUESTS_BY_ASK: Final = _WITH_ASKS.where(
    requests.c.id.in_(
        select(_holding.c.request_id).where(_holding.c.workspace == _HERE, _holding.c.id.in_(_IDS))
    )
)

_WITH_SEATS: Final = (
    select(meetings, seats)
    .join(seats, and_(seats.c.workspace == meetings.c.workspace, seats.c.meeting_id == meetings.c.id))
    .where(meetings.c.workspace == _HERE)
    .order_by(meetings.c.starts_at, meetings.c.id, seats.c.position)
)
_own = seats.alias("own")
_UPCOMING: Final = _WITH_SEATS.where(
    meetings.c.id.in_(select(_own.c.meeting_id).where(_own.c.workspace == _HERE, _own.c.person_id == _WHO)),
    meetings.c.state == MeetingState.BOOKED,
    meetings.c.starts_at > bindparam("since", type_=meetings.c.starts_at.type),
)
_MEETINGS_BY_ID: Final = _WITH_SEATS.where(meetings.c.id.in_(_IDS))

_LATEST_OUTCOMES: Final = (
    select(outcomes)
    .where(
        outcomes.c.workspace == _HERE,
        outcomes.c.meeting_id.in_(
            select(_own.c.meeting_id).where(_own.c.workspace == _HERE, _own.c.person_id == _WHO)
        ),
    )
    .order_by(outcomes.c.logged_at.desc(), outcomes.c.id)
    .limit(bindparam("most", type_=Integer()))
)
