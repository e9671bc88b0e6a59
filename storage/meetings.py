"""Meetings: what is booked, and when people are busy."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.orm import joinedload

from bot.domain.meetings import Meeting, MeetingState
from bot.domain.people import PersonId
from bot.domain.slots import Interval
from storage.repository import Repository, in_turn
from storage.tables import meetings, seats

LONGEST: Final = timedelta(days=1)
"""No chat lasts longer. An end is not kept but reckoned, so a query reaches back this far."""


class SqlMeetings(Repository):
    """`ports.Meetings` on one workspace."""

    def add(self, meeting: Meeting) -> None:
        """Keep a new meeting."""
        self._session.add(meeting)

    def find(self, meeting_id: str) -> Meeting | None:
        """The meeting with its seats, or None."""
        return self._find(Meeting, meeting_id)

    def of_pairing(self, pairing_id: str) -> list[Meeting]:
        """The pairing's meetings, cancelled ones included, latest start first."""
        return self.of_pairings([pairing_id])

    def of_pairings(self, pairing_ids: Collection[str]) -> list[Meeting]:
        """The same for several pairings."""
        found: list[Meeting] = []
        for few in in_turn(pairing_ids):
            of_few = {"here": self._workspace, "pairings": few}
            found += self._session.scalars(_of_pairings(), of_few).unique()
        return sorted(found, key=lambda one: one.starts_at, reverse=True)

    def busy(self, person_id: PersonId, since: datetime) -> tuple[Interval, ...]:
        """When the person is booked, as far as it ends after then, in order."""
        self._session.flush()
        rows = self._session.execute(
            _BOOKED, {"here": self._workspace, "who": person_id, "begins_after": since - LONGEST}
        )
        booked = (Interval(starts_at, starts_at + timedelta(minutes=minutes)) for starts_at, minutes in rows)
        return tuple(interval for interval in booked if interval.end > since)


# Built once: building a statement takes longer than SQLite takes to answer it.
_BOOKED: Final = (
    select(meetings.c.starts_at, meetings.c.minutes)
    .join(seats, and_(seats.c.workspace == meetings.c.workspace, seats.c.meeting_id == meetings.c.id))
    .where(
        meetings.c.workspace == bindparam("here"),
        seats.c.workspace == bindparam("here"),
        seats.c.person_id == bindparam("who"),
        meetings.c.state == MeetingState.BOOKED,
        meetings.c.starts_at > bindparam("begins_after", type_=meetings.c.starts_at.type),
    )
    .order_by(meetings.c.starts_at, meetings.c.id)
)


@cache
def _of_pairings() -> Select[Meeting]:
    return (
        select(Meeting)
        .where(
            meetings.c.workspace == bindparam("here"),
            meetings.c.pairing_id.in_(bindparam("pairings", expanding=True)),
        )
        .order_by(meetings.c.starts_at.desc(), meetings.c.id)
        .options(joinedload(Meeting.seats))  # type: ignore[arg-type]  # mapped from outside
    )
