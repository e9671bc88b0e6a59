"""The bot backstage: turned, killed in the middle of things, started again; and nothing is lost."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.clocks import TurnableClock
from bot.demo.company import TEAM, Company
from bot.demo.errors import BotFailed
from bot.demo.fernhill import fernhill
from bot.demo.memory import Memory
from bot.demo.page.stage import BotState
from bot.demo.server import LocalSlack
from bot.demo.story import MONDAY
from bot.domain.people import Person
from bot.playhouse.backstage import Backstage
from bot.ports import UnitOfWork
from handlers.slack.manifest import manifest
from storage.engine import open_engine
from storage.migrations import migrate
from storage.unit_of_work import units_of_work
from tests.builders import a_person, a_post
from tests.e2e.world import QUESTION, count, last
from tests.fakes import FakeHolidays

SIZE = 40
THANKS = "Grüße"


@asynccontextmanager
async def backstage_on(database_url: str, folder: Path) -> AsyncIterator[Backstage]:
    """Fernhill, and a bot that does not run yet."""
    clock = TurnableClock(MONDAY)
    memory = Memory(folder / "slack.db")
    async with LocalSlack(manifest(), company=fernhill(), clock=clock) as slack:
        backstage = Backstage(slack, clock, memory, database_url, folder / "bot.log")
        try:
            yield backstage
        finally:
            await backstage.close()
            memory.close()


@pytest_asyncio.fixture
async def backstage(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Backstage]:
    """The bot is up, and knows everybody."""
    async with backstage_on(sqlite_url, tmp_path) as found:
        await found.restart()
        await found.furnish(SIZE, 1)
        yield found
        assert found.slack.violations == []


async def asked(backstage: Backstage) -> None:
    """Luz asks to meet Emeka, who hears of it in his working hours."""
    form = (await backstage.slack.person("luz").slash("/intro @emeka")).modal
    assert form is not None
    form.fill("Topic", "budgets").fill("What you would like to ask", QUESTION)
    assert not (await form.submit(wait=0)).errors


async def test_what_the_company_knows_the_bot_knows(sqlite_url: str, tmp_path: Path) -> None:
    """Who reports to whom, departments and levels, what mentors offer, and who is away."""
    async with backstage_on(sqlite_url, tmp_path) as backstage:
        await backstage.restart()
        await backstage.furnish(SIZE, 1)
        known = everyone(sqlite_url)
    company = fernhill()
    ids = {one.handle: one.id for one in company.people}
    for one in company.people:
        person = known[one.id]
        assert (person.department, person.level or 0) == (one.department, one.level)
        assert person.manager_id == ids.get(one.manager)
    emeka, away = known["U0EMEKA"], [one for one in company.people if one.away_until]
    assert (emeka.profile.mentor, emeka.profile.offers) == (True, ("budgets", "board papers"))
    assert not known["U0BEN"].profile.mentor
    assert [known[one.id].paused_until for one in away] == [one.away_until for one in away]


def everyone(database_url: str) -> dict[str, Person]:
    with begun(database_url) as uow:
        return {one.id: one for one in uow.people.everyone()}


async def test_turning_lets_happen_what_falls_due_at_its_time(backstage: Backstage) -> None:
    """Monday's request is answered by nobody: Emeka is reminded, and the request ends, each on its day."""
    await asked(backstage)
    planned = [one.at for one in (await backstage.backlog()).looks]
    await backstage.turn(timedelta(days=7))
    reminded = said_at(backstage, "emeka")[1]
    ended = said_at(backstage, "luz")[-1]
    last(backstage.slack.person("luz"), "This request is closed")
    assert abs(reminded - planned[0]) < timedelta(minutes=1)
    assert reminded.date() < ended.date() < backstage.now().date()
    assert backstage.now() >= MONDAY + timedelta(days=7)


def said_at(backstage: Backstage, handle: str) -> list[datetime]:
    """When somebody was told something."""
    told = backstage.slack.person(handle).inbox
    return [datetime.fromtimestamp(float(one.message.ts), MONDAY.tzinfo) for one in told]


async def test_an_outage_ends_on_the_clock_that_is_turned(backstage: Backstage, sqlite_url: str) -> None:
    """Slack is down for a minute and a week passes at once: every letter is tried again after the minute."""
    luz = backstage.slack.person("luz")
    write(sqlite_url, ["U0LUZ"], backstage.now() + timedelta(seconds=30))
    backstage.slack.faults.down(60)
    await backstage.turn(timedelta(days=7))
    backlog = await backstage.backlog()
    assert (backlog.waiting, backlog.dead) == (0, 0)
    assert count(luz, THANKS) == 2


async def test_two_turns_at_once_come_one_after_the_other(backstage: Backstage) -> None:
    await asyncio.gather(*(backstage.turn(timedelta(hours=1)) for _ in range(3)))
    assert timedelta(hours=3) <= backstage.now() - MONDAY < timedelta(hours=4)


async def test_the_next_thing_is_turned_to(backstage: Backstage) -> None:
    """With the bot up, and the same with the bot dead; None when nothing is planned."""
    assert await backstage.to_next() is None
    await asked(backstage)
    await backstage.settle()
    first, *_ = (await backstage.backlog()).looks
    await backstage.kill()
    assert await backstage.to_next() == first.at
    assert backstage.now() >= first.at


