"""Logs carry ids, never what people wrote, and no secret."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from bot import logs


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Give the process its own logging back."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.fixture
def out() -> io.StringIO:
    """Where the logs go."""
    return io.StringIO()


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_an_event_is_one_line_of_json_with_its_context(out: io.StringIO) -> None:
    logs.configure("info", "json", out)
    structlog.contextvars.bind_contextvars(workspace="T1")
    structlog.get_logger("bot.delivery").info("sent", notice="n1")
    (line,) = lines(out)
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "sent",
        "notice": "n1",
        "workspace": "T1",
        "level": "info",
        "logger": "bot.delivery",
    }


def test_libraries_take_the_same_way_out(out: io.StringIO) -> None:
    logs.configure("info", "json", out)
    logging.getLogger("uvicorn.error").warning("port %s", 3000)
    (line,) = lines(out)
    assert (line["event"], line["logger"], line["level"]) == ("port 3000", "uvicorn.error", "warning")


def test_a_level_is_a_threshold(out: io.StringIO) -> None:
    logs.configure("warning", "json", out)
    structlog.get_logger("bot").info("no")
    structlog.get_logger("bot").warning("yes")
    assert [line["event"] for line in lines(out)] == ["yes"]


@pytest.mark.parametrize(
    "name", ["slack_bolt.AsyncApp", "slack_sdk.web.async_client", "sqlalchemy.engine.Engine"]
)
def test_libraries_that_repeat_messages_are_kept_quiet_at_every_level(out: io.StringIO, name: str) -> None:
    logs.configure("debug", "json", out)
    logging.getLogger(name).debug("body: what Ana wrote")
    logging.getLogger(name).info("parameters: what Ana wrote")
    assert out.getvalue() == ""


def test_words_are_left_out(out: io.StringIO) -> None:
    logs.configure("info", "json", out)
    structlog.get_logger("bot").info("asked", request="r1", goal="what Ana wrote", text="what Ana wrote")
    assert "Ana" not in out.getvalue()
    assert lines(out)[0]["request"] == "r1"


def test_secrets_are_hidden_wherever_they_turn_up(out: io.StringIO) -> None:
    logs.configure("info", "json", out)
    try:
        raise OSError("no answer from postgresql://u:canary@db/m for xoxb-canary-1 and xoxe.xoxp-canary")
    except OSError:
        structlog.get_logger("bot").exception("failed", token="xapp-canary")
    logging.getLogger("other").error("http://u:canary@proxy:1 refused")
    assert "canary" not in out.getvalue()
    assert "OSError" in lines(out)[0]["exception"]


def test_people_read_it_on_a_console(out: io.StringIO) -> None:
    logs.configure("info", "console", out)
    structlog.get_logger("bot").info("ready", port=3000)
    assert "ready" in out.getvalue()
    assert "port=3000" in out.getvalue()
    assert "\x1b" not in out.getvalue(), "no colours into a file"
