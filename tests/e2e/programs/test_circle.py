"""A mentoring circle: a few people who mentor each other, one of whom hosts, each time another one."""

import re

from bot.demo.driver import Colleague
from tests.e2e.season import Season
from tests.e2e.world import count

FORM = "Mentoring circles"
WHEN = "Times that suit you all"


async def test_a_circle_has_a_host_and_the_next_session_another_one(season: Season) -> None:
    await season.sets_up(FORM)
    handles = ("ana", "ben", "chidi", "ines", "freya")
    for handle in handles:
        await season.joins(handle, FORM, asks="leadership", offers="leadership")
    await season.starts()
    await season.round_goes_out()
    assert season.matched == {frozenset(handles)}
    circle = season.introduction(*handles)
    first = host(circle.text)
    await season.books(circle)
    assert [one.person.real_name for one in season.everyone(*handles) if hosted(one)] == [first]
    await season.met(*handles)
    await season.would_again(*handles)

    form = await season.opens(await season.home_of(season.who("ana")), "Choose a time")
    await season.sends(form.choose(WHEN, form.options(WHEN)[0]))
    hosts = {one.person.real_name for one in season.everyone(*handles) if hosted(one)}
    assert len(hosts) == 1
    assert first not in hosts


def hosted(person: Colleague) -> int:
    """How often it was somebody's turn."""
    return count(person, "You host this time")


def host(text: str) -> str:
    """Whom an introduction names as the first host."""
    (found,) = re.findall(r"@([\w ]+) hosts the first time", text)
    return str(found)
