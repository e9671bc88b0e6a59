"""Serving a web application on 127.0.0.1 in the running event loop, with connections that can be cut."""

import asyncio
import socket
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol


class Loopback:
    """A uvicorn server on a free port unless one is given. It leaves signals to whoever owns the process.

    OSError when the port cannot be used.
    """

    def __init__(self, app: Any, port: int = 0) -> None:
        self._transports: dict[tuple[str, int], asyncio.Transport] = {}
        self._listener = _bound(port)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        config = uvicorn.Config(
            app,
            http=_remembering(self._transports),
            ws=_websocket,  # type: ignore[arg-type]  # it makes the protocol, as a class does
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)

    async def start(self) -> None:
        """Accept connections from now on."""
        # serve() would take over the signals and tick ten times a second; its two halves are all we need.
        self._server.config.load()
        self._server.lifespan = self._server.config.lifespan_class(self._server.config)
        await self._server.startup(sockets=[self._listener])

    async def stop(self) -> None:
        """Close every connection and the port."""
        await self._server.shutdown(sockets=[self._listener])

    def cut(self, peer: tuple[str, int]) -> None:
        """Break one connection in the middle of whatever it does."""
        transport = self._transports.get(peer)
        if transport is not None:
            transport.abort()


def _bound(port: int) -> socket.socket:
    # Named as TCP: asyncio then sends small things at once, and does not wait 40 ms for the other side.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    return listener


def _websocket(**given: Any) -> asyncio.Protocol:
    """A connection that becomes a WebSocket: few servers have one, and what it needs is slow to import."""
    from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

    return WebSocketsSansIOProtocol(**given)


def _remembering(transports: dict[tuple[str, int], asyncio.Transport]) -> type[H11Protocol]:
    class RememberingProtocol(H11Protocol):
        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # a server only has such transports
            super().connection_made(transport)
            self._peer: tuple[str, int] = transport.get_extra_info("peername")[:2]
            transports[self._peer] = transport

        def connection_lost(self, exc: Exception | None) -> None:
            transports.pop(self._peer, None)
            super().connection_lost(exc)

    return RememberingProtocol
