"""Mending: a round that was sent, when not everybody is there any more."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.forms import Form
from bot.domain.lineups import Lineup
from bot.domain.matching import LeftOut, Meeting, Rule
from bot.domain.mending import mend
from bot.domain.revising import exclude
from tests.builders import a_match, a_round
from tests.domain.lineups import four, mended, of, sets, someone
from tests.fakes import MONDAY

DAY = timedelta(days=1)


def test_nothing_changes_when_everybody_is_still_there() -> None:
    lineup = four()
    assert not mend(lineup)
    assert sets(lineup) == [{"UANA", "UBEN"}, {"UCEM", "UDAN"}]


def test_whoever_left_is_taken_out_and_the_partner_matched_again() -> None:
    lineup = mended(four(), "UANA")
    assert sets(lineup) == [{"UBEN", "UCEM", "UDAN"}]
    lineup = mended(four(), "UANA", "UBEN")
    assert sets(lineup) == [{"UCEM", "UDAN"}]
    lineup = mended(four(), "UANA", "UDAN")
    assert sets(lineup) == [{"UBEN", "UCEM"}]
    assert lineup.matched == lineup.new


def test_a_block_since_the_draft_parts_two() -> None:
    people = [someone(one, blocked=frozenset({"UBEN"} if one == "UANA" else ())) for one in ("UANA", "UBEN")]
    draft = a_round("p")
    lineup = Lineup(draft, [a_match(draft.id, "UANA", "UBEN")], of(Form.PEER, *people))
    assert mend(lineup)
    assert lineup.matched == []
    assert {one.person_id: one.rule for one in draft.left_out} == {"UANA": Rule.BLOCKED, "UBEN": Rule.BLOCKED}


@pytest.mark.parametrize(("days", "parted"), [(1, True), (8, False)])
def test_two_who_met_since_the_draft_elsewhere_are_parted(days: int, parted: bool) -> None:
    """Another program, or a request, was first: within the window it is the same person again."""
    lineup = four(repeat_after=(MONDAY - 7 * DAY).date())
    met = Meeting("UBEN", "UANA", (MONDAY - days * DAY).date())
    pool = replace(lineup.material.pool, past=(met,))
    lineup = Lineup(lineup.round, lineup.matched, replace(lineup.material, pool=pool))
    assert mend(lineup) is parted
    assert ({"UANA", "UBEN"} in sets(lineup)) is not parted


def test_two_mentees_of_one_group_may_have_met_elsewhere() -> None:
    people = [someone("UBEN", mentors=True, mentored=False, capacity=6), someone("UANA"), someone("UDAN")]
    material = of(Form.GROUP, *people, repeat_after=MONDAY.date())
    pool = replace(material.pool, past=(Meeting("UANA", "UDAN", MONDAY.date()),))
    draft = a_round("p")
    matched = [a_match(draft.id, "UBEN", "UANA", "UDAN", mentors=1)]
    assert not mend(Lineup(draft, matched, replace(material, pool=pool)))


def test_what_was_brought_together_stays() -> None:
    lineup = four()
    lineup.matched[0].pairing_id = "pairing"
    lineup = mended(lineup, "UANA")
    assert sets(lineup) == [{"UANA", "UBEN"}, {"UCEM", "UDAN"}]


def test_a_mentor_with_a_free_place_takes_the_mentee_of_one_who_left() -> None:
    people = [
        someone("UBEN", mentors=True, mentored=False, capacity=1),
        someone("UCEM", mentors=True, mentored=False, capacity=2),
        someone("UANA"),
        someone("UDAN"),
    ]
    draft = a_round("p")
    matched = [
        a_match(draft.id, "UBEN", "UANA", mentors=1),
        a_match(draft.id, "UCEM", "UDAN", number=2, mentors=1),
    ]
    lineup = mended(Lineup(draft, matched, of(Form.ONE_ON_ONE, *people)), "UBEN")
    assert sets(lineup) == [{"UCEM", "UDAN"}, {"UCEM", "UANA"}]
    full = [someone("UCEM", mentors=True, mentored=False, capacity=1), someone("UANA"), someone("UDAN")]
    draft = a_round("p")
    matched = [
        a_match(draft.id, "UBEN", "UANA", mentors=1),
        a_match(draft.id, "UCEM", "UDAN", number=2, mentors=1),
    ]
    lineup = Lineup(draft, matched, of(Form.ONE_ON_ONE, *full))
    mend(lineup)
    assert draft.left_out == (LeftOut("UANA", Rule.NO_FREE_MENTOR),)


def test_who_was_taken_out_of_a_round_stays_out_when_it_is_mended() -> None:
    """Sending counts them among those without a match: the others' odd one must not draw them in again."""
    lineup = four()
    exclude(lineup, "UANA")
    lineup.round.send(None, MONDAY)
    mend(lineup)
    assert not [one for one in sets(lineup) if "UANA" in one]
    assert "UANA" in lineup.round.without


def test_a_place_that_was_given_away_since_is_not_given_twice() -> None:
    """Ben has one place left and two matches: the later one looks for another mentor."""
    people = [
        someone("UBEN", mentors=True, mentored=False, capacity=1),
        someone("UANA"),
        someone("UDAN"),
    ]
    draft = a_round("p")
    matched = [
        a_match(draft.id, "UBEN", "UANA", mentors=1),
        a_match(draft.id, "UBEN", "UDAN", number=2, mentors=1),
    ]
    lineup = Lineup(draft, matched, of(Form.ONE_ON_ONE, *people))
    assert mend(lineup)
    assert sets(lineup) == [{"UBEN", "UANA"}]
    assert draft.left_out == (LeftOut("UDAN", Rule.NO_FREE_MENTOR),)
