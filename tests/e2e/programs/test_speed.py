"""Speed mentoring: an event of short chats, each with somebody else."""

import re

from bot.demo.driver import Colleague
from bot.demo.forms import Modal
from tests.e2e.season import CHANNEL, MENTEE, MENTOR, Season
from tests.e2e.world import last, newest

FORM = "Speed mentoring"
MENTORS, MENTEES = ("ben", "dana", "freya"), ("ana", "chidi", "ines")


def three_chats(page: Modal) -> None:
    page.fill("Chats of each person", 3)


def partners(person: Colleague) -> list[str]:
    """With whom somebody sits, turn by turn, by the timetable that they were sent."""
    text = last(person, "your chats of 10 minutes each").text
    return re.findall(r": @([\w ]+), table \d", text)


async def test_everyone_meets_three_people_and_nobody_twice(season: Season) -> None:
    """Three mentors and three mentees, three chats of ten minutes: no seat is idle, until Chidi leaves."""
    await season.sets_up(FORM, matching=three_chats)
    for handle in MENTORS:
        await season.joins(handle, FORM, MENTOR, offers="leadership")
    for handle in MENTEES:
        await season.joins(handle, FORM, MENTEE, asks="leadership")
    await season.starts()
    assert "Chat 3, table 3: " in await season.round_goes_out()

    people = {one.person.real_name: one for one in season.everyone(*MENTORS, *MENTEES)}
    tables = {name: partners(one) for name, one in people.items()}
    for name, met in tables.items():
        assert len(met) == len(set(met)) == 3
        assert [tables[other][turn] for turn, other in enumerate(met)] == [name] * 3
    assert season.matched == set()
    announced = newest(people["Ana Silva"].channel_messages(CHANNEL), "brings 6 colleagues together").text
    assert "Ana" not in announced

    await season.presses(await season.home_of(people.pop("Chidi Eze")), "Leave")
    for name, one in people.items():
        assert partners(one) == [other for other in tables[name] if other != "Chidi Eze"]
