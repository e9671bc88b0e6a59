"""Programs: mentoring of one form among the people of a channel, in rounds."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain import errors
from bot.domain.forms import Form
from bot.domain.hours import Hours
from bot.domain.people import Person, PersonId
from bot.domain.terms import Terms, carried_over, lengths_of

LONGEST_NAME: Final = 75
LONGEST_PURPOSE: Final = 500
MOST_APART: Final = 100
"""Pairs that a program keeps apart: more than that is a rule of another kind."""
ROUNDS_AT: Final = time(9)
"""Rounds go out when the working day begins, on the clock of whoever set the program up."""
TIME_TO_JOIN: Final = timedelta(days=4)
"""Between the launch and the first round at least, so that nobody has to join at once."""
WORKDAYS_FOR_A_CHAT: Final = 5
"""Whoever is introduced for one chat has them at least: the first counts, a weekend does not."""
MOST_CUT: Final = 0.25
"""What lasts ends with a planned round rather than after it, if that takes no more than this of its weeks."""
WARNING: Final = timedelta(days=3)
"""Before each round everybody hears of it, and can skip: a Monday's round is announced on Friday."""


class ProgramState(StrEnum):
    """A draft is being set up, and can be joined once announced; rounds are drafted while it runs."""

    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"


@dataclass(frozen=True)
class Channel:
    """A channel as the messenger sees it. `member`: whether our bot is in it."""

    id: str
    name: str
    private: bool = False
    archived: bool = False
    member: bool = True

    def check_usable(self) -> None:
        """Refuse a channel in which nothing can be said."""
        if self.archived:
            raise errors.ChannelArchived(channel=self.name)
        if not self.member:
            raise errors.NotInChannel(channel=self.name)


class Due(StrEnum):
    """What the scheduler has to do for a program."""

    WARN = "warn"
    ROUND = "round"
    CLOSE = "close"


