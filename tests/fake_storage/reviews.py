"""Reviews in memory."""

from collections.abc import Collection

from bot import ports
from bot.domain.people import PersonId
from bot.domain.reviews import Review
from tests.fake_storage.shelves import Loan


class FakeReviews:
    def __init__(self, shelf: Loan[Review]) -> None:
        self._shelf = shelf

    def add(self, review: Review) -> None:
        if self.find(review.pairing_id, review.author_id) is not None:
            raise ports.Overtaken
        self._shelf.put(f"{review.pairing_id} {review.author_id}", review)

    def find(self, pairing_id: str, author_id: PersonId) -> Review | None:
        return self._shelf.get(f"{pairing_id} {author_id}")

    def of_pairings(self, pairing_ids: Collection[str]) -> list[Review]:
        found = self._shelf.where(lambda one: one.pairing_id in pairing_ids)
        return sorted(found, key=lambda one: (one.pairing_id, one.author_id))
