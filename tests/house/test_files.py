"""House rules over files: what they are called, and what must not stand in them."""

import re
from pathlib import PurePosixPath

import pytest

from tests.house.source import paths, texts

# Put together here, so that this file does not contain what it looks for.
REGISTRIES = [
    "pypi" + ".org",
    "python" + "hosted.org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "deb.debian" + ".org",
    "security.debian" + ".org",
    "proxy.golang" + ".org",
    "crates" + ".io",
]
MACHINE_PATH = re.compile(
    r"(?<![\w.])/(?:work|root|home|Users|opt/(?:pypi|wheels)|tmp/bash)" + r"[\w.-]*/[\w.]"
)
BARE_EXCEPTION = re.compile(r"# (?:noqa(?!: [A-Z0-9, ]+(?:--?|#) \S)|type: ignore(?!\[[\w, -]+\]  # \S))")
VAGUE = re.compile(r"(?:.*_)?(?:managers?|helpers?|utils?)|data|process(?:es|or|ing)?|common|misc|stuff")


def places(text: str) -> list[str]:
    """Registry hosts and paths of one machine in a text."""
    return [host for host in REGISTRIES if host in text] + [found[0] for found in MACHINE_PATH.finditer(text)]


def is_vague(path: str) -> bool:
    """Whether a module or package has a name that says nothing."""
    pure = PurePosixPath(path)
    return any(VAGUE.fullmatch(part) for part in (*pure.parts[:-1], pure.stem))


def test_no_file_names_a_registry_or_a_place_on_one_machine() -> None:
    assert {path: found for path, text in texts() if (found := places(text))} == {}


@pytest.mark.parametrize(
    "text",
    [
        "https://" + REGISTRIES[0] + "/simple",
        "--find-links " + "/opt/" + "wheels/torch",
        'open("' + "/wo" + 'rk/main/bot")',
        "/home/" + "ana/mentorbot",
        "cd /ro" + "ot/mentorbot",
    ],
)
def test_a_place_is_noticed(text: str) -> None:
    assert len(places(text)) == 1


@pytest.mark.parametrize(
    "text", ["https://slack.com/api/", "views/home/tab", "https://a.example/home/x", "/home.py"]
)
def test_what_is_no_place_passes(text: str) -> None:
    assert places(text) == []


def test_modules_are_named_for_what_they_hold() -> None:
    assert [path for path in paths() if path.endswith(".py") and is_vague(path)] == []


@pytest.mark.parametrize(
    "path", ["bot/utils.py", "bot/helpers/x.py", "bot/flash_manager.py", "storage/data.py"]
)
def test_a_vague_name_is_noticed(path: str) -> None:
    assert is_vague(path)


@pytest.mark.parametrize(
    "path", ["bot/domain/flash.py", "bot/demo/data_block_shapes.py", "storage/outbox.py"]
)
def test_a_plain_name_passes(path: str) -> None:
    assert not is_vague(path)


def bare_exceptions(text: str) -> list[str]:
    """Exceptions to a linter with no rule named, or no reason beside them."""
    return [line for line in text.splitlines() if BARE_EXCEPTION.search(line)]


def test_every_exception_to_a_linter_has_its_reason_beside_it() -> None:
    python = {path: text for path, text in texts() if path.endswith(".py")}
    assert {path: found for path, text in python.items() if (found := bare_exceptions(text))} == {}


@pytest.mark.parametrize(
    "ending",
    ["noqa", "noqa: S104", "noqa: S104 --", "type: ignore", "type: ignore[misc]", "type: ignore[misc] why"],
)
def test_an_exception_without_a_reason_is_noticed(ending: str) -> None:
    assert bare_exceptions("x = 1  # " + ending)


@pytest.mark.parametrize(
    "ending",
    ["noqa: S104, B008 -- because", "noqa: S104  # because", "type: ignore[misc, arg-type]  # because"],
)
def test_an_exception_with_a_reason_passes(ending: str) -> None:
    assert bare_exceptions("x = 1  # " + ending) == []
