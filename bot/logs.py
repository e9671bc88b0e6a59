"""Structured logs: one event per line, with ids, never with what people wrote.

Code logs through `structlog.get_logger()`; what libraries log through `logging` takes the same way out.
"""

import logging
import re
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.settings import LogFormat, LogLevel

# At their lower levels these repeat requests, messages and SQL parameters: what people wrote. Alembic says
# before each command that looks at the database what it makes of it.
_TALKATIVE = [
    "aiohttp",
    "alembic",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
]
# Keys under which a careless call would pass on what people wrote.
_WORDS = {"blocks", "body", "comment", "goal", "message", "note", "payload", "text", "topic", "view"}
_SECRET = re.compile(r"\bx(?:ox[a-z]|app)[-.][\w.-]+|(?<=://)[^/\s@]+(?=@)")
# PostgreSQL explains a broken rule with the whole row.
_ROW = re.compile(r"(?<=DETAIL:).+?(?=\n\[SQL|\n\nThe above exception|\n\(Background|\Z)", re.DOTALL)


def configure(level: LogLevel, shape: LogFormat, stream: TextIO) -> None:
    """Send all logs of this process to `stream`, as JSON for machines or in colour for people."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _leave_out_words,
        _hide_secrets,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(shape, stream)],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _renderer(shape: LogFormat, stream: TextIO) -> Processor:
    if shape == "json":
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(colors=stream.isatty())


def _leave_out_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: "(left out)" if key in _WORDS else value for key, value in event.items()}


def _hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: _without_secrets(value) for key, value in event.items()}


def _without_secrets(value: object) -> object:
    return _ROW.sub(" (left out)", _SECRET.sub("(secret)", value)) if isinstance(value, str) else value
