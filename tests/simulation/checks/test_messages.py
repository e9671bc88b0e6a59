"""Messages: how many, when, to whom, and nothing twice."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.simulation.checks import messages
from bot.simulation.chronicle import Chronicle
from bot.simulation.records import Post
from bot.simulation.tally import Invariant, Tally
from tests.fakes import MONDAY
from tests.simulation.records import (
    ANA,
    DAY,
    HOUR,
    TRIO,
    WEEK,
    a_colleague,
    broken,
    brought,
    said,
    staff,
)


def test_a_fourth_nudge_in_seven_days_is_noticed(tally: Tally) -> None:
    three = [said("ANA", at=MONDAY + number * DAY) for number in range(3)]
    asked = said("ANA", at=MONDAY + 3 * DAY, unprompted=False)
    messages.check_budget(
        tally, [*three, asked, said("BEN", at=MONDAY + 4 * DAY), said("ANA", at=MONDAY + WEEK)]
    )
    assert broken(tally) == []
    messages.check_budget(tally, [*three, said("ANA", at=MONDAY + WEEK - HOUR)])
    assert broken(tally) == [Invariant.BUDGET]


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 2, 7, 59, tzinfo=UTC),  # a minute before nine in Paris
        datetime(2026, 3, 2, 16, 0, tzinfo=UTC),  # five in the afternoon
        datetime(2026, 3, 7, 10, 0, tzinfo=UTC),  # a Saturday
        datetime(2026, 7, 14, 10, 0, tzinfo=UTC),  # the national holiday
    ],
)
def test_a_nudge_outside_working_hours_is_noticed(tally: Tally, at: datetime) -> None:
    messages.check_hours(tally, [said("ANA", at=datetime(2026, 3, 2, 8, tzinfo=UTC))], TRIO)
    assert broken(tally) == []
    messages.check_hours(tally, [said("ANA", at=at)], TRIO)
    assert broken(tally) == [Invariant.WORKING_HOURS]


@pytest.mark.parametrize(
    ("zone", "hour", "fine"),
    [
        ("Europe/London", 9, True),  # the first hour of both
        ("Europe/London", 8, False),  # an hour before London's day: Paris could have waited
        ("Europe/London", 16, False),  # an hour after that of Paris
        ("Australia/Sydney", 8, True),  # they share none: seven in Sydney's evening
        ("Australia/Sydney", 12, False),  # eleven at night there
    ],
)
def test_an_introduction_outside_the_hours_of_a_group_is_noticed(
    tally: Tally, zone: str, hour: int, fine: bool
) -> None:
    """A round was sent at six on a Monday, and brings Ana in Paris together with Dan, who lives elsewhere."""
    people, morning = staff(ANA, a_colleague("DAN", zone=zone)), MONDAY.replace(hour=6)
    told = said("ANA", "DAN", at=MONDAY.replace(hour=hour), kind="Introduced", unprompted=False)
    messages.check_group_hours(tally, [told], [brought("ANA", "DAN", at=morning)], people)
    assert broken(tally) == ([] if fine else [Invariant.GROUP_HOURS])


def test_a_nudge_on_a_break_is_noticed(tally: Tally, chronicle: Chronicle) -> None:
    chronicle.breaks.begin("ANA", MONDAY, MONDAY + WEEK)
    fine = [said("ANA", at=MONDAY + WEEK), said("ANA", unprompted=False), said("BEN")]
    messages.check_peace(tally, fine, TRIO, chronicle)
    assert broken(tally) == []
    messages.check_peace(tally, [said("ANA", at=MONDAY + DAY)], TRIO, chronicle)
    assert broken(tally) == [Invariant.IN_PEACE]


def test_a_message_after_leaving_is_noticed_once_the_bot_knows(tally: Tally, chronicle: Chronicle) -> None:
    gone = a_colleague("ANA")
    gone.left_at, gone.struck_at = MONDAY, MONDAY + DAY
    messages.check_peace(tally, [said("ANA", at=MONDAY + HOUR)], staff(gone), chronicle)
    assert broken(tally) == []
    messages.check_peace(tally, [said("ANA", at=MONDAY + DAY, unprompted=False)], staff(gone), chronicle)
    assert broken(tally) == [Invariant.IN_PEACE]


def test_the_same_words_again_are_noticed_unless_they_are_a_nudge(tally: Tally) -> None:
    asked = said("ANA", unprompted=False, digest=7)
    messages.check_twice(tally, [asked, said("ANA", digest=7), said(digest=7, unprompted=False)], [])
    assert broken(tally) == []
    messages.check_twice(tally, [asked, asked], [])
    assert broken(tally) == [Invariant.SAID_TWICE]


def test_the_same_question_may_come_again_once_it_was_taken_back(tally: Tally) -> None:
    first, again = (said("ANA", at=at, unprompted=False, digest=7) for at in (MONDAY, MONDAY + DAY))
    messages.check_twice(tally, [first, again], [(MONDAY + HOUR, ("ANA",), "pairing")])
    assert broken(tally) == []
    messages.check_twice(tally, [first, again], [(MONDAY + HOUR, ("BEN",), "pairing")])
    assert broken(tally) == [Invariant.SAID_TWICE]


def test_who_waits_in_line_is_asked_for_and_waits_again_may_hear_so_again(tally: Tally) -> None:
    waits, asked = (said("ANA", kind="RequestSent", unprompted=False, digest=one) for one in (7, 8))
    messages.check_twice(tally, [waits, asked, waits], [])
    assert broken(tally) == []
    messages.check_twice(tally, [waits, asked, asked], [])
    assert broken(tally) == [Invariant.SAID_TWICE]


def test_what_is_dead_or_overdue_is_noticed(tally: Tally) -> None:
    ahead = Post("Asked", "asked:1", ("ANA",), MONDAY + HOUR, False)
    messages.check_delivered(tally, [ahead], MONDAY)
    assert broken(tally) == []
    messages.check_delivered(tally, [ahead], MONDAY + 3 * HOUR)
    messages.check_delivered(tally, [replace(ahead, dead=True)], MONDAY)
    assert tally.broken[Invariant.DELIVERED] == 2
