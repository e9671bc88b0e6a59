"""The Web API over HTTP: tokens, scopes, arguments, rates, faults, then the method itself."""

import asyncio
import json
import time
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.demo import facts
from bot.demo.errors import SlackError
from bot.demo.faults import Fault
from bot.demo.record import Exchange
from bot.demo.tokens import Tokens
from bot.demo.web_api import METHODS, Call, Method


class Cut(Exception):
    """The connection is to be cut instead of answered."""


class WebApi:
    """Answers `/api/<method>`."""

    def __init__(self, call_with: Any, tokens: Tokens, rates: Any, faults: Any, record: Any) -> None:
        self._call_with = call_with
        self.tokens = tokens
        self.rates = rates
        self.faults = faults
        self.record = record
        self.in_flight = 0
        self.last_call = 0.0

    async def endpoint(self, request: Request) -> Response:
        """One call, recorded with its answer and how long it took."""
        name, started = request.path_params["method"], time.monotonic()
        args = await _arguments(request)
        token = _token(request, args)
        self.in_flight += 1
        answer: Response = Response(status_code=0)
        shown: Any = None
        try:
            answer, shown = await self._answered(name, args, token)
        except Cut:
            shown = "connection cut"
            raise
        finally:
            self.in_flight -= 1
            self.last_call = time.monotonic()
            status = answer.status_code
            now = self._call_with.workspace.now()
            self.record.add(Exchange("in", name, args, shown, status, time.monotonic() - started, now))
        answer.headers["x-oauth-scopes"] = ",".join(sorted(self.tokens.scopes))
        answer.headers["x-accepted-oauth-scopes"] = _accepted(name)
        return answer

    async def _answered(self, name: str, args: dict[str, Any], token: str) -> tuple[Response, Any]:
        if self.faults.is_down:
            return Response("Service unavailable", 503), "down"
        fault: Fault | None = self.faults.take(name)
        if fault and fault.when == "before":
            early = await _fail(fault)
            if early is not None:
                return early, fault
        body, retry_after = self._served(name, args, token)
        if fault and fault.when == "after":
            late = await _fail(fault)
            if late is not None:
                return late, fault
        if retry_after is not None:
            return JSONResponse(body, 429, {"Retry-After": str(retry_after)}), body
        return JSONResponse(body), body

    def _served(self, name: str, args: dict[str, Any], token: str) -> tuple[dict[str, Any], int | None]:
        method = METHODS.get(name)
        if method is None:
            return {"ok": False, "error": "unknown_method", "req_method": name}, None
        try:
            self._admit(name, method, token)
            retry_after = self.rates.retry_after(name, str(args.get("channel", "")))
            if retry_after is not None:
                return {"ok": False, "error": "ratelimited"}, retry_after
            _complete(name, args)
            return {"ok": True, **method.answer(self._call(name, args))}, None
        except SlackError as error:
            return {"ok": False, "error": error.name, **error.extra}, None

    def _admit(self, name: str, method: Method, token: str) -> None:
        if method.free and not token:
            return
        self.tokens.check(token, app_token=method.app_token, free=method.free)
        published = facts.method(name)
        if method.any_scope or method.app_token or published is None:
            return
        for scope in published.bot_scopes:
            if scope not in self.tokens.scopes:
                provided = ",".join(sorted(self.tokens.scopes))
                raise SlackError("missing_scope", needed=scope, provided=provided)

    def _call(self, name: str, args: dict[str, Any]) -> Call:
        context = self._call_with
        return Call(
            name,
            args,
            context.workspace,
            context.payloads,
            context.triggers,
            context.sockets,
            self.tokens.scopes,
            context.base_url,
        )


async def _fail(fault: Fault) -> Response | None:
    match fault.kind:
        case "hang":
            await asyncio.sleep(fault.seconds)
            return None
        case "drop":
            raise Cut
        case "rate_limited":
            body = {"ok": False, "error": "ratelimited"}
            return JSONResponse(body, 429, {"Retry-After": str(int(fault.seconds))})
        case "error":
            return JSONResponse({"ok": False, "error": fault.name})
        case "http":
            return Response("Server error", fault.status)


def _complete(name: str, args: dict[str, Any]) -> None:
    published = facts.method(name)
    missing = [one for one in (published.required if published else ()) if args.get(one) in (None, "")]
    if missing:
        error = (
            "missing_argument"
            if published and "missing_argument" in published.errors
            else "invalid_arguments"
        )
        messages = [f"[ERROR] missing required field: {one}" for one in missing]
        raise SlackError(error, response_metadata={"messages": messages})


def _accepted(name: str) -> str:
    published = facts.method(name)
    return ",".join(published.bot_scopes) if published else ""


async def _arguments(request: Request) -> dict[str, Any]:
    found: dict[str, Any] = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    body = await request.body()
    if kind.startswith("application/json"):
        try:
            given = json.loads(body or b"{}")
        except ValueError:
            given = {}
        found |= given if isinstance(given, dict) else {}
    elif body:
        found |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    return found


def _token(request: Request, args: dict[str, Any]) -> str:
    header = request.headers.get("authorization", "")
    from_args = str(args.pop("token", "") or "")
    return header.removeprefix("Bearer ").strip() if header else from_args
