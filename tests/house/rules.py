"""The house rules over Python code. Each carries a sample that breaks it, so that it is seen to bite."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.house.source import Module

Finding = tuple[int, str]
"""A line and what is wrong there."""


@dataclass(frozen=True)
class Rule:
    """A rule of the house.

    Attributes:
        says: the rule as a sentence.
        applies: to which paths.
        find: what breaks it in a module.
        broken_by: samples, each of which breaks it once.
        kept_by: a sample that looks alike and is fine.
    """

    says: str
    applies: Callable[[str], bool]
    find: Callable[[Module], Iterator[Finding]]
    broken_by: tuple[str, ...]
    kept_by: str


def _ours(path: str) -> bool:
    return path.startswith(("bot/", "handlers/", "storage/"))


def _calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    """Every call, with the dotted name of what is called."""
    for node in module.nodes():
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def _commits(module: Module) -> Iterator[Finding]:
    for call, name in _calls(module):
        if name.endswith(".commit"):
            yield call.lineno, f"{name}()"


_CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.localtime",
    "time.gmtime",
}


def _clock_reads(module: Module) -> Iterator[Finding]:
    for call, name in _calls(module):
        # `datetime.datetime.now` and `dt.datetime.now` are the same clock.
        if ".".join(name.split(".")[-2:]) in _CLOCKS:
            yield call.lineno, f"{name}()"
    for node in module.nodes():
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield node.lineno, "from time import …"


_BLOCK_TYPES = {
    "actions",
    "context",
    "divider",
    "header",
    "home",
    "input",
    "modal",
    "mrkdwn",
    "plain_text",
    "rich_text",
    "section",
}


def _block_dicts(module: Module) -> Iterator[Finding]:
    for node in module.nodes():
        if not isinstance(node, ast.Dict):
            continue
        for key, value in zip(node.keys, node.values, strict=True):
            if not isinstance(key, ast.Constant):
                continue
            kind = value.value if isinstance(value, ast.Constant) else None
            if key.value == "blocks" or (key.value == "type" and kind in _BLOCK_TYPES):
                yield node.lineno, ast.unparse(node)[:60]


_DOUBLES = {"MagicMock", "AsyncMock", "Mock", "mock", "patch", "mocker", "create_autospec"}


def _mocks(module: Module) -> Iterator[Finding]:
    for node in module.nodes():
        match node:
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                origin = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
                parts = {part for name in names for part in f"{origin}.{name.name}".split(".")}
                if parts & (_DOUBLES | {"pytest_mock"}):
                    yield node.lineno, ast.unparse(node)
            case ast.arg(arg=name) if name in {"mocker", "monkeypatch"}:
                yield node.lineno, name


_HANDLES = re.compile("_*handle_")


def _handles(module: Module) -> Iterator[Finding]:
    for node in module.nodes():
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if _HANDLES.match(name):
                yield node.lineno, name


RULES = {
    "commit": Rule(
        says="Only the unit of work commits.",
        applies=lambda path: _ours(path) and path != "storage/unit_of_work.py",
        find=_commits,
        broken_by=("def save(session):\n    session.commit()", "self.uow.session.commit()"),
        kept_by="commit = session.commit_count\nrecord(commit)",
    ),
    "clock": Rule(
        says="Rules and use cases are told the time; they never look at a clock.",
        applies=lambda path: path.startswith(("bot/domain/", "bot/usecases/")),
        find=_clock_reads,
        broken_by=(
            "due = datetime.now(UTC)",
            "due = dt.datetime.utcnow()",
            "day = datetime.date.today()",
            "start = time.time()",
            "from time import monotonic",
        ),
        kept_by="def due(now: datetime):\n    return datetime(2026, 1, 5, tzinfo=UTC) < now",
    ),
    "blocks": Rule(
        says="Slack's blocks are written in views alone.",
        applies=lambda path: _ours(path) and not path.startswith(("handlers/slack/views/", "bot/demo/")),
        find=_block_dicts,
        broken_by=(
            'say([{"type": "section", "fields": []}])',
            'view = {"type": "modal"}',
            'body = {"channel": "C1", "blocks": rows}',
        ),
        kept_by='row = {"type": "intro", "id": 1}\nview = modal(title="section")',
    ),
    "mocks": Rule(
        says="Tests use fakes, real databases and a local Slack: nothing is mocked or patched.",
        applies=lambda path: path.startswith("tests/"),
        find=_mocks,
        broken_by=(
            "from unittest.mock import MagicMock",
            "from unittest import mock",
            "import unittest.mock",
            "import pytest_mock",
            "def test_it(monkeypatch): ...",
            "async def test_it(url, mocker): ...",
        ),
        kept_by="from tests.fakes import FakeMessenger\ndef test_it(patched_tyre): ...",
    ),
    "handle": Rule(
        says="A function is named for what it does, in the field's words.",
        applies=lambda path: path.endswith(".py"),
        find=_handles,
        broken_by=("def handle_ask(): ...", "async def _handle_submit(): ..."),
        kept_by="def ask(handle): ...",
    ),
}
