"""The backlog: what the bot has yet to do, read from outside, whether or not it runs."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, Select, func, inspect, select
from sqlalchemy.exc import DBAPIError

from bot.domain.people import PersonId
from bot.ports import Letter
from storage.engine import reading
from storage.tables import (
    PRESENT,
    asks,
    meetings,
    members,
    outbox,
    outcomes,
    pairings,
    requests,
    seats,
    waits,
)


class UnreadableDatabase(Exception):
    """The database cannot be read."""


@dataclass(frozen=True)
class Queued:
    """A message that waits or was given up; `due` is aware UTC."""

    id: int
    to: tuple[PersonId, ...]
    kind: str
    state: Letter
    attempts: int
    due: datetime
    error: str


@dataclass(frozen=True)
class Pending:
    """What somebody has yet to do, when it is looked at (aware UTC), the topic and whom it is about."""

    at: datetime
    phase: str
    person: PersonId
    topic: str
    about: tuple[PersonId, ...]


@dataclass(frozen=True)
class Backlog:
    """The first of what is queued and of what is looked at, and how many messages stand where."""

    queued: tuple[Queued, ...] = ()
    pending: tuple[Pending, ...] = ()
    counts: Mapping[Letter, int] | None = None

    def count(self, state: Letter) -> int:
        """How many messages stand so."""
        return (self.counts or {}).get(state, 0)


def read_backlog(engine: Engine, workspace: str, most: int = 100) -> Backlog:
    """Up to `most` of each, the next one first; nothing where there are no tables yet.

    Raises:
        UnreadableDatabase: when the database does not answer; what is in it is not known.
    """
    try:
        with reading(engine) as connection:
            if not inspect(connection).has_table(outbox.name):
                return Backlog()  # a bot that has never started has made none; all are made at once
            return Backlog(
                _queued(connection, workspace, most),
                _pending(connection, workspace, most),
                _counts(connection, workspace),
            )
    except DBAPIError as error:
        raise UnreadableDatabase from error


_OPEN: Final = (Letter.QUEUED, Letter.DEAD)


def _queued(connection: Connection, workspace: str, most: int) -> tuple[Queued, ...]:
    query = (
        select(outbox)
        .where(outbox.c.workspace == workspace, outbox.c.state.in_(_OPEN))
        .order_by(outbox.c.send_at, outbox.c.id)
        .limit(most)
    )
    return tuple(
        Queued(row.id, row.recipients, row.kind, row.state, row.attempts, row.send_at, row.last_error or "")
        for row in connection.execute(query)
    )


def _counts(connection: Connection, workspace: str) -> Mapping[Letter, int]:
    query = select(outbox.c.state, func.count()).where(outbox.c.workspace == workspace)
    return dict(connection.execute(query.group_by(outbox.c.state)).all())


def _pending(connection: Connection, workspace: str, most: int) -> tuple[Pending, ...]:
    query = (
        select(waits.c.next_look_at, waits.c.phase, waits.c.person_id, waits.c.subject_id)
        .where(waits.c.workspace == workspace, waits.c.next_look_at.is_not(None))
        .order_by(waits.c.next_look_at, waits.c.id)
        .limit(most)
    )
    rows = connection.execute(query).all()
    subjects = _subjects(connection, workspace, {row.subject_id for row in rows})
    return tuple(
        Pending(row.next_look_at, str(row.phase), row.person_id, *subjects.get(row.subject_id, ("", ())))
        for row in rows
    )


Subject = tuple[str, tuple[PersonId, ...]]


def _subjects(connection: Connection, workspace: str, ids: Collection[str]) -> Mapping[str, Subject]:
    """What waits are about, by id: a question, a pairing, a meeting of one, or what came of it."""
    found: dict[str, Subject] = {}
    for row in connection.execute(_asked(workspace, ids)):
        found[row.id] = (row.purpose.topic, (row.requester_id, row.person_id))
    for query in (_paired(workspace, ids), _met(workspace, ids), _logged(workspace, ids)):
        for row in connection.execute(query):
            _, people = found.get(row.id, ("", ()))
            found[row.id] = (row.topic, (*people, row.person_id))
    return found


def _asked(workspace: str, ids: Collection[str]) -> Select[Any]:
    return (
        select(asks.c.id, asks.c.requester_id, asks.c.person_id, requests.c.purpose)
        .join(requests, (requests.c.workspace == asks.c.workspace) & (requests.c.id == asks.c.request_id))
        .where(asks.c.workspace == workspace, asks.c.id.in_(ids))
    )


def _paired(workspace: str, ids: Collection[str]) -> Select[Any]:
    """A row for each person in a pairing."""
    return (
        select(pairings.c.id, pairings.c.topic, members.c.person_id)
        .join(
            members, (members.c.workspace == pairings.c.workspace) & (members.c.pairing_id == pairings.c.id)
        )
        .where(pairings.c.workspace == workspace, pairings.c.id.in_(ids), PRESENT)
        .order_by(pairings.c.id, members.c.position)
    )


def _met(workspace: str, ids: Collection[str]) -> Select[Any]:
    """A row for each person at a meeting."""
    return (
        select(meetings.c.id, pairings.c.topic, seats.c.person_id)
        .join(seats, (seats.c.workspace == meetings.c.workspace) & (seats.c.meeting_id == meetings.c.id))
        .join(
            pairings,
            (pairings.c.workspace == meetings.c.workspace) & (pairings.c.id == meetings.c.pairing_id),
        )
        .where(meetings.c.workspace == workspace, meetings.c.id.in_(ids))
        .order_by(meetings.c.id, seats.c.position)
    )


def _logged(workspace: str, ids: Collection[str]) -> Select[Any]:
    """A row for each person in the pairing that something came of."""
    paired = (pairings.c.workspace == outcomes.c.workspace) & (pairings.c.id == outcomes.c.pairing_id)
    return (
        select(outcomes.c.id, pairings.c.topic, members.c.person_id)
        .join(pairings, paired)
        .join(
            members, (members.c.workspace == pairings.c.workspace) & (members.c.pairing_id == pairings.c.id)
        )
        .where(outcomes.c.workspace == workspace, outcomes.c.id.in_(ids), PRESENT)
        .order_by(outcomes.c.id, members.c.position)
    )
