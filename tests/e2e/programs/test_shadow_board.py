"""A shadow board: a panel of many departments that advises an executive in sessions together."""

from bot.demo.forms import Modal
from tests.e2e.season import Season
from tests.e2e.world import last

FORM = "Shadow board"


def advises_dana(page: Modal) -> None:
    page.pick("Sponsor", "dana").fill("People together, at most", 4)


async def test_a_panel_of_different_departments_advises_its_sponsor(season: Season) -> None:
    """Of the two from marketing one has a seat, and the other is told why not; Ben reports to the sponsor.

    Dana joins nothing: she reads that Hala has named her, and what for.
    """
    await season.sets_up(FORM, matching=advises_dana)
    named = last(season.who("dana"), "named you as the sponsor")
    assert named.text.startswith("@Hala Mansour named you")
    assert "Not for you? Tell @Hala Mansour" in named.text
    for handle in ("ana", "chidi", "ines", "jaya", "ben"):
        await season.joins(handle, FORM, offers="what we hear")
    await season.starts()
    await season.round_goes_out()
    (panel,) = season.matched
    assert {"dana", "ana", "chidi"} < panel
    assert len(panel & {"ines", "jaya"}) == 1
    assert "ben" not in panel
    (without,) = {"ines", "jaya"} - panel
    last(season.who(without), FORM)
    await season.meet(*sorted(panel))
