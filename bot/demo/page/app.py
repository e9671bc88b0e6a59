"""The page over HTTP: what is shown, what is done, and the stream of what changes."""

from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from bot.demo.errors import BotFailed
from bot.demo.page.acting import Acting
from bot.demo.page.events import Events
from bot.demo.page.exchanges import Exchanges
from bot.demo.page.guard import Guard, Refused, bot_failed, refusal
from bot.demo.page.panel import Panel
from bot.demo.page.reads import Reads
from bot.demo.page.rendering import Renderer
from bot.demo.page.routes.doing import Doing
from bot.demo.page.routes.looking import Looking
from bot.demo.page.routes.steering import Steering
from bot.demo.page.shell import Parts
from bot.demo.page.stage import Stage
from bot.demo.page.tour import Tour
from bot.demo.page.trouble import Trouble
from bot.demo.page.turning import Turning

STATIC: Final = Path(__file__).with_name("static")
OPENING: Final = "/flash python"


class Page:
    """The browser workspace over one stage.

    Args:
        stage: the workspace, the bot in it, and their clock.
        opening: the command with which the guided tour begins.

    `app` answers HTTP. `close` ends what it keeps open; call it before the server stops.
    """

    def __init__(self, stage: Stage, opening: str = OPENING) -> None:
        slack = stage.slack
        # As in Slack, a form that was open when nobody had the page open is not open any more.
        slack.workspace.modals.stacks.clear()
        self._trouble = Trouble(stage)
        self._tour = Tour(stage)
        self._exchanges = Exchanges(slack.record)
        self._events = Events(slack.workspace.feed, slack.record)
        renderer = Renderer(slack.workspace)
        turning = Turning(stage, self._tour)
        parts = Parts(stage, renderer, Reads(stage.notes), turning, self._trouble, self._tour, opening)
        panel = Panel(stage, self._exchanges, self._trouble)
        routes: list[BaseRoute] = [
            *Doing(parts, Acting(slack)).routes(),
            *Steering(parts, panel).routes(),
            *Looking(parts, self._events).routes(),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
        self.app = Starlette(
            routes=routes,
            middleware=[Middleware(Guard)],
            exception_handlers={Refused: refusal, BotFailed: bot_failed},
        )

    def close(self) -> None:
        """End the streams, and watch no more."""
        self._events.close()
        self._tour.stop()
        self._exchanges.stop()
        self._trouble.stop()
