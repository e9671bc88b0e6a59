"""Nudging: what waits for someone, and whether to say so now. Pure arithmetic on values.

A wait is one thing that one person has yet to do: answer a request, book a chat, say whether it took place.
Each phase has a schedule of steps. `decide` looks at one wait and answers what to do now and when to look
again; it never says anything outside the person's hours or over their budget.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from bot.domain.hours import Hours
from bot.domain.people import PersonId

DAY: Final = timedelta(days=1)


class Phase(StrEnum):
    """What a person has yet to do."""

    ANSWER = "answer"
    BOOK = "book"
    CHECK_IN = "check in"
    OUTCOME = "outcome"
    FIT = "fit"
    MEET_AGAIN = "meet again"
    QUALITY = "quality"
    INACTIVE = "inactive"
    FLAG = "flag"
    STEP = "step"
    ROUND_AHEAD = "round ahead"
    AGREE = "agree"
    ENDING = "ending"
    REVIEW = "review"
    MIDWAY = "midway"


class Act(StrEnum):
    """What a step does."""

    NUDGE = "nudge"
    LAST_WORD = "last word"
    EXPIRE = "expire"
    CLOSE = "close"
    STOP = "stop"


SPOKEN: Final = frozenset({Act.NUDGE, Act.LAST_WORD})
"""Acts that send this person an unprompted message."""


@dataclass(frozen=True)
class Step:
    """One act, so long after the wait began: a stretch of time, or whole business days.

    A firm step comes on its time, whether or not the steps before it could be said. It is a silent one:
    what is said waits for the person's hours and budget.
    """

    act: Act
    after: timedelta = timedelta()
    business_days: int = 0
    firm: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be kept."""
        if self.firm and self.act in SPOKEN:
            raise ValueError("a spoken step cannot be firm")
        if self.after and self.business_days:
            raise ValueError("a step counts in a stretch of time or in business days, not in both")

    def due(self, since: datetime, hours: Hours) -> datetime:
        """When the step's time has come (aware UTC)."""
        if self.business_days:
            return hours.business_days_after(since, self.business_days)
        return since + self.after

    def since(self, due: datetime, hours: Hours) -> datetime:
        """When the wait began for which the step comes at this time (aware UTC)."""
        if self.business_days:
            return hours.business_days_before(due, self.business_days)
        return due - self.after


@dataclass(frozen=True)
class Schedule:
    """The steps of a phase in order; with `repeat`, the last one comes again after that long.

    Steps of one schedule count alike, so that one is always later than the one before. A late step pushes
    the later ones back, unless it is late by no more than `grace`.
    """

    steps: tuple[Step, ...]
    repeat: timedelta | None = None
    grace: timedelta = timedelta()

    def __post_init__(self) -> None:
        """Refuse steps that could fall on the same moment."""
        if not self.steps:
            raise ValueError("a schedule has at least one step")
        for step, following in pairwise(self.steps):
            same_unit = step.business_days == 0 or following.after == timedelta()
            least = step.after + self.grace, step.business_days
            if not same_unit or (following.after, following.business_days) <= least:
                raise ValueError("each step of a schedule is later than the one before")
        if self.repeat is not None and self.repeat <= timedelta():
            raise ValueError("what repeats does so after a while")


def _steps(*steps: Step, repeat: timedelta | None = None, grace: timedelta = timedelta()) -> Schedule:
    return Schedule(steps, repeat, grace)


DAYS_TO_ANSWER: Final = 3
"""Business days after which an unanswered request moves on (Together)."""

