"""Turns in memory."""

from datetime import datetime

from tests.fake_storage.shelves import Loan


class FakeTurns:
    def __init__(self, shelf: Loan[tuple[str, datetime, int]]) -> None:
        self._shelf = shelf

    def take(self, what: str, stretch: int, holder: str, until: datetime, now: datetime) -> bool:
        holds, held_until, done = self._shelf.get(what) or (holder, now, -1)
        if done >= stretch or (held_until > now and holds != holder):
            return False
        self._shelf.put(what, (holder, until, done))
        return True

    def keep(self, what: str, holder: str, until: datetime) -> bool:
        holds, _, done = self._shelf.get(what) or ("", until, -1)
        if holds == holder:
            self._shelf.put(what, (holder, until, done))
        return holds == holder

    def finish(self, what: str, stretch: int, holder: str) -> None:
        known = self._shelf.get(what)
        if known is not None and known[0] == holder and known[2] < stretch:
            self._shelf.put(what, (*known[:2], stretch))
