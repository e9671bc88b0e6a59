"""Agreements: one for each pairing whose people proposed any."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from bot.domain.agreements import Agreement
from storage.repository import Repository, in_turn
from storage.tables import agreements


class SqlAgreements(Repository):
    """`ports.Agreements` on one workspace."""

    def add(self, agreement: Agreement) -> None:
        """Keep a new one."""
        self._session.add(agreement)

    def find(self, pairing_id: str) -> Agreement | None:
        """The pairing's, or None."""
        return self._session.get(Agreement, (self._workspace, pairing_id))

    def several(self, pairing_ids: Collection[str]) -> Mapping[str, Agreement]:
        """Agreements by pairing."""
        here = select(Agreement).where(agreements.c.workspace == self._workspace)
        some = (here.where(agreements.c.pairing_id.in_(few)) for few in in_turn(pairing_ids))
        return {one.pairing_id: one for query in some for one in self._session.scalars(query)}
