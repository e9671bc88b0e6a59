"""Rounds and their matches, as they are remembered."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.people import PersonId
from bot.domain.rounds import Matched, Round


class Rounds(Protocol):
    """Rounds of a workspace, each with its matches."""

    def add(self, round_: Round, matches: Sequence[Matched]) -> None:
        """Keep a new round. A second one of the same number is Overtaken, at the latest by the commit."""
        ...

    def find(self, round_id: str) -> Round | None:
        """The round, or None."""
        ...

    def lock(self, round_id: str) -> Round:
        """The round as it is now, held until the transaction ends; Gone when there is none of that id."""
        ...

    def of_program(self, program_id: str) -> list[Round]:
        """The program's rounds, the latest first."""
        ...

    def drafts(self, program_ids: Collection[str]) -> list[Round]:
        """Rounds of these programs that wait to be sent, oldest first."""
        ...

    def matches(self, round_id: str) -> list[Matched]:
        """All matches of a round, by number."""
        ...

    def unpaired(self, round_id: str, most: int) -> list[Matched]:
        """Up to `most` of its matches that were not brought together yet, by number."""
        ...

    def paired(self, round_id: str, after: int, most: int) -> list[Matched]:
        """Up to `most` of its matches that were brought together, those after a number, by number."""
        ...

    def change(self, new: Sequence[Matched], gone: Sequence[Matched]) -> None:
        """Keep new matches, and forget others."""
        ...

    def by_pairings(self, pairing_ids: Collection[str]) -> Mapping[str, Matched]:
        """The matches that these pairings come from; absent means that a pairing comes from no round."""
        ...

    def hosts(self, program_id: str) -> Mapping[PersonId, int]:
        """How often each person has hosted in the program; absent means never."""
        ...

    def seated_since(self, since: datetime) -> list[tuple[tuple[PersonId, ...], datetime]]:
        """Who sat together at an event that was sent since then, and when it was sent."""
        ...

    def claim_due(self, now: datetime, most: int) -> list[Round]:
        """Up to `most` rounds whose look has come, oldest first, locked from other claims until commit."""
        ...

    def next_look_at(self) -> datetime | None:
        """The earliest look of all rounds, or None."""
        ...
