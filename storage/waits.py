"""Waits: what people have yet to do, and whose look has come."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from bot.domain.nudging import Phase, Wait
from bot.domain.people import PersonId
from storage.repository import Repository
from storage.tables import waits


class SqlWaits(Repository):
    """`ports.Waits` on one workspace."""

    def add(self, wait: Wait) -> None:
        """Keep a wait; where the person has the same one already, that stays as it is."""
        self._insert_unless_there(waits, {column.name: getattr(wait, column.name) for column in waits.c})

    def find(self, wait_id: str) -> Wait | None:
        """The wait, or None when it is done."""
        return self._session.get(Wait, (self._workspace, wait_id))

    def of(self, person_id: PersonId) -> list[Wait]:
        """All that the person has yet to do, oldest first."""
        query = (
            select(Wait).where(self._here, waits.c.person_id == person_id).order_by(waits.c.since, waits.c.id)
        )
        return list(self._session.scalars(query))

    def close(
        self, subject_id: str, phases: Collection[Phase] = (), person_id: PersonId | None = None
    ) -> None:
        """Forget what waits on this subject (in these phases, for this person, where given)."""
        query = delete(Wait).where(self._here, waits.c.subject_id == subject_id)
        if phases:
            query = query.where(waits.c.phase.in_(phases))
        if person_id is not None:
            query = query.where(waits.c.person_id == person_id)
        # What was claimed and closed at once must be forgotten here too, or its change would find no row.
        self._session.execute(query, execution_options={"synchronize_session": "fetch"})

    def claim_due(self, now: datetime, most: int) -> list[Wait]:
        """Up to `most` waits whose look has come, oldest first, locked from other claims until commit."""
        query = (
            select(Wait)
            .where(self._here, waits.c.next_look_at <= now)
            .order_by(waits.c.next_look_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return list(self._session.scalars(query))

    def next_look_at(self) -> datetime | None:
        """The earliest look of all waits, or None."""
        query = (
            select(waits.c.next_look_at)
            .where(self._here, waits.c.next_look_at.is_not(None))
            .order_by(waits.c.next_look_at)
            .limit(1)
        )
        return self._execute(query).scalar()

    @property
    def _here(self) -> ColumnElement[bool]:
        return waits.c.workspace == self._workspace
