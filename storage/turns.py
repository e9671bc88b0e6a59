"""Turns: what is due once in a while, and which process has it."""

from datetime import datetime

from sqlalchemy import ColumnElement, CursorResult, Update, and_, or_, update

from storage.repository import Repository
from storage.tables import turns

_NEVER = -1


class SqlTurns(Repository):
    """`ports.Turns` on one workspace."""

    def take(self, what: str, stretch: int, holder: str, until: datetime, now: datetime) -> bool:
        """Take a turn in one statement, or two the first time of all; of several at once one gets it."""
        free = and_(turns.c.done < stretch, or_(turns.c.until <= now, turns.c.holder == holder))
        if self._changes(update(turns).where(self._is(what), free).values(holder=holder, until=until)):
            return True
        row = {"workspace": self._workspace, "what": what, "holder": holder, "until": until, "done": _NEVER}
        return self._insert_unless_there(turns, row)

    def keep(self, what: str, holder: str, until: datetime) -> bool:
        """Hold it for longer; False when somebody else has it."""
        mine = and_(self._is(what), turns.c.holder == holder)
        return self._changes(update(turns).where(mine).values(until=until))

    def finish(self, what: str, stretch: int, holder: str) -> None:
        """It is done for this stretch, unless somebody else has taken it since."""
        undone = and_(self._is(what), turns.c.holder == holder, turns.c.done < stretch)
        self._changes(update(turns).where(undone).values(done=stretch))

    def _is(self, what: str) -> ColumnElement[bool]:
        return and_(turns.c.workspace == self._workspace, turns.c.what == what)

    def _changes(self, change: Update) -> bool:
        result = self._execute(change)
        return isinstance(result, CursorResult) and result.rowcount > 0
