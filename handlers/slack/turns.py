"""Turns: how the nouns register their listeners, and who keeps hold of the answers that come later."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.models.views import View

from bot.domain.people import PersonId
from bot.transact import C, R, UseCase
from handlers.slack.deps import Deps
from handlers.slack.turn import Turn
from handlers.slack.views.blocks import Message
from handlers.slack.views.ids import Callback, Verb
from handlers.slack.views.reader import Reader

V = TypeVar("V")

log = structlog.get_logger(__name__)


class Turns:
    """Makes a turn of whatever Slack delivers."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps
        self._pending: set[asyncio.Future[None]] = set()

    def of(self, args: AsyncArgs) -> Turn:
        """The turn that these Bolt arguments speak of."""
        return Turn(self.deps, args, self.later)

    def command(
        self,
        app: AsyncApp,
        name: str,
        form: Callable[[Turn], Awaitable[View]],
        manual: Callable[[Reader], Message],
    ) -> None:
        """Listen to a slash command that opens a form; after the word "help", to what it does."""

        async def helped(turn: Turn) -> Message:
            return manual(await turn.reader())

        @app.command(name)
        async def typed(args: AsyncArgs) -> None:
            turn = self.of(args)
            if turn.text.casefold() == "help":
                await turn.reply(helped(turn))
            else:
                await turn.open(turn.admitted(form))

    def on(self, app: AsyncApp, verb: Verb, does: Callable[[Turn], Awaitable[Message | None]]) -> None:
        """Listen to a button whose effect the outbox shows; what `does` returns only its presser reads."""

        @app.action(verb.pattern)
        async def pressed(args: AsyncArgs) -> None:
            turn = self.of(args)
            await turn.act(does(turn))

    def opens(self, app: AsyncApp, verb: Verb, view: Callable[[Turn], Awaitable[View]]) -> None:
        """Listen to a button that opens a modal."""

        @app.action(verb.pattern)
        async def pressed(args: AsyncArgs) -> None:
            turn = self.of(args)
            await turn.open(turn.admitted(view))

    def renews(self, app: AsyncApp, verb: Verb, view: Callable[[Turn], Awaitable[View]]) -> None:
        """Listen to a button that opens a modal, or in one shows another in its place."""

        @app.action(verb.pattern)
        async def pressed(args: AsyncArgs) -> None:
            turn = self.of(args)
            await turn.renew(turn.admitted(view))

    def submits(
        self,
        app: AsyncApp,
        callback: Callback,
        parse: Callable[[object, PersonId], C],
        use_case: UseCase[C, R],
        then: Callable[[Reader, R], View] | None = None,
        *,
        once: bool = True,
    ) -> None:
        """Listen to a modal: what was filled in becomes a command, it runs, `then` shows what follows."""

        async def work(turn: Turn) -> View | None:
            result = await turn.run(use_case, parse(turn.view, turn.actor_id), once=once)
            return then(await turn.reader(), result) if then else None

        self.filled(app, callback, work)

    def filled(
        self, app: AsyncApp, callback: Callback, work: Callable[[Turn], Awaitable[View | None]]
    ) -> None:
        """Listen to a modal that needs more than its own fields."""

        @app.view(callback)
        async def submitted(args: AsyncArgs) -> None:
            turn = self.of(args)
            await turn.submit(work(turn))

    def later(self, work: Awaitable[None]) -> None:
        """Finish this after the acknowledgement."""
        task = asyncio.ensure_future(_logged(work))
        self._pending.add(task)  # the loop itself keeps no reference
        task.add_done_callback(self._pending.discard)

    async def drain(self) -> None:
        """Wait for the answers that are still to come: at shutdown nothing is cut off."""
        await asyncio.gather(*self._pending)


async def _logged(work: Awaitable[None]) -> None:
    try:
        await work
    except Exception:
        log.exception("turn.late_answer_failed")
