"""Leftovers: buttons and forms of an earlier version of the app, which nobody else listens to."""

import re
from typing import NoReturn

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.domain import errors
from handlers.slack.turns import Turns


async def _over() -> NoReturn:
    raise errors.Gone


def register(app: AsyncApp, turns: Turns) -> None:
    """Say that it is over, where Slack would show a warning sign. Registered last."""

    @app.action(re.compile(""))
    async def pressed(args: AsyncArgs) -> None:
        await turns.of(args).act(_over())

    @app.view(re.compile(""))
    async def submitted(args: AsyncArgs) -> None:
        await turns.of(args).submit(_over())
