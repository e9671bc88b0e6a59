"""The command line, run as operators run it."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from bot.demo import LocalSlack
from bot.ports import Letter
from handlers.slack.manifest import manifest
from storage.deliveries import SqlDeliveries
from storage.engine import open_engine
from storage.migrations import migrate
from storage.unit_of_work import units_of_work
from tests.builders import WORKSPACE, a_person, a_post
from tests.directory.personnel import TOKEN, PersonnelSystem, a_user
from tests.fakes import MONDAY, FakeHolidays

ROOT = Path(__file__).parents[1]
CLEAN = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}


@dataclass
class Ended:
    """A command that has come to its end."""

    code: int
    out: str
    err: str


class Operator:
    """Somebody with a shell, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database_url = f"sqlite:///{folder}/mentorbot.db"
        self.settings = {**CLEAN, "PYTHONPATH": str(ROOT), "DATABASE_URL": self.database_url}

    def know(self, slack: LocalSlack) -> None:
        """Fill in what Slack's app page shows."""
        self.settings |= {
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.api_url,
            "MENTORBOT_HOST": "127.0.0.1",
            "PORT": "0",
        }

    async def begin(self, *arguments: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=self.folder,
            env=self.settings,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def run(self, *arguments: str) -> Ended:
        command = await self.begin(*arguments)
        out, err = await command.communicate()
        assert command.returncode is not None
        return Ended(command.returncode, out.decode(), err.decode())

    @asynccontextmanager
    async def running(self, *arguments: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, int | None]]:
        """A command that serves, once it has started, and its port."""
        command = await self.begin(*arguments)
        assert command.stderr is not None
        try:
            while True:
                line = await asyncio.wait_for(command.stderr.readline(), 20)
                assert line, "it ended before it had started"
                event = json.loads(line)
                if event["event"] == "started":
                    break
            yield command, event["port"]
        finally:
            if command.returncode is None:
                command.kill()
            await command.communicate()


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    return Operator(tmp_path)


@pytest.fixture
async def slack(operator: Operator) -> AsyncIterator[LocalSlack]:
    async with LocalSlack(manifest()) as slack:
        operator.know(slack)
        yield slack


async def test_the_version(operator: Operator) -> None:
    ended = await operator.run("--version")
    assert (ended.code, ended.out) == (0, "mentorbot 0.1.0\n")


async def test_missing_settings_are_told_all_at_once_without_a_traceback(operator: Operator) -> None:
    ended = await operator.run("run")
    assert ended.code == 2
    assert "SLACK_BOT_TOKEN is missing" in ended.err
    assert "SLACK_SIGNING_SECRET is missing" in ended.err
    assert "Traceback" not in ended.err


async def test_the_manifest_for_socket_mode_names_no_address(operator: Operator) -> None:
    ended = await operator.run("manifest", "--socket-mode")
    told = json.loads(ended.out)
    assert "YOUR-ADDRESS" not in ended.out
    assert told["settings"]["socket_mode_enabled"] is True
    assert told["settings"]["interactivity"] == {"is_enabled": True}
    assert told == manifest()


async def test_the_manifest_for_http_names_the_address_everywhere(operator: Operator) -> None:
    ended = await operator.run("manifest", "--url", "https://bot.example.com/")
    told = json.loads(ended.out)
    events = "https://bot.example.com/slack/events"
    assert told["settings"]["event_subscriptions"]["request_url"] == events
    assert told["settings"]["interactivity"]["request_url"] == events
    assert {command["url"] for command in told["features"]["slash_commands"]} == {events}
    assert told["settings"]["socket_mode_enabled"] is False


@pytest.mark.parametrize(
    "arguments", [(), ("--socket-mode", "--url", "https://a.example"), ("--url", "a.example")]
)
async def test_the_manifest_is_for_one_way_in(operator: Operator, arguments: tuple[str, ...]) -> None:
    assert (await operator.run("manifest", *arguments)).code == 2


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_runs_until_it_is_told_to_stop(
    operator: Operator, slack: LocalSlack, number: signal.Signals
) -> None:
    async with operator.running("run") as (command, port):
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200
        command.send_signal(number)
        assert await asyncio.wait_for(command.wait(), 10) == 0


