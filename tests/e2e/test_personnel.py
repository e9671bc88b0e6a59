"""The personnel system in a story: who leaves is taken out at the next reading; nobody is left waiting."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.directory.scim import ScimDirectory
from bot.directory.scim_service import ScimService
from bot.jobs import Jobs
from tests.directory.personnel import ENTERPRISE, TOKEN, PersonnelSystem, a_user
from tests.e2e.season import MENTEE, MENTOR, STAFF, Season
from tests.e2e.world import Story, count, last

FORM = "One-on-one mentoring"


@pytest.fixture
def season(story: Story) -> Season:
    return Season(story.stage)


@pytest_asyncio.fixture
async def system(season: Season) -> AsyncIterator[PersonnelSystem]:
    """What the season's file says, over SCIM: all have left whom Slack knows as deactivated."""
    system = PersonnelSystem(*map(a_colleague, STAFF.splitlines()))
    async with system.running():
        await read(season, system)
        yield system


def a_colleague(line: str) -> dict[str, Any]:
    handle, department, level, manager = line.split()
    told = {"department": department} | ({"manager": {"value": manager}} if manager != "-" else {})
    email = f"{handle}@fernhill.example"
    return a_user(0, id=handle, userName=email, emails=[email], userType=level, **{ENTERPRISE: told})


async def read(season: Season, system: PersonnelSystem) -> None:
    """A worker reads the personnel system, and what follows happens."""
    bot = season.stage.bot
    directory = ScimDirectory(ScimService(system.url, TOKEN, pause=0.01), level="userType")
    jobs = Jobs(
        bot.transact, bot.directory, workspace=bot.workspace, tick=3600, read_personnel=directory.everyone
    )
    assert await jobs.sync_personnel() == len(system.users)
    await season.stage.settle()


def change(system: PersonnelSystem, handle: str, **changes: Any) -> None:
    (one,) = (user for user in system.users if user["id"] == handle)
    one.update(changes)


@pytest.mark.parametrize("how", ["inactive", "missing"])
async def test_a_mentor_leaves_and_the_mentee_is_matched_again(
    season: Season, system: PersonnelSystem, how: str
) -> None:
    """Ben leaves in the night. Ana reads it in the morning, and Chidi, who has a place, mentors her."""
    await season.sets_up(FORM)
    ana = await season.joins("ana", FORM, MENTEE, asks="leadership")
    ben = await season.joins("ben", FORM, MENTOR, offers="leadership")
    await season.joins("chidi", FORM, MENTOR, offers="drawing")
    await season.starts()
    await season.round_goes_out()
    assert season.matched == {frozenset({"ana", "ben"})}
    await season.until(10, 22)
    heard = len(ben.inbox)
    if how == "inactive":
        change(system, "ben", active=False)
    else:
        system.users = [user for user in system.users if user["id"] != "ben"]
    await read(season, system)
    assert count(ana, "have come to an end") == 0, "it is night"
    await season.until(11, 12)
    assert "Ben Okafor" in last(ana, "have come to an end").text
    assert season.matched == {frozenset({"ana", "ben"}), frozenset({"ana", "chidi"})}
    assert "1 match was made anew" in last(season.who("hala"), "has changed").text
    await season.later(days=20)
    assert len(ben.inbox) == heard


async def test_whoever_finds_nobody_else_comes_first(season: Season, system: PersonnelSystem) -> None:
    """Ben is the only mentor: Ana is told why there is no match, and has the first one of the next round."""
    await season.sets_up(FORM)
    ana = await season.joins("ana", FORM, MENTEE, asks="leadership")
    await season.joins("ben", FORM, MENTOR, offers="leadership")
    await season.starts()
    await season.round_goes_out()
    await season.joins("luz", FORM, MENTEE, asks="leadership")
    change(system, "ben", active=False)
    await read(season, system)
    await season.until(11, 12)
    assert "you are first in line" in last(ana, "no match for you").text
    await season.mentors("chidi", "leadership", capacity=1)
    await season.joins("chidi", FORM, MENTOR, offers="leadership")
    await season.round_goes_out(6, month=4)
    await season.until(7, 12, month=4)
    assert season.matched == {frozenset({"ana", "ben"}), frozenset({"ana", "chidi"})}


async def test_who_leaves_before_the_round_is_sent_is_not_in_it(
    season: Season, system: PersonnelSystem
) -> None:
    """Ben leaves between the draft and Hala's look at it: Chidi takes his place, and Hala is told."""
    await season.sets_up(FORM)
    await season.joins("ana", FORM, MENTEE, asks="leadership")
    await season.joins("ben", FORM, MENTOR, offers="leadership")
    await season.joins("chidi", FORM, MENTOR, offers="drawing")
    await season.starts()
    await season.until(9, 12)
    change(system, "ben", active=False)
    await read(season, system)
    preview = await season.opens(last(season.who("hala"), "is drafted"), "Look at it")
    await season.presses(preview, "Send it")
    assert season.matched == {frozenset({"ana", "chidi"})}


async def test_a_mentor_becomes_the_manager(season: Season, system: PersonnelSystem) -> None:
    """Ana and Ben go on; Hala hears of it, and nothing is asked of Ben by Ana any more."""
    await season.sets_up(FORM)
    await season.joins("ana", FORM, MENTEE, asks="leadership")
    await season.joins("ben", FORM, MENTOR, offers="leadership")
    await season.starts()
    await season.round_goes_out()
    change(system, "ana", **{ENTERPRISE: {"department": "Engineering", "manager": {"value": "ben"}}})
    await read(season, system)
    await season.later(days=1)
    hala = season.who("hala")
    assert "@Ben Okafor and @Ana Silva" in last(hala, "in one reporting line now").text
    await read(season, system)
    await season.later(days=1)
    assert count(hala, "in one reporting line now") == 1
    assert count(season.who("ana"), "have come to an end") == 0
