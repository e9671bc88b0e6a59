"""Cross-department mentoring: a mentor from another department, whoever would suit otherwise."""

from tests.e2e.season import MENTEE, MENTOR, Season

FORM = "Cross-department mentoring"


async def test_a_mentor_comes_from_another_department(season: Season) -> None:
    """Jaya would like Ines best, who is in marketing as she is."""
    await season.sets_up(FORM)
    await season.joins("jaya", FORM, MENTEE, asks="negotiation", likes=["ines"])
    await season.joins("ines", FORM, MENTOR, offers="negotiation")
    await season.joins("chidi", FORM, MENTOR, offers="negotiation")
    await season.starts()
    await season.round_goes_out()
    assert season.matched == {frozenset({"jaya", "chidi"})}
    assert "You come from different departments." in season.introduction("jaya", "chidi").text
