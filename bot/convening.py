"""Convening: what happens by itself in programs, step by step, each step a transaction of its own.

A round is read in one transaction, matched in a thread outside of any, and kept in another one, which finds
out whether things still stand as they were read: a large program never holds the database.
"""

import asyncio
from collections.abc import Coroutine, Mapping
from typing import Any, Final, TypeVar

import structlog

from bot.domain.outlines import outline
from bot.domain.programs import Due
from bot.domain.rounds import Stage
from bot.ports import Overtaken
from bot.transact import Transactor, UseCase
from bot.usecases import closing, convening, drafting, rounds, sending

C = TypeVar("C")
R = TypeVar("R")

MOST: Final = 20
"""Programs or rounds that one process takes at a time."""

_STEPS: Final[Mapping[Stage, UseCase[str, bool]]] = {
    Stage.INTRODUCE: sending.introduce,
    Stage.TELL: sending.tell,
    Stage.CALL_OFF: sending.call_off,
}
"""A few people at a time, until nothing is left to do."""

log = structlog.get_logger(__name__)


class Convener:
    """Warns, drafts, introduces, tells and closes, as far as it is due.

    Args:
        transact: runs use cases.
        workspace: whose programs these are.
    """

    def __init__(self, transact: Transactor, workspace: str) -> None:
        self._transact = transact
        self._workspace = workspace

    async def look(self) -> int:
        """Do all that is due, and say how much it was. What fails is logged, and taken up again later."""
        done = 0
        while True:
            done += await self._see_to_rounds()
            tasks = await self._run(convening.claim_programs, MOST)
            for task in tasks:
                await self._guarded(self._do(task), program=task.program_id)
            done += len(tasks)
            if not tasks:
                return done

    async def _see_to_rounds(self) -> int:
        """All rounds that are due, before any other is drafted: what they end makes room for that one."""
        done = 0
        while errands := await self._run(convening.claim_rounds, MOST):
            for errand in errands:
                await self._guarded(self._see_to(errand), round=errand.round_id)
            done += len(errands)
        return done

    async def _do(self, task: convening.Task) -> None:
        if task.due is Due.ROUND:
            await self._draft(task.program_id)
        elif task.due is Due.CLOSE:
            await self._run(convening.end, task.program_id)
        else:
            after: str | None = ""
            while after is not None:
                warning = convening.Warn(program_id=task.program_id, after=after)
                after = await self._run(convening.warn, warning)

    async def _draft(self, program_id: str) -> None:
        basis = await self._run(drafting.read, program_id)
        found = await asyncio.to_thread(outline, basis.material)
        await self._run(rounds.keep, rounds.Keep(basis=basis, outline=found))

    async def _see_to(self, errand: convening.Errand) -> None:
        if errand.stage is Stage.CHECK:
            await self._check(errand.round_id)
        elif errand.stage is Stage.CLOSE:
            after: int | None = 0
            while after is not None:
                after = await self._run(closing.close, closing.Close(round_id=errand.round_id, after=after))
        else:
            while await self._run(_STEPS[errand.stage], errand.round_id):
                pass

    async def _check(self, round_id: str) -> None:
        standing = await self._run(sending.read, round_id)
        if standing is not None:
            mended = await asyncio.to_thread(sending.compute, standing)
            await self._run(sending.keep_mended, mended)

    async def _run(self, use_case: UseCase[C, R], command: C) -> R:
        return await self._transact(use_case, command, workspace=self._workspace)

    async def _guarded(self, work: Coroutine[Any, Any, None], **about: str) -> None:
        """One that fails holds up no other; its claim runs out, and then it is tried again."""
        try:
            await work
        except Overtaken:
            log.info("convening.overtaken", **about)
        except Exception:
            log.exception("convening.failed", **about)
