"""Waits in memory."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.nudging import Phase, Wait
from bot.domain.people import PersonId
from tests.fake_storage.shelves import Loan, copy_of


class FakeWaits:
    def __init__(self, shelf: Loan[Wait]) -> None:
        self._shelf = shelf

    def add(self, wait: Wait) -> None:
        same = (wait.subject_id, wait.phase, wait.person_id)
        if not self._shelf.keys(lambda one: (one.subject_id, one.phase, one.person_id) == same):
            self._shelf.put(wait.id, copy_of(wait))

    def find(self, wait_id: str) -> Wait | None:
        return self._shelf.get(wait_id)

    def of(self, person_id: PersonId) -> list[Wait]:
        found = self._shelf.where(lambda one: one.person_id == person_id)
        return sorted(found, key=lambda one: (one.since, one.id))

    def close(
        self, subject_id: str, phases: Collection[Phase] = (), person_id: PersonId | None = None
    ) -> None:
        for key in self._shelf.keys(
            lambda one: (
                one.subject_id == subject_id
                and (not phases or one.phase in phases)
                and person_id in (None, one.person_id)
            )
        ):
            self._shelf.remove(key)

    def claim_due(self, now: datetime, most: int) -> list[Wait]:
        due = self._shelf.where(lambda one: one.next_look_at is not None and one.next_look_at <= now)
        return sorted(due, key=lambda one: one.next_look_at or now)[:most]

    def next_look_at(self) -> datetime | None:
        looks = [one.next_look_at for one in self._shelf.where(lambda _: True)]
        return min((look for look in looks if look is not None), default=None)
