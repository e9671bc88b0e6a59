"""Records: what the checks read, from the database."""

from bot.domain.rounds import RoundState
from bot.simulation.records import Group, came_out_empty


def test_a_draft_that_an_admin_emptied_left_nobody_out() -> None:
    """It waits to be sent, or something else takes its place: nobody is told anything of it."""
    assert came_out_empty(RoundState.CANCELLED, (), ())
    assert not came_out_empty(RoundState.DRAFTED, (), ("ANA",))
    assert not came_out_empty(RoundState.CANCELLED, (), ("ANA",))
    assert not came_out_empty(RoundState.CANCELLED, (Group(("ANA", "BEN"), 0),), ())
