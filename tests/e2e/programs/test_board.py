"""A personal board of advisors: one mentee, a mentor for each seat, each a relationship of its own."""

from tests.e2e.season import MENTEE, MENTOR, Season

FORM = "Personal board of advisors"


async def test_a_board_has_an_advisor_for_each_seat_and_loses_one_alone(season: Season) -> None:
    await season.sets_up(FORM)
    ana = await season.joins("ana", FORM, MENTEE, goal="Become head of data", asks="python, leadership")
    for handle, seat in (("ben", "technical"), ("freya", "career"), ("dana", "leadership")):
        await season.joins(handle, FORM, MENTOR, offers=seat, seats=[seat])
    await season.starts()
    await season.round_goes_out()
    assert season.matched == {frozenset({"ana", one}) for one in ("ben", "freya", "dana")}
    home = await season.home_of(ana)
    assert "Become head of data" in season.introduction("ana", "ben").text
    for name, seat in (("Ben Okafor", "technical"), ("Freya Lind", "career"), ("Dana Levi", "leadership")):
        assert f"@{name} mentors you. About: {seat}" in home.text

    await season.meet("ana", "ben")
    await season.later(days=2)
    await season.presses(await season.home_of(ana), "Once was enough")
    home = await season.home_of(ana)
    assert home.text.count("mentors you. About: ") == 2

    await season.joins("chidi", FORM, MENTOR, offers="technical", seats=["technical"])
    await season.round_goes_out(6, month=4)
    assert "@Chidi Eze mentors you. About: technical" in (await season.home_of(ana)).text