async def test_a_worker_has_no_port_and_stops_as_well(operator: Operator, slack: LocalSlack) -> None:
    async with operator.running("worker") as (command, port):
        assert port is None
        command.terminate()
        assert await asyncio.wait_for(command.wait(), 10) == 0


async def test_a_refused_token_is_one_sentence(operator: Operator, slack: LocalSlack) -> None:
    operator.settings["SLACK_BOT_TOKEN"] = "xoxb-of-another-app"
    ended = await operator.run("run")
    assert ended.code == 1
    assert "Slack refuses SLACK_BOT_TOKEN (invalid_auth)" in ended.err
    assert "Traceback" not in ended.err


async def test_the_doctor_finds_everything_well(operator: Operator, slack: LocalSlack) -> None:
    assert (await operator.run("migrate")).code == 0
    async with PersonnelSystem(a_user(1)).running() as system:
        operator.settings |= {"SCIM_URL": system.url, "SCIM_TOKEN": TOKEN}
        ended = await operator.run("doctor")
    assert ended.code == 0, ended.out
    assert "Personnel system: 1 users; of the first 1, 0 have a manager" in ended.out
    assert "failed" not in ended.out
    assert "Bot token: mentorbot in Fernhill" in ended.out


async def test_the_doctor_says_what_to_do(operator: Operator) -> None:
    meagre = manifest()
    meagre["oauth_config"]["scopes"]["bot"].remove("files:write")
    async with LocalSlack(meagre) as slack:
        operator.know(slack)
        operator.settings["SLACK_APP_TOKEN"] = "xapp-of-another-app"
        ended = await operator.run("doctor")
    assert ended.code == 1
    assert "missing: files:write" in ended.out
    assert "mentorbot migrate" in ended.out
    assert "Check SLACK_APP_TOKEN" in ended.out


async def test_the_doctor_looks_at_what_it_can_without_settings(operator: Operator) -> None:
    """Each missing setting says where it is found; the database and time zones are looked at all the same."""
    for name in [one for one in operator.settings if one.startswith("SLACK_")]:
        del operator.settings[name]
    ended = await operator.run("doctor")
    assert ended.code == 1
    for words in (
        "Settings: SLACK_BOT_TOKEN is missing",
        "under OAuth & Permissions",
        "Settings: SLACK_SIGNING_SECRET is missing",
        "failed Database",
        "mentorbot migrate",
        "ok     Time zones",
        "Slack: not asked",
    ):
        assert words in ended.out
    assert not list(operator.folder.iterdir()), "it only looks"
    assert (await operator.run("migrate")).code == 0
    assert "ok     Database: sqlite, up to date" in (await operator.run("doctor")).out


async def test_what_looks_for_a_database_where_none_is_says_so(operator: Operator) -> None:
    ended = await operator.run("dead-letters", "list")
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.startswith("There is nothing in the database yet. Run `mentorbot migrate` to set it up")
    assert not list(operator.folder.iterdir()), "none was made"


@pytest.mark.parametrize("command", ["migrate", "dead-letters list"])
async def test_a_database_that_is_away_is_one_sentence(operator: Operator, command: str) -> None:
    operator.settings["DATABASE_URL"] = "postgresql://nobody:secret@127.0.0.1:1/mentorbot"
    ended = await operator.run(*command.split())
    assert (ended.code, ended.out) == (1, "")
    assert ended.err == (
        "The database cannot be used (OperationalError): check DATABASE_URL, and that it can be reached.\n"
    )


async def test_people_are_imported_all_or_none(operator: Operator, slack: LocalSlack) -> None:
    file = operator.folder / "people.csv"
    file.write_text("email,manager\nana@fernhill.example,dana@fernhill.example\nx@fernhill.example,\n")
    ended = await operator.run("import-people", "people.csv")
    assert ended.code == 1
    assert "line 3: Nobody in Slack is known by x@fernhill.example." in ended.err
    file.write_text("email,manager\nana@fernhill.example,dana@fernhill.example\n")
    ended = await operator.run("import-people", "people.csv")
    assert (ended.code, ended.out) == (0, "1 lines were read, 1 people changed.\n")


