"""A directory in the personnel system, read over SCIM 2.0 (RFC 7643 and 7644): `GET /Users`, page by page."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx
import structlog

from bot.directory.scim_users import UnusableUser, employee_of
from bot.settings import Settings
from bot.usecases.personnel import Employee

_PAGE: Final = 100
_MOST_PAGES: Final = 20_000
_TRIES: Final = 5
_LONGEST_PAUSE: Final = 60.0
_LONGEST_ANSWER: Final = 90.0
_TIMEOUT: Final = httpx.Timeout(30.0, connect=10.0)
_MOST_TOLD: Final = 20
_MAYBE_UNKNOWN: Final = ("manager_id", "department", "title", "level")
_PASSES: Final = frozenset({429, 500, 502, 503, 504})

log = structlog.get_logger(__name__)


class ScimUnusable(Exception):
    """The personnel system cannot be read; the message says why and what to do. Nothing was taken over."""


@dataclass(frozen=True)
class ScimDirectory:
    """Reads all users of a SCIM service.

    Args:
        url: where the service begins; `/Users` is added to it.
        token: sent as a bearer token, and nowhere else.
        level: the attribute that says how senior a user is.
        proxy: the proxy on the way there.
        tls: what certificates are checked against.
        pause: seconds before the second try; each further pause is twice as long.
    """

    url: str
    token: str
    level: str | None = None
    proxy: str | None = None
    tls: ssl.SSLContext | None = None
    pause: float = 1.0

    def __repr__(self) -> str:
        """Without the token."""
        return f"ScimDirectory({self.url!r})"

    async def everyone(self) -> list[Employee]:
        """All users as employees. One that cannot be read is logged by its id and left out.

        An attribute that no user has is one that this system does not speak of.

        Raises:
            ScimUnusable: when the service refuses, is away, or answers what is no SCIM.
        """
        employees: dict[str, Employee] = {}
        unusable = 0
        async for number, user in self._users():
            try:
                employee = employee_of(user, self.level)
            except UnusableUser as error:
                unusable += 1
                if unusable <= _MOST_TOLD:
                    log.warning("scim.unusable", user=error.user_id, position=number, problem=str(error))
            else:
                employees[employee.id] = employee
        log.info("scim.read", users=len(employees), unusable=unusable)
        return _silent_on_unknown(list(employees.values()))

    async def _users(self) -> AsyncIterator[tuple[int, Any]]:
        """All users with their positions, from 1."""
        seen: set[str] = set()
        start = 1
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/scim+json, application/json",
        }
        transport = httpx.AsyncHTTPTransport(verify=self.tls or True, proxy=self.proxy)
        async with httpx.AsyncClient(
            transport=transport, headers=headers, timeout=_TIMEOUT, trust_env=False
        ) as client:
            for _ in range(_MOST_PAGES):
                total, users = _page(await self._get(client, start))
                ids = {str(user.get("id")) for user in users if isinstance(user, dict)}
                if users and ids <= seen:
                    raise ScimUnusable(f"The SCIM service sends the same users again from {start} on.")
                seen |= ids
                for number, user in enumerate(users, start):
                    yield number, user
                start += len(users)
                if not users or start > total:
                    return
        raise ScimUnusable("The SCIM service sends page after page without an end.")

    async def _get(self, client: httpx.AsyncClient, start: int) -> httpx.Response:
        """One page; what passes by itself is tried again."""
        pause, reason = self.pause, ""
        for remaining in reversed(range(_TRIES)):
            asked: float | None = None
            try:
                async with asyncio.timeout(_LONGEST_ANSWER):
                    answer = await client.get(
                        f"{self.url}/Users", params={"startIndex": start, "count": _PAGE}
                    )
            except (httpx.RequestError, TimeoutError) as error:
                reason = type(error).__name__
            else:
                if answer.status_code not in _PASSES:
                    return _accepted(answer)
                reason, asked = str(answer.status_code), retry_after(answer, datetime.now(UTC))
            if remaining:
                log.info("scim.tried_again", reason=reason)
                await asyncio.sleep(pause if asked is None else asked)
                pause *= 2
        raise ScimUnusable(f"The SCIM service does not answer ({reason}): check SCIM_URL and the network.")


def reader(settings: Settings) -> Callable[[], Awaitable[list[Employee]]] | None:
    """What reads the personnel system of the settings, or None where there is none."""
    if settings.scim_url is None or settings.scim_token is None:
        return None
    directory = ScimDirectory(
        settings.scim_url,
        settings.scim_token.get_secret_value(),
        level=settings.scim_level,
        proxy=settings.proxy_for(settings.scim_url),
        tls=settings.tls_context(),
    )
    return directory.everyone


def _accepted(answer: httpx.Response) -> httpx.Response:
    code = answer.status_code
    if code in (401, 403):
        raise ScimUnusable(
            f"The SCIM service refuses SCIM_TOKEN ({code}): give it a token that may read users."
        )
    if code != 200:
        raise ScimUnusable(f"The SCIM service answers {code} to GET /Users: check SCIM_URL.")
    return answer


def retry_after(answer: httpx.Response, now: datetime) -> float | None:
    """The seconds that a service asks to be left alone, a minute at most, from a number or a date.

    None when it names none.
    """
    text = answer.headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        seconds = float(text)
    else:
        try:
            seconds = (parsedate_to_datetime(text) - now).total_seconds()
        except (TypeError, ValueError):
            return None
    return min(_LONGEST_PAUSE, max(0.0, seconds))


def _page(answer: httpx.Response) -> tuple[int, list[Any]]:
    """How many users there are in all, and those of this page."""
    try:
        listing = answer.json()
    except (ValueError, RecursionError) as error:
        raise ScimUnusable("The SCIM service answers what is no JSON: check SCIM_URL.") from error
    fields = {name.casefold(): value for name, value in listing.items()} if isinstance(listing, dict) else {}
    total, users = fields.get("totalresults"), fields.get("resources", [])
    if not isinstance(total, int) or isinstance(total, bool) or not isinstance(users, list):
        raise ScimUnusable("The SCIM service answers what is no list of users: check SCIM_URL.")
    return total, users


def _silent_on_unknown(employees: Sequence[Employee]) -> list[Employee]:
    """What no user has is left as it is known, rather than taken away from everybody."""
    unknown: dict[str, Any] = {
        name: None for name in _MAYBE_UNKNOWN if not any(getattr(one, name) for one in employees)
    }
    return [replace(one, **unknown) for one in employees]
