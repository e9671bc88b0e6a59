"""Deliveries from Slack to the app: over Socket Mode if a connection is open, else over HTTP.

Three seconds each.
"""

import asyncio
import copy
import json
import time
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bot.demo import facts
from bot.demo.acks import Ack
from bot.demo.faults import Faults
from bot.demo.ids import Ids
from bot.demo.record import Exchange, Record
from bot.demo.signing import signed
from bot.demo.socket_mode import SocketMode
from bot.demo.workspace import Workspace

if TYPE_CHECKING:
    from bot.demo.request_url import RequestUrl


@dataclass(frozen=True)
class Delivery:
    """Something sent to the app. `kind` is slash_commands, interactive or events_api."""

    kind: str
    payload: dict[str, Any]
    envelope_id: str
    retry: int | None = None
    reason: str | None = None


class Deliveries:
    """Sends payloads, measures the answer, retries events, and can send the same thing again."""

    def __init__(
        self,
        workspace: Workspace,
        record: Record,
        faults: Faults,
        sockets: SocketMode,
        secret: str,
        retry_scale: float,
        patience: float = 1.0,
    ) -> None:
        self._workspace = workspace
        self._ids: Ids = workspace.ids
        self._record = record
        self._faults = faults
        self._sockets = sockets
        self._secret = secret
        self._retry_scale = retry_scale
        self._app: RequestUrl | None = None
        self._patience = patience * facts.figure("interactivity", "ack")
        self._tasks: set[asyncio.Task[Any]] = set()
        self.sent: deque[Delivery] = deque(maxlen=1000)

    def connect(self, url: str) -> None:
        """Where the app listens from now on, unless it opens a socket."""
        if self._app is not None:
            self._app.url = url
            return
        from bot.demo.request_url import RequestUrl  # the HTTP client: there is no use for it before

        self._app = RequestUrl(url, self._patience)

    async def send(self, kind: str, payload: dict[str, Any]) -> Ack:
        """Deliver once (or as often as the faults say) and return the app's answer."""
        return await self._deliver(Delivery(kind, copy.deepcopy(payload), self._ids.secret("e")))

    async def _deliver(self, delivery: Delivery) -> Ack:
        self.sent.append(delivery)
        if self._faults.duplicate_deliveries == "together":
            first, _ = await asyncio.gather(self._once(delivery), self._once(_again(delivery)))
            return first
        ack = await self._once(delivery)
        if self._faults.duplicate_deliveries == "after":
            await self._once(_again(delivery))
        return ack

    async def send_event(self, payload: dict[str, Any]) -> Ack:
        """Deliver an event.

        If it is not acknowledged it is tried again in the background, with the same event_id.
        """
        delivery = Delivery("events_api", copy.deepcopy(payload), self._ids.secret("e"))
        ack = await self._deliver(delivery)
        if not ack.ok and not ack.final:
            self._background(self._retried(delivery, ack))
        return ack

    async def again(self, kind: str | None = None) -> Ack:
        """Send the last delivery once more, with the same ids. LookupError if there was none."""
        for delivery in reversed(self.sent):
            if kind in (None, delivery.kind):
                return await self._once(_again(delivery))
        raise LookupError("nothing has been delivered yet")

    async def post(self, body: bytes, headers: dict[str, str]) -> Ack:
        """Send any request to the app's request URL: unsigned, stale, malformed."""
        return await self._posted(body, headers)

    async def settle(self) -> None:
        """Wait until no retry is on its way."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self) -> None:
        """Stop all retries and the connection pool."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._app is not None:
            await self._app.close()

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _retried(self, delivery: Delivery, ack: Ack) -> None:
        for number, delay in enumerate(facts.delays("events_api", "retry_delays"), start=1):
            await asyncio.sleep(delay * self._retry_scale)
            again = replace(delivery, envelope_id=self._ids.secret("e"), retry=number, reason=ack.reason)
            ack = await self._once(again)
            if ack.ok or ack.final:
                return

    async def _once(self, delivery: Delivery) -> Ack:
        started = time.monotonic()
        over_socket = bool(self._sockets.connections)
        if self._faults.is_down:
            ack = Ack(0, reason="connection_failed")
        else:
            ack = await (self._over_socket(delivery) if over_socket else self._over_http(delivery))
        ack = replace(ack, seconds=time.monotonic() - started)
        self._record.add(
            Exchange(
                "out",
                delivery.kind,
                delivery.payload,
                ack.body if ack.body is not None else ack.text,
                ack.status,
                ack.seconds,
                self._workspace.now(),
                "socket" if over_socket else "http",
                delivery.retry,
                ack.cut,
            )
        )
        return ack

    async def _over_socket(self, delivery: Delivery) -> Ack:
        envelope: dict[str, Any] = {
            "envelope_id": delivery.envelope_id,
            "type": delivery.kind,
            "payload": delivery.payload,
            "accepts_response_payload": delivery.kind != "events_api",
        }
        if delivery.kind == "events_api" or delivery.retry is not None:
            envelope |= {"retry_attempt": delivery.retry or 0, "retry_reason": delivery.reason or ""}
        try:
            answer = await self._sockets.send(envelope, self._patience)
        except TimeoutError:
            return Ack(0, reason="http_timeout")
        except ConnectionError:
            return Ack(0, reason="connection_failed")
        given = answer.get("payload")
        if given and delivery.kind == "events_api":
            self._record.violation("Socket Mode: a payload was sent where accepts_response_payload is false")
        if isinstance(given, str):
            return Ack(200, text=given)
        return Ack(200, body=given or None)

    async def _over_http(self, delivery: Delivery) -> Ack:
        body, kind = _encoded(delivery)
        headers = {"Content-Type": kind, **signed(self._secret, body)}
        if delivery.retry is not None:
            headers |= {
                "X-Slack-Retry-Num": str(delivery.retry),
                "X-Slack-Retry-Reason": delivery.reason or "",
            }
        return await self._posted(body, headers)

    async def _posted(self, body: bytes, headers: dict[str, str]) -> Ack:
        if self._app is None:
            return Ack(0, reason="connection_failed")
        return await self._app.post(body, headers)


def _again(delivery: Delivery) -> Delivery:
    if delivery.kind != "events_api":
        return delivery
    return replace(delivery, retry=(delivery.retry or 0) + 1, reason="http_timeout")


def _encoded(delivery: Delivery) -> tuple[bytes, str]:
    if delivery.kind == "events_api":
        return json.dumps(delivery.payload).encode(), "application/json"
    fields = (
        delivery.payload if delivery.kind == "slash_commands" else {"payload": json.dumps(delivery.payload)}
    )
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"
