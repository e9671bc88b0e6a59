"""Whom one person may ask, and what they read when they may not."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import errors
from bot.domain.eligibility import History, check_may_ask, may_ask, may_ask_again
from bot.domain.people import Kind, Person, Profile
from bot.domain.requests import NO_REPEAT
from tests.domain.strategies import DAY, MONDAY, person, zones

MENTOR = Profile(mentor=True, offers=("Python",))


@dataclass
class Case:
    """A requester, another person and what bars the two: nothing, to begin with."""

    requester: Person = field(default_factory=lambda: person("U1"))
    other: Person = field(default_factory=lambda: person("U2", profile=MENTOR))
    history: History = field(default_factory=History)

    def refusal(self) -> errors.WhomError | None:
        try:
            check_may_ask(self.requester, self.other, self.history, MONDAY)
        except errors.WhomError as refused:
            return refused
        return None


def oneself(case: Case) -> None:
    case.other = case.requester


def kind(which: Kind) -> Callable[[Case], None]:
    def change(case: Case) -> None:
        case.other.kind = which

    return change


def deactivated(case: Case) -> None:
    case.other.active = False


def in_line(case: Case) -> None:
    case.history = replace(case.history, reporting_line=frozenset({case.other.id}))


def paired(case: Case) -> None:
    case.history = replace(case.history, partners=frozenset({case.other.id}))


def still_asked(case: Case) -> None:
    case.history = replace(case.history, open_asks=frozenset({case.other.id}))


def on_a_break(case: Case) -> None:
    case.other.paused_until = date(2026, 3, 20)


def no_mentor(case: Case) -> None:
    case.other.profile = replace(case.other.profile, mentor=False)


def without_places(case: Case) -> None:
    case.other.profile = replace(case.other.profile, capacity=0)


def asked_before(case: Case) -> None:
    case.history = replace(case.history, last_asked={case.other.id: MONDAY - 30 * DAY})


def blocked_by_other(case: Case) -> None:
    case.other.blocked = (case.requester.id,)


def blocked_by_requester(case: Case) -> None:
    case.requester.blocked = (case.other.id,)


REASONS: list[tuple[Callable[[Case], None], type[errors.WhomError]]] = [
    (oneself, errors.Oneself),
    (kind(Kind.BOT), errors.IsABot),
    (kind(Kind.GUEST), errors.IsAGuest),
    (kind(Kind.FOREIGN), errors.IsForeign),
    (deactivated, errors.IsDeactivated),
    (paired, errors.AlreadyPaired),
    (in_line, errors.InReportingLine),
    (no_mentor, errors.NotAMentor),
    (without_places, errors.NotAMentor),
    (on_a_break, errors.IsPaused),
    (asked_before, errors.AskedRecently),
    (still_asked, errors.StillAsked),
]
"""In the order in which they are looked at: what everyone can see comes first."""
BLOCKS = [blocked_by_other, blocked_by_requester]


def test_a_mentor_may_be_asked() -> None:
    """Nothing bars two strangers."""
    assert Case().refusal() is None


@pytest.mark.parametrize(("reason", "expected"), REASONS)
def test_each_reason_has_its_sentence(
    reason: Callable[[Case], None], expected: type[errors.WhomError]
) -> None:
    """One bar alone: the sentence that names it, with the person in it, at the field `whom`."""
    case = Case()
    reason(case)
    refusal = case.refusal()
    assert type(refusal) is expected
    assert refusal.field == "whom"
    assert refusal.sentence.format(**refusal.values)


@given(st.sets(st.sampled_from(range(1, len(REASONS))), min_size=1))
def test_of_several_reasons_the_first_is_named(which: set[int]) -> None:
    """Always the same one, whatever else there is."""
    case = Case()
    kinds = [at for at in which if at in (1, 2, 3)]
    for at in which - set(kinds[1:]):
        REASONS[at][0](case)
    assert type(case.refusal()) is REASONS[min(which - set(kinds[1:]))][1]


@pytest.mark.parametrize("block", BLOCKS)
@given(st.sets(st.sampled_from(range(4, len(REASONS)))))
def test_a_block_cannot_be_told_from_taking_no_requests(
    block: Callable[[Case], None], which: set[int]
) -> None:
    """Whatever else holds: word for word what is read of somebody who does not mentor."""
    blocked, unavailable = Case(), Case()
    for at in which:
        REASONS[at][0](blocked)
        REASONS[at][0](unavailable)
    block(blocked)
    no_mentor(unavailable)
    one, other = blocked.refusal(), unavailable.refusal()
    assert one is not None
    assert other is not None
    assert (type(other), other.sentence, other.values) == (type(one), one.sentence, one.values)


@given(zones, st.timedeltas(timedelta(), timedelta(hours=30)))
def test_nobody_is_asked_again_within_twelve_weeks(zone: str, more: timedelta) -> None:
    """The day named is the first on the requester's own calendar, and on that day it works."""
    requester, other = person("U1", zone=zone), person("U2", profile=MENTOR)
    asked = datetime(2026, 3, 2, tzinfo=UTC) + more
    history = History(last_asked={"U2": asked})
    again = may_ask_again(requester, history, "U2")
    assert again == requester.today(asked + NO_REPEAT)
    for hours in range(-48, 48):
        now = asked + NO_REPEAT + timedelta(hours=hours)
        assert may_ask(requester, other, history, now) is (requester.today(now) >= again)


def test_who_was_never_asked_has_no_day() -> None:
    """There is nothing to wait for."""
    assert may_ask_again(person("U1"), History(), "U2") is None


@given(st.sets(st.sampled_from(range(4, len(REASONS)))), st.sampled_from([None, *BLOCKS]))
def test_may_ask_says_what_the_check_says(which: set[int], block: Callable[[Case], None] | None) -> None:
    """True when nothing is refused."""
    case = Case()
    for at in which:
        REASONS[at][0](case)
    if block:
        block(case)
    assert may_ask(case.requester, case.other, case.history, MONDAY) is (case.refusal() is None)
