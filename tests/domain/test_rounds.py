"""Rounds: sent once, in stages."""

from datetime import timedelta

import pytest

from bot.domain import errors
from bot.domain.forms import Form
from bot.domain.matching import LeftOut, Match, Rule
from bot.domain.pairings import Part
from bot.domain.rounds import RoundState, Stage, parts_of, seed_of
from tests.builders import a_round
from tests.fakes import MONDAY

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LEFT = LeftOut("UODD", Rule.ODD_ONE)


def test_a_round_goes_through_its_stages() -> None:
    one = a_round("p", left_out=(LEFT,))
    assert one.due(MONDAY) is None, "a draft waits for somebody"
    one.send("UADA", MONDAY)
    assert one.due(MONDAY) is Stage.CHECK
    one.checked(MONDAY)
    assert one.due(MONDAY) is Stage.INTRODUCE
    one.introduced(MONDAY + 14 * DAY, MONDAY)
    assert one.due(MONDAY) is Stage.TELL
    one.tell(1, MONDAY)
    assert one.due(MONDAY) is None
    assert one.due(MONDAY + 14 * DAY) is Stage.CLOSE
    one.close(MONDAY + 14 * DAY)
    assert (one.state, one.next_look_at) == (RoundState.CLOSED, None)


def test_a_round_is_sent_once_and_the_second_reads_who_did() -> None:
    one = a_round("p")
    one.send("UADA", MONDAY)
    with pytest.raises(errors.SentAlreadyBy) as refused:
        one.send("UEVE", MONDAY + HOUR)
    assert refused.value.values == {"person": "UADA", "at": MONDAY}
    itself = a_round("p")
    itself.send(None, MONDAY)
    with pytest.raises(errors.SentAlready):
        itself.check_drafted()


def test_whom_an_admin_took_out_is_told_too() -> None:
    one = a_round("p", excluded=("UEVE",), left_out=(LEFT,))
    one.send("UADA", MONDAY)
    assert one.left_out == (LEFT, LeftOut("UEVE", Rule.EXCLUDED))


def test_a_cancelled_round_tells_whoever_waited_for_it_and_a_superseded_one_nobody() -> None:
    empty = a_round("p", left_out=(LEFT,))
    empty.cancel(MONDAY)
    assert empty.due(MONDAY) is Stage.TELL
    old = a_round("p", left_out=(LEFT,))
    old.supersede(MONDAY)
    assert (old.due(MONDAY), old.next_look_at) == (None, None)
    for one in (empty, old):
        with pytest.raises(errors.Gone):
            one.send("UADA", MONDAY)


def test_nobody_is_told_twice_when_a_round_is_looked_at_again() -> None:
    one = a_round("p", left_out=(LEFT, LeftOut("UDAN", Rule.ODD_ONE)))
    one.send(None, MONDAY)
    one.tell(1, MONDAY)
    one.leave_out((LeftOut("UNEW", Rule.ODD_ONE), LeftOut("UODD", Rule.NO_REPEAT)))
    assert [entry.person_id for entry in one.left_out] == ["UODD", "UNEW"]
    assert one.told == 1


def test_chats_that_are_booked_keep_a_closed_round_awake() -> None:
    one = a_round("p")
    one.send(None, MONDAY)
    one.close(MONDAY, look_again=MONDAY + DAY)
    assert one.due(MONDAY) is None
    assert one.due(MONDAY + DAY) is Stage.CLOSE


def test_a_sponsor_stands_to_the_panel_as_a_mentor_to_mentees() -> None:
    panel = Match(("UANA", "UBEN"), host="UBOSS")
    assert parts_of(Form.SHADOW_BOARD, panel) == (
        ("UBOSS", Part.MENTOR),
        ("UANA", Part.MENTEE),
        ("UBEN", Part.MENTEE),
    )
    circle = Match(("UANA", "UBEN"), host="UBEN")
    assert parts_of(Form.CIRCLE, circle) == (("UBEN", Part.PEER), ("UANA", Part.PEER))
    pair = Match(("UBEN", "UANA"), mentors=1)
    assert parts_of(Form.REVERSE, pair) == (("UBEN", Part.MENTOR), ("UANA", Part.MENTEE))


def test_each_round_has_a_seed_of_its_own() -> None:
    assert seed_of("p", 1) == seed_of("p", 1) != seed_of("p", 2)
