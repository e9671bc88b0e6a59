"""Meetings: what is booked, and when people are busy."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, select

from bot.domain.meetings import Meeting, MeetingState
from bot.domain.people import PersonId
from bot.domain.slots import Interval
from storage.repository import Columns, Repository
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
        return self._session.get(Meeting, (self._workspace, meeting_id))

    def of_pairing(self, pairing_id: str) -> list[Meeting]:
        """The pairing's meetings, cancelled ones included, latest start first."""
        return self.of_pairings([pairing_id])

    def of_pairings(self, pairing_ids: Collection[str]) -> list[Meeting]:
        """The same for several pairings."""
        query = (
            select(Meeting)
            .where(self._here, meetings.c.pairing_id.in_(pairing_ids))
            .order_by(meetings.c.starts_at.desc(), meetings.c.id)
        )
        return list(self._session.scalars(query))

    def busy(self, person_id: PersonId, since: datetime) -> tuple[Interval, ...]:
        """When the person is booked, as far as it ends after then, in order."""
        query = self._booked(select(meetings.c.starts_at, meetings.c.minutes), person_id, since)
        booked = (
            Interval(starts_at, starts_at + timedelta(minutes=minutes))
            for starts_at, minutes in self._rows(query)
        )
        return tuple(interval for interval in booked if interval.end > since)

    def _booked(self, query: Select[*Columns], person_id: PersonId, since: datetime) -> Select[*Columns]:
        attended = and_(seats.c.workspace == meetings.c.workspace, seats.c.meeting_id == meetings.c.id)
        return (
            query.join(seats, attended)
            .where(
                self._here,
                seats.c.workspace == self._workspace,
                seats.c.person_id == person_id,
                meetings.c.state == MeetingState.BOOKED,
                meetings.c.starts_at > since - LONGEST,
            )
            .order_by(meetings.c.starts_at, meetings.c.id)
        )

    @property
    def _here(self) -> ColumnElement[bool]:
        return meetings.c.workspace == self._workspace
