"""Repositories: what is remembered, in the domain's words.

Every repository is bound to one workspace; there is no query without it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.meetings import Meeting
from bot.domain.nudging import Phase, Wait
from bot.domain.outcomes import Outcome, Rating
from bot.domain.pairings import Pairing
from bot.domain.people import Entry, Person, PersonId, Profile
from bot.domain.reporting import Managers
from bot.domain.requests import Ask, Request
from bot.domain.slots import Interval


class People(Protocol):
    """Who works here."""

    def add(self, person: Person) -> None:
        """Keep a new person, with what they offer findable."""
        ...

    def find(self, person_id: PersonId) -> Person | None:
        """The person, or None."""
        ...

    def get(self, person_id: PersonId) -> Person:
        """The person; UnknownPerson when the directory has not told us of them."""
        ...

    def several(self, person_ids: Iterable[PersonId]) -> Mapping[PersonId, Person]:
        """Those of them whom we know, by id."""
        ...

    def lock(self, person_ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        """The people, locked in id order until the transaction ends; UnknownPerson as in `get`."""
        ...

    def save_profile(self, person: Person, profile: Profile) -> None:
        """Replace what the person says of themselves, and what they can be found by."""
        ...

    def mentors_on(self, topic: str) -> list[Person]:
        """Active members who opted in as mentors and offer a topic that shares a word with this one."""
        ...

    def everyone(self) -> list[Person]:
        """All people we know of, those who left and apps included."""
        ...

    def directory(self) -> list[Entry]:
        """The same people, each only as far as their place in the company goes."""
        ...

    def place(self, entries: Sequence[Entry]) -> None:
        """Write these people's places: all that an entry says but the address and whether it is active.

        Call it before one of them is handed out in the same transaction.
        """
        ...

    def admins(self) -> list[Person]:
        """Active workspace admins."""
        ...

    def reporting_line(self, person_id: PersonId) -> frozenset[PersonId]:
        """Managers all the way up and reports all the way down, without the person; safe on a cycle."""
        ...

    def managers_of(self, person_ids: Collection[PersonId]) -> Managers:
        """The managers of these people, of their managers and so on: nobody else's; safe on a cycle."""
        ...

    def hold(self, person_ids: Collection[PersonId]) -> None:
        """Lock people, in id order, until the transaction ends, without reading them: they may be many."""
        ...


class Requests(Protocol):
    """Requests and their asks."""

    def add(self, request: Request) -> None:
        """Keep a new request. A pair's second open ask is Overtaken, at the latest by the commit."""
        ...

    def find(self, request_id: str) -> Request | None:
        """The request with its asks, or None."""
        ...

    def find_by_ask(self, ask_id: str) -> Request | None:
        """The request that holds this ask, or None."""
        ...

    def by_asks(self, ask_ids: Collection[str]) -> Mapping[str, Request]:
        """The requests that hold these asks, by ask; absent means there is none."""
        ...

    def open_by(self, requester_id: PersonId) -> list[Request]:
        """The person's own open requests, oldest first."""
        ...

    def last_asked(self, requester_id: PersonId, since: datetime) -> Mapping[PersonId, datetime]:
        """Whom the person asked as a mentor since then, and when; withdrawn or released counts not."""
        ...

    def waitlist(self, mentor_id: PersonId) -> list[Ask]:
        """Waiting asks to this mentor, first come first."""
        ...

    def open_with(self, person_ids: Collection[PersonId]) -> list[Request]:
        """Open requests of these people, to them, or of somebody who would meet them by it, oldest first."""
        ...

    def asked(self, person_id: PersonId) -> list[Ask]:
        """Asks to this person in state asked, oldest first."""
        ...