SCHEDULES: Final[Mapping[Phase, Schedule]] = {
    # Unanswered for 3 business days: the next mentor (Together). One reminder a day before that.
    Phase.ANSWER: _steps(
        Step(Act.NUDGE, business_days=2), Step(Act.EXPIRE, business_days=DAYS_TO_ANSWER, firm=True)
    ),
    # Not booked: day 5 and day 10, the last word and the admin's flag on day 14 (Torch; MENTOR's two weeks).
    # A weekend in between moves none of the others: the flag still comes on day 14.
    Phase.BOOK: _steps(
        Step(Act.NUDGE, 5 * DAY), Step(Act.NUDGE, 10 * DAY), Step(Act.LAST_WORD, 14 * DAY), grace=3 * DAY
    ),
    # Did you meet? 1 h after the booked end, once more after 48 h; then it stays unknown.
    Phase.CHECK_IN: _steps(
        Step(Act.NUDGE, timedelta(hours=1)), Step(Act.NUDGE, timedelta(hours=49)), Step(Act.CLOSE, 7 * DAY)
    ),
    Phase.OUTCOME: _steps(Step(Act.NUDGE, 2 * DAY), Step(Act.STOP, 14 * DAY)),
    # Fit check after session 1.
    Phase.FIT: _steps(Step(Act.NUDGE, DAY), Step(Act.NUDGE, 4 * DAY), Step(Act.CLOSE, 14 * DAY)),
    # 21 days without a meeting booked (Mentorloop, UN); a cap of 3, then a kind last word (Donut; Exercism).
    Phase.MEET_AGAIN: _steps(
        Step(Act.NUDGE, 21 * DAY),
        Step(Act.NUDGE, 28 * DAY),
        Step(Act.NUDGE, 35 * DAY),
        Step(Act.LAST_WORD, 42 * DAY),
    ),
    # Quality 1-5 on day 30, then every 60 days.
    Phase.QUALITY: _steps(Step(Act.NUDGE, 30 * DAY), repeat=60 * DAY),
    # 90 days without a sign of life: ask; a week later: close kindly.
    Phase.INACTIVE: _steps(Step(Act.NUDGE, 90 * DAY), Step(Act.CLOSE, 97 * DAY)),
    Phase.FLAG: _steps(Step(Act.NUDGE)),
    # Before a round, once; it is taken back when the round is drafted.
    Phase.ROUND_AHEAD: _steps(Step(Act.NUDGE), Step(Act.STOP, 4 * DAY)),
    # Somebody proposed an agreement: its reader is reminded once.
    Phase.AGREE: _steps(Step(Act.NUDGE, 3 * DAY), Step(Act.STOP, 21 * DAY)),
    # The end that was planned: two weeks before it is the time to plan the last chats.
    Phase.ENDING: _steps(Step(Act.NUDGE), Step(Act.CLOSE, 14 * DAY, firm=True)),
    # The end asks for a look back; who did not give one is reminded once, while it can be given.
    Phase.REVIEW: _steps(Step(Act.NUDGE, 4 * DAY), Step(Act.STOP, 28 * DAY)),
    # Half of a long round is over, and they have not met: once more, long after the nudges to book.
    Phase.MIDWAY: _steps(Step(Act.NUDGE), Step(Act.STOP, 14 * DAY)),
    # A next step: once, on the day that its author named.
    Phase.STEP: _steps(Step(Act.NUDGE), Step(Act.STOP, 14 * DAY)),
}


@dataclass(frozen=True)
class Policy:
    """How much may be said: schedules per phase, and a budget of unprompted messages per person and week."""

    schedules: Mapping[Phase, Schedule] = field(default_factory=lambda: SCHEDULES)
    budget: int = 3
    per: timedelta = timedelta(days=7)

    def __post_init__(self) -> None:
        """Refuse a budget that leaves nothing to wait for."""
        if self.budget < 1 or self.per <= timedelta():
            raise ValueError("a budget allows at least one message")

    def meeting_every(self, weeks: int) -> "Policy":
        """The same for people who agreed to meet every so many weeks: the first nudge comes after as long."""
        usual = self.schedules[Phase.MEET_AGAIN]
        later = timedelta(weeks=weeks) - usual.steps[0].after
        paced = replace(usual, steps=tuple(replace(step, after=step.after + later) for step in usual.steps))
        return replace(self, schedules={**self.schedules, Phase.MEET_AGAIN: paced})


DEFAULT_POLICY: Final = Policy()


@dataclass(eq=False, kw_only=True)
class Wait:
    """One thing one person has yet to do. `subject_id` is an ask, a pairing, a meeting or an outcome."""

    workspace: str
    id: str
    phase: Phase
    person_id: PersonId
    subject_id: str
    since: datetime
    next_look_at: datetime | None
    step: int = 0
    snoozed_until: datetime | None = None

    def heed(self, decision: "Decision") -> None:
        """Take over what was decided; what is said puts an end to the snooze before it."""
        self.step, self.since, self.next_look_at = decision.step, decision.since, decision.next_look_at
        if decision.act is not None:
            self.snoozed_until = None

    def keep_pace(self, hours: Hours, policy: Policy) -> None:
        """Take what has yet to be said at the times of another schedule; what was said counts as before."""
        steps = policy.schedules[self.phase].steps
        if self.next_look_at is not None and self.step < len(steps):
            due = steps[self.step].due(self.since, hours)
            self.next_look_at = max(due, self.snoozed_until or due)

    def expires_at(self, hours: Hours, policy: Policy = DEFAULT_POLICY) -> datetime | None:
        """When it goes on without this person (aware UTC), whatever they put off; None when it never does."""
        steps = policy.schedules[self.phase].steps
        return next((one.due(self.since, hours) for one in steps if one.act is Act.EXPIRE), None)

    def snooze(self, until: datetime, hours: Hours, policy: Policy = DEFAULT_POLICY) -> None:
        """Say then what was said last (or would be said next); what follows comes as long after it as ever.

        A firm step stays, and is looked at on its time.
        """
        schedule = policy.schedules[self.phase]
        last = len(schedule.steps) - 1
        said_again = schedule.repeat is not None and self.step == last
        if self.step and self.snoozed_until is None and not said_again:
            self.step -= 1
        if not any(step.firm for step in schedule.steps):
            since = schedule.steps[min(self.step, last)].since(until, hours)
            self.since = since if said_again else max(self.since, since)
        self.snoozed_until = until
        self.next_look_at = min(until, self.next_look_at or until)


