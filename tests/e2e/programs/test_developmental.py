"""Developmental mentoring: any level to any level; what the mentee wants to reach decides."""

from tests.e2e.season import MENTEE, MENTOR, Season
from tests.e2e.world import count

FORM = "Developmental mentoring"


async def test_the_goal_decides_and_no_level_does(season: Season) -> None:
    """Chidi wants to speak on stage: Jaya, two levels below him, knows how, and Dana does not."""
    await season.sets_up(FORM)
    await season.joins("chidi", FORM, MENTEE, goal="Speak on stage at conferences", asks="speaking on stage")
    await season.joins("jaya", FORM, MENTOR, offers="speaking on stage")
    await season.joins("dana", FORM, MENTOR, offers="budgets")
    await season.starts()
    await season.round_goes_out()
    assert season.matched == {frozenset({"chidi", "jaya"})}
    assert "speaking on stage" in season.introduction("chidi", "jaya").text


async def test_a_time_that_went_meanwhile_is_answered_with_others(season: Season) -> None:
    """Jaya mentors two, and both were offered the same times: the second reads so, and books another one."""
    await season.sets_up(FORM)
    await season.joins("jaya", FORM, MENTOR, offers="budgets")
    for handle in ("ana", "ben"):
        await season.joins(handle, FORM, MENTEE, asks="budgets")
    await season.starts()
    await season.round_goes_out()
    first, second = season.introduction("ana", "jaya"), season.introduction("ben", "jaya")
    assert first.buttons[0].split(" · ")[0] == second.buttons[0].split(" · ")[0]
    await season.books(first)
    taken = await season.books(second)
    ben = season.who("ben")
    refusal = ben.ephemerals[-1]
    assert refusal.text.startswith("That time was taken a moment ago. Choose another one.")
    assert len(refusal.buttons) == len(second.buttons)
    assert taken not in refusal.buttons
    await season.books(refusal)
    assert count(ben, "is booked:") == 1
