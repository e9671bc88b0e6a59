"""The session that all calls to Slack share: one pool of connections, one way out, one time-out."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from ssl import SSLContext
from typing import Any, Final, cast

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

TIMEOUT: Final = 10.0
"""Seconds without an answer after which a call counts as lost."""


class SlackSession:
    """What the Slack clients need of an `aiohttp.ClientSession`; it decides on the way out for each address.

    The clients would read proxies from the environment on their own, where NO_PROXY counts for nothing, and
    would forget their time-out once they are given a session.

    Args:
        proxy_for: the proxy for an address, or None when it is reached straight.
        tls: what encrypted calls check certificates against.
        timeout: seconds a call may take.
    """

    def __init__(
        self, proxy_for: Callable[[str], str | None], tls: SSLContext, timeout: float = TIMEOUT
    ) -> None:
        self._proxy_for = proxy_for
        self._tls = tls
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=tls), timeout=aiohttp.ClientTimeout(total=timeout)
        )

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._session.closed

    def request(
        self, method: str, url: str, **options: Any
    ) -> AbstractAsyncContextManager[aiohttp.ClientResponse]:
        """A call, as `aiohttp.ClientSession.request`."""
        options = {name: value for name, value in options.items() if name not in {"proxy", "ssl"}}
        return self._session.request(method, url, proxy=self._proxy_for(url), **options)

    async def close(self) -> None:
        """Give the connections back."""
        await self._session.close()

    def client(self, token: str | None, api_url: str, *, retries: bool = True) -> AsyncWebClient:
        """A Web API client that calls through this session.

        Args:
            token: what it calls with; None when each call brings its own.
            api_url: where the Web API is.
            retries: whether a call is repeated when its connection breaks. Never for a message: it may have
                been posted before the connection broke.
        """
        return AsyncWebClient(
            token,
            base_url=api_url,
            session=cast(aiohttp.ClientSession, self),
            # What Bolt and Socket Mode open beside this session takes its way out from the client.
            proxy=self._proxy_for(api_url),
            ssl=self._tls,
            retry_handlers=None if retries else [],
        )
