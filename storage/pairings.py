"""Pairings: who is with whom, and how many places that takes."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, or_, select, union_all

from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from storage.repository import Repository
from storage.tables import OPEN_PAIRING, pairings


class SqlPairings(Repository):
    """`ports.Pairings` on one workspace."""

    def add(self, pairing: Pairing) -> None:
        """Keep a new pairing."""
        self._session.add(pairing)

    def find(self, pairing_id: str) -> Pairing | None:
        """The pairing, or None."""
        return self._session.get(Pairing, (self._workspace, pairing_id))

    def of(self, person_id: PersonId, *, ended_since: datetime | None = None) -> list[Pairing]:
        """The person's open pairings (and those that ended since then), newest first."""
        wanted = OPEN_PAIRING
        if ended_since is not None:
            wanted = or_(wanted, pairings.c.ended_at >= ended_since)
        sides = [
            select(pairings.c.id).where(pairings.c.workspace == self._workspace, side == person_id, wanted)
            for side in (pairings.c.mentor_id, pairings.c.mentee_id)
        ]
        query = (
            select(Pairing)
            .where(pairings.c.workspace == self._workspace, pairings.c.id.in_(union_all(*sides)))
            .order_by(pairings.c.opened_at.desc(), pairings.c.id)
        )
        return list(self._session.scalars(query))

    def mentees(self, mentor_ids: Collection[PersonId]) -> Mapping[PersonId, int]:
        """Places taken by open pairings, by mentor."""
        query = (
            select(pairings.c.mentor_id, func.count())
            .where(
                pairings.c.workspace == self._workspace, pairings.c.mentor_id.in_(mentor_ids), OPEN_PAIRING
            )
            .group_by(pairings.c.mentor_id)
        )
        return dict(self._rows(query))
