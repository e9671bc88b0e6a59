"""The database in trouble: locked or gone. People read “One moment…” in time, and then their answer."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
import pytest
import pytest_asyncio
from psycopg import sql

from bot.playhouse.stage import set_stage
from tests.e2e.conftest import all_is_well, at_once
from tests.e2e.world import QUESTION, Story, count, last, opened

Trouble = Callable[[], AbstractContextManager[None]]


@contextmanager
def sqlite_locked(url: str) -> Iterator[None]:
    """Somebody else writes for a long time."""
    connection = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@contextmanager
def postgresql_locked(url: str) -> Iterator[None]:
    """Somebody else holds all tables."""
    with psycopg.connect(plain(url)) as held:
        tables = held.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in sorted(tables):
            held.execute(sql.SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(sql.Identifier(table)))
        try:
            yield
        finally:
            held.rollback()


@contextmanager
def postgresql_gone(url: str) -> Iterator[None]:
    """The database takes no connections, and cuts those that it has."""
    server, _, name = plain(url).partition("?")[0].rpartition("/")
    admin_url = plain(url).replace(f"{server}/{name}", f"{server}/postgres", 1)
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))
        admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        try:
            yield
        finally:
            admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(sql.Identifier(name)))


def plain(url: str) -> str:
    """The URL without the driver's name."""
    return url.replace("postgresql+psycopg://", "postgresql://")


@pytest.fixture(params=["sqlite locked", "postgresql locked", "postgresql gone"])
def trouble(request: pytest.FixtureRequest) -> tuple[str, Trouble]:
    """A database's URL, and what will trouble it."""
    kind, _, what = request.param.partition(" ")
    url: str = request.getfixturevalue(f"{kind}_url")
    if kind == "sqlite":
        return url, lambda: sqlite_locked(url)
    return url, lambda: postgresql_locked(url) if what == "locked" else postgresql_gone(url)


@pytest_asyncio.fixture
async def troubled(trouble: tuple[str, Trouble]) -> AsyncIterator[tuple[Story, Trouble]]:
    """A story in which Ben mentors, and what will trouble its database."""
    url, begins = trouble
    async with set_stage(url, pace=at_once()) as stage:
        story = Story(stage)
        await story.mentors("ben", "python")
        await story.home_of(story.who("ana"))
        yield story, begins
        all_is_well(stage.slack)


async def test_a_command(troubled: tuple[Story, Trouble]) -> None:
    """Its author reads “One moment…” within Slack's three seconds, and then the answer."""
    story, trouble = troubled
    ana = story.who("ana")
    with trouble():
        answer = await ana.slash("/mentor find python", wait=0)
        assert answer.text == "One moment…"
    await ana.wait_for(lambda: "@Ben Okafor can help with python" in (answer.text or ""), 10)


async def test_a_form_that_opens(troubled: tuple[Story, Trouble]) -> None:
    """A form that says “One moment…” opens, and is filled in when the database is back."""
    story, trouble = troubled
    ana = story.who("ana")
    with trouble():
        answer = await ana.slash("/mentor profile", wait=3)
        assert opened(answer).text == "One moment…"
    await ana.wait_for(lambda: "Be a mentor" in opened(answer).labels, 10)


async def test_a_form_that_is_submitted(troubled: tuple[Story, Trouble]) -> None:
    """What was submitted is kept, the form says so, and its messages arrive once."""
    story, trouble = troubled
    ana, ben = story.everyone("ana", "ben")
    form = (await story.types(ana, "/flash python")).fill("Your question", QUESTION)
    choice = await story.sends(form)
    assert choice is not None
    choice.choose("Whom shall I ask?", "@Ben Okafor")
    with trouble():
        answer = await choice.submit(wait=0)
        assert not answer.trouble
        assert opened(answer).text == "One moment…"
    await ana.wait_for(lambda: "Done. Thank you." in opened(answer).text, 10)
    await ben.wait_for(lambda: count(ben, "@Ana Silva would like"), 10)
    await story.stage.settle()
    assert 1 == count(ben, "@Ana Silva would like") == count(ana, "I asked @Ben Okafor")


async def test_a_button_and_the_home(troubled: tuple[Story, Trouble]) -> None:
    """A press and an opened home are acknowledged in time, and done when the database is back."""
    story, trouble = troubled
    ana, ben = story.everyone("ana", "ben")
    await story.asks_flash(ana, "python", "Ben Okafor")
    with trouble():
        pressed = await last(ben, "would like").press("Yes, happy to", wait=0)
        assert not pressed.trouble
        await ana.open_home(wait=0)
    await ana.wait_for(lambda: count(ana, "Pick a time"), 10)
    await story.stage.settle()
    assert 1 == count(ana, "Pick a time") == count(ben, "Pick a time")
    await ana.wait_for(lambda: ana.home is not None and "Ben Okafor" in ana.home.text, 10)


async def test_what_was_on_its_way(troubled: tuple[Story, Trouble]) -> None:
    """The database goes while a message is being said: it is said once."""
    story, trouble = troubled
    ana, ben = story.everyone("ana", "ben")
    story.stage.slack.faults.hang("chat.postMessage", 0.4, times=2)
    form = (await story.types(ana, "/intro @ben")).fill("Topic", "python")
    assert not (await form.submit(wait=0)).errors
    await ben.wait_for(lambda: story.stage.slack.api.in_flight > 0, 5)
    with trouble():
        await ben.wait_for(lambda: count(ben, "@Ana Silva would like"), 5)
    await story.stage.settle()
    await story.later(hours=1)
    assert 1 == count(ben, "@Ana Silva would like") == count(ana, "I asked @Ben Okafor")
