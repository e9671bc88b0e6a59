"""The App Home: what waits, what is coming up, and a button for each thing one can do."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from handlers.slack.turns import Turns


def register(app: AsyncApp, turns: Turns) -> None:
    """Publish the App Home whenever it is opened; whoever has it open sees it change (`Turn.show_home`)."""

    @app.event("app_home_opened")
    async def opened(args: AsyncArgs) -> None:
        turn = turns.of(args)
        if turn.event.get("tab") == "home":
            await turn.unhurried(turn.show_home())
