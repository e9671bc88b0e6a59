"""Errors: the one place where a failure becomes a sentence for a person."""

import secrets

import structlog

from bot.domain.errors import DomainError
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Sentence

log = structlog.get_logger(__name__)


def explain(error: Exception, reader: Reader) -> Sentence:
    """What the person reads. What is no refusal of ours is logged, with a reference that they can quote."""
    if isinstance(error, DomainError):
        return reader.error(error)
    reference = secrets.token_hex(4)
    log.error("turn.failed", reference=reference, exc_info=error)
    return reader.say(
        "Something went wrong on my side and nothing was changed. Please try again; if it stays, "
        "tell your admin the reference `{reference}`.",
        reference=reference,
    )
