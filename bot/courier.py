"""The courier: takes one message from its claim to its mark.

A messenger has no idempotency key, so each kind of notice states its promise. *At least once* is marked after
it was said: a crash in between repeats it. *At most once* is marked before: a crash in between loses it, and
the next look at the wait covers that.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final, TypeVar, TypeVarTuple

import structlog

from bot.domain.notices import Promise
from bot.domain.people import Person
from bot.pace import Lane, Pace
from bot.ports import Clock, Deliveries, Hold, Messenger, Parcel, Posted, TryLater, Undeliverable
from bot.threads import Threads

LEASE: Final = timedelta(seconds=60)
"""Nobody else takes a message that is still being said: what follows ends well before that."""
MOST_ATTEMPTS: Final = 12
"""With the back-off below, about four hours of trying."""
_FIRST_WAIT: Final = 5.0
_LONGEST_WAIT: Final = 3600.0
_LAST_TURN: Final = 20.0
"""Seconds after the claim in which its turn has to come."""
_DEADLINE: Final = 42.0
"""Seconds after the claim in which it has to be said: two calls of ten seconds after the last turn. What
then remains of the lease is for its mark, which the database is asked to make for fifteen seconds."""

Recheck = Callable[[Parcel], Awaitable[Sequence[Person] | None]]
"""Whom a message goes to as they are now, or None when it need not be said any more."""
A = TypeVarTuple("A")
R = TypeVar("R")

log = structlog.get_logger(__name__)


class Courier:
    """Delivers claimed messages.

    Args:
        deliveries: the outbox, where they are marked.
        messenger: says things.
        recheck: asked about each message right before it is said.
        clock: the time that messages speak of.
        pace: gives turns.
        threads: where the database is asked.
    """

    def __init__(
        self,
        deliveries: Deliveries,
        messenger: Messenger,
        recheck: Recheck,
        *,
        clock: Clock,
        pace: Pace,
        threads: Threads,
    ) -> None:
        self._deliveries = deliveries
        self._messenger = messenger
        self._recheck = recheck
        self._clock = clock
        self._pace = pace
        self._threads = threads
        self._closing = False
        self._waiting: set[asyncio.Task[object]] = set()

    def close(self) -> None:
        """Take no more turns: what still waits for one is given back."""
        self._closing = True
        for task in self._waiting:
            task.cancel()

    async def deliver(self, parcel: Parcel) -> None:
        """Say a message and mark it, or mark why not. Never raises but when it is cancelled."""
        claimed_at = asyncio.get_running_loop().time()
        try:
            await self._deliver(parcel, claimed_at)
        except Exception:
            # Its mark could not be made: the lease runs out and it is claimed again.
            log.exception("delivery.unmarked", **_ids(parcel))

    async def _deliver(self, parcel: Parcel, claimed_at: float) -> None:
        try:
            people = await self._recheck(parcel)
            if people is None:
                await self._drop(parcel, "no longer relevant")
            elif parcel.edits is not None:
                await self._edit(parcel, people, claimed_at)
            else:
                await self._post(parcel, people, claimed_at)
        except Hold as hold:
            await self._give_back(parcel, hold.seconds, hold.reason)
        except TryLater as later:
            await self._try_later(parcel, later.seconds, later.reason)
        except Undeliverable as never:
            await self._give_up(parcel, never.reason)
        except Exception as error:
            log.exception("delivery.failed", **_ids(parcel))
            await self._try_later(parcel, 0.0, type(error).__name__)

    async def _post(self, parcel: Parcel, people: Sequence[Person], claimed_at: float) -> None:
        once = parcel.notice.promise is Promise.AT_MOST_ONCE

        async def say() -> Posted:
            if once:
                await self._sent(parcel, None)
            return await self._messenger.post(
                people, parcel.notice, now=self._clock.now(), channel=parcel.channel
            )

        try:
            posted = await self._in_turn(Lane(parcel.workspace), parcel, say, claimed_at)
        except (Hold, Undeliverable):
            raise
        except Exception as error:
            if not once:
                raise
            # It may have been said or not: it is not said again.
            log.warning("delivery.lost", why=_why(error), **_ids(parcel))
            return
        await self._sent(parcel, posted)
        log.info("delivery.sent", **_ids(parcel))
        # Only now that it cannot be said twice: a file may take its time.
        await self._messenger.attach(posted, people, parcel.notice, now=self._clock.now())

    async def _edit(self, parcel: Parcel, people: Sequence[Person], claimed_at: float) -> None:
        missing = [await self._replace(parcel, place, people, claimed_at) for place in parcel.places]
        if all(missing):
            await self._drop(parcel, str(missing[-1]) if missing else "never posted")
        else:
            await self._sent(parcel, parcel.places[-1])

    async def _replace(
        self, parcel: Parcel, place: Posted, people: Sequence[Person], claimed_at: float
    ) -> str | None:
        """Put the notice there; why not, when someone has deleted what stood there, buttons and all."""

        async def say() -> None:
            await self._messenger.edit(place, people, parcel.notice, now=self._clock.now())

        try:
            await self._in_turn(Lane(parcel.workspace, edits=True), parcel, say, claimed_at)
        except Undeliverable as gone:
            return gone.reason
        return None

    async def _in_turn(
        self, lane: Lane, parcel: Parcel, say: Callable[[], Awaitable[R]], claimed_at: float
    ) -> R:
        """Say it when its turn comes; a hold keeps it waiting here while the lease allows it."""
        while True:
            await self._turn(lane, ",".join(sorted(parcel.address)), claimed_at + _LAST_TURN)
            try:
                async with asyncio.timeout_at(claimed_at + _DEADLINE):
                    return await say()
            except Hold as hold:
                log.warning("delivery.held", why=hold.reason, seconds=hold.seconds, workspace=lane.workspace)
                self._pace.hold(lane, hold.seconds)

    async def _turn(self, lane: Lane, channel: str, give_back_at: float) -> None:
        task = asyncio.current_task()
        held = self._pace.held_for(lane)
        if task is None or self._closing or asyncio.get_running_loop().time() + held > give_back_at:
            raise Hold(max(0.0, held), "stopping" if self._closing else "on hold")
        self._waiting.add(task)
        try:
            async with asyncio.timeout_at(give_back_at):
                await self._pace.turn(lane, channel)
        except TimeoutError:
            raise Hold(max(0.0, self._pace.held_for(lane)), "no turn in time") from None
        except asyncio.CancelledError:
            if not self._closing:
                raise
            raise Hold(0.0, "stopping") from None
        finally:
            self._waiting.discard(task)

    async def _try_later(self, parcel: Parcel, seconds: float, why: str) -> None:
        if parcel.attempts + 1 >= MOST_ATTEMPTS:
            await self._give_up(parcel, why)
            return
        backoff = min(_FIRST_WAIT * 2**parcel.attempts, _LONGEST_WAIT)
        spread = backoff * random.uniform(0.5, 1.0)  # noqa: S311 -- spreads load, hides nothing
        await self._give_back(parcel, max(seconds, spread), why)

    async def _give_back(self, parcel: Parcel, seconds: float, why: str) -> None:
        log.info("delivery.later", why=why, seconds=round(seconds, 1), **_ids(parcel))
        at = self._clock.now() + timedelta(seconds=seconds)
        await self._threads.run(self._deliveries.retry, parcel, at, why)

    async def _give_up(self, parcel: Parcel, why: str) -> None:
        log.error("delivery.dead", why=why, **_ids(parcel))
        await self._threads.run(self._deliveries.dead, parcel, why, self._clock.now())

    async def _drop(self, parcel: Parcel, why: str) -> None:
        log.info("delivery.dropped", why=why, **_ids(parcel))
        await self._threads.run(self._deliveries.dropped, parcel, why, self._clock.now())

    async def _sent(self, parcel: Parcel, posted: Posted | None) -> None:
        await self._threads.run(self._deliveries.sent, parcel, posted, self._clock.now())


def _ids(parcel: Parcel) -> Mapping[str, object]:
    return {
        "parcel": parcel.id,
        "workspace": parcel.workspace,
        "kind": type(parcel.notice).__name__,
        "attempt": parcel.attempts + 1,
    }


def _why(error: Exception) -> str:
    return error.reason if isinstance(error, TryLater) else type(error).__name__
