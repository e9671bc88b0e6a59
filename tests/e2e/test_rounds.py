"""Rounds in a story: warned of, skipped, drafted, changed, sent, met, counted; and the next one."""

import re

import pytest

from tests.e2e.season import Season
from tests.e2e.world import Story, last, newest

CHANNEL = "mentoring"
FORM = "Peer chats"
PEERS = ("ana", "ben", "chidi", "goro", "ines", "kiri", "luz", "jaya", "freya", "dana", "emeka")


@pytest.fixture
def season(story: Story) -> Season:
    """A company whose levels nobody knows, so that everybody is of like level."""
    return Season(story.stage)


async def test_a_round_from_the_warning_to_its_results_and_the_next_one(season: Season) -> None:
    """Monday they join, Friday they are warned and Emeka skips; Hala swaps two, sends; two weeks later."""
    hala, emeka = season.everyone("hala", "emeka")
    await season.sets_up(FORM)
    for handle in PEERS:
        await season.joins(handle, FORM, asks="speaking", offers="spreadsheets")
    await season.starts()

    await season.until(6, 18)
    warned = last(emeka, "is on")
    assert "You take part, and there is nothing to do" in warned.text
    await season.presses(warned, "Skip this one")
    assert "the next round goes by without you" in emeka.inbox[-1].text + emeka.ephemerals[-1].text

    await season.until(9, 12)
    draft = last(hala, "is drafted")
    assert "10 people in 5 matches" in draft.text
    home = await season.home_of(hala)
    assert f"A round of {FORM} waits for your look." in home.text
    assert "Nothing waits for you" not in home.text
    listed = await season.opens(home, "Look at the round")
    assert listed.text == (await season.opens(draft, "Look at it")).text
    preview = await season.opens(draft, "Look at it")
    assert "of 100" in preview.text
    assert "spreadsheets" not in preview.text, "what people wrote is theirs"
    first, second = _pairs(preview.text)[:2]
    swap = await season.opens(preview, "Swap two people")
    swap.pick("Who", first[0]).pick("With whom", second[0])
    changed = await season.sends(swap)
    assert changed is not None
    assert frozenset((second[0], first[1])) in map(frozenset, _pairs(changed.text))
    await season.presses(changed, "Send it")
    assert "was sent by @Hala" in last(hala, "Round 1 of").text
    assert season.drafts() == 0
    announced = newest(hala.channel_messages(CHANNEL), "A new round")
    assert "10 colleagues" in announced.text

    at_once = season.matched
    assert "luz" not in {one for pair in at_once for one in pair}, "in Lima it is seven in the morning"
    one, other = sorted(min(at_once, key=sorted))
    assert "Your hours overlap well" in (await season.home_of(season.who(one))).text
    assert "Your hours overlap well" in await season.says(season.who(one), "/mentor status")
    await season.meet(one, other)
    before = season.matched
    assert frozenset((second[0], first[1])) in before
    assert {"luz", "kiri"} < {one for pair in before for one in pair} == {*PEERS} - {"emeka"}

    await season.until(23, 12)
    draft = last(hala, "is drafted")
    assert "Round 2" in draft.text
    assert "11 people in 5 matches" in draft.text, "Emeka is back, and there is a trio"
    await season.presses(draft, "Send it")
    results = newest(hala.channel_messages(CHANNEL), "The last round")
    assert "Brought together: 5" in results.text
    assert "Met: 1" in results.text
    await season.later(days=1)
    after = season.matched - before
    assert not [pair for pair in before for group in after if pair <= group], "nobody meets again so soon"
    assert "emeka" in {one for group in after for one in group}


async def test_an_admin_keeps_two_apart_and_drops_a_round(season: Season) -> None:
    """Hala parts two of four for good, and drops the next round: each of them reads that in one line."""
    hala = season.who("hala")
    await season.sets_up(FORM)
    people = ("ana", "ben", "chidi", "ines")
    for handle in people:
        await season.joins(handle, FORM, asks="speaking", offers="spreadsheets")
    await season.starts()
    await season.until(9, 10)
    preview = await season.opens(last(hala, "is drafted"), "Look at it")
    one, other = _pairs(preview.text)[0]
    form = await season.opens(preview, "Not these two")
    changed = await season.sends(form.pick("Who", one).pick("With whom", other))
    assert changed is not None
    assert "Kept apart in this program" in changed.text
    assert {one, other} not in [set(pair) for pair in _pairs(changed.text)]
    await season.presses(changed, "Send it")
    assert frozenset((one, other)) not in season.matched

    await season.until(23, 10)
    old = last(hala, "is drafted")
    preview = await season.opens(old, "Look at it")
    back = await season.sends(
        (await season.opens(preview, "Let two meet again")).pick("Who", other).pick("With whom", one)
    )
    assert back is not None
    assert "Kept apart" not in back.text
    await season.presses(back, "Drop this round")
    assert "was dropped by @Hala" in last(hala, "Round 2 of").text
    assert season.drafts() == 0
    for person in season.everyone(*people):
        assert "does not take place. The next one is on" in last(person, FORM).text
        assert not any("kept apart" in message.text.lower() for message in person.inbox)
    await season.until(6, 10, month=4)
    assert "Round 3" in last(hala, "is drafted").text


def _pairs(text: str) -> list[tuple[str, str]]:
    """Who is with whom in a preview, by handle."""
    found = re.findall(r"@(\w+) \w+ and @(\w+) \w+: \d+ of 100", text)
    return [(one.lower(), other.lower()) for one, other in found]