async def test_killed_in_the_middle_of_deliveries_nothing_is_lost(sqlite_url: str, tmp_path: Path) -> None:
    """Sixty messages are due; the bot is killed when some are out. After the restart each has arrived."""
    migrate(sqlite_url)
    company = fernhill()
    meet(sqlite_url, readers(company))
    write(sqlite_url, readers(company), MONDAY + timedelta(minutes=30))
    async with backstage_on(sqlite_url, tmp_path) as backstage:
        posted = counting(backstage.slack)
        await backstage.restart()
        turning = asyncio.create_task(backstage.turn(timedelta(hours=1)))
        await until(lambda: posted() >= 5)
        await backstage.kill()
        await turning
        assert (backstage.bot_state, backstage.trouble) == (BotState.DOWN, "")
        assert backstage.now() >= MONDAY + timedelta(hours=1)
        assert (await backstage.backlog()).waiting > 0
        await backstage.restart()
        await backstage.turn(timedelta(hours=1))
        backlog = await backstage.backlog()
        assert (backlog.waiting, backlog.dead) == (0, 0)
        for one in readers(company):
            assert len(backstage.slack.person(one).inbox) >= 2


def meet(database_url: str, ids: list[str]) -> None:
    """The bot has heard of these people."""
    with begun(database_url) as uow:
        for one in ids:
            uow.people.add(a_person(one, workspace=TEAM))


def write(database_url: str, ids: list[str], due: datetime) -> None:
    """Two messages for each of them."""
    with begun(database_url) as uow:
        for one in ids:
            for number in range(2):
                uow.outbox.put(a_post(one, key=f"{one}{number}", send_at=due))


@contextmanager
def begun(database_url: str) -> Iterator[UnitOfWork]:
    """A transaction of the bot's."""
    engine = open_engine(database_url)
    try:
        with units_of_work(engine, FakeHolidays())(TEAM) as uow:
            yield uow
    finally:
        engine.dispose()


def readers(company: Company) -> list[str]:
    """Thirty people who can be written to, by id."""
    return [one.id for one in company.people if not (one.deleted or one.is_bot)][:30]


def counting(slack: LocalSlack) -> Callable[[], int]:
    return lambda: len(slack.record.calls("chat.postMessage"))


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 -- what other processes do sets no event
            await asyncio.sleep(0.002)


async def test_what_fell_due_while_it_was_dead_happens_after_the_restart(backstage: Backstage) -> None:
    await asked(backstage)
    await backstage.settle()
    await backstage.kill()
    await backstage.turn(timedelta(days=7))
    luz = backstage.slack.person("luz")
    assert not any("closed" in one.text for one in luz.inbox)
    await backstage.restart()
    await backstage.settle()
    last(luz, "This request is closed")


async def test_a_bot_that_dies_by_itself_is_seen_to_be_down(backstage: Backstage) -> None:
    seen: list[object] = []
    backstage.slack.workspace.feed.observe(
        lambda one: seen.append(one.subject) if one.kind == "bot_changed" else None
    )
    assert backstage._actor is not None
    os.kill(backstage._actor.pid, signal.SIGTERM)
    await until(lambda: backstage.bot_state is BotState.DOWN)
    assert seen == [BotState.DOWN]
    await backstage.restart()
    assert seen == [BotState.DOWN, BotState.STARTING, BotState.UP]


async def test_killed_while_it_starts_it_is_down_and_can_be_started(sqlite_url: str, tmp_path: Path) -> None:
    async with backstage_on(sqlite_url, tmp_path) as backstage:
        starting = asyncio.create_task(backstage.restart())
        await until(lambda: backstage._actor is not None and backstage.bot_state is BotState.STARTING)
        await backstage.kill()
        with pytest.raises(BotFailed, match="ended before it was up"):
            await starting
        assert str(backstage.bot_state) == "down"
        await backstage.restart()
        assert backstage.bot_state is BotState.UP


async def test_a_start_that_nobody_waits_for_leaves_no_bot_behind(sqlite_url: str, tmp_path: Path) -> None:
    async with backstage_on(sqlite_url, tmp_path) as backstage:
        starting = asyncio.create_task(backstage.restart())
        await until(lambda: backstage._actor is not None)
        assert backstage._actor is not None
        pid = backstage._actor.pid
        starting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await starting
        assert (backstage.bot_state, backstage.trouble) == (BotState.DOWN, "")
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


async def test_a_database_that_holds_more_is_refused_with_a_sentence(sqlite_url: str, tmp_path: Path) -> None:
    """The tables of a real installation: not even migrated, and the reason is told."""
    migrate(sqlite_url)
    engine = open_engine(sqlite_url)
    with units_of_work(engine, FakeHolidays())("TREAL") as uow:
        uow.people.add(a_person("UANA", workspace="TREAL"))
    engine.dispose()
    async with backstage_on(sqlite_url, tmp_path) as backstage:
        with pytest.raises(BotFailed, match="another workspace in people"):
            await backstage.restart()
        assert backstage.bot_state is BotState.DOWN
        assert "another workspace in people" in backstage.trouble


async def test_a_database_that_cannot_be_read_is_not_told_to_be_empty(tmp_path: Path) -> None:
    async with backstage_on("postgresql://nobody@127.0.0.1:1/demo", tmp_path) as backstage:
        with pytest.raises(BotFailed, match="The database cannot be read"):
            await backstage.backlog()


async def test_it_dies_with_whoever_started_it(backstage: Backstage) -> None:
    """The end of its input, as when the parent is killed, is its end."""
    assert backstage._actor is not None
    pid = backstage._actor.pid
    backstage._actor.leave()
    await until(lambda: backstage.bot_state is BotState.DOWN)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_it_plays_on_postgresql_as_well(postgresql_url: str, tmp_path: Path) -> None:
    async with backstage_on(postgresql_url, tmp_path) as backstage:
        await backstage.restart()
        await backstage.furnish(SIZE, 1)
        await asked(backstage)
        await backstage.settle()
        last(backstage.slack.person("luz"), "Emeka Nwosu")
        await backstage.kill()
        assert (await backstage.backlog()).looks
