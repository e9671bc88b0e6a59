"""Precedence: whoever waited comes before who has not, also after the draft."""

import pytest

from bot.domain.matching import LeftOut, Rule
from tests.domain.lineups import mended, pairs, someone, two_mentors


def test_who_waited_and_loses_a_mentor_takes_the_place_of_who_has_not() -> None:
    lineup = mended(two_mentors(UANA=someone("UANA", waited=1)), "UBEN")
    assert pairs(lineup) == {("UCEM", "UANA"), ("UFAY", "UEVA")}
    assert lineup.round.left_out == (LeftOut("UDAN", Rule.NO_FREE_MENTOR),)


def test_they_do_so_by_way_of_others_who_waited_as_long() -> None:
    """Ana would rather not be with Cem: she takes Eva's place, who waited too, and Eva Dan's."""
    ana = someone("UANA", waited=1, rather_not=frozenset({"UCEM"}))
    lineup = mended(two_mentors(UANA=ana, UEVA=someone("UEVA", waited=1)), "UBEN")
    assert pairs(lineup) == {("UFAY", "UANA"), ("UCEM", "UEVA")}
    assert lineup.round.left_out == (LeftOut("UDAN", Rule.NO_FREE_MENTOR),)


@pytest.mark.parametrize("others", [0, 1])
def test_nobody_gives_way_to_who_has_waited_no_longer(others: int) -> None:
    waited = {one: someone(one, waited=others) for one in ("UANA", "UDAN", "UEVA")}
    lineup = mended(two_mentors(**waited), "UBEN")
    assert pairs(lineup) == {("UCEM", "UDAN"), ("UFAY", "UEVA")}


def test_nobody_gives_way_to_whom_the_draft_had_left_out_already() -> None:
    """An admin has seen it so, or made it so."""
    lineup = two_mentors(UANA=someone("UANA", waited=1))
    lineup.dissolve(lineup.matched[0], but=frozenset())
    lineup = mended(lineup, "UBEN")
    assert pairs(lineup) == {("UCEM", "UDAN"), ("UFAY", "UEVA")}
