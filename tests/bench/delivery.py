"""A thousand messages to a thousand people, as fast as the local Slack lets them pass."""

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from bot.demo.company import SLACKBOT, Person, made_up_company
from bot.demo.rates import Rates
from bot.demo.record import Exchange
from bot.demo.server import LocalSlack
from bot.domain.notices import ThankYou
from bot.ports import Post
from storage.engine import open_engine
from storage.tables import people
from storage.unit_of_work import units_of_work
from tests.bench import children, company
from tests.bench.figures import Figure, at_least, at_most, beside
from tests.fakes import FakeHolidays

CAP = 50
"""Messages a second that the local Slack lets pass, over all channels."""
_METHOD = "chat.postMessage"
_AHEAD = timedelta(seconds=4)
_PATIENCE = 120.0


async def measure(*, short: bool) -> list[Figure]:
    """With the limit known, and with one set twice too high, which has to find it by Slack's refusals."""
    size = 150 if short else 1000
    found = _told(f"{size:,} messages", await _deliver(size, told=CAP))
    if not short:
        found += _told("the same, told twice that rate", await _deliver(size, told=2 * CAP))
    return found


def _told(what: str, delivered: "_Delivered") -> list[Figure]:
    return [
        at_least(f"{what}, of the rate that Slack allows ({CAP} a second)", delivered.share, 0.95, "{:.2f}"),
        at_most("of these, lost or said twice", delivered.astray, 0),
        beside("of these, refused with 429 and said later", delivered.refused),
    ]


class _Arrivals:
    """Messages as they arrive."""

    def __init__(self, slack: LocalSlack, expected: int) -> None:
        self.by_person: Counter[str] = Counter()
        self.all_there = asyncio.Event()
        self.times: list[float] = []
        self._expected = expected
        slack.record.observe(self._see)

    def _see(self, exchange: Exchange) -> None:
        if exchange.name == _METHOD and exchange.answer.get("ok"):
            self.by_person[exchange.payload["channel"]] += 1
            self.times.append(time.monotonic())
            if len(self.times) >= self._expected:
                self.all_there.set()


class _Delivered:
    """What became of it. The rate is taken after the first burst, which Slack lets pass at once."""

    def __init__(self, ids: Collection[str], arrivals: _Arrivals, refused: int) -> None:
        steady = arrivals.times[CAP:]
        self.share = (len(steady) - 1) / (steady[-1] - steady[0]) / CAP
        self.astray = sum(arrivals.by_person[one] != 1 for one in ids)
        self.refused = refused


async def _deliver(size: int, told: int) -> _Delivered:
    made_up = made_up_company(size)
    rates = Rates.off(workspace_per_second=CAP)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        url = company.sqlite_in(folder)
        async with company.slack_of(made_up, rates=rates) as slack:
            environment = {
                **company.settings_for(slack, url),
                "MENTORBOT_MESSAGES_PER_SECOND": str(told),
            }
            with children.running(folder, "bot", "run", environment=environment) as mentorbot:
                await mentorbot.answers("/readyz")
                await _everyone_is_known(url, len(made_up.people))
                ids = [one.id for one in made_up.people if _reads(one)]
                arrivals = _Arrivals(slack, len(ids))
                _queue(url, made_up.team_id, ids)
                async with asyncio.timeout(_PATIENCE):
                    await arrivals.all_there.wait()
                await asyncio.sleep(1.0)  # one that came twice would come now
        return _Delivered(ids, arrivals, rates.refused[_METHOD])


def _reads(person: Person) -> bool:
    return not (
        person.is_bot or person.is_restricted or person.deleted or person.team_id or person.id == SLACKBOT
    )


async def _everyone_is_known(url: str, count: int) -> None:
    """Wait until the directory has been read."""
    engine = open_engine(url)
    try:
        async with asyncio.timeout(_PATIENCE):
            while True:
                with engine.connect() as connection:
                    if (connection.scalar(select(func.count()).select_from(people)) or 0) >= count:
                        return
                await asyncio.sleep(0.2)
    finally:
        engine.dispose()


def _queue(url: str, team: str, ids: Collection[str]) -> None:
    """A message for each person, all of them due at one moment."""
    due = datetime.now(UTC) + _AHEAD
    engine = open_engine(url)
    with units_of_work(engine, FakeHolidays())(team) as uow:
        for number, person_id in enumerate(ids):
            thanks = ThankYou(meeting_id=f"m{number}", from_id="U0BEN", line="That helped, thank you.")
            uow.outbox.put(Post(to=(person_id,), notice=thanks, key=f"bench:{number}", send_at=due))
    engine.dispose()
    if datetime.now(UTC) > due:
        raise RuntimeError("the messages were queued too late")
