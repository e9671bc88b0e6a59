"""Reverse mentoring: the junior mentors the senior, on what the junior offers."""

from tests.e2e.season import MENTEE, MENTOR, Season
from tests.e2e.world import last

FORM = "Reverse mentoring"


async def test_the_junior_mentors_the_senior(season: Season) -> None:
    """Freya would like Dana best, who stands above her: Ana, four levels below, has what she asks for."""
    await season.sets_up(FORM)
    freya = await season.joins("freya", FORM, MENTEE, asks="short videos", likes=["dana"])
    dana = await season.joins("dana", FORM, MENTOR, offers="short videos")
    ana = await season.joins("ana", FORM, MENTOR, offers="short videos")
    await season.starts()
    await season.round_goes_out()
    assert season.matched == {frozenset({"freya", "ana"})}
    assert "short videos" in season.introduction("freya", "ana").text
    assert "has no mentee for you, and there is nothing to do" in last(dana, FORM).text
    assert "You mentor @Freya Lind." in (await season.home_of(ana)).text
    assert "@Ana Silva mentors you." in (await season.home_of(freya)).text
