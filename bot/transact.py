"""Transact: one use case in one unit of work, in a worker thread."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol, TypeVar

from bot.ports import Clock, UnitOfWork
from bot.threads import Threads

C = TypeVar("C")
C_contra = TypeVar("C_contra", contravariant=True)
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Redelivered(Exception):
    """This delivery was dealt with before; nothing was done again."""


class UseCase(Protocol[C_contra, R_co]):
    """One synchronous function, one transaction."""

    def __call__(self, uow: UnitOfWork, command: C_contra, now: datetime, /) -> R_co:
        """Do what the command says."""
        ...


class Transactor:
    """Runs use cases.

    Args:
        unit_of_work: opens a unit of work in a workspace.
        clock: what time it is.
        threads: where the work is done, patiently with errors that pass.
        wake: tells delivery that messages were queued.
    """

    def __init__(
        self,
        unit_of_work: Callable[[str], UnitOfWork],
        clock: Clock,
        threads: Threads,
        wake: Callable[[], None],
    ) -> None:
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._threads = threads
        self._wake = wake

    async def __call__(
        self, use_case: UseCase[C, R], command: C, *, workspace: str, delivery: str | None = None
    ) -> R:
        """Run a use case and commit; its messages leave afterwards.

        Args:
            use_case: the function.
            command: its argument.
            workspace: whose transaction it is.
            delivery: Slack's id of what caused it; recorded with the effect, so that it counts once.

        Raises:
            Redelivered: when the delivery was dealt with before; so is a commit whose answer was lost, when
                it is tried again.
            bot.threads.DatabaseBusy: when the database could not be reached; nothing was changed.
        """
        return await self._threads.run(self._once, use_case, command, workspace, delivery)

    def _once(self, use_case: UseCase[C, R], command: C, workspace: str, delivery: str | None) -> R:
        now = self._clock.now()
        uow = self._unit_of_work(workspace)
        with uow:
            if delivery is not None and not uow.inbox.first_time(delivery, now):
                raise Redelivered(delivery)
            result = use_case(uow, command, now)
        if uow.queued:
            self._wake()
        return result
