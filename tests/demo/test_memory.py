"""What the local Slack remembers between runs, however the last one ended."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.demo.company import Company
from bot.demo.fernhill import fernhill
from bot.demo.memory import Memory, MemoryInUse, UnknownMemory
from bot.demo.messages import File
from bot.demo.remembering import Remembering, moment_kept, tokens_kept
from bot.demo.workspace import Workspace

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
BUTTON = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
BLOCKS = [{"type": "actions", "block_id": "b1", "elements": [BUTTON]}]


class Standing:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.moment = NOW

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "slack.db"


@contextmanager
def run(path: Path, company: Company | None = None) -> Iterator[Workspace]:
    """A workspace that remembers the last run, and is remembered."""
    memory = Memory(path)
    workspace = Workspace(company or fernhill(), Standing())
    Remembering(memory, workspace).begin()
    try:
        yield workspace
    finally:
        memory.close()


def told(workspace: Workspace) -> dict[str, Any]:
    """Every conversation, with all that was said in it."""
    return {one: asdict(where) for one, where in workspace.conversations.items()}


def test_messages_are_there_again_word_for_word(path: Path) -> None:
    """Posted, changed, deleted, seen by one alone, with what people chose in them, in their order."""
    with run(path) as workspace:
        where = workspace.direct("U0ANA")
        kept = workspace.post(where, {"text": "one", "blocks": BLOCKS, "metadata": {"event_type": "x"}})
        changed = workspace.post(where, {"text": "two"})
        workspace.rewrite(changed, {"text": "two, changed", "blocks": BLOCKS})
        workspace.remove(workspace.post(where, {"text": "three"}))
        workspace.post(where, {"text": "for you alone"}, only_for="U0ANA")
        workspace.state_of(kept, "U0ANA")["b1"] = {"go": {"type": "x"}}
        workspace.feed.publish("state_changed", (), kept)
        before = told(workspace)
    with run(path) as workspace:
        assert told(workspace) == before
        assert [one.text for one in workspace.direct("U0ANA").messages] == ["one", "two, changed", "three"]


def test_what_was_said_earlier_can_be_changed_before_anybody_looked_at_it(path: Path) -> None:
    """What a message says is read when it is wanted; what it says by then is not forgotten."""
    with run(path) as workspace:
        workspace.post(workspace.direct("U0ANA"), {"text": "one", "blocks": BLOCKS})
    with run(path) as workspace:
        (message,) = workspace.direct("U0ANA").messages
        workspace.rewrite(message, {"text": "one, changed"})
        changed = told(workspace)
    with run(path) as workspace:
        assert [one.text for one in workspace.direct("U0ANA").messages] == ["one, changed"]
        assert told(workspace) == changed


def test_what_comes_next_is_later_and_has_ids_of_its_own(path: Path) -> None:
    with run(path) as workspace:
        first = workspace.post(workspace.direct("U0ANA"), {"text": "one", "blocks": [{"type": "divider"}]})
    with run(path) as workspace:
        second = workspace.post(workspace.direct("U0ANA"), {"text": "two", "blocks": [{"type": "divider"}]})
        assert second.ts > first.ts
        assert second.channel == first.channel
        assert second.blocks[0]["block_id"] != first.blocks[0]["block_id"]
        assert workspace.direct("U0BEN").id != first.channel


def test_files_homes_people_and_channels_are_there_again(path: Path) -> None:
    with run(path) as workspace:
        workspace.files["F1"] = File("F1", "chat.ics", "Your chat", b"BEGIN:VCALENDAR", alt_text="a chat")
        workspace.post(workspace.direct("U0BEN"), {"text": ""}, files=[workspace.files["F1"]])
        home = workspace.modals.publish("U0BEN", {"type": "home", "blocks": BLOCKS})
        changed = workspace.change("ben", deleted=True, away_until=date(2026, 5, 4))
        group = workspace.group({"U0ANA", "U0BEN"})
    with run(path) as workspace:
        (message,) = workspace.direct("U0BEN").messages
        assert message.files[0].content == b"BEGIN:VCALENDAR"
        assert workspace.files["F1"] is message.files[0]
        assert workspace.modals.homes == {"U0BEN": home}
        assert workspace.person("ben") == changed
        assert workspace.conversations[group.id] == group


def test_everything_written_survives_a_process_that_is_killed(path: Path) -> None:
    """SIGKILL right after a message was posted: the message is there."""
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.demo.test_memory import run\n"
        f"with run(Path({str(path)!r})) as workspace:\n"
        "    for number in range(50):\n"
        "        workspace.post(workspace.direct('U0ANA'), {'text': str(number)})\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=False)
    assert ended.returncode == -9
    with run(path) as workspace:
        assert [one.text for one in workspace.direct("U0ANA").messages] == [
            str(number) for number in range(50)
        ]


def test_the_moment_and_the_tokens_are_kept(path: Path) -> None:
    memory = Memory(path)
    assert moment_kept(memory) is None
    tokens = tokens_kept(memory, frozenset({"chat:write"}))
    Remembering(memory, Workspace(fernhill(), Standing())).keep_moment()
    memory.close()
    memory = Memory(path)
    assert moment_kept(memory) == NOW
    assert tokens_kept(memory, frozenset({"chat:write"})) == tokens
    memory.close()


def test_a_turned_clock_is_not_turned_back_by_the_next_run(path: Path) -> None:
    """A week in which nothing is said passes; the process is ended at once."""
    clock = Standing()
    memory = Memory(path)
    workspace = Workspace(fernhill(), clock)
    Remembering(memory, workspace).begin()
    clock.moment += timedelta(weeks=1)
    workspace.feed.publish("clock_turned")
    memory.close()
    memory = Memory(path)
    assert moment_kept(memory) == NOW + timedelta(weeks=1)
    memory.close()


def test_notes_are_kept_until_everything_is_forgotten(path: Path) -> None:
    memory = Memory(path)
    memory.keep("tour", {"step": 3})
    memory.close()
    memory = Memory(path)
    assert (memory.recall("tour"), memory.recall("marks")) == ({"step": 3}, None)
    memory.empty()
    assert memory.recall("tour") is None
    memory.close()


def test_two_at_once_are_refused(path: Path) -> None:
    memory = Memory(path)
    with pytest.raises(MemoryInUse):
        Memory(path)
    memory.close()
    Memory(path).close()


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be read as one" * 50])
def test_a_file_that_is_no_memory_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(UnknownMemory):
        Memory(path)
    Memory.forget(path)
    Memory(path).close()


def test_two_thousand_messages_are_read(path: Path) -> None:
    """None of them is lost, however many there are."""
    section: dict[str, Any] = {"type": "section", "text": {"type": "mrkdwn", "text": "Would you? " * 20}}
    with run(path) as workspace:
        for number in range(2000):
            where = workspace.direct(workspace.company.people[number % 30].id)
            workspace.post(where, {"text": "Would you?", "blocks": [section, *BLOCKS]})
    with run(path) as workspace:
        assert sum(len(one.messages) for one in workspace.conversations.values()) == 2000
