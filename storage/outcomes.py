"""Outcomes: each author's own account of a chat, and ratings."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, delete, select

from bot.domain.outcomes import Outcome, Rating
from bot.domain.people import PersonId
from storage.repository import Repository, in_turn
from storage.tables import outcomes, ratings


class SqlOutcomes(Repository):
    """`ports.Outcomes` on one workspace."""

    def add(self, outcome: Outcome) -> None:
        """Keep a new outcome."""
        self._session.add(outcome)

    def find(self, pairing_id: str, meeting_id: str | None, author_id: PersonId) -> Outcome | None:
        """This author's own outcome of the chat, or None."""
        query = select(Outcome).where(
            outcomes.c.workspace == self._workspace,
            outcomes.c.pairing_id == pairing_id,
            outcomes.c.meeting_id == meeting_id,  # None becomes IS NULL
            outcomes.c.author_id == author_id,
        )
        return self._session.scalars(query).one_or_none()

    def by_id(self, outcome_id: str) -> Outcome | None:
        """The outcome, or None."""
        return self._find(Outcome, outcome_id)

    def about(self, pairing_ids: Collection[str]) -> list[Outcome]:
        """Outcomes of these pairings by any author, oldest first."""
        here = select(Outcome).where(outcomes.c.workspace == self._workspace)
        some = (here.where(outcomes.c.pairing_id.in_(few)) for few in in_turn(pairing_ids))
        found = (one for query in some for one in self._session.scalars(query))
        return sorted(found, key=lambda one: (one.logged_at, one.id))

    def rate(self, rating: Rating, *, replacing_since: datetime) -> None:
        """Keep a rating in the place of those that the person gave the pairing since then."""
        since = and_(
            ratings.c.workspace == self._workspace,
            ratings.c.pairing_id == rating.pairing_id,
            ratings.c.person_id == rating.person_id,
            ratings.c.rated_at > replacing_since,
        )
        self._execute(delete(ratings).where(since))
        row = {
            "workspace": self._workspace,
            "pairing_id": rating.pairing_id,
            "person_id": rating.person_id,
            "rated_at": rating.rated_at,
            "score": rating.score,
        }
        self._insert_unless_there(ratings, row)
