"""The inbox in memory."""

from datetime import datetime

from tests.fake_storage.shelves import Loan


class FakeInbox:
    def __init__(self, shelf: Loan[datetime]) -> None:
        self._shelf = shelf

    def first_time(self, delivery_id: str, now: datetime) -> bool:
        if self._shelf.get(delivery_id) is not None:
            return False
        self._shelf.put(delivery_id, now)
        return True

    def purge(self, before: datetime) -> int:
        old = self._shelf.keys(lambda seen_at: seen_at < before)
        for key in old:
            self._shelf.remove(key)
        return len(old)
