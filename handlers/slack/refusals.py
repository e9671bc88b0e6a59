"""Refusals: what Slack answers instead of doing it, and what that means for a message."""

from collections.abc import Awaitable, Mapping
from typing import Any, Final, TypeVar

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.ports import Hold, TryLater, Undeliverable

RATE_LIMITED: Final = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
AWAY: Final = frozenset(
    {"fatal_error", "internal_error", "request_timeout", "service_unavailable", "team_added_to_org"}
)
"""Slack says of these that the call may have had its effect, or some of it."""
TOKEN_REFUSED: Final = frozenset(
    {
        "access_denied",
        "account_inactive",  # of the token's own account: the app was taken out of the workspace
        "ekm_access_denied",
        "invalid_auth",
        "not_authed",
        "org_login_required",
        "token_expired",
        "token_revoked",
    }
)
BLOCKS_REFUSED: Final = frozenset(
    {"block_mismatch", "invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}
)
# Everything else (user_disabled, channel_not_found, is_archived, missing_scope …) stays so until a person
# changes it: a dead letter, which the operator sees and can send again.

_SHORT, _LONG = 5.0, 300.0

R = TypeVar("R")

log = structlog.get_logger(__name__)


class BlocksRefused(Undeliverable):
    """Slack does not take these blocks."""


async def heard(call: Awaitable[R]) -> R:
    """Slack's answer, or why there is none.

    Raises:
        bot.ports.Hold: it was certainly not done, and neither would be anything else of its sort.
        bot.ports.TryLater: Slack is away; it may have been done.
        bot.ports.Undeliverable: it never will be done as it is.
    """
    try:
        return await call
    except SlackApiError as error:
        raise refusal(error) from error
    except aiohttp.ClientConnectorError as error:
        raise Hold(_SHORT, "no connection") from error
    except TimeoutError as error:
        raise TryLater(_SHORT, "timeout") from error
    except aiohttp.ClientError as error:
        raise TryLater(_SHORT, type(error).__name__) from error


def refusal(error: SlackApiError) -> TryLater | Undeliverable:
    """What an error of the Web API means."""
    # An answer that is no JSON arrives as aiohttp's own response.
    response: Any = error.response
    status: int = getattr(response, "status_code", 0) or getattr(response, "status", 0)
    content = getattr(response, "data", None)
    reason = str(content.get("error", "")) if isinstance(content, Mapping) else ""
    seconds = retry_after(getattr(response, "headers", {}))
    if status == 429 or reason in RATE_LIMITED:
        return Hold(seconds or _SHORT, reason or "ratelimited")
    if reason in TOKEN_REFUSED:
        log.error("slack.token_refused", reason=reason, advice="Run `mentorbot doctor`.")
        return Hold(_LONG, reason)
    if status >= 500 or reason in AWAY or not reason:
        return TryLater(seconds or _SHORT, reason or f"HTTP {status}")
    return BlocksRefused(reason) if reason in BLOCKS_REFUSED else Undeliverable(reason)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Slack's Retry-After in seconds, where it gives one."""
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), "")
    try:
        return max(0.0, float(given))
    except ValueError:
        return None
