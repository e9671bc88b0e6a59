"""Meetings in memory."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.meetings import Meeting
from bot.domain.people import PersonId
from bot.domain.slots import Interval
from tests.fake_storage.shelves import Loan


class FakeMeetings:
    def __init__(self, shelf: Loan[Meeting]) -> None:
        self._shelf = shelf

    def add(self, meeting: Meeting) -> None:
        self._shelf.put(meeting.id, meeting)

    def find(self, meeting_id: str) -> Meeting | None:
        return self._shelf.get(meeting_id)

    def of_pairing(self, pairing_id: str) -> list[Meeting]:
        return self.of_pairings([pairing_id])

    def of_pairings(self, pairing_ids: Collection[str]) -> list[Meeting]:
        found = sorted(self._shelf.where(lambda one: one.pairing_id in pairing_ids), key=lambda one: one.id)
        return sorted(found, key=lambda one: one.starts_at, reverse=True)

    def busy(self, person_id: PersonId, since: datetime) -> tuple[Interval, ...]:
        return tuple(one.slot for one in self.upcoming(person_id, since))

    def upcoming(self, person_id: PersonId, now: datetime) -> list[Meeting]:
        found = self._shelf.where(
            lambda one: (
                one.booked and one.ends_at > now and any(seat.person_id == person_id for seat in one.seats)
            )
        )
        return sorted(found, key=lambda one: (one.starts_at, one.id))
