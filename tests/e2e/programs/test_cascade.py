"""Cascade mentoring: whoever has a mentor above mentors somebody of the next tier."""

from tests.e2e.season import BOTH, MENTEE, MENTOR, Season

FORM = "Cascade mentoring"


async def test_one_is_mentee_above_and_mentor_below(season: Season) -> None:
    """Dana mentors Ana, and Ana mentors Jaya."""
    await season.sets_up(FORM)
    await season.joins("dana", FORM, MENTOR, offers="leadership")
    ana = await season.joins("ana", FORM, BOTH, asks="leadership", offers="spreadsheets")
    await season.joins("jaya", FORM, MENTEE, asks="spreadsheets")
    await season.starts()
    await season.round_goes_out()
    assert season.matched == {frozenset({"dana", "ana"}), frozenset({"ana", "jaya"})}
    home = await season.home_of(ana)
    assert "@Dana Levi mentors you." in home.text
    assert "You mentor @Jaya Rao." in home.text
