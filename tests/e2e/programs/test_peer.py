"""Peer mentoring: two of like level, who both ask and offer; the odd one makes a trio."""

from tests.e2e.season import Season
from tests.e2e.world import last

FORM = "Peer chats"


async def test_like_meets_like_and_the_odd_one_makes_a_trio(season_everywhere: Season) -> None:
    """Five of like level are a pair and a trio; Dana, who has no like, is told why."""
    season = season_everywhere
    await season.sets_up(FORM)
    for handle, asks, offers in (
        ("ana", "speaking", "spreadsheets"),
        ("ines", "spreadsheets", "speaking"),
        ("jaya", "speaking", "spreadsheets"),
        ("ben", "design", "python"),
        ("chidi", "python", "design"),
        ("dana", "design", "python"),
    ):
        await season.joins(handle, FORM, asks=asks, offers=offers)
    await season.starts()
    await season.round_goes_out()
    assert season.matched == {frozenset({"ana", "ines", "jaya"}), frozenset({"ben", "chidi"})}
    assert "mentors" not in season.introduction("ben", "chidi").text
    assert "asked for among you is offered among you: " in season.introduction("ben", "chidi").text
    told = last(season.who("dana"), "level")
    assert "first" in told.text

    await season.meet("ben", "chidi")
    assert "again?" not in " ".join(one.text for one in season.who("ben").inbox), "it was for one chat"
