"""Looks: what says itself when the scheduler has to look at it next."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import Integer, Select, bindparam, inspect, select

from storage.repository import Repository

T = TypeVar("T")


class Looked(Repository, Generic[T]):
    """A repository of things with a `next_look_at`."""

    _kind: Callable[..., T]  # its class: mypy does not see that a type can be hashed

    def claim_due(self, now: datetime, most: int) -> list[T]:
        """Those whose look has come, oldest first, locked."""
        due = {"here": self._workspace, "now": now, "most": most}
        return list(self._session.scalars(_due(self._kind), due))

    def next_look_at(self) -> datetime | None:
        """The earliest look of all, or None."""
        self._session.flush()
        return self._session.scalar(_next_look(self._kind), {"here": self._workspace})


# Built once: every look asks for these, and building one takes longer than an answer.


@cache
def _due(kind: Any) -> Select[Any]:  # noqa: ANN401 -- any mapped class
    columns = inspect(kind).local_table.c
    return (
        select(kind)
        .where(columns.workspace == bindparam("here"))
        .where(columns.next_look_at <= bindparam("now", type_=columns.next_look_at.type))
        .order_by(columns.next_look_at, columns.id)
        .limit(bindparam("most", type_=Integer()))
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


@cache
def _next_look(kind: Any) -> Select[datetime]:  # noqa: ANN401 -- as above
    columns = inspect(kind).local_table.c
    return (
        select(columns.next_look_at)
        .where(columns.workspace == bindparam("here"), columns.next_look_at.is_not(None))
        .order_by(columns.next_look_at)
        .limit(1)
    )
