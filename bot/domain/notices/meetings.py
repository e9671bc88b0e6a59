"""Notices about meetings: booked, moved, cancelled, soon; and whether they took place."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.meetings import Attendance
from bot.domain.notices.kinds import Notice, Nudge
from bot.domain.people import PersonId


@dataclass(frozen=True, kw_only=True)
class MeetingBooked(Notice):
    """Confirmation with a calendar file; `sequence` above 0 says it was moved.

    `names` are everyone's, for calendars: those know no ids. `host_id` hosts it, in a circle.
    """

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    starts_at: datetime
    minutes: int
    sequence: int = 0
    link: str = ""
    by_id: PersonId | None = None
    names: tuple[str, ...] = ()
    host_id: PersonId | None = None


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Notice):
    """It will not take place; the calendar file says so too."""

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    starts_at: datetime
    minutes: int
    sequence: int
    by_id: PersonId | None = None
    pairing_id: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MeetingChanged(Notice):
    """In place of an earlier confirmation: the chat was moved, or (None) cancelled, or its time is `over`."""

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    was_at: datetime
    now_at: datetime | None = None
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckInSettled(Notice):
    """In place of "Did you meet?": thanks, and the one thing to do next, if any.

    Met: log the outcome. Not yet: times to click, while the pairing is `open`. Else nothing.
    """

    meeting_id: str
    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    answer: Attendance
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    open: bool = True


@dataclass(frozen=True, kw_only=True)
class MeetingSoon(Notice):
    """Reminder of a booked chat, one working day or ten minutes before."""

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    starts_at: datetime
    minutes: int
    link: str = ""
    last: bool = False


@dataclass(frozen=True, kw_only=True)
class DidYouMeet(Nudge):
    """Asked of each person on their own, after the booked end; without a start when nobody booked it."""

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    starts_at: datetime | None = None
