"""Socket Mode: Mentorbot connects to Slack, so that no address of ours has to be reachable."""

import asyncio
import time
from typing import Final

import structlog
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

_WATCH: Final = 10.0
_PATIENCE: Final = 60.0
"""Seconds without a connection after which a new one is made from scratch."""
_FIRST_CONNECTION: Final = 15.0

log = structlog.get_logger(__name__)


class SocketFront:
    """One connection, watched: the client itself may retry a dead ticket for ever.

    Args:
        app: what Slack's deliveries are for; its client asks for the connection's address.
        app_token: the app-level token.
        proxy: the proxy of WebSockets, or None for none.
        patience: seconds without a connection after which a new one is made.
        watch: seconds between looks at it.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        *,
        proxy: str | None,
        patience: float = _PATIENCE,
        watch: float = _WATCH,
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._proxy = proxy
        self._patience = patience
        self._watch_every = watch
        self._handler: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._watching: asyncio.Task[None] | None = None

    async def connected(self) -> bool:
        """Whether the connection stands and is answered."""
        return self._handler is not None and bool(await self._handler.client.is_connected())

    async def start(self) -> None:
        """Connect, and keep connected; returns once connected, or when that takes long."""
        connecting = self._connect()
        self._watching = asyncio.create_task(self._watch(), name="socket-watch")
        await asyncio.wait({connecting}, timeout=_FIRST_CONNECTION)

    async def stop(self) -> None:
        """Close the connection."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self._close()

    def _connect(self) -> asyncio.Task[None]:
        self._handler = AsyncSocketModeHandler(self._app, self._app_token)
        # Set afterwards: given None, the client would take a proxy from the environment.
        self._handler.client.proxy = self._proxy
        self._connecting = asyncio.create_task(
            self._handler.client.connect(),  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
            name="socket-connect",
        )
        return self._connecting

    async def _close(self) -> None:
        if self._connecting is not None:
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
        if self._handler is not None:
            try:
                await self._handler.client.close()  # type: ignore[no-untyped-call]  # as above
            except Exception:
                log.exception("socket.close_failed")

    async def _watch(self) -> None:
        last_seen = time.monotonic()
        while True:
            await asyncio.sleep(self._watch_every)
            if await self.connected():
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen >= self._patience:
                log.warning("socket.replaced", seconds=round(time.monotonic() - last_seen))
                await self._close()
                self._connect()
                last_seen = time.monotonic()
