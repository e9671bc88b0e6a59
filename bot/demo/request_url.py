"""The app's request URL: what is posted there over HTTP, and what it answers."""

import asyncio
import ssl
from functools import cache

import httpx

from bot.demo.acks import Ack


class RequestUrl:
    """Where an app listens, and has `patience` seconds for an answer.

    `url` may change: the app was started again.
    """

    def __init__(self, url: str, patience: float) -> None:
        self.url = url
        self._patience = patience
        self._http: httpx.AsyncClient | None = self._client()

    async def post(self, body: bytes, headers: dict[str, str]) -> Ack:
        """Send a request, and wait for the answer as long as Slack does."""
        http = self._http = self._http or self._client()
        try:
            async with asyncio.timeout(self._patience):
                answer = await http.post(self.url, content=body, headers=headers)
        except TimeoutError:
            return Ack(0, reason="http_timeout")
        except httpx.ConnectError:
            return Ack(0, reason="connection_failed")
        except httpx.HTTPError:
            return Ack(0, reason="connection_failed", cut=True)
        return _read(answer)

    async def close(self) -> None:
        """Close the connections; they are made anew when something is posted again."""
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    def _client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(trust_env=False, timeout=2 * self._patience, verify=_certificates())


@cache
def _certificates() -> ssl.SSLContext:
    """Whom the app's address is believed; read once, since that takes longer than many requests."""
    return httpx.create_ssl_context(trust_env=False)


def _read(answer: httpx.Response) -> Ack:
    final = answer.headers.get("x-slack-no-retry") == "1"
    if answer.status_code != 200:
        return Ack(answer.status_code, text=answer.text, reason="http_error", final=final)
    if answer.headers.get("content-type", "").startswith("application/json") and answer.content:
        try:
            body = answer.json()
        except ValueError:
            return Ack(200, text=answer.text)
        return Ack(
            200,
            body=body if isinstance(body, dict) else None,
            text="" if isinstance(body, dict) else str(body),
        )
    return Ack(200, text=answer.text)
