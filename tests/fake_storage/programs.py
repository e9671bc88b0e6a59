"""Programs in memory."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.domain.errors import Gone
from bot.domain.programs import Program
from tests.fake_storage.shelves import Loan


class FakePrograms:
    def __init__(self, shelf: Loan[Program]) -> None:
        self._shelf = shelf

    def add(self, program: Program) -> None:
        self._shelf.put(program.id, program)

    def find(self, program_id: str) -> Program | None:
        return self._shelf.get(program_id)

    def get(self, program_id: str) -> Program:
        program = self.find(program_id)
        if program is None:
            raise Gone
        return program

    def lock(self, program_id: str) -> Program:
        return self.get(program_id)

    def several(self, program_ids: Collection[str]) -> Mapping[str, Program]:
        return {one: program for one in program_ids if (program := self.find(one))}

    def open(self, channel_id: str | None = None) -> list[Program]:
        found = self._shelf.where(lambda one: one.open and channel_id in (None, one.channel_id))
        return sorted(found, key=lambda one: (one.created_at, one.id))

    def closed(self, since: datetime) -> list[Program]:
        found = self._shelf.where(lambda one: one.closed_at is not None and one.closed_at >= since)
        return sorted(found, key=lambda one: (one.closed_at, one.id), reverse=True)

    def claim_due(self, now: datetime, most: int) -> list[Program]:
        return [one for one in self._looked_at() if one.next_look_at and one.next_look_at <= now][:most]

    def next_look_at(self) -> datetime | None:
        return next((one.next_look_at for one in self._looked_at()), None)

    def _looked_at(self) -> list[Program]:
        found = self._shelf.where(lambda one: one.next_look_at is not None)
        return sorted(found, key=lambda one: (one.next_look_at, one.id))
