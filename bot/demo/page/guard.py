"""Who may ask: this machine's own browser, for JSON of a sensible size, and nobody who borrows it."""

import json
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OWN_HOSTS: Final = frozenset({"127.0.0.1", "localhost", "::1"})
LARGEST_BODY: Final = 512 * 1024
"""Bytes: a form holds at most some dozen fields of 3,000 characters."""
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Refused(Exception):
    """The page does not do this: an HTTP status and a sentence for whoever asked."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Guard:
    """Lets only this machine's own pages ask, and says in each answer what a page may load.

    A name that resolves to this machine (DNS rebinding) and a form on a foreign page are both turned away.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        try:
            _check(scope["method"], Headers(scope=scope))
        except Refused as refused:
            await _sentence(refused)(scope, receive, send_guarded)
            return
        await self._app(scope, receive, send_guarded)


def _check(method: str, headers: Headers) -> None:
    host = headers.get("host", "")
    if _name_of(host) not in OWN_HOSTS:
        raise Refused(421, "This page answers on 127.0.0.1 and localhost only.")
    if method in ("GET", "HEAD"):
        return
    if headers.get("origin", f"http://{host}") != f"http://{host}":
        raise Refused(403, "Another site may not ask for this.")
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise Refused(403, "Another site may not ask for this.")
    if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Refused(415, "Ask in JSON.")
    if int(headers.get("content-length") or 0) > LARGEST_BODY:
        raise Refused(413, "That is more than fits into a form.")


def _name_of(host: str) -> str | None:
    """The name in a Host header; None where there is none to be found."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None


def _sentence(refused: Refused) -> Response:
    return JSONResponse({"error": refused.sentence}, refused.status)


async def refusal(_request: Request, error: Exception) -> Response:
    """The answer to what was refused: a status and a sentence."""
    if not isinstance(error, Refused):
        raise error
    return _sentence(error)


async def bot_failed(_request: Request, error: Exception) -> Response:
    """The answer when the bot did not do what was asked of it, with its sentence."""
    return _sentence(Refused(503, str(error)))


class Posted:
    """The JSON object that came with a request; what is asked of it has the right type or is refused."""

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given

    @classmethod
    async def of(cls, request: Request) -> "Posted":
        """Read it, at most as much as a form holds."""
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST_BODY:
                raise Refused(413, "That is more than fits into a form.")
        try:
            given = json.loads(bytes(body))
        except (ValueError, RecursionError):
            raise Refused(400, "That is no JSON.") from None
        if not isinstance(given, dict):
            raise Refused(400, "Ask with a JSON object.")
        return cls(given)

    def text(self, name: str, default: str | None = None) -> str:
        """A text; without a default it has to be there."""
        found = self._given.get(name, default)
        if not isinstance(found, str):
            raise Refused(400, f"{name} is missing, or is no text.")
        return found

    def flag(self, name: str) -> bool:
        """Yes or no; no by default."""
        return self._given.get(name) is True

    def values(self) -> dict[str, dict[str, Any]]:
        """What stands in the fields of a form, by block id and action id."""
        found = self._given.get("values", {})
        if not isinstance(found, dict) or not all(isinstance(one, dict) for one in found.values()):
            raise Refused(400, "values has to hold an object for each block.")
        return found
