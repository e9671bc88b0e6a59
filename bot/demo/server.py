"""The local Slack: a workspace served over real HTTP and real WebSockets on loopback."""

import json
from typing import Any, Self

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute

from bot.demo.acks import Ack
from bot.demo.api import Cut, WebApi
from bot.demo.clock import Clock
from bot.demo.company import Company, small_company
from bot.demo.deliveries import Deliveries
from bot.demo.driver import Colleague
from bot.demo.errors import SlackError
from bot.demo.faults import Faults
from bot.demo.interactions import Interactions
from bot.demo.loopback import Loopback
from bot.demo.payloads import Payloads
from bot.demo.rates import Rates
from bot.demo.record import Record
from bot.demo.signing import signed
from bot.demo.socket_mode import SocketMode
from bot.demo.tokens import Tokens
from bot.demo.triggers import ResponseUrls, Triggers
from bot.demo.web_api.users import user_object
from bot.demo.workspace import Workspace


class LocalSlack:
    """One workspace with one installed app.

    `manifest` is the app's manifest as a dict: its commands, scopes and events are what Slack knows of the
    app. `rates` defaults to none. `retry_scale` shrinks the pauses between retries of events (0 to 300 s);
    `patience` stretches the seconds that the app has for an answer, for a machine that does much else.
    Use it as `async with LocalSlack(manifest) as slack:`; `api_url` ends with `/api/`.
    """

    def __init__(
        self,
        manifest: dict[str, Any],
        *,
        company: Company | None = None,
        clock: Clock | None = None,
        rates: Rates | None = None,
        retry_scale: float = 1.0,
        patience: float = 1.0,
        port: int = 0,
        tokens: Tokens | None = None,
    ) -> None:
        self.manifest = manifest
        self.patience = patience
        self.workspace = Workspace(company or small_company(), clock)
        self.record = Record()
        self.faults = Faults(self.workspace.clock)
        self.rates = rates or Rates.off()
        scopes = manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])
        self.tokens = tokens or Tokens(frozenset(scopes))
        self.payloads = Payloads(self.workspace.company)
        self.triggers = Triggers(self.workspace.ids, patience)
        self.response_urls = ResponseUrls(self.workspace.ids)
        self.sockets = SocketMode(self.workspace.ids, self.record, self.workspace.company.app_id)
        self.base_url = ""
        self.api = WebApi(self, self.tokens, self.rates, self.faults, self.record)
        self.deliveries = Deliveries(
            self.workspace,
            self.record,
            self.faults,
            self.sockets,
            self.tokens.signing_secret,
            retry_scale,
            patience,
        )
        self.interactions = Interactions(
            self.workspace,
            self.payloads,
            self.deliveries,
            self.triggers,
            self.response_urls,
            self.record,
            manifest,
        )
        self._port = port
        self._colleagues: dict[str, Colleague] = {}
        self._loopback: Loopback | None = None

    # -- running

    async def __aenter__(self) -> Self:
        """Serve on 127.0.0.1, on a free port unless one was given."""
        self._loopback = Loopback(self.asgi(), self._port)
        self.base_url = self.interactions.base_url = self._loopback.url
        await self._loopback.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Stop serving; everything started is stopped."""
        await self.stop()

    async def stop(self) -> None:
        """Stop serving; the workspace keeps what was said, and the same object can be entered again."""
        if self._loopback is None:
            return
        await self.deliveries.close()
        await self.sockets.close()
        await self._loopback.stop()
        self._loopback = None

    def asgi(self) -> Starlette:
        """The web application: Web API, Socket Mode, uploads, response URLs."""
        return Starlette(
            routes=[
                Route("/api/{method:path}", self._api, methods=["GET", "POST"]),
                Route("/upload/{file}", self._upload, methods=["POST"]),
                Route("/files/{file}/{name}", self._download),
                Route("/actions/{token}", self._respond, methods=["POST"]),
                WebSocketRoute("/link/", self.sockets.endpoint),
            ]
        )

    # -- what an app needs to know

    @property
    def api_url(self) -> str:
        """The base URL for `AsyncWebClient(base_url=…)`."""
        return f"{self.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """The bot token (xoxb)."""
        return self.tokens.bot

    @property
    def app_token(self) -> str:
        """The app-level token (xapp) for Socket Mode."""
        return self.tokens.app

    @property
    def signing_secret(self) -> str:
        """The secret with which requests are signed."""
        return self.tokens.signing_secret

    def connect(self, request_url: str) -> None:
        """Where the app listens, for example `http://127.0.0.1:3000/slack/events`."""
        self.deliveries.connect(request_url)

    # -- people and what happens to them

    def person(self, who: str) -> Colleague:
        """Somebody by handle, id or name, to act as."""
        found = self.workspace.person(who).id
        return self._colleagues.setdefault(found, Colleague(self, found))

    @property
    def violations(self) -> list[str]:
        """Rules of the protocol that the app broke without Slack telling it."""
        return self.record.violations

    async def emit(self, event: dict[str, Any]) -> Ack | None:
        """Send any event the manifest subscribes to."""
        return await self.interactions.emit(event)

    async def deactivate(self, who: str) -> None:
        """Somebody leaves the company."""
        await self.change_person(who, deleted=True)

    async def change_person(self, who: str, **fields: Any) -> None:
        """Change somebody, for example `is_admin=False`, and tell the app."""
        person = self.workspace.change(who, **fields)
        await self.emit({"type": "user_change", "user": self._user(person.id)})

    async def uninstall(self) -> None:
        """The app is removed: its tokens die, and it is told."""
        self.tokens.revoked = True
        await self.emit({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.workspace.bot.id]}})
        await self.emit({"type": "app_uninstalled"})

    async def redeliver(self, kind: str | None = None) -> Ack:
        """Send the last delivery again with the same ids.

        `kind` is slash_commands, interactive or events_api.
        """
        return await self.deliveries.again(kind)

    async def send_unsigned(self, body: bytes = b"{}") -> Ack:
        """Send the app a request without a signature."""
        return await self.deliveries.post(body, {"Content-Type": "application/json"})

    async def send_signed(
        self,
        body: bytes,
        *,
        kind: str = "application/json",
        secret: str | None = None,
        timestamp: int | None = None,
    ) -> Ack:
        """Send the app any signed body.

        Malformed, stale (an old `timestamp` in seconds), with a wrong `secret`.
        """
        headers = signed(secret or self.signing_secret, body, timestamp)
        return await self.deliveries.post(body, {"Content-Type": kind, **headers})

    async def verify_url(self) -> bool:
        """Ask the app to prove its request URL, as Slack does when the URL is saved."""
        challenge = self.workspace.ids.secret("c")
        body = json.dumps({"type": "url_verification", "token": "local", "challenge": challenge}).encode()
        ack = await self.send_signed(body)
        return ack.ok and challenge in (ack.text, (ack.body or {}).get("challenge"))

    def _user(self, user: str) -> dict[str, Any]:
        company = self.workspace.company
        person = self.workspace.people[user]
        return user_object(person, company.team_id, self.workspace.now(), email=True, locale=True)

    # -- HTTP

    async def _api(self, request: Request) -> Response:
        try:
            return await self.api.endpoint(request)
        except Cut:
            if request.client and self._loopback:
                self._loopback.cut((request.client.host, request.client.port))
            return Response(status_code=500)

    async def _upload(self, request: Request) -> Response:
        file = self.workspace.files.get(request.path_params["file"])
        if file is None:
            return PlainTextResponse("no such upload", 404)
        file.content = await request.body()
        return PlainTextResponse(f"OK - {len(file.content)}")

    async def _download(self, request: Request) -> Response:
        file = self.workspace.files.get(request.path_params["file"])
        allowed = request.headers.get("authorization", "") == f"Bearer {self.bot_token}"
        if file is None or file.content is None or not allowed:
            return PlainTextResponse("not found", 404)
        return Response(file.content, media_type="application/octet-stream")

    async def _respond(self, request: Request) -> Response:
        try:
            payload = json.loads(await request.body())
            if not isinstance(payload, dict):
                return PlainTextResponse("invalid_payload", 400)
            self.interactions.respond(request.path_params["token"], payload)
        except SlackError as error:
            return PlainTextResponse(error.name, 404 if error.name.endswith("_url") else 400)
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        return PlainTextResponse("ok")
