"""Programs: mentoring in a channel, and which of them the scheduler looks at next."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, select

from bot.domain.errors import Gone
from bot.domain.programs import Program
from storage.looks import Looked
from storage.tables import OPEN_PROGRAM, programs


class SqlPrograms(Looked[Program]):
    """`ports.Programs` on one workspace."""

    _kind = Program

    def add(self, program: Program) -> None:
        """Keep a new program."""
        self._session.add(program)

    def find(self, program_id: str) -> Program | None:
        """The program, or None."""
        return self._find(Program, program_id)

    def get(self, program_id: str) -> Program:
        """The program; Gone when there is none."""
        program = self.find(program_id)
        if program is None:
            raise Gone
        return program

    def lock(self, program_id: str) -> Program:
        """The program as it is now, held until the transaction ends."""
        query = select(Program).where(self._here, programs.c.id == program_id)
        held = query.with_for_update().execution_options(populate_existing=True)
        program = self._session.scalar(held)
        if program is None:
            raise Gone
        return program

    def several(self, program_ids: Collection[str]) -> Mapping[str, Program]:
        """Programs by id, in one query."""
        if not program_ids:
            return {}
        return {one.id: one for one in self._all(programs.c.id.in_(program_ids))}

    def open(self, channel_id: str | None = None) -> list[Program]:
        """Programs that have not been closed, oldest first."""
        wanted = () if channel_id is None else (programs.c.channel_id == channel_id,)
        return self._all(OPEN_PROGRAM, *wanted)

    def closed(self, since: datetime) -> list[Program]:
        """Programs that were closed since then, the latest first."""
        found = self._all(programs.c.closed_at >= since)
        return sorted(found, key=lambda one: (one.closed_at, one.id), reverse=True)

    def _all(self, *conditions: ColumnElement[bool]) -> list[Program]:
        query = select(Program).where(self._here, *conditions).order_by(programs.c.created_at, programs.c.id)
        return list(self._session.scalars(query))

    @property
    def _here(self) -> ColumnElement[bool]:
        return programs.c.workspace == self._workspace
