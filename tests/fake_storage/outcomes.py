"""Outcomes and scores in memory."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.outcomes import Outcome, Rating
from bot.domain.people import PersonId
from tests.fake_storage.shelves import Loan


class FakeOutcomes:
    def __init__(self, shelf: Loan[Outcome], ratings: Loan[Rating]) -> None:
        self._shelf = shelf
        self._ratings = ratings

    def add(self, outcome: Outcome) -> None:
        self._shelf.put(outcome.id, outcome)

    def find(self, pairing_id: str, meeting_id: str | None, author_id: PersonId) -> Outcome | None:
        chat = (pairing_id, meeting_id, author_id)
        found = self._shelf.where(lambda one: (one.pairing_id, one.meeting_id, one.author_id) == chat)
        return found[0] if found else None

    def by_id(self, outcome_id: str) -> Outcome | None:
        return self._shelf.get(outcome_id)

    def about(self, pairing_ids: Collection[str]) -> list[Outcome]:
        found = self._shelf.where(lambda one: one.pairing_id in pairing_ids)
        return sorted(found, key=lambda one: (one.logged_at, one.id))

    def rate(self, rating: Rating, *, replacing_since: datetime) -> None:
        whose = (rating.pairing_id, rating.person_id)
        for key in self._ratings.keys(
            lambda one: (one.pairing_id, one.person_id) == whose and one.rated_at > replacing_since
        ):
            self._ratings.remove(key)
        self._ratings.put(f"{rating.pairing_id} {rating.person_id} {rating.rated_at}", rating)
