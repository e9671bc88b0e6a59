"""A Bolt app that only acknowledges, on the same server: the most that there is to have."""

import asyncio
import os

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.server import WebServer


def build(signing_secret: str) -> Starlette:
    """The web application: Bolt's own adapter, and a listener that says nothing."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T0DEMOTEAM", bot_token="xoxb-bare", bot_user_id="U0DEMOBOT"
        )

    app = AsyncApp(signing_secret=signing_secret, authorize=authorize, process_before_response=True)

    @app.command("/mentor")
    async def mentor(args: AsyncArgs) -> None:
        await args.ack()

    slack = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await slack.handle(request)

    async def readyz(_: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/readyz", readyz), Route("/slack/events", events, methods=["POST"])])


async def serve() -> None:
    """Until the process is ended."""
    server = WebServer(build(os.environ["SLACK_SIGNING_SECRET"]), "127.0.0.1", int(os.environ["PORT"]))
    await server.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve())