async def test_without_slack_a_file_counts_for_whom_the_database_knows(operator: Operator) -> None:
    """Nobody is known: told what to do. One workspace: imported. Two: refused, with what tells them apart."""
    file = operator.folder / "people.csv"
    file.write_text("\ufeffemail;manager;Grade\nana@a.example;;7\n", encoding="utf-8")
    assert "up to date" in (await operator.run("migrate")).out, "the database alone needs no token"
    ended = await operator.run("import-people", "people.csv")
    assert (ended.code, ended.out) == (1, "")
    assert "The database knows nobody yet: set SLACK_BOT_TOKEN" in ended.err
    engine = open_engine(operator.database_url)
    begin = units_of_work(engine, FakeHolidays())
    with begin(WORKSPACE) as uow:
        uow.people.add(a_person("UANA", email="ana@a.example", manager_id="UBEN"))
    ended = await operator.run("import-people", "people.csv")
    assert (ended.code, ended.out) == (0, "1 lines were read, 1 people changed.\n")
    assert ended.err.endswith("These columns mean nothing here and were left alone: Grade.\n")
    with begin(WORKSPACE) as uow:
        assert uow.people.get("UANA").manager_id is None
    with begin("T2") as uow:
        uow.people.add(a_person("UANA", workspace="T2"))
    ended = await operator.run("import-people", "people.csv")
    assert ended.code == 1
    assert "holds 2 workspaces: set the SLACK_BOT_TOKEN of the one" in ended.err
    engine.dispose()


async def test_the_first_twenty_bad_lines_are_shown_and_the_others_counted(operator: Operator) -> None:
    (operator.folder / "people.csv").write_text("email,title\n" + "x\n" * 50)
    ended = await operator.run("import-people", "people.csv")
    assert ended.code == 1
    shown = ended.err.splitlines()
    assert shown[1] == "  line 2: It has 1 columns instead of 2."
    assert shown[20:] == ["  line 21: It has 1 columns instead of 2.", "  and 30 more lines."]


async def test_a_file_that_is_no_directory_is_one_sentence(operator: Operator) -> None:
    ended = await operator.run("import-people", "missing.csv")
    assert ended.code == 1
    assert "missing.csv cannot be read" in ended.err
    assert "Traceback" not in ended.err


async def test_of_very_many_dead_letters_the_last_are_shown_and_all_sent_again(operator: Operator) -> None:
    migrate(operator.database_url)
    engine = open_engine(operator.database_url)
    deliveries = SqlDeliveries(engine)
    with units_of_work(engine, FakeHolidays())(WORKSPACE) as uow:
        for number in range(102):
            uow.outbox.put(a_post(f"U{number}", key=f"k{number}"))
    for parcel in deliveries.claim(MONDAY, 102, timedelta(minutes=1), "test"):
        deliveries.dead(parcel, "user_disabled", MONDAY)
    listed = await operator.run("dead-letters", "list")
    assert listed.out.endswith("And 2 more that were given up before.\n")
    ended = await operator.run("dead-letters", "retry", "--all")
    assert ended.out == "102 of 102 are queued again.\n"
    assert deliveries.counts() == {Letter.QUEUED: 102}
    engine.dispose()


async def test_dead_letters_are_seen_and_sent_again(operator: Operator, slack: LocalSlack) -> None:
    migrate(operator.database_url)
    engine = open_engine(operator.database_url)
    deliveries = SqlDeliveries(engine)
    with units_of_work(engine, FakeHolidays())(WORKSPACE) as uow:
        uow.outbox.put(a_post("UANA", key="k1"))
    (parcel,) = deliveries.claim(MONDAY, 1, timedelta(minutes=1), "test")
    deliveries.dead(parcel, "user_disabled", MONDAY)
    listed = await operator.run("dead-letters", "list")
    assert "user_disabled" in listed.out
    assert (await operator.run("dead-letters", "retry")).code == 2
    ended = await operator.run("dead-letters", "retry", str(parcel.id))
    assert ended.out == "1 of 1 are queued again.\n"
    assert deliveries.counts() == {Letter.QUEUED: 1}
    ended = await operator.run("dead-letters", "retry", str(parcel.id), "4711")
    assert (ended.code, ended.out) == (1, "0 of 2 are queued again.\n")
    assert ended.err.endswith(f"Not among the dead letters: {parcel.id}, 4711.\n")
    assert (await operator.run("dead-letters", "list")).out == "There are none.\n"
    engine.dispose()
