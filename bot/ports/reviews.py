"""Reviews of pairings, as they are remembered."""

from collections.abc import Collection
from typing import Protocol

from bot.domain.people import PersonId
from bot.domain.reviews import Review


class Reviews(Protocol):
    """Each author's own."""

    def add(self, review: Review) -> None:
        """Keep a new one. A second one of the same two is Overtaken, at the latest by the commit."""
        ...

    def find(self, pairing_id: str, author_id: PersonId) -> Review | None:
        """This author's own, or None."""
        ...

    def of_pairings(self, pairing_ids: Collection[str]) -> list[Review]:
        """Those of several pairings by any author: to be counted, never to be shown."""
        ...
