"""A SCIM service as it is asked: over HTTP, patiently with what passes, and never for more than fits."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

import httpx
import structlog

_TRIES: Final = 5
_LONGEST_PAUSE: Final = 60.0
_LONGEST_ANSWER: Final = 90.0
_TIMEOUT: Final = httpx.Timeout(30.0, connect=10.0)
_PASSES: Final = frozenset({429, 500, 502, 503, 504})
_ELSEWHERE: Final = frozenset({301, 302, 303, 307, 308})

log = structlog.get_logger(__name__)


class ScimUnusable(Exception):
    """The personnel system cannot be read; the message says why and what to do. Nothing was taken over."""


class ScimRejected(ScimUnusable):
    """The service does not take the question as it was put (400)."""


@dataclass(frozen=True)
class ScimService:
    """Where a service is and how it is reached.

    Args:
        url: where it begins.
        token: sent as a bearer token, and nowhere else.
        proxy: the proxy on the way there.
        tls: what certificates are checked against.
        pause: seconds before the second try; each further pause is twice as long.
        largest: bytes of one answer, unpacked, at most.
    """

    url: str
    token: str
    proxy: str | None = None
    tls: ssl.SSLContext | None = None
    pause: float = 1.0
    largest: int = 32 * 1024 * 1024

    def __repr__(self) -> str:
        """Without the token."""
        return f"ScimService({self.url!r})"

    @asynccontextmanager
    async def line(self) -> AsyncIterator["Line"]:
        """A line to the service, for one reading."""
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Accept": "application/scim+json, application/json",
        }
        transport = httpx.AsyncHTTPTransport(verify=self.tls or True, proxy=self.proxy)
        async with httpx.AsyncClient(
            transport=transport, headers=headers, timeout=_TIMEOUT, trust_env=False
        ) as client:
            yield Line(self, client)


@dataclass(frozen=True)
class _Answer:
    code: int
    headers: httpx.Headers
    content: bytes = b""


class Line:
    """Questions to a service, one after the other."""

    def __init__(self, service: ScimService, client: httpx.AsyncClient) -> None:
        self._service = service
        self._client = client

    async def get(
        self, what: str, params: Mapping[str, str | int] | None = None, *, tries: int = _TRIES
    ) -> dict[str, Any]:
        """A resource, its attributes in lower case; what passes by itself is tried again.

        Raises:
            ScimRejected: when it does not take the question.
            ScimUnusable: when it refuses, is away, or answers what is no SCIM.
        """
        pause, reason = self._service.pause, ""
        for remaining in reversed(range(tries)):
            asked: float | None = None
            try:
                async with asyncio.timeout(_LONGEST_ANSWER):
                    answer = await self._ask(what, params)
            except (httpx.RequestError, TimeoutError) as error:
                reason = type(error).__name__
            else:
                if answer.code not in _PASSES:
                    _check(answer, what)
                    return _resource(answer)
                reason, asked = str(answer.code), retry_after(answer.headers, datetime.now(UTC))
            if remaining:
                log.info("scim.tried_again", reason=reason)
                await asyncio.sleep(pause if asked is None else asked)
                pause *= 2
        raise ScimUnusable(f"The SCIM service does not answer ({reason}): check SCIM_URL and the network.")

    async def _ask(self, what: str, params: Mapping[str, str | int] | None) -> _Answer:
        content = bytearray()
        async with self._client.stream("GET", f"{self._service.url}/{what}", params=params) as answer:
            if answer.status_code == 200:
                async for piece in answer.aiter_bytes():
                    content += piece
                    if len(content) > self._service.largest:
                        megabytes = self._service.largest / 1024**2
                        raise ScimUnusable(
                            f"The SCIM service answers with more than {megabytes:.0f} MB at once: "
                            "check SCIM_URL."
                        )
            return _Answer(answer.status_code, answer.headers, bytes(content))


def _check(answer: _Answer, what: str) -> None:
    """Refuse what is no answer to the question, with a sentence on what to do."""
    code = answer.code
    if code in (401, 403):
        raise ScimUnusable(
            f"The SCIM service refuses SCIM_TOKEN ({code}): give it a token that may read users."
        )
    if code in _ELSEWHERE:
        raise ScimUnusable(
            f"The SCIM service answers {code} to GET /{what} and points to {_place(answer, what)}: the token "
            "is sent to SCIM_URL alone. If that is the service, set SCIM_URL to it."
        )
    if code == 400:
        raise ScimRejected(f"The SCIM service answers 400 to GET /{what}: check SCIM_URL.")
    if code != 200:
        raise ScimUnusable(f"The SCIM service answers {code} to GET /{what}: check SCIM_URL.")


def _place(answer: _Answer, what: str) -> str:
    """Where a service points, without anything that may be secret."""
    url = httpx.URL(answer.headers.get("Location", ""))  # the client has refused what is no address
    path = url.path.removesuffix(f"/{what}")
    if not url.host:
        return path
    port = f":{url.port}" if url.port else ""
    return f"{url.scheme}://{url.host}{port}{path}"


def _resource(answer: _Answer) -> dict[str, Any]:
    if "html" in answer.headers.get("Content-Type", "").casefold():
        raise ScimUnusable("The SCIM service answers with a web page: SCIM_URL may be where people sign in.")
    try:
        content = json.loads(answer.content)
    except (ValueError, RecursionError) as error:
        raise ScimUnusable("The SCIM service answers what is no JSON: check SCIM_URL.") from error
    return {name.casefold(): value for name, value in content.items()} if isinstance(content, dict) else {}


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds that a service asks to be left alone, a minute at most, from a number or a date.

    None when it names none.
    """
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit():
        seconds = float(text)
    else:
        try:
            seconds = (parsedate_to_datetime(text) - now).total_seconds()
        except (TypeError, ValueError):
            return None
    return min(_LONGEST_PAUSE, max(0.0, seconds))
