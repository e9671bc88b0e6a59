"""The web front: Slack's requests, and what a platform asks to know that we are well."""

import hashlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from urllib.parse import parse_qs

import structlog
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

LARGEST: Final = 1_000_000
"""Bytes of a request; Slack's own are far smaller."""
_STALE: Final = 5 * 60

Ready = Callable[[], Awaitable[Mapping[str, str]]]
"""What is not ready, by name, with a sentence each; empty when all is."""

log = structlog.get_logger(__name__)


def build(ready: Ready, slack: AsyncApp | None = None, signing_secret: str = "") -> Starlette:
    """The web application.

    Args:
        ready: asked by /readyz.
        slack: what Slack's requests are for; None when there are none, as in Socket Mode.
        signing_secret: what Slack signs its requests with.
    """

    async def events(request: Request) -> Response:
        assert slack is not None  # noqa: S101 -- the route below exists only with it
        return await _events(request, slack, signing_secret)

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_: Request) -> Response:
        missing = await ready()
        return JSONResponse({"ready": not missing, **missing}, status_code=503 if missing else 200)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz)]
    if slack is not None:
        routes.append(Route("/slack/events", events, methods=["POST"]))
    return Starlette(routes=routes)


async def _events(request: Request, slack: AsyncApp, signing_secret: str) -> Response:
    body = await _read(request)
    if body is None:
        return PlainTextResponse("too large", 413)
    if not signed(request.headers, body, signing_secret):
        return PlainTextResponse("not signed", 401)
    if not _makes_sense(request.headers.get("content-type", ""), body):
        return PlainTextResponse("malformed", 400)
    return to_starlette_response(await slack.async_dispatch(to_async_bolt_request(request, body)))


async def _read(request: Request) -> bytes | None:
    """The body, or None when it is too large: no more than that is ever kept."""
    parts: list[bytes] = []
    length = 0
    async for part in request.stream():
        length += len(part)
        if length > LARGEST:
            return None
        parts.append(part)
    return b"".join(parts)


def signed(headers: Mapping[str, str], body: bytes, secret: str) -> bool:
    """Whether Slack signed this not long ago (docs.slack.dev, verifying requests).

    Bolt checks it once more, but answers with an error of its own when the timestamp is no number.
    """
    timestamp = headers.get("x-slack-request-timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 12):
        return False
    if abs(time.time() - int(timestamp)) > _STALE:
        return False
    base = b"v0:" + timestamp.encode() + b":" + body
    wanted = "v0=" + hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), headers.get("x-slack-signature", "").encode())


def _makes_sense(content_type: str, body: bytes) -> bool:
    """Whether the body is what it says it is: an object of JSON, or a form that may hold one."""
    try:
        text = body.decode("utf-8")
        if content_type.split(";")[0].strip().lower() == "application/json":
            return isinstance(json.loads(text), dict)
        form = parse_qs(text, keep_blank_values=True, strict_parsing=True)
        if "payload" in form:
            return isinstance(json.loads(form["payload"][0]), dict)
        return bool(form)
    except (ValueError, RecursionError):
        return False
