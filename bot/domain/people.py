"""People: who works here, what they offer and want, when they can be reached."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain import errors, topics

PersonId = str

CAPACITY: Final = 2
"""Mentees at once by default (ReDI School and UN mentoring guides; see the mission's defaults)."""
CAPACITY_RANGE: Final = (0, 10)
LENGTHS: Final = (15, 30, 45, 60)
"""Chat lengths on offer, in minutes."""
PAUSE: Final = timedelta(days=28)
"""A pause always ends: this long when no date is given."""
LONGEST_PAUSE: Final = timedelta(days=730)
"""And after this long at the latest, parental leave included: whoever is away for longer can say so again."""


class Kind(StrEnum):
    """What sort of account a person has."""

    MEMBER = "member"
    GUEST = "guest"
    BOT = "bot"
    FOREIGN = "foreign"


@dataclass(frozen=True, order=True)
class Window:
    """A weekly stretch of local time for chats; Monday is 0."""

    weekday: int
    start: time
    end: time

    def __post_init__(self) -> None:
        """Refuse a window that ends before it starts."""
        if self.end <= self.start:
            raise errors.WindowEndsBeforeStart


WORKING_WEEK: Final = tuple(Window(day, time(9), time(17)) for day in range(5))
"""Monday to Friday, 9 to 17: used until a person names windows of their own."""


@dataclass(frozen=True)
class Profile:
    """What a person says of themselves. Nobody is a mentor before they opt in."""

    mentor: bool = False
    offers: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    about: str = ""
    cannot: str = ""
    languages: tuple[str, ...] = ()
    capacity: int = CAPACITY
    lengths: tuple[int, ...] = (15, 30)
    windows: tuple[Window, ...] = WORKING_WEEK
    meeting_link: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be kept."""
        least, most = CAPACITY_RANGE
        if not least <= self.capacity <= most:
            raise errors.CapacityOutOfRange(least=least, most=most)
        for name in ("offers", "wants", "languages"):
            topics.check(name, getattr(self, name))
        if not set(self.lengths) <= set(LENGTHS):
            raise errors.NotAChoice("lengths")
        link = self.meeting_link
        if link and (not link.startswith("https://") or len(link.split()) != 1 or len(link) > 500):
            raise errors.NotALink

    def has_time_for(self, minutes: int) -> bool:
        """Whether a chat may be that long; whoever names no length minds none."""
        return minutes in self.lengths or not self.lengths


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as the whole company's directory is read and written: who they are, and their place in it."""

    id: PersonId
    email: str
    active: bool
    manager_id: PersonId | None = None
    department: str = ""
    title: str = ""
    level: int | None = None
    country: str | None = None
    imported: tuple[str, ...] = ()
    left: bool = False
    employee_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Break:
    """Who is taking a break, and their first day back."""

    person_id: PersonId
    until: date


@dataclass(eq=False, kw_only=True)
class Person:
    """Someone in the workspace, as the directory and they themselves describe them.

    `level` is their seniority, 1 to 10 (see `levels`), None when nobody said. `imported` names the fields
    that the personnel system speaks for: nobody else changes those. Who `left` does not work here any more,
    by the same system, and is not `active`, even while Slack's account is still open. `employee_id` is who
    they are there, None when it never named them.
    """

    workspace: str
    id: PersonId
    name: str
    zone: str = "UTC"
    locale: str = "en-US"
    kind: Kind = Kind.MEMBER
    active: bool = True
    admin: bool = False
    email: str = ""
    title: str = ""
    department: str = ""
    manager_id: PersonId | None = None
    level: int | None = None
    imported: tuple[str, ...] = ()
    left: bool = False
    employee_id: str | None = None
    profile: Profile = field(default_factory=Profile)
    paused_until: date | None = None
    blocked: tuple[PersonId, ...] = ()
    country: str | None = None
    version: int = 0

    @property
    def manager_imported(self) -> bool:
        """Whether the company says whom this person reports to, rather than they themselves."""
        return "manager_id" in self.imported

    def local(self, at: datetime) -> datetime:
        """The moment `at` (aware) on this person's clock."""
        return at.astimezone(ZoneInfo(self.zone))

    def today(self, now: datetime) -> date:
        """The date on this person's calendar."""
        return self.local(now).date()

    def paused(self, now: datetime) -> bool:
        """Whether the person is taking a break; the day named as its end is the first day back."""
        return self.paused_until is not None and self.today(now) < self.paused_until

    def break_at(self, now: datetime) -> Break | None:
        """The break that the person is taking, or None."""
        if self.paused_until is None or not self.paused(now):
            return None
        return Break(person_id=self.id, until=self.paused_until)

    def away_until(self, now: datetime) -> datetime | None:
        """The first moment after the pause (aware UTC), or None when there is none."""
        if self.paused_until is None or not self.paused(now):
            return None
        back = datetime.combine(self.paused_until, time(), ZoneInfo(self.zone))
        return back.astimezone(UTC)

    def pause(self, until: date | None, now: datetime) -> date:
        """Take a break until a day (its first day back); without one, for four weeks."""
        until = until or self.today(now) + PAUSE
        if until <= self.today(now):
            raise errors.PauseInThePast(example=self.today(now) + PAUSE)
        if until > self.today(now) + LONGEST_PAUSE:
            raise errors.PauseTooLong(days=LONGEST_PAUSE.days)
        self.paused_until = until
        return until

    def resume(self) -> None:
        """Be back from a break."""
        self.paused_until = None

    def blocks(self, other: "Person") -> bool:
        """Whether either of the two asked not to be paired with the other."""
        return other.id in self.blocked or self.id in other.blocked

    def check_can_take_part(self) -> None:
        """Refuse whoever is not an active member of this workspace."""
        if self.kind is not Kind.MEMBER or not self.active:
            raise errors.GuestsCannotTakePart
