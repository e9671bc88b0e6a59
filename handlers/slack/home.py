"""The App Home: what waits, what is coming up, and a button for each thing one can do."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.domain.errors import DomainError
from bot.usecases import status
from handlers.slack.turns import Turns
from handlers.slack.views import home, moments


def register(app: AsyncApp, turns: Turns) -> None:
    """Publish the App Home whenever it is opened."""

    @app.event("app_home_opened")
    async def opened(args: AsyncArgs) -> None:
        turn = turns.of(args)
        if turn.event.get("tab") != "home":
            return
        try:
            view = home.view(await turn.reader(), await turn.run(status.read, turn.actor_id))
        except DomainError as refused:
            reader = await turn.reader()
            view = moments.home_refused(reader, reader.error(refused))
        await args.client.views_publish(user_id=turn.actor_id, view=view)
