"""Agreements of pairings, as they are remembered."""

from collections.abc import Collection, Mapping
from typing import Protocol

from bot.domain.agreements import Agreement


class Agreements(Protocol):
    """At most one for each pairing."""

    def add(self, agreement: Agreement) -> None:
        """Keep a new one. A second one of the same pairing is Overtaken, at the latest by the commit."""
        ...

    def find(self, pairing_id: str) -> Agreement | None:
        """The pairing's, or None when nobody has proposed any."""
        ...

    def several(self, pairing_ids: Collection[str]) -> Mapping[str, Agreement]:
        """Agreements by pairing; absent means there is none."""
        ...
