"""A small Bolt app, run for real over HTTP or Socket Mode, to try the local Slack with."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.demo import LocalSlack
from bot.demo.loopback import Loopback

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Try"},
    "features": {
        "slash_commands": [
            {"command": "/ask", "description": "Ask", "should_escape": True},
            {"command": "/plain", "description": "Not escaped", "should_escape": False},
            {"command": "/slow", "description": "Never in time"},
            {"command": "/search", "description": "Options from the app"},
            {"command": "/deaf", "description": "Known to Slack only"},
        ]
    },
    "oauth_config": {
        "scopes": {"bot": ["commands", "chat:write", "im:write", "mpim:write", "users:read", "files:write"]}
    },
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened", "message.im", "team_join"]}},
}


def plain(text: str) -> dict[str, Any]:
    """A plain text object."""
    return {"type": "plain_text", "text": text}


def option(text: str) -> dict[str, Any]:
    """An option whose value is its text."""
    return {"text": plain(text), "value": text}


def field(label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An input block named after its label."""
    return {"type": "input", "block_id": label.lower(), "label": plain(label), "element": element, **more}


ASK_MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "ask",
    "title": plain("Ask somebody"),
    "submit": plain("Send"),
    "notify_on_close": True,
    "blocks": [
        field("Topic", {"type": "plain_text_input", "action_id": "text", "max_length": 20}),
        field(
            "Length",
            {"type": "static_select", "action_id": "s", "options": [option("15 min"), option("30 min")]},
        ),
        field("With", {"type": "multi_users_select", "action_id": "u"}, optional=True),
        field(
            "Mentor", {"type": "checkboxes", "action_id": "c", "options": [option("I mentor")]}, optional=True
        ),
        field("When", {"type": "datetimepicker", "action_id": "w"}, optional=True),
        field(
            "Hours", {"type": "number_input", "action_id": "n", "is_decimal_allowed": False}, optional=True
        ),
        {
            "type": "actions",
            "block_id": "more",
            "elements": [{"type": "button", "action_id": "add", "text": plain("Add a window"), "value": "1"}],
        },
    ],
}

SEARCH_MODAL: dict[str, Any] = {
    "type": "modal",
    "callback_id": "search",
    "title": plain("Search"),
    "submit": plain("Send"),
    "blocks": [field("Skill", {"type": "external_select", "action_id": "skill", "min_query_length": 1})],
}

OFFER: list[dict[str, Any]] = [
    {"type": "section", "block_id": "words", "text": {"type": "mrkdwn", "text": "Hi <@U0BEN> &amp; all"}},
    {
        "type": "actions",
        "block_id": "offer",
        "elements": [
            {
                "type": "button",
                "action_id": "book",
                "text": plain("Book it"),
                "value": "slot-7",
                "style": "primary",
            },
            {"type": "overflow", "action_id": "more", "options": [option("Snooze"), option("Stop")]},
        ],
    },
]


def try_app(slack: LocalSlack, seen: list[tuple[str, Any]]) -> AsyncApp:  # noqa: C901 - one listener each
    """The app; what reaches its listeners is put into `seen`."""
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret, process_before_response=False)

    async def ask(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        seen.append(("command", body))
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=ASK_MODAL)

    async def plainly(ack: AsyncAck, body: dict[str, Any]) -> None:
        seen.append(("command", body))
        await ack(f"You said {body['text']}")

    async def slow(ack: AsyncAck) -> None:
        await asyncio.sleep(3.5)
        await ack("too late")

    async def submitted(
        ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], client: AsyncWebClient
    ) -> None:
        values = view["state"]["values"]
        seen.append(("submission", body))
        if values["topic"]["text"]["value"] == "bad":
            await ack(response_action="errors", errors={"topic": "Say a little more."})
        elif values["topic"]["text"]["value"] == "wrong":
            await ack(response_action="errors", errors={"nowhere": "?"})
        elif values["topic"]["text"]["value"] == "next":
            await ack(response_action="push", view={"type": "modal", "title": plain("Sure?"), "blocks": []})
        else:
            await ack()
            await client.chat_postMessage(channel=body["user"]["id"], text="Offer", blocks=OFFER)

    async def book(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        seen.append(("action", body))
        await ack()
        await respond(text="Booked.", replace_original=True)

    async def more(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        seen.append(("action", body))
        await ack()
        await client.chat_postMessage(channel=body["user"]["id"], text="As you like")

    async def add(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        longer = {
            **ASK_MODAL,
            "blocks": [*ASK_MODAL["blocks"], {"type": "divider"}],
            "title": plain("Longer"),
        }
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=longer)

    async def closed(ack: AsyncAck, body: dict[str, Any]) -> None:
        seen.append(("closed", body))
        await ack()

    async def home(event: dict[str, Any], client: AsyncWebClient) -> None:
        seen.append(("home", event))
        button = {"type": "button", "action_id": "add_home", "text": plain("Say hi"), "value": "x"}
        blocks = [{"type": "section", "text": plain("Welcome"), "accessory": button}]
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    async def search(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=SEARCH_MODAL)

    async def offer(ack: AsyncAck) -> None:
        await ack(options=[option("python"), option("pytest")])

    async def found(ack: AsyncAck) -> None:
        await ack("thank you")

    async def hi(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=ASK_MODAL)

    async def joined(body: dict[str, Any], request: AsyncBoltRequest) -> None:
        seen.append(("joined", (body["event_id"], request.headers.get("x-slack-retry-num"))))
        if len([one for one in seen if one[0] == "joined"]) < 3:
            raise RuntimeError("not yet")

    app.command("/ask")(ask)
    app.command("/plain")(plainly)
    app.command("/slow")(slow)
    app.command("/search")(search)
    app.options("skill")(offer)
    app.view("search")(found)
    app.view("ask")(submitted)
    app.view_closed("ask")(closed)
    app.action("book")(book)
    app.action("more")(more)
    app.action("add")(add)
    app.action("add_home")(hi)
    app.event("app_home_opened")(home)
    app.event("team_join")(joined)
    return app


@contextlib.asynccontextmanager
async def over_http(app: AsyncApp, slack: LocalSlack) -> AsyncIterator[None]:
    """Serve the app at a request URL."""
    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    web = Starlette(routes=[Route("/slack/events", events, methods=["POST"])])
    served = Loopback(web)
    await served.start()
    slack.connect(f"{served.url}/slack/events")
    try:
        yield
    finally:
        await served.stop()


@contextlib.asynccontextmanager
async def over_socket(app: AsyncApp, slack: LocalSlack) -> AsyncIterator[None]:
    """Connect the app by Socket Mode."""
    handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=1)
    await handler.connect_async()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
    await slack.person("ana").wait_for(lambda: slack.sockets.connections)
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]  # the SDK leaves it untyped
