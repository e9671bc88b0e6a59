"""People: what Slack tells us of accounts that join, change or are closed."""

from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.usecases import people, upkeep
from handlers.slack.turn import Turn
from handlers.slack.turns import Turns


def register(app: AsyncApp, turns: Turns) -> None:
    """Listen to the directory."""

    @app.event("team_join")
    @app.event("user_change")
    async def changed(args: AsyncArgs) -> None:
        turn = turns.of(args)
        await turn.unhurried(_record(turn))

    async def _record(turn: Turn) -> None:
        account = turn.event["user"]
        directory = turns.deps.directory
        # Slack says the same of a new status emoji: nearly always there is nothing to write.
        told_all = "locale" in account
        person = directory.read(account) if told_all else await directory.fetch(account["id"])
        if person is not None and await turn.run(upkeep.is_news, person):
            await turn.run(people.record, person, once=True)
            turns.deps.readers.forget(person.id)
