"""Chaos: the bot is killed again and again while a dozen people use it. Nothing is lost, no nudge said twice.

`python -m tests.e2e.chaos --seconds 120` goes on for so long, on SQLite and PostgreSQL in turn; the normal
suite plays a short round of each. What was asked for once it was acknowledged happens at least once; what may
be repeated is the one message that was under way when a process died.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from bot.demo.company import Company, small_company
from bot.demo.driver import Colleague
from bot.demo.forms import Modal
from bot.demo.record import Exchange
from bot.demo.seen import Answer, SeenMessage
from bot.demo.server import LocalSlack
from bot.ports import Letter
from handlers.slack.manifest import manifest
from storage.engine import open_engine
from storage.migrations import migrate
from storage.tables import outbox
from tests import postgres
from tests.databases import PostgresDatabases
from tests.e2e.bots import BotProcess
from tests.e2e.world import count

TUESDAY = datetime(2026, 3, 3, 10, tzinfo=UTC)
MENTORS = ("freya", "chidi", "goro", "ines", "dana", "hala")
MENTEES = ("emeka", "jaya", "luz", "ana", "ben", "kiri")
BOOKING = 3
"""How many of the pairs book a time."""
PATIENCE = 40.0
"""Seconds in which everything has to come to rest once the killing has stopped."""
LEASE = timedelta(seconds=66)
"""A process that starts after a killed one finds its claims run out."""
SOON = timedelta(minutes=1)
"""More than the bot's clock, which began with its process, is ahead of ours."""


