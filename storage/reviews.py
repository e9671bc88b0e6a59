"""Reviews: each author's own look back on a pairing."""

from collections.abc import Collection

from sqlalchemy import select

from bot.domain.people import PersonId
from bot.domain.reviews import Review
from storage.repository import Repository, in_turn
from storage.tables import reviews


class SqlReviews(Repository):
    """`ports.Reviews` on one workspace."""

    def add(self, review: Review) -> None:
        """Keep a new one."""
        self._session.add(review)

    def find(self, pairing_id: str, author_id: PersonId) -> Review | None:
        """This author's own, or None."""
        return self._session.get(Review, (self._workspace, pairing_id, author_id))

    def of_pairings(self, pairing_ids: Collection[str]) -> list[Review]:
        """Those of several pairings, by pairing and author."""
        here = select(Review).where(reviews.c.workspace == self._workspace)
        some = (here.where(reviews.c.pairing_id.in_(few)) for few in in_turn(pairing_ids))
        found = (one for query in some for one in self._session.scalars(query))
        return sorted(found, key=lambda one: (one.pairing_id, one.author_id))
