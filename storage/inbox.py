"""Inbox: deliveries that were dealt with, recorded in the transaction of their effect."""

from datetime import datetime

from sqlalchemy import CursorResult, delete

from storage.repository import Repository
from storage.tables import inbox


class SqlInbox(Repository):
    """`ports.Inbox` on one workspace."""

    def first_time(self, delivery_id: str, now: datetime) -> bool:
        """Record a delivery. A second one at the same time waits here for the first one's end."""
        row = {"workspace": self._workspace, "delivery_id": delivery_id, "seen_at": now}
        return self._insert_unless_there(inbox, row)

    def purge(self, before: datetime) -> int:
        """Forget deliveries recorded before then, and say how many."""
        result = self._execute(
            delete(inbox).where(inbox.c.workspace == self._workspace, inbox.c.seen_at < before)
        )
        return result.rowcount if isinstance(result, CursorResult) else 0