@dataclass(eq=False, kw_only=True)
class Program:
    """Mentoring of one form in one channel. Without a name it is called after its form.

    Attributes:
        zone: whose clock the days of the rounds are reckoned on.
        edition: how often its settings have changed.
        admins: the people whom workspace admins named for it.
        announced_at: when people first heard of it; since then they can join.
        apart: pairs of people whom its admins keep apart, each in the order of their ids.
        lost_at: since when nothing can be said in the channel.
        next_round_at: when the next round is drafted (aware UTC).
        warned_at: when people were told of the next round.
        next_look_at: when the scheduler looks next.
    """

    workspace: str
    id: str
    form: Form
    channel_id: str
    name: str
    terms: Terms
    created_by: PersonId
    created_at: datetime
    zone: str
    purpose: str = ""
    edition: int = 0
    admins: tuple[PersonId, ...] = ()
    apart: tuple[tuple[PersonId, PersonId], ...] = ()
    state: ProgramState = ProgramState.DRAFT
    announced_at: datetime | None = None
    launched_at: datetime | None = None
    closed_at: datetime | None = None
    lost_at: datetime | None = None
    next_round_at: datetime | None = None
    warned_at: datetime | None = None
    next_look_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        """Refuse more words than can be shown."""
        check_words(self.name, self.purpose)
        self._check(self.terms)

    @property
    def open(self) -> bool:
        """Whether it has not been closed."""
        return self.state is not ProgramState.CLOSED

    @property
    def running(self) -> bool:
        """Whether rounds are drafted."""
        return self.state is ProgramState.RUNNING

    @property
    def joinable(self) -> bool:
        """Whether people know of it and may join."""
        return self.open and self.announced_at is not None

    @property
    def soonness(self) -> tuple[bool, datetime]:
        """Sorts programs by their next rounds; those without one come last, the oldest first."""
        return self.next_round_at is None, self.next_round_at or self.created_at

    @property
    def kept_apart(self) -> frozenset[frozenset[PersonId]]:
        """Whom its admins keep apart, in any order."""
        return frozenset(map(frozenset, self.apart))

    def permits(self, person: Person) -> bool:
        """Whether somebody may change it and see how it stands: workspace admins, or those they named."""
        return person.active and (person.admin or person.id in self.admins)

    def check_open(self) -> None:
        """Refuse what comes after the end."""
        if not self.open:
            raise errors.ProgramClosed

    def announce(self, now: datetime) -> None:
        """Let people know of it, and join."""
        self.check_open()
        self.announced_at = self.announced_at or now

    def launch(self, enrolled: int, now: datetime) -> None:
        """Begin with the rounds. Refused while fewer have joined than one group takes."""
        self.check_open()
        if self.running:
            raise errors.AlreadyRunning
        if self.form is Form.SHADOW_BOARD and self.terms.sponsor_id is None:
            raise errors.NoSponsor
        if enrolled < self.terms.least:
            raise errors.GroupTooLarge(least=self.terms.least, count=enrolled)
        self.announce(now)
        self.state, self.launched_at = ProgramState.RUNNING, now
        self.plan(now)

    def take_form(self, form: Form) -> None:
        """Be of another form, with its preset but for what was chosen and still fits; only as a draft."""
        self.check_open()
        if self.announced_at is not None or self.running:
            raise errors.FormIsKnown
        self.form, self.terms = form, carried_over(self.terms, self.form, form)
        self.edition += 1

    def edit(self, seen: int) -> None:
        """Begin to change the settings of this edition; refused when somebody else has changed them since."""
        self.check_open()
        if seen != self.edition:
            raise errors.ChangedMeanwhile
        self.edition += 1

    def change(self, terms: Terms, now: datetime) -> None:
        """Take over other terms; the next round is planned anew when its days have changed."""
        self.check_open()
        self._check(terms)
        before, self.terms = self.terms, terms
        if self.running and _days(before) != _days(terms):
            self.plan(now)
        self._look_next()

    def _check(self, terms: Terms) -> None:
        if terms.minutes not in lengths_of(self.form):
            raise errors.NotAChoice("minutes")

    def plan(self, after: datetime) -> None:
        """Set the time of the next round: the first one after then, or none any more."""
        self.next_round_at = self.round_after(after)
        self.warned_at = None
        self._look_next()

    def warned(self, now: datetime) -> None:
        """Everybody was told of the next round."""
        self.warned_at = now
        self._look_next()

    def round_after(self, after: datetime) -> datetime | None:
        """When the first round after a moment is due (aware UTC); None when the last one is over.

        Flash mentoring has none: everybody asks when they like.
        """
        if self.form is Form.FLASH:
            return None
        day = self._date_after(after) if self.terms.dates else self._day_after(after)
        if day is None or (self.terms.ends_on and day > self.terms.ends_on):
            return None
        return self._at(day)

    def together_until(self, since: datetime) -> datetime:
        """When what lasts and begins then is over (aware UTC): after its weeks, or somewhat before.

        A round that is planned shortly before that would find them busy, and leave them waiting for the one
        after it: what is nearer to it than to the next one makes room for it. Nobody loses much by that.
        """
        end = since + timedelta(weeks=self.terms.lasts)
        before, after = None, self.round_after(since)
        while after is not None and after <= end:
            before, after = after, self.round_after(after)
        if before is None or end - before > MOST_CUT * timedelta(weeks=self.terms.lasts):
            return end
        return before if after is None or end - before + timedelta(days=1) < after - end else end

    def chat_until(self, since: datetime) -> datetime:
        """When one chat for which people are introduced then is over (aware UTC).

        With a round that leaves them working days enough: when a round leaves late, it is not the very next.
        """
        hours, left = Hours(self.zone), WORKDAYS_FOR_A_CHAT
        day = hours.local(since).date()
        while left:
            left -= hours.workday(day)
            day += timedelta(days=1)
        midnight = datetime.combine(day, time(), ZoneInfo(self.zone)).astimezone(UTC)
        return self.round_after(midnight) or since + timedelta(weeks=self.terms.cadence)

    def due(self, now: datetime) -> Due | None:
        """What has to be done now, if anything: the most pressing first."""
        if not self.running:
            return None
        if self._ends_at is not None and self._ends_at <= now:
            return Due.CLOSE
        if self.next_round_at is None:
            return None
        if self.next_round_at <= now:
            return Due.ROUND
        warn = self.next_round_at - WARNING <= now and self.warned_at is None
        return Due.WARN if warn else None

    def close(self, now: datetime) -> None:
        """End it."""
        self.check_open()
        self.state, self.closed_at = ProgramState.CLOSED, now
        self.next_round_at = self.next_look_at = None

    def keep_apart(self, one: PersonId, other: PersonId) -> None:
        """Match these two with each other no more, until they are let to meet again."""
        if one == other:
            raise errors.SamePerson
        pair = (min(one, other), max(one, other))
        if pair in self.apart:
            return
        if len(self.apart) >= MOST_APART:
            raise errors.TooMany("other", MOST_APART, len(self.apart) + 1)
        self.apart = (*self.apart, pair)

    def let_meet(self, one: PersonId, other: PersonId) -> None:
        """Whom an admin kept apart may be matched again."""
        pair = (min(one, other), max(one, other))
        if pair not in self.apart:
            raise errors.NotKeptApart(person=one, other=other)
        self.apart = tuple(known for known in self.apart if known != pair)

    def lose_channel(self, now: datetime) -> None:
        """Nothing can be said in its channel any more; it goes on when that is mended."""
        self.lost_at = self.lost_at or now

    def find_channel(self, now: datetime) -> None:
        """Its channel is back. A round that fell into the gap with nobody warned comes in a few days."""
        if self.lost_at is None:
            return
        self.lost_at = None
        missed = self.next_round_at is not None and self.next_round_at <= now
        if missed and self.warned_at is None:
            self.next_round_at = self._catch_up(now)
        self._look_next()

    def _catch_up(self, now: datetime) -> datetime | None:
        """A working day that leaves time to warn, unless the next round as planned is not far from it."""
        hours, planned = Hours(self.zone), self.round_after(now)
        day = hours.local(now).date() + WARNING
        while not hours.workday(day):
            day += timedelta(days=1)
        near = planned is not None and planned - self._at(day) < timedelta(weeks=1)
        over = self.terms.ends_on is not None and day > self.terms.ends_on
        return planned if near or over else self._at(day)

    @property
    def _ends_at(self) -> datetime | None:
        return self._at(self.terms.ends_on + timedelta(days=1)) if self.terms.ends_on else None

    def look_later(self, at: datetime | None) -> None:
        """Somebody is at it, or it cannot go on yet: look again then."""
        self.next_look_at = at

    def _look_next(self) -> None:
        looks = [self._ends_at] if self.running else []
        if self.running and self.next_round_at is not None:
            looks.append(self.next_round_at if self.warned_at else self.next_round_at - WARNING)
        self.next_look_at = min((look for look in looks if look is not None), default=None)

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, ROUNDS_AT, ZoneInfo(self.zone)).astimezone(UTC)

    def _date_after(self, after: datetime) -> date | None:
        return min((day for day in self.terms.dates if self._at(day) > after), default=None)

    def _day_after(self, after: datetime) -> date:
        """The first day, counted in cadences from the first round, that is still to come."""
        day, step = self._first_day(), timedelta(weeks=self.terms.cadence)
        passed = max(0, (after - self._at(day)) // step)
        day += passed * step
        while self._at(day) <= after:
            day += step
        return day

    def _first_day(self) -> date:
        """The day that the admin named, or the first Monday that leaves time to join."""
        if self.terms.starts_on is not None:
            return self.terms.starts_on
        launched = (self.launched_at or self.created_at).astimezone(ZoneInfo(self.zone)).date()
        earliest = launched + TIME_TO_JOIN
        return earliest + timedelta(days=-earliest.weekday() % 7)


def check_words(name: str, purpose: str) -> None:
    """Refuse more words than can be shown."""
    for field, text, most in (("name", name, LONGEST_NAME), ("purpose", purpose, LONGEST_PURPOSE)):
        if len(text) > most:
            raise errors.TooLong(field, most, len(text))


def _days(terms: Terms) -> tuple[object, ...]:
    return terms.cadence, terms.dates, terms.starts_on, terms.ends_on
