"""What can be missing at start: a database that answers, and a Slack that knows us."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.ports import Hold, TryLater, Undeliverable
from bot.refusal import Refusal
from handlers.slack.refusals import TOKEN_REFUSED, heard

_TRIES_AT_START: Final = 6

log = structlog.get_logger(__name__)


class CannotStart(Refusal):
    """Something that Mentorbot needs is not there; the message says what to do."""


@contextmanager
def usable_database() -> Iterator[None]:
    """What uses the database of the settings; CannotStart when that refuses or is away."""
    try:
        yield
    except SQLAlchemyError as error:
        reason = type(getattr(error, "orig", None) or error).__name__
        raise CannotStart(
            f"The database cannot be used ({reason}): check DATABASE_URL, and that it can be reached."
        ) from error


async def patiently(auth_test: Callable[[], Awaitable[Any]]) -> Any:  # noqa: ANN401 -- the SDK's answer
    """Ask Slack who we are, again for half a minute when it is away; CannotStart when that does not help."""
    pause = 1.0
    for remaining in reversed(range(_TRIES_AT_START)):
        try:
            return await heard(auth_test())
        except (TryLater, Undeliverable) as error:
            reason = error.reason
            if reason in TOKEN_REFUSED:
                raise CannotStart(
                    f"Slack refuses SLACK_BOT_TOKEN ({reason}): copy it anew from your Slack app's page, "
                    "under OAuth & Permissions; reinstall the app if it was removed."
                ) from error
            if not remaining:
                break
            log.warning("slack.not_reached", reason=reason)
            await asyncio.sleep(max(pause, error.seconds if isinstance(error, Hold) else 0))
            pause *= 2
    raise CannotStart("Slack cannot be reached: check the network, HTTPS_PROXY and SLACK_API_URL.")
