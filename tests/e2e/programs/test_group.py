"""Group mentoring: one mentor, several mentees, shared sessions; each is asked whether they were there."""

from bot.demo.forms import Modal
from tests.e2e.season import MENTEE, MENTOR, WEEK, Season
from tests.e2e.world import count, last

FORM = "Group mentoring"


def of_four_at_most(page: Modal) -> None:
    page.fill("People together, at most", 4)


async def test_a_group_shares_its_sessions_and_everyone_answers_for_themselves(season: Season) -> None:
    """Three find a place beside Dana, one does not; her own report Ben is not among them."""
    await season.sets_up(FORM, matching=of_four_at_most)
    dana = await season.joins("dana", FORM, MENTOR, offers="leadership")
    for handle in ("ana", "chidi", "ines", "ben"):
        await season.joins(handle, FORM, MENTEE, asks="leadership")
    await season.starts()
    await season.round_goes_out()
    assert season.matched == {frozenset({"dana", "ana", "chidi", "ines"})}
    group = season.introduction("dana", "ana", "chidi", "ines")
    assert "@Dana Levi mentors" in group.text
    last(season.who("ben"), "Group mentoring")

    await season.books(group)
    await season.later(days=WEEK)
    ana, chidi, ines = season.everyone("ana", "chidi", "ines")
    for one in (dana, ana, chidi):
        await season.presses(last(one, "Did you meet"), "Yes, we met")
    await season.presses(last(ines, "Did you meet"), "Not yet")
    admin = season.who("hala")
    await season.opens(await season.home_of(admin), FORM)
    seen = (await season.opens(season.card, "How it goes")).text
    assert "A group of 4: 1 session was held" in seen
    assert "said they were there" not in seen, "of fewer than five there are no counts"
    assert not [one for one in ("Ines", "Ana", "Chidi") if one in seen]
    await season.presses(season.card, "Back")
    await season.presses(season.card, "End the program")
    assert (await season.opens(season.card, "How it went")).text == seen
    assert count(ana, "What came of your chat") > 0
    assert count(ines, "What came of your chat") == 0
    assert "@Dana Levi mentors you. With you: " in (await season.home_of(chidi)).text