@dataclass(frozen=True)
class Reach:
    """How a person can be reached: their hours, and the unprompted messages of the past week (aware UTC)."""

    hours: Hours
    spoken: tuple[datetime, ...] = ()

    def free_from(self, now: datetime, policy: Policy) -> datetime:
        """The first moment at which the budget and the hours allow a message."""
        recent = sorted(at for at in self.spoken if at > now - policy.per)
        budget_from = now if len(recent) < policy.budget else recent[-policy.budget] + policy.per
        return self.hours.next_open(max(now, budget_from))

    def after_speaking(self, now: datetime) -> "Reach":
        """The same person with one more message in their week."""
        return replace(self, spoken=(*self.spoken, now))


@dataclass(frozen=True)
class Decision:
    """What to do now (or nothing), and where the wait stands then; no next look: none is needed."""

    act: Act | None
    step: int
    since: datetime
    next_look_at: datetime | None


def decide(wait: Wait, reach: Reach, policy: Policy, now: datetime) -> Decision:
    """What the wait's next step asks for at this moment.

    A step that is not due, or may not be said yet, is looked at again when it can be. Silent steps wait
    for no hours and cost no budget.
    """
    schedule = policy.schedules[wait.phase]
    at = _step_to_take(wait, schedule, reach, now)
    if at >= len(schedule.steps):
        return Decision(None, at, wait.since, None)
    step = schedule.steps[at]
    due = max(step.due(wait.since, reach.hours), wait.snoozed_until or wait.since)
    if step.firm:
        due = step.due(wait.since, reach.hours)
    elif step.act in SPOKEN and due <= now:
        due = reach.free_from(now, policy)
    if due > now:
        return Decision(None, at, wait.since, _no_later_than_firm(due, wait, schedule, reach))
    return _after(wait, schedule, reach, at, now)


def _firm_steps(wait: Wait, schedule: Schedule, reach: Reach) -> list[tuple[int, datetime]]:
    """Firm steps yet to come, with their times."""
    return [
        (at, step.due(wait.since, reach.hours))
        for at, step in enumerate(schedule.steps)
        if step.firm and at >= wait.step
    ]


def _step_to_take(wait: Wait, schedule: Schedule, reach: Reach, now: datetime) -> int:
    """The next step, or a firm one whose time has come."""
    return max((at for at, due in _firm_steps(wait, schedule, reach) if due <= now), default=wait.step)


def _no_later_than_firm(look: datetime, wait: Wait, schedule: Schedule, reach: Reach) -> datetime:
    return min((look, *(due for _, due in _firm_steps(wait, schedule, reach))))


def _after(wait: Wait, schedule: Schedule, reach: Reach, at: int, now: datetime) -> Decision:
    """Where the wait stands once a step is done: the next step never follows at once."""
    step, following = schedule.steps[at], at + 1
    if following < len(schedule.steps):
        # A late step (a pause, a snooze, a budget) pushes the rest back: nobody hears two at once.
        late = now - step.due(wait.since, reach.hours) > schedule.grace
        since = max(wait.since, step.since(now, reach.hours)) if late else wait.since
        due = schedule.steps[following].due(since, reach.hours)
        firm = [later.due(wait.since, reach.hours) for later in schedule.steps[following:] if later.firm]
        if firm:  # what is firm is not pushed along
            return Decision(step.act, following, wait.since, min(due, *firm))
        return Decision(step.act, following, since, due)
    if schedule.repeat is not None:
        again = now + schedule.repeat
        return Decision(step.act, at, step.since(again, reach.hours), again)
    return Decision(step.act, following, wait.since, None)


def first_look(
    phase: Phase, since: datetime, hours: Hours, policy: Policy = DEFAULT_POLICY, step: int = 0
) -> datetime:
    """When a new wait is looked at first (aware UTC), or one that begins with a later step."""
    return policy.schedules[phase].steps[step].due(since, hours)
