import json
import time
from collections.abc import AsyncIterator, Mapping
from urllib.parse import urlencode

import httpx
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot import web
from bot.demo.signing import signed
from bot.server import CannotListen, WebServer

SECRET = "made-up-signing-secret"


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-made-up", bot_user_id="UBOT")


class Site:
    """The web front, served for real, before a small Bolt app."""

    def __init__(self) -> None:
        self.missing: dict[str, str] = {}
        self.texts: list[str] = []
        bolt = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)

        @bolt.command("/ask")
        async def ask(ack: AsyncAck, command: dict[str, str]) -> None:
            self.texts.append(command["text"])
            await ack("heard")

        self.server = WebServer(web.build(self.ready, bolt, SECRET), "127.0.0.1", 0)
        self.client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.server.port}", trust_env=False)

    async def ready(self) -> Mapping[str, str]:
        return self.missing

    async def post(
        self, body: bytes, kind: str = "application/x-www-form-urlencoded", **headers: str
    ) -> httpx.Response:
        """Post a body, signed unless headers say otherwise."""
        sent = {**signed(SECRET, body), **{name.replace("_", "-"): value for name, value in headers.items()}}
        return await self.client.post("/slack/events", content=body, headers={"Content-Type": kind, **sent})


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    await site.server.start()
    yield site
    await site.client.aclose()
    await site.server.stop()


async def test_what_slack_signed_is_heard(site: Site) -> None:
    answer = await site.post(b"command=%2Fask&text=caf%C3%A9&user_id=UANA&team_id=T1")
    assert (answer.status_code, answer.text) == (200, "heard")
    assert site.texts == ["café"]


async def test_a_url_is_verified(site: Site) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c1"}).encode()
    answer = await site.post(body, "application/json")
    assert (answer.status_code, answer.json()) == (200, {"challenge": "c1"})


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Slack_Signature": "v0=0"},
        {"X_Slack_Signature": ""},
        {"X_Slack_Request_Timestamp": "soon"},
        {"X_Slack_Request_Timestamp": ""},
        {"X_Slack_Request_Timestamp": "-5"},
        {"X_Slack_Request_Timestamp": "9" * 40},
        {"X_Slack_Request_Timestamp": "1700000000"},
    ],
)
async def test_what_slack_did_not_sign_just_now_is_turned_away(site: Site, headers: dict[str, str]) -> None:
    assert (await site.post(b"command=%2Fask&text=hi", **headers)).status_code == 401
    assert site.texts == []


async def test_a_signature_of_long_ago_counts_no_more(site: Site) -> None:
    body = b"command=%2Fask&text=hi"
    old = signed(SECRET, body, int(time.time()) - 400)
    stale = {name.replace("-", "_"): value for name, value in old.items()}
    assert (await site.post(body, **stale)).status_code == 401


async def test_a_secret_of_somebody_else_counts_not(site: Site) -> None:
    body = b"command=%2Fask&text=hi"
    foreign = {name.replace("-", "_"): value for name, value in signed("another", body).items()}
    assert (await site.post(body, **foreign)).status_code == 401


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{not json"),
        ("application/json", b"[1]"),
        ("application/json", b"\xff\xfe"),
        ("application/json", b"[" * 100_000),
        ("application/x-www-form-urlencoded", b"payload=%7Bnot"),
        ("application/x-www-form-urlencoded", b"payload=3"),
        ("application/x-www-form-urlencoded", b"\xff\xfe"),
        ("text/plain", b"hello"),
        ("application/x-www-form-urlencoded", b""),
    ],
)
async def test_a_body_that_is_not_what_it_says_is_malformed(site: Site, kind: str, body: bytes) -> None:
    assert (await site.post(body, kind)).status_code == 400


async def test_a_body_that_is_too_large_is_refused_however_it_comes(site: Site) -> None:
    large = urlencode({"command": "/ask", "text": "x" * web.LARGEST}).encode()
    assert (await site.post(large)).status_code == 413

    async def trickle() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 65536):
            yield large[start : start + 65536]

    answer = await site.client.post("/slack/events", content=trickle(), headers=signed(SECRET, large))
    assert answer.status_code == 413


async def test_other_methods_and_places_are_not_there(site: Site) -> None:
    assert (await site.client.get("/slack/events")).status_code == 405
    assert (await site.client.get("/")).status_code == 404


async def test_health_is_that_we_answer_and_readiness_that_nothing_is_missing(site: Site) -> None:
    assert (await site.client.get("/healthz")).text == "ok"
    answer = await site.client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})
    site.missing = {"database": "The database does not answer."}
    answer = await site.client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"ready": False, "database": "The database does not answer."}
    assert (await site.client.get("/healthz")).status_code == 200


async def test_a_port_that_is_taken_is_refused_with_a_sentence(site: Site) -> None:
    with pytest.raises(CannotListen, match="set PORT to another"):
        WebServer(web.build(site.ready), "127.0.0.1", site.server.port)


async def test_without_slack_over_http_there_is_no_place_for_its_requests() -> None:
    async def ready() -> Mapping[str, str]:
        return {}

    transport = httpx.ASGITransport(app=web.build(ready))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        assert (await client.post("/slack/events")).status_code == 404
