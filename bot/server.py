"""The web server: serves an application inside the running event loop, and ends when it is told to."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

from bot.refusal import Refusal


class CannotListen(Refusal):
    """The port is taken or may not be used."""


class WebServer:
    """Serves an application.

    Args:
        app: the application.
        host: the address to listen at.
        port: the port; 0 lets the system choose one.
    """

    def __init__(self, app: Starlette, host: str, port: int) -> None:
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            self._socket = socket.create_server((host, port), family=family, backlog=2048)
        except OSError as error:
            raise CannotListen(
                f"Port {port} at {host} cannot be used ({error.strerror}): free it or set PORT to another."
            ) from error
        config = uvicorn.Config(
            app, lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=10
        )
        self._server = _Server(config)
        self._task: asyncio.Task[None] | None = None

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(self._socket.getsockname()[1])

    async def start(self) -> None:
        """Accept requests from now on."""
        self._task = asyncio.create_task(self._server.serve(sockets=[self._socket]), name="web")
        while not self._server.started and not self._task.done():  # noqa: ASYNC110 -- uvicorn tells no event
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Finish the requests that are under way, and accept no more."""
        self._server.should_exit = True
        if self._task is not None:
            await self._task
        self._socket.close()


class _Server(uvicorn.Server):
    """Leaves signals to whoever owns the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