class Chaos:
    """A company, its bot, and somebody who kills it.

    Args:
        slack: the workspace.
        database_url: an empty, migrated database.
        seed: decides who does what when, and when the bot dies.
    """

    def __init__(self, slack: LocalSlack, database_url: str, seed: int) -> None:
        self._slack = slack
        self._url = database_url
        self._chance = random.Random(seed)  # noqa: S311 -- chaos that can be repeated
        self._moment = TUESDAY
        self._bot: BotProcess | None = None
        self._up = asyncio.Event()
        self.kills = 0

    async def play(self, kills: int) -> None:
        """Opt in, ask, accept and book under so many kills; days later the nudges, under one more."""
        try:
            await self._start()
            await self._together(self._opts_in(one) for one in MENTORS)
            pairs = list(zip(MENTEES, self._chance.sample(MENTORS, len(MENTORS)), strict=True))
            stages: list[Callable[[str, str], Awaitable[None]]] = [self._asks, self._accepts, self._books]
            for number, stage in enumerate(stages):
                booking = pairs if stage != self._books else pairs[:BOOKING]
                acts = self._together(stage(*pair) for pair in booking)
                await self._under_fire(acts, kills // 3 + (number < kills % 3))
            await self._rest()
            self._nothing_lost(pairs)
            await self._nudged_once(pairs[BOOKING:])
        finally:
            if self._bot is not None:
                await self._bot.kill()

    # -- the bot lives and dies

    async def _start(self) -> None:
        self._bot = BotProcess(
            self._slack, self._url, ("tests.e2e.bot_at", self._moment.isoformat(), "front", "worker")
        )
        await self._bot.__aenter__()
        self._began = time.monotonic()
        self._up.set()

    async def _kill(self) -> None:
        assert self._bot is not None
        self._up.clear()
        await self._bot.kill()
        self.kills += 1
        self._moment = self._now() + LEASE

    def _now(self) -> datetime:
        """What the bot's clock shows."""
        return self._moment + timedelta(seconds=time.monotonic() - self._began)

    async def _under_fire(self, acts: Awaitable[None], kills: int) -> None:
        """People act while the bot is killed and started again."""
        going_on = asyncio.ensure_future(acts)
        for _ in range(kills):
            await self._exchanges(self._chance.randint(1, 14), going_on)
            await self._kill()
            await self._start()
        async with asyncio.timeout(PATIENCE):
            await going_on

    async def _exchanges(self, number: int, going_on: "asyncio.Future[None]") -> None:
        """Wait until so many things have crossed the line, or nothing more will: a moment at random."""
        seen = 0
        reached = asyncio.Event()

        def look(_: Exchange) -> None:
            nonlocal seen
            seen += 1
            if seen >= number:
                reached.set()

        forget = self._slack.record.observe(look)
        going_on.add_done_callback(lambda _: reached.set())
        try:
            async with asyncio.timeout(PATIENCE):
                await reached.wait()
        finally:
            forget()

    # -- people, who try again until they are answered

    async def _together(self, acts: Iterator[Awaitable[None]]) -> None:
        await asyncio.gather(*acts)

    async def _answered(self, act: Callable[[], Awaitable[Answer]]) -> Answer:
        """Do it until it is acknowledged: whoever reads of an error tries again."""
        while True:
            async with asyncio.timeout(PATIENCE):
                await self._up.wait()
            answer = await act()
            if not answer.trouble:
                return answer

    async def _opened(self, person: Colleague, line: str) -> Modal:
        """The form, at the first try at which it opens: a kill can come between answer and form."""
        while True:
            answer = await self._answered(partial(person.slash, line, wait=1))
            form = answer.modal
            if form is not None and await self._within(5, partial(_can_be_sent, form)):
                return form
            assert "Something went wrong" not in (answer.text or ""), answer.text

    async def _opts_in(self, handle: str) -> None:
        person = self._slack.person(handle)
        form = await self._opened(person, "/mentor profile")
        form.fill("What can you help with?", "python").check("Yes, colleagues may ask me for a chat")
        answer = await self._answered(lambda: form.submit(wait=0))
        assert not answer.errors, answer.errors

    async def _asks(self, mentee: str, mentor: str) -> None:
        person = self._slack.person(mentee)
        while True:
            form = await self._opened(person, f"/intro @{mentor}")
            form.fill("Topic", "python")
            answer = await self._answered(partial(form.submit, wait=1))
            # Somebody whose submission was done but never acknowledged is told so at the second try.
            assert not answer.errors or "not long ago" in str(answer.errors), answer.errors
            if answer.errors or await self._within(5, partial(_closed, form)):
                return  # else the bot died while “One moment…” was shown
            await form.close()

    async def _accepts(self, mentee: str, mentor: str) -> None:
        asked, name = self._slack.person(mentor), self._slack.person(mentee).person.real_name
        question = await self._shown(asked, lambda: asked.inbox, f"@{name} would like", "Yes, happy to")
        await self._pressed(question, "Yes, happy to", lambda: bool(asked.group_messages))

    async def _books(self, mentee: str, mentor: str) -> None:
        person, name = self._slack.person(mentee), self._slack.person(mentor).person.real_name
        group = await self._shown(person, lambda: person.group_messages, name, "Another time")
        await self._pressed(group, group.buttons[0], lambda: count(person, "is booked:") > 0)

    async def _shown(
        self, person: Colleague, where: Callable[[], list[SeenMessage]], words: str, button: str
    ) -> SeenMessage:
        """The message, once it has come with this button on it; as it was then."""

        def found() -> list[SeenMessage]:
            return [one for one in where() if words in one.text and button in one.buttons]

        messages: list[SeenMessage] = await person.wait_for(found, PATIENCE)
        return messages[0].snapshot()

    async def _pressed(self, message: SeenMessage, button: str, seen: Callable[[], bool]) -> None:
        """Press until something is seen to come of it."""
        while True:
            await self._answered(lambda: message.press(button, wait=0))
            if await self._within(5, seen):
                return

    async def _within(self, seconds: float, seen: Callable[[], bool]) -> bool:
        try:
            await self._slack.person("ana").wait_for(seen, seconds)
        except TimeoutError:
            return False
        return True

    # -- what must hold

    async def _rest(self) -> None:
        """Wait until nothing is due in the outbox any more."""
        engine = open_engine(self._url)
        try:

            def quiet() -> bool:
                open_ones = select(func.count()).where(
                    outbox.c.state == Letter.QUEUED, outbox.c.send_at <= self._now() + SOON
                )
                with engine.begin() as connection:
                    return connection.scalar(open_ones) == 0 and not self._slack.api.in_flight

            await self._slack.person("ana").wait_for(quiet, PATIENCE + LEASE.total_seconds())
        finally:
            engine.dispose()

    def _nothing_lost(self, pairs: list[tuple[str, str]]) -> None:
        """Every request was put and accepted, every pair introduced, and booked where somebody did.

        Left out is what may be overtaken: an edit of a message that was posted when the bot died before it
        knew where (its buttons stay, and say that all is done), and "I asked" of a request that has ended.
        """
        for number, (mentee, mentor) in enumerate(pairs):
            one, other = self._slack.person(mentee), self._slack.person(mentor)
            self._came(one, lambda who: len(who.group_messages))
            self._came(other, partial(count, words=f"@{one.person.real_name}"), most=3)
            if number < BOOKING:
                self._came(one, lambda who: count(who, "is booked:"))
                self._came(other, lambda who: count(who, "is booked:"))

    def _came(self, person: Colleague, how_often: Callable[[Colleague], int], *, most: int = 1) -> None:
        """At least once, and again only where a kill may have hidden that it had come."""
        assert 1 <= how_often(person) <= most + self.kills, (person, person.inbox, person.group_messages)

    async def _nudged_once(self, pairs: list[tuple[str, str]]) -> None:
        """Days later, pairs without a time are nudged; killed in the middle of it, nobody is nudged twice."""
        assert self._bot is not None
        await self._kill()
        self._moment = TUESDAY + timedelta(days=6)
        await self._start()
        await self._some_are_nudged(self._chance.randint(1, 6))
        await self._kill()
        await self._start()
        await self._rest()
        for pair in pairs:
            for person in map(self._slack.person, pair):
                assert count(person, "has no time yet") <= 1, (person, person.inbox)

    async def _some_are_nudged(self, number: int) -> None:
        """Wait until so many people were nudged."""

        def posted() -> bool:
            nudged = [one for one in (*MENTORS, *MENTEES) if count(self._slack.person(one), "no time yet")]
            return len(nudged) >= number

        await self._slack.person("ana").wait_for(posted, PATIENCE)


def _can_be_sent(form: Modal) -> bool:
    return bool(form.labels)


def _closed(form: Modal) -> bool:
    return not form.is_open


def one_zone() -> Company:
    """The small company, with everybody in London: at ten all are at work."""
    company = small_company()
    people = tuple(replace(one, tz="Europe/London", locale="en-GB") for one in company.people)
    return replace(company, people=people)


async def play(database_url: str, *, kills: int, seed: int) -> int:
    """One round on an empty, migrated database; returns how often the bot was killed."""
    async with LocalSlack(manifest(), company=one_zone(), retry_scale=0.001) as slack:
        chaos = Chaos(slack, database_url, seed)
        await chaos.play(kills)
        assert slack.violations == []
        return chaos.kills


@contextmanager
def databases() -> Iterator[Iterator[str]]:
    """Fresh databases of both kinds in turn."""
    run = postgres.Run()
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(PostgresDatabases(postgres.url_of(run.directory), "chaos")) as server,
        ):

            def fresh() -> Generator[str, None, None]:
                number = 0
                while True:
                    number += 1
                    url = f"sqlite:///{Path(folder) / f'{number}.db'}"
                    migrate(url)
                    yield url
                    with server.fresh(migrate) as url:
                        yield url

            with closing(fresh()) as urls:  # the database in use goes before its server does
                yield urls
    finally:
        run.end()


def main() -> int:
    """Rounds with rising seeds until the time is over; stops at the first that fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.chaos", description=__doc__)
    parser.add_argument("--seconds", type=float, default=120.0, help="when no further round begins")
    parser.add_argument("--kills", type=int, default=9, help="kills in a round")
    parser.add_argument("--seed", type=int, default=0, help="of the first round")
    options = parser.parse_args()
    give_up_at, seed = time.monotonic() + options.seconds, options.seed
    with databases() as urls:
        while time.monotonic() < give_up_at:
            url = next(urls)
            print(f"seed {seed} on {url.partition(':')[0]}: ", end="", flush=True)
            killed = asyncio.run(play(url, kills=options.kills, seed=seed))
            print(f"killed {killed} times, nothing lost")
            seed += 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
