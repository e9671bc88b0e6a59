"""Programs and who is enrolled in them, as they are remembered."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from bot.domain.enrolments import Enrolment, Wishes
from bot.domain.people import PersonId
from bot.domain.programs import Program


class Programs(Protocol):
    """Programs of a workspace: few, each looked at by the scheduler now and then."""

    def add(self, program: Program) -> None:
        """Keep a new program."""
        ...

    def find(self, program_id: str) -> Program | None:
        """The program, or None."""
        ...

    def get(self, program_id: str) -> Program:
        """The program; Gone when there is none of that id."""
        ...

    def lock(self, program_id: str) -> Program:
        """The program as it is now, held until the transaction ends; Gone as in `get`."""
        ...

    def several(self, program_ids: Collection[str]) -> Mapping[str, Program]:
        """Programs by id; absent means there is none."""
        ...

    def open(self, channel_id: str | None = None) -> list[Program]:
        """Programs that have not been closed (in this channel, where given), oldest first."""
        ...

    def closed(self, since: datetime) -> list[Program]:
        """Programs that were closed since then, the latest first."""
        ...

    def claim_due(self, now: datetime, most: int) -> list[Program]:
        """Up to `most` programs whose look has come, oldest first, locked from other claims until commit."""
        ...

    def next_look_at(self) -> datetime | None:
        """The earliest look of all programs, or None."""
        ...


class Enrolments(Protocol):
    """Who is in which program: one enrolment for each two."""

    def add(self, enrolment: Enrolment) -> None:
        """Keep a new one. A second one of the same two is Overtaken, at the latest by the commit."""
        ...

    def add_all(self, enrolments: Collection[Enrolment]) -> None:
        """Keep new ones of many people at once, under the same promise."""
        ...

    def save_wishes(self, enrolment: Enrolment, wishes: Wishes) -> None:
        """Replace what the person wants of the program, and what they can be found by in it."""
        ...

    def offering(self, program_ids: Collection[str], topic: str) -> list[Enrolment]:
        """Of these programs' people, who mentors and offers there a topic that shares a word with this one.

        By person, without those who have left.
        """
        ...

    def find(self, program_id: str, person_id: PersonId) -> Enrolment | None:
        """This person's enrolment, or None when they were never in it."""
        ...

    def active(self, program_id: str) -> list[Enrolment]:
        """Everyone who is in the program, those on a break included, by person."""
        ...

    def everyone(self, program_id: str) -> list[Enrolment]:
        """The same with everyone who has left."""
        ...

    def between(self, program_ids: Collection[str], person_ids: Collection[PersonId]) -> list[Enrolment]:
        """These people's enrolments in these programs, without those who have left, by person."""
        ...

    def of_person(self, person_id: PersonId) -> list[Enrolment]:
        """The programs that the person is in, in the order of joining."""
        ...

    def counts(self, program_ids: Collection[str]) -> Mapping[str, int]:
        """How many people are in each program; absent means nobody."""
        ...