class Pairings(Protocol):
    """People who were brought together."""

    def add(self, pairing: Pairing) -> None:
        """Keep a new pairing."""
        ...

    def find(self, pairing_id: str) -> Pairing | None:
        """The pairing, or None."""
        ...

    def of(self, person_id: PersonId, *, ended_since: datetime | None = None) -> list[Pairing]:
        """The person's open pairings (and those that were over for them since then), newest first."""
        ...

    def of_program(self, program_id: str) -> list[Pairing]:
        """The open pairings that the program's rounds brought together, oldest first."""
        ...

    def together_since(self, since: datetime) -> list[Mapping[PersonId, datetime | None]]:
        """Everyone who was brought together and had not parted before then, each with when that was.

        People who meet once count from their beginning, others until it was over for them; None: it is not.
        """
        ...

    def lasting_with(self, person_ids: Collection[PersonId]) -> Mapping[str, tuple[PersonId, ...]]:
        """Open pairings for more than one chat that these people are in: who is in each, by pairing."""
        ...

    def places_taken(self, mentor_ids: Collection[PersonId]) -> Mapping[PersonId, int]:
        """How many places of each mentor are taken: one by each open pairing; absent means none."""
        ...


class Meetings(Protocol):
    """Booked chats."""

    def add(self, meeting: Meeting) -> None:
        """Keep a new meeting."""
        ...

    def find(self, meeting_id: str) -> Meeting | None:
        """The meeting with its seats, or None."""
        ...

    def of_pairing(self, pairing_id: str) -> list[Meeting]:
        """The pairing's meetings, cancelled ones included, latest start first."""
        ...

    def of_pairings(self, pairing_ids: Collection[str]) -> list[Meeting]:
        """The same for several pairings."""
        ...

    def busy(self, person_id: PersonId, since: datetime) -> tuple[Interval, ...]:
        """When the person is booked from then on, in order."""
        ...


class Outcomes(Protocol):
    """What people take away."""

    def add(self, outcome: Outcome) -> None:
        """Keep a new outcome."""
        ...

    def find(self, pairing_id: str, meeting_id: str | None, author_id: PersonId) -> Outcome | None:
        """This author's own outcome of the chat, or None."""
        ...

    def by_id(self, outcome_id: str) -> Outcome | None:
        """The outcome, or None."""
        ...

    def about(self, pairing_ids: Collection[str]) -> list[Outcome]:
        """Outcomes of these pairings by any author: only those a reader may see may be shown."""
        ...

    def rate(self, rating: Rating, *, replacing_since: datetime) -> None:
        """Keep a rating in the place of those that the person gave the pairing since then."""
        ...


class Waits(Protocol):
    """What people have yet to do: one row per person, phase and subject."""

    def add(self, wait: Wait) -> None:
        """Keep a wait; where the person has the same one already, that stays as it is."""
        ...

    def find(self, wait_id: str) -> Wait | None:
        """The wait, or None when it is done."""
        ...

    def of(self, person_id: PersonId) -> list[Wait]:
        """All that the person has yet to do, oldest first."""
        ...

    def close(
        self, subject_id: str, phases: Collection[Phase] = (), person_id: PersonId | None = None
    ) -> None:
        """Forget what waits on this subject (in these phases, for this person, where given)."""
        ...

    def claim_due(self, now: datetime, most: int) -> list[Wait]:
        """Up to `most` waits whose look has come, oldest first, locked from other claims until commit."""
        ...

    def next_look_at(self) -> datetime | None:
        """The earliest look of all waits, or None."""
        ...


class Turns(Protocol):
    """What is due once in each stretch of time, done by one of all processes."""

    def take(self, what: str, stretch: int, holder: str, until: datetime, now: datetime) -> bool:
        """Take a turn; False when it is done for this stretch, or somebody else still holds it."""
        ...

    def keep(self, what: str, holder: str, until: datetime) -> bool:
        """Hold it for longer; False when somebody else has taken it since."""
        ...

    def finish(self, what: str, stretch: int, holder: str) -> None:
        """It is done for this stretch; nothing when somebody else has taken it since."""
        ...


class Inbox(Protocol):
    """Deliveries that were dealt with."""

    def first_time(self, delivery_id: str, now: datetime) -> bool:
        """Record a delivery; False when it was recorded before."""
        ...

    def purge(self, before: datetime) -> int:
        """Forget deliveries recorded before then, and say how many; nobody sends those again."""
        ...
