"""Socket Mode: tickets, connections, envelopes. Source: docs.slack.dev/apis/events-api/using-socket-mode."""

import asyncio
import itertools
import json
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.demo import facts
from bot.demo.ids import Ids
from bot.demo.record import Record


class SocketMode:
    """The open WebSocket connections of the app."""

    def __init__(self, ids: Ids, record: Record, app_id: str) -> None:
        self._ids = ids
        self._record = record
        self._app_id = app_id
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self.connections: list[WebSocket] = []
        self._awaited: dict[str, asyncio.Future[dict[str, Any]]] = {}

    def ticket(self) -> str:
        """Permission for one connection."""
        made = self._ids.secret("ticket")
        self._tickets.add(made)
        return made

    async def endpoint(self, socket: WebSocket) -> None:
        """One connection, from hello to the end."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await socket.close(1008)
            return
        self._tickets.discard(ticket)
        await socket.accept()
        if len(self.connections) >= facts.figure("socket_mode", "connections"):
            await socket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return
        self.connections.append(socket)
        try:
            await socket.send_json(self._hello())
            while True:
                self._acknowledged(await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError):
            pass
        finally:
            self._forget(socket)

    async def send(self, envelope: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Send an envelope over one of the connections.

        The acknowledgement, or TimeoutError, ConnectionError.
        """
        if not self.connections:
            raise ConnectionError("no Socket Mode connection is open")
        socket = self.connections[next(self._turn) % len(self.connections)]
        awaited = self._awaited.setdefault(
            envelope["envelope_id"], asyncio.get_running_loop().create_future()
        )
        try:
            await socket.send_text(json.dumps(envelope))
            async with asyncio.timeout(seconds):
                return await asyncio.shield(awaited)
        except (WebSocketDisconnect, RuntimeError) as error:
            self._forget(socket)
            raise ConnectionError(str(error)) from error
        finally:
            self._awaited.pop(envelope["envelope_id"], None)

    async def disconnect(self, reason: str = "refresh_requested", grace: float = 0.2) -> None:
        """Ask every connection to be renewed, and end it `grace` seconds later (Slack: about ten)."""
        leaving = list(self.connections)
        for socket in leaving:
            await socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
            )
        await asyncio.sleep(grace)
        for socket in leaving:
            await self._close(socket)

    async def close(self) -> None:
        """End every connection without a word."""
        for socket in list(self.connections):
            await self._close(socket)

    async def _close(self, socket: WebSocket) -> None:
        self._forget(socket)
        try:
            await socket.close()
        except (WebSocketDisconnect, RuntimeError):
            return

    def _forget(self, socket: WebSocket) -> None:
        if socket in self.connections:
            self.connections.remove(socket)

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": "applink-local", "build_number": 0, "approximate_connection_time": 3600},
        }

    def _acknowledged(self, text: str) -> None:
        try:
            answer = json.loads(text)
            awaited = self._awaited.get(answer["envelope_id"])
        except (ValueError, KeyError, TypeError):
            self._record.violation(f"Socket Mode: not an acknowledgement: {text[:200]}")
            return
        if awaited is not None and not awaited.done():
            awaited.set_result(answer)
