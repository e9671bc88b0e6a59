"""Traditional one-on-one mentoring: the mentor stands above, they meet for months, and look back."""

from bot.demo.forms import Modal
from tests.e2e.season import MENTEE, MENTOR, Season
from tests.e2e.world import count, last

FORM = "One-on-one mentoring"


def eight_weeks(page: Modal) -> None:
    page.fill("Weeks that a match stays together", 8)


async def test_a_mentor_who_stands_above_and_eight_weeks_together(season: Season) -> None:
    """Ana would like Ines best, who is no more senior: Ben it is. They go on, are reminded, and part well."""
    await season.sets_up(FORM, matching=eight_weeks)
    ana = await season.joins("ana", FORM, MENTEE, goal="Lead a project", asks="leadership", likes=["ines"])
    ben = await season.joins("ben", FORM, MENTOR, offers="leadership")
    await season.joins("ines", FORM, MENTOR, offers="leadership")
    await season.starts()
    await season.round_goes_out()
    assert season.matched == {frozenset({"ana", "ben"})}
    introduced = season.introduction("ana", "ben").text
    assert "What is asked for among you is offered among you: leadership." in introduced
    assert "Lead a project" in introduced

    assert "You have time together until Mon, 4 May 2026. Agree early on" in introduced

    await season.meet("ana", "ben")
    await season.would_again("ana", "ben")
    assert "Ben Okafor mentors you" in (await season.home_of(ana)).text
    await season.until(10, month=4)
    assert count(ana, "It is a while since") == 1
    assert count(ana, "The next round of") == 1, "who has a mentor is not told of later rounds"

    await season.until(6, month=5)
    for one, score in ((ana, "5"), (ben, "4")):
        assert "Look back for a moment" in last(one, "have come to an end").text
        await season.presses(last(one, "have come to an end"), score)
    log = await season.opens(last(ana, "have come to an end"), "Log the outcome")
    log.choose("How useful was it?", "5").fill("A thank-you line", "I lead a project now.")
    await season.sends(log)
    last(ben, "I lead a project now.")
