"""Glances in memory: what is kept, for reading alone."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from bot.domain.agreements import Agreement
from bot.domain.meetings import Meeting
from bot.domain.outcomes import Outcome
from bot.domain.pairings import Pairing
from bot.domain.people import Person, PersonId
from bot.domain.requests import Request
from tests.fake_storage.agreements import FakeAgreements
from tests.fake_storage.meetings import FakeMeetings
from tests.fake_storage.pairings import FakePairings
from tests.fake_storage.people import FakePeople
from tests.fake_storage.requests import FakeRequests
from tests.fake_storage.shelves import Loan, copy_of


class FakeGlances:
    """Copies: what is changed in them is lost."""

    def __init__(self, loans: Mapping[str, Loan[Any]]) -> None:
        self._people = FakePeople(loans["people"])
        self._requests = FakeRequests(loans["requests"])
        self._pairings = FakePairings(loans["pairings"])
        self._agreements = FakeAgreements(loans["agreements"])
        self._meetings = FakeMeetings(loans["meetings"])
        self._outcomes: Loan[Outcome] = loans["outcomes"]

    def person(self, person_id: PersonId) -> Person:
        return copy_of(self._people.get(person_id))

    def people(self, ids: Collection[PersonId]) -> Mapping[PersonId, Person]:
        return copy_of(self._people.several(ids))

    def open_pairings(self, person_id: PersonId) -> list[Pairing]:
        return copy_of(self._pairings.of(person_id))

    def pairings(self, ids: Collection[str]) -> Mapping[str, Pairing]:
        return {one: copy_of(found) for one in ids if (found := self._pairings.find(one))}

    def agreements(self, pairing_ids: Collection[str]) -> Mapping[str, Agreement]:
        return {one: copy_of(found) for one, found in self._agreements.several(pairing_ids).items()}

    def open_requests(self, requester_id: PersonId) -> list[Request]:
        return copy_of(self._requests.open_by(requester_id))

    def asked(self, ask_ids: Collection[str]) -> Mapping[str, Request]:
        return {one: copy_of(found) for one in ask_ids if (found := self._requests.find_by_ask(one))}

    def upcoming(self, person_id: PersonId, now: datetime) -> list[Meeting]:
        return copy_of(self._meetings.upcoming(person_id, now))

    def meetings(self, ids: Collection[str]) -> Mapping[str, Meeting]:
        return {one: copy_of(found) for one in ids if (found := self._meetings.find(one))}

    def outcomes(self, person_id: PersonId, most: int) -> list[Outcome]:
        found = self._outcomes.where(lambda one: self._took_part(person_id, one.meeting_id))
        latest = sorted(found, key=lambda one: one.id)
        return copy_of(sorted(latest, key=lambda one: one.logged_at, reverse=True)[:most])

    def _took_part(self, person_id: PersonId, meeting_id: str | None) -> bool:
        meeting = self._meetings.find(meeting_id) if meeting_id else None
        return meeting is not None and person_id in {seat.person_id for seat in meeting.seats}
