"""The whole process against a local Slack: it starts, answers, says what is wrong, and stops cleanly."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.demo import LocalSlack
from bot.domain.people import Person
from bot.main import Mentorbot, build
from bot.settings import Settings, load
from bot.start import CannotStart
from bot.usecases import people
from handlers.slack.manifest import manifest
from storage.migrations import SchemaOutOfDate
from tests.directory.personnel import ENTERPRISE, TOKEN, PersonnelSystem, a_user


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    async with LocalSlack(manifest(), retry_scale=0.001) as slack:
        yield slack


def settings(slack: LocalSlack, folder: Path, **more: str) -> Settings:
    known = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": f"sqlite:///{folder}/mentorbot.db",
        "MENTORBOT_HOST": "127.0.0.1",
        "PORT": "0",
    }
    return load({**known, **more}, env_file=None)


async def test_over_http_it_answers_and_is_ready(slack: LocalSlack, tmp_path: Path) -> None:
    async with build(settings(slack, tmp_path)) as mentorbot:
        slack.connect(f"http://127.0.0.1:{mentorbot.port}/slack/events")
        answer = await slack.person("ana").slash("/mentor help")
        assert "/intro" in (answer.text or ""), answer.trouble
        assert await slack.verify_url()
        async with httpx.AsyncClient(trust_env=False) as client:
            ready = await client.get(f"http://127.0.0.1:{mentorbot.port}/readyz")
        assert (ready.status_code, ready.json()) == (200, {"ready": True})
    assert slack.violations == []


async def test_over_socket_mode_it_answers(slack: LocalSlack, tmp_path: Path) -> None:
    async with build(settings(slack, tmp_path, SLACK_APP_TOKEN=slack.app_token)) as mentorbot:
        answer = await slack.person("ana").slash("/mentor help")
        assert "/intro" in (answer.text or ""), answer.trouble
        assert await mentorbot.ready() == {}
    assert slack.violations == []


async def test_it_knows_everyone_once_it_has_started(slack: LocalSlack, tmp_path: Path) -> None:
    async with build(settings(slack, tmp_path)) as mentorbot:
        await mentorbot.settled()
        assert await mentorbot.jobs.sync_directory() == len(slack.workspace.people)


async def test_a_personnel_system_is_followed_once_it_is_set(slack: LocalSlack, tmp_path: Path) -> None:
    """Its word wins over Slack's: Ana's title, and that Ben is not there any more."""
    ana, ben = slack.person("ana").id, slack.person("ben").id
    team = {ENTERPRISE: {"department": "Data", "manager": {"value": "u0"}}}
    async with PersonnelSystem().running() as system:
        system.users = [
            a_user(0, userName="dana@fernhill.example", emails=[]),
            a_user(
                1, userName="ANA@fernhill.example", emails=[], title="Chief analyst", userType="8", **team
            ),
            a_user(2, userName="ben@fernhill.example", emails=[], active=False),
        ]
        scim = {"SCIM_URL": system.url, "SCIM_TOKEN": TOKEN, "SCIM_LEVEL_ATTRIBUTE": "userType"}
        async with build(settings(slack, tmp_path, **scim)) as mentorbot:

            async def known(person_id: str) -> Person | None:
                return await mentorbot.transact(people.known, person_id, workspace=mentorbot.workspace)

            async with asyncio.timeout(20):
                while getattr(await known(ben), "active", True):  # noqa: ASYNC110 -- what is awaited has no event
                    await asyncio.sleep(0.05)
            await mentorbot.jobs.sync_directory()
            found, still = await known(ana), await known(ben)
    assert found is not None
    assert (found.title, found.department, found.level) == ("Chief analyst", "Data", 8)
    assert found.manager_id == slack.person("dana").id
    assert still is not None
    assert not still.active


async def test_front_and_worker_run_apart_over_one_database(slack: LocalSlack, tmp_path: Path) -> None:
    front = build(settings(slack, tmp_path), worker=False)
    worker = build(settings(slack, tmp_path), front=False)
    async with front, worker:
        assert front.port > 0
        with pytest.raises(CannotStart):
            _ = worker.port


async def test_a_refused_token_is_told_at_start(slack: LocalSlack, tmp_path: Path) -> None:
    await refused(build(settings(slack, tmp_path, SLACK_BOT_TOKEN="xoxb-of-another-app")), "SLACK_BOT_TOKEN")


async def test_a_database_that_is_not_there_is_told_at_start(slack: LocalSlack, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/no-such-folder/mentorbot.db"
    await refused(build(settings(slack, tmp_path, DATABASE_URL=url)), "DATABASE_URL")


async def test_a_server_database_is_not_migrated_unasked(
    slack: LocalSlack, tmp_path: Path, postgresql_url: str
) -> None:
    with pytest.raises(SchemaOutOfDate, match="mentorbot migrate"):
        await build(settings(slack, tmp_path, DATABASE_URL=postgresql_url)).start()


async def refused(mentorbot: Mentorbot, says: str) -> None:
    with pytest.raises(CannotStart, match=says):
        await mentorbot.start()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    assert not {task for task in others if task.get_name() in {"delivery", "web", "socket-watch"}}
