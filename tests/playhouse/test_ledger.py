"""What the bot has yet to do is told in words, not in the code's names."""

from bot.demo.company import TEAM
from bot.demo.fernhill import fernhill
from bot.demo.server import LocalSlack
from bot.domain.nudging import Phase
from bot.playhouse.ledger import PHASES, Ledger
from handlers.slack.manifest import manifest
from storage.engine import open_engine
from storage.migrations import migrate
from storage.unit_of_work import units_of_work
from tests.builders import a_person, a_post
from tests.fakes import FakeHolidays


def test_every_phase_has_words_that_follow_a_name() -> None:
    """A phase without words would break the list of what is next."""
    assert set(PHASES) == set(Phase)
    assert all(words.startswith(("has yet to ", "will ")) for words in PHASES.values())


async def test_what_waits_to_be_sent_is_named_as_people_would(sqlite_url: str) -> None:
    """The code calls it ThankYou."""
    migrate(sqlite_url)
    engine = open_engine(sqlite_url)
    with units_of_work(engine, FakeHolidays())(TEAM) as uow:
        uow.people.add(a_person("U0BEN", workspace=TEAM))
        uow.outbox.put(a_post("U0BEN"))
    engine.dispose()
    async with LocalSlack(manifest(), company=fernhill()) as slack:
        ledger = Ledger(sqlite_url, slack.workspace)
        backlog = ledger.read()
        ledger.close()
    assert [one.kind for one in backlog.outbox] == ["Thank you"]
