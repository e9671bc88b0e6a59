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

    await season.until(21, month=4)
    for one in (ana, ben):
        assert "is planned until Mon, 4 May 2026" in last(one, "What would you still like to reach").text

    await season.until(6, month=5)
    form = await season.opens(last(ana, "have come to an end"), "Look back")
    assert "Lead a project" in form.text
    form.choose("What came of what you set out to do?", "Reached").choose("How much did it help you?", "5")
    form.fill("What helped?", "That he asked first.").fill("A line to whom you met", "I lead a project now.")
    await season.sends(form.check("Pass it on, as I wrote it"))
    last(ben, "I lead a project now.")
    await season.until(12, month=5)
    assert count(ben, "A minute now helps whoever comes after you") == 1, "he is reminded once"
    assert count(ana, "A minute now helps whoever comes after you") == 0
    form = await season.opens(await season.home_of(ben), "Look back")
    form.choose("What came of what you set out to do?", "Partly reached").fill(
        "A line to whom you met", "Hm."
    )
    done = await season.sends(form)
    assert done is not None
    assert "Your line stays with you." in done.text
    await season.later(days=30)
    assert count(ana, "Hm.") == 0
    assert count(ana, "That he asked first.") == 0
