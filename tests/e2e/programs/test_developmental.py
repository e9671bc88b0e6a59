"""Developmental mentoring: any level to any level; what the mentee wants to reach decides."""

from tests.e2e.season import MENTEE, MENTOR, Season

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
