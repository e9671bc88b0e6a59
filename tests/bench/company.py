"""A company in the middle of things: everyone has something open."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.demo.company import Company, made_up_company
from bot.demo.server import LocalSlack
from bot.domain.meetings import Meeting
from bot.domain.nudging import Phase, Wait
from bot.domain.pairings import Pairing, Part
from bot.domain.people import Person, Profile
from bot.domain.requests import Form, Purpose, Request, Role
from bot.domain.slots import Interval
from bot.ports import UnitOfWork
from handlers.slack.manifest import manifest
from storage.engine import open_engine
from storage.migrations import migrate
from storage.unit_of_work import units_of_work
from tests.fakes import FakeHolidays


def slack_of(company: Company, **options: object) -> LocalSlack:
    """The local Slack of a company."""
    return LocalSlack(manifest(), company=company, **options)  # type: ignore[arg-type]  # passed on


def settings_for(slack: LocalSlack, database_url: str) -> dict[str, str]:
    """The environment of a Mentorbot that works in this workspace."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
        "MENTORBOT_HOST": "127.0.0.1",
        "MENTORBOT_LOG_LEVEL": "warning",
    }


def busy_company(size: int) -> tuple[Company, list[str]]:
    """A company, and the ids of those who have something open."""
    company = made_up_company(size)
    return company, [one.id for one in company.people if one.id.startswith("U1")]


def fill(database_url: str, team: str, ids: Sequence[str]) -> None:
    """For each person: two things to do, a chat tomorrow, a request on its way, a pairing."""
    migrate(database_url)
    engine = open_engine(database_url)
    try:
        with units_of_work(engine, FakeHolidays())(team) as uow:
            for person_id in ids:
                uow.people.add(_mentor(team, person_id))
        with units_of_work(engine, FakeHolidays())(team) as uow:
            for number, person_id in enumerate(ids):
                _give_something_to_do(uow, team, person_id, (ids[number - 1], ids[number - 2]))
    finally:
        engine.dispose()


def sqlite_in(folder: Path) -> str:
    """The URL of a new SQLite file."""
    return f"sqlite:///{folder / 'bench.db'}"


def _mentor(team: str, person_id: str) -> Person:
    profile = Profile(mentor=True, offers=("python packaging", "public speaking"), about="Twelve years here.")
    return Person(
        workspace=team,
        id=person_id,
        name=person_id.title(),
        zone="Europe/Berlin",
        locale="en-GB",
        profile=profile,
    )


def _give_something_to_do(uow: UnitOfWork, team: str, person_id: str, others: tuple[str, str]) -> None:
    now = datetime.now(UTC)
    mentee, asked = others
    purpose = Purpose(topic="python packaging", why="How do I publish a wheel?", tried="The manual.")
    request = Request(
        workspace=team,
        id=uow.new_id(),
        form=Form.FLASH,
        requester_id=person_id,
        purpose=purpose,
        minutes=30,
        asked_at=now - timedelta(hours=3),
    )
    ask = request.ask(uow.new_id(), asked, Role.MENTOR, now - timedelta(hours=3))
    uow.requests.add(request)
    pairing = Pairing(
        workspace=team,
        id=uow.new_id(),
        request_id=request.id,
        form=Form.INTRO,
        topic="public speaking",
        minutes=30,
        opened_at=now - timedelta(days=3),
    )
    pairing.join(person_id, Part.MENTOR)
    pairing.join(mentee, Part.MENTEE)
    uow.pairings.add(pairing)
    slot = Interval(now + timedelta(days=1), now + timedelta(days=1, minutes=30))
    uow.meetings.add(Meeting.book(uow.new_id(), pairing.id, team, (person_id, mentee), slot))
    for phase, who, subject in ((Phase.ANSWER, asked, ask.id), (Phase.FIT, person_id, pairing.id)):
        uow.waits.add(
            Wait(
                workspace=team,
                id=uow.new_id(),
                phase=phase,
                person_id=who,
                subject_id=subject,
                since=now - timedelta(hours=3),
                next_look_at=now + timedelta(days=2),
            )
        )
