"""Telling: who must have read of what."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.forms import Form
from bot.simulation.checks import telling
from bot.simulation.records import Post
from bot.simulation.spans import Spans
from bot.simulation.tally import Invariant, Tally
from tests.fakes import MONDAY
from tests.simulation.records import (
    ANA,
    BEN,
    DAY,
    HOUR,
    TRIO,
    a_round,
    broken,
    brought,
    said,
    staff,
)


def test_who_is_not_told_of_being_brought_together_is_noticed(tally: Tally) -> None:
    told = [said("ANA", "BEN", kind="Introduced", unprompted=False)]
    telling.check_introduced(tally, [brought("ANA", "BEN")], [], TRIO, telling.Heard(told, []), Spans())
    assert broken(tally) == []
    telling.check_introduced(
        tally, [brought("ANA", "BEN", "CEM")], [], TRIO, telling.Heard(told, []), Spans()
    )
    assert broken(tally) == [Invariant.INTRODUCED]


def test_who_is_on_a_break_all_the_time_until_it_is_over_need_not_be_told(tally: Tally) -> None:
    over, told = (
        brought("ANA", "BEN", until=MONDAY + DAY),
        [said("ANA", kind="TimesOffered", unprompted=False)],
    )
    breaks, heard = Spans[str](), telling.Heard(told, [])
    breaks.begin("BEN", MONDAY - DAY)
    telling.check_introduced(tally, [over], [], TRIO, heard, breaks)
    assert broken(tally) == []
    breaks.end("BEN", MONDAY + HOUR)
    telling.check_introduced(tally, [over], [], TRIO, heard, breaks)
    assert broken(tally) == [Invariant.INTRODUCED]


@pytest.mark.parametrize(("left", "expected"), [(HOUR, []), (3 * HOUR, [Invariant.INTRODUCED])])
def test_who_left_a_group_before_it_read_of_itself_need_not_be_told(
    tally: Tally, left: timedelta, expected: list[Invariant]
) -> None:
    group = brought("ANA", "BEN", "CEM", once=False)
    gone = replace(group.members[2], left_at=MONDAY + left)
    group = replace(group, members=(*group.members[:2], gone))
    told = [replace(said("ANA", "BEN", kind="Introduced", unprompted=False), at=MONDAY + 2 * HOUR)]
    telling.check_introduced(tally, [group], [], TRIO, telling.Heard(told, []), Spans())
    assert broken(tally) == expected


def test_what_was_over_before_anybody_read_of_it_leaves_nobody_alone(tally: Tally) -> None:
    """Each has another match in the round, or is left out of it; and nobody reads of an end."""
    over, heard = brought("ANA", "BEN", until=MONDAY + DAY), telling.Heard([], [])
    left_out = replace(a_round(1, left_out=("ANA", "BEN")), id="round")
    telling.check_introduced(tally, [over], [left_out], TRIO, heard, Spans())
    telling.check_ends(tally, [over], [], TRIO, heard, set())
    assert broken(tally) == []
    telling.check_introduced(tally, [over], [replace(left_out, left_out=("ANA",))], TRIO, heard, Spans())
    assert broken(tally) == [Invariant.INTRODUCED]


def test_an_end_without_a_kind_word_is_noticed(tally: Tally) -> None:
    over = brought("ANA", "BEN", until=MONDAY + DAY, once=False, mentors=1, form=Form.ONE_ON_ONE)
    told = [said("ANA", kind=kind, unprompted=False) for kind in ("Introduced", "PairingEnded")]
    queued = [Post("PairingEnded", "ended:pairing:BEN", ("BEN",), MONDAY + 2 * DAY, False)]
    telling.check_ends(tally, [over], [], TRIO, telling.Heard(told, queued), set())
    assert broken(tally) == []
    telling.check_ends(tally, [over], [], TRIO, telling.Heard(told, []), set())
    assert broken(tally) == [Invariant.KIND_END]


@pytest.mark.parametrize(("struck", "expected"), [(HOUR, []), (2 * DAY, [Invariant.KIND_END])])
def test_who_leaves_the_company_before_their_next_work_need_not_read_of_an_end(
    tally: Tally, struck: timedelta, expected: list[Invariant]
) -> None:
    evening = MONDAY.replace(hour=20)
    over = brought("ANA", "BEN", until=evening, once=False, mentors=1, form=Form.ONE_ON_ONE)
    told = [said("ANA", kind=kind, unprompted=False) for kind in ("Introduced", "PairingEnded")]
    gone = replace(BEN, struck_at=evening + struck)
    telling.check_ends(tally, [over], [], staff(ANA, gone), telling.Heard(told, []), set())
    assert broken(tally) == expected
