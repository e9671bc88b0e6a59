"""Enrolments: one person in one program, from joining to leaving."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from bot.domain import errors, topics
from bot.domain.forms import Form
from bot.domain.people import LONGEST_PAUSE, PAUSE, Person, PersonId
from bot.domain.requests import FREE_TEXT

MOST_PREFERENCES: Final = 10
"""People whom one can rank, or rather not meet, in one program."""


class EnrolmentState(StrEnum):
    """Whoever has left can join again."""

    ACTIVE = "active"
    LEFT = "left"


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What a person wants of a program. None of it is shown to admins; the last two to nobody at all.

    Attributes:
        mentors: whether they may be somebody's mentor.
        mentored: whether they may be somebody's mentee. Where everybody takes part alike, neither counts.
        goal: what they want to reach, in their words; read by whom they are matched with.
        asks: topics they want help with.
        offers: topics they can help with.
        roles: the seats on a board of advisors that they can fill.
        prefers: whom they would like best, the dearest first.
        rather_not: whom they would rather not be matched with.
    """

    mentors: bool = False
    mentored: bool = True
    goal: str = ""
    asks: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    prefers: tuple[PersonId, ...] = field(default=(), repr=False)
    rather_not: tuple[PersonId, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be kept, at the field that holds it."""
        if not (self.mentors or self.mentored):
            raise errors.Missing("part")
        if len(self.goal) > FREE_TEXT:
            raise errors.TooLong("goal", FREE_TEXT, len(self.goal))
        for name in ("asks", "offers", "roles"):
            topics.check(name, getattr(self, name))
        for name in ("prefers", "rather_not"):
            if (count := len(getattr(self, name))) > MOST_PREFERENCES:
                raise errors.TooMany(name, MOST_PREFERENCES, count)
        if set(self.prefers) & set(self.rather_not):
            raise errors.BothWays

    def check_for(self, form: Form) -> None:
        """Refuse what makes no sense in a program of this form."""
        if self.mentors and not form.equals and not self.offers:
            raise errors.NothingOffered


@dataclass(eq=False, kw_only=True)
class Enrolment:
    """A person's place in a program. There is one for each two: whoever comes back finds it again.

    `auto`: the program brought them in, they did not ask. `skips_next`: the next round that is drafted goes
    by without them. `sat_out_of`: the number of the last one that did, from its draft on. `left_out` counts
    the rounds in a row in which nobody was found for them.
    """

    workspace: str
    id: str
    program_id: str
    person_id: PersonId
    joined_at: datetime
    wishes: Wishes = field(default_factory=Wishes)
    auto: bool = False
    state: EnrolmentState = EnrolmentState.ACTIVE
    paused_until: date | None = None
    skips_next: bool = False
    sat_out_of: int | None = None
    left_out: int = 0
    left_at: datetime | None = None
    version: int = 0

    @property
    def active(self) -> bool:
        """Whether they are in the program, on a break or not."""
        return self.state is EnrolmentState.ACTIVE

    def check_active(self) -> None:
        """Refuse what only somebody in the program can do."""
        if not self.active:
            raise errors.NotEnrolled

    def rejoin(self, now: datetime) -> None:
        """Come back after leaving; a break or a skipped round from before is over."""
        if self.active:
            raise errors.AlreadyEnrolled
        self.state, self.left_at, self.joined_at = EnrolmentState.ACTIVE, None, now
        self.paused_until, self.skips_next, self.left_out, self.auto = None, False, 0, False

    def leave(self, now: datetime) -> None:
        """Be in it no more. Whom they rather not met is kept: it may count again."""
        self.check_active()
        self.state, self.left_at = EnrolmentState.LEFT, now
        self.paused_until, self.skips_next = None, False

    def pause(self, until: date | None, today: date) -> date:
        """Take a break from this program until a day, the first day back; without one, for four weeks."""
        self.check_active()
        until = until or today + PAUSE
        if until <= today:
            raise errors.PauseInThePast(example=today + PAUSE)
        if until > today + LONGEST_PAUSE:
            raise errors.PauseTooLong(days=LONGEST_PAUSE.days)
        self.paused_until = until
        return until

    def resume(self) -> None:
        """Be back from a break, and in the next round again."""
        self.check_active()
        self.paused_until, self.skips_next = None, False

    def skip(self) -> None:
        """Sit out the next round that is drafted."""
        self.check_active()
        self.skips_next = True

    def paused(self, today: date) -> bool:
        """Whether they are on a break from this program; the day named as its end is the first day back."""
        return self.paused_until is not None and today < self.paused_until

    def takes_part(self, person: Person, now: datetime, drafted: int | None = None) -> bool:
        """Whether the round of this number, drafted already, counts this person in; without one: the next."""
        skips = self.skips_next if drafted is None else self.sat_out_of == drafted
        return self.there(person, now) and not skips

    def there(self, person: Person, now: datetime) -> bool:
        """Whether they are in the program and take no break, neither from it nor from everything."""
        away = person.paused(now) or self.paused(person.today(now))
        return self.active and person.active and not away

    def matched(self) -> None:
        """A round found somebody for them."""
        self.left_out = 0

    def not_matched(self) -> None:
        """A round found nobody: they come first next time."""
        self.left_out += 1

    def sit_out(self, number: int) -> None:
        """The round of this number goes by without them, as they wished: also when it is mended later."""
        self.sat_out_of = number

    def drafted(self, number: int) -> None:
        """A round was drafted: whoever skips the next one sits out this, and a later wish is for another."""
        if self.skips_next:
            self.skips_next = False
            self.sit_out(number)

    def not_held(self, number: int) -> None:
        """A round did not take place: whoever sits it out skips the next one."""
        if self.active and self.sat_out_of == number:
            self.skips_next, self.sat_out_of = True, None
