"""Glances: what is read to be shown."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Protocol

from bot.domain.agreements import Agreement
from bot.domain.meetings import Meeting
from bot.domain.outcomes import Outcome
from bot.domain.pairings import Pairing
from bot.domain.people import Person, PersonId
from bot.domain.requests import Request


class Glances(Protocol):
    """What is read to be shown, and asked for so often that it should cost little.

    These are the things that the repositories have, but only to be read: a change is refused, or lost.
    """

    def person(self, person_id: PersonId) -> Person:
        """The person; UnknownPerson when the directory has not told us of them."""
        ...

    def people(self, ids: Collection[PersonId]) -> Mapping[PersonId, Person]:
        """People by id; absent means that the directory has not told us of them."""
        ...

    def open_pairings(self, person_id: PersonId) -> list[Pairing]:
        """The person's open pairings, newest first."""
        ...

    def pairings(self, ids: Collection[str]) -> Mapping[str, Pairing]:
        """Pairings by id; absent means there is none."""
        ...

    def agreements(self, pairing_ids: Collection[str]) -> Mapping[str, Agreement]:
        """Agreements by pairing; absent means there is none."""
        ...

    def open_requests(self, requester_id: PersonId) -> list[Request]:
        """The person's own open requests, oldest first."""
        ...

    def asked(self, ask_ids: Collection[str]) -> Mapping[str, Request]:
        """The requests that hold these asks, by ask; absent means there is none."""
        ...

    def upcoming(self, person_id: PersonId, now: datetime) -> list[Meeting]:
        """The person's booked meetings that have not ended, soonest first."""
        ...

    def meetings(self, ids: Collection[str]) -> Mapping[str, Meeting]:
        """Meetings by id; absent means there is none."""
        ...

    def outcomes(self, person_id: PersonId, most: int) -> list[Outcome]:
        """Outcomes of the meetings that the person has a seat at, by any author, latest first.

        Only those that a reader may see may be shown.
        """
        ...
