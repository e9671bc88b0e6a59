"""Chemistry meetings: a trial that both confirm in private; a no ends it with no blame."""

from tests.e2e.season import MENTEE, MENTOR, Season
from tests.e2e.world import last

FORM = "Chemistry meetings"


async def test_one_says_no_and_nobody_knows_who_then_both_say_yes(season_everywhere: Season) -> None:
    """Ana would go on with Ben and he would not; the next round brings her Freya, and that is for good."""
    season = season_everywhere
    await season.sets_up(FORM)
    ana = await season.joins("ana", FORM, MENTEE, asks="python, statistics", likes=["ben"])
    ben = await season.joins("ben", FORM, MENTOR, offers="python, statistics")
    await season.joins("freya", FORM, MENTOR, offers="statistics")
    await season.starts()
    await season.round_goes_out()
    assert season.matched == {frozenset({"ana", "ben"})}

    await season.meet("ana", "ben")
    await season.would_again("ana")
    await season.presses(last(ben, "again?"), "Once was enough")
    await season.later(days=1)
    words = last(ana, "have come to an end").text
    assert words.replace("Ben Okafor", "…") == last(ben, "have come to an end").text.replace("Ana Silva", "…")

    await season.round_goes_out(23)
    assert frozenset({"ana", "freya"}) in season.matched
    await season.meet("ana", "freya")
    await season.would_again("ana", "freya")
    await season.until(24, month=4)
    assert "@Freya Lind mentors you." in (await season.home_of(ana)).text
