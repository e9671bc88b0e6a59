"""Ports: what the use cases need of the outside, in the domain's words. Adapters and fakes implement them.

Every repository is bound to one workspace; there is no query without it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.meetings import Meeting
from bot.domain.notices import Notice
from bot.domain.nudging import Phase, Wait
from bot.domain.outcomes import Outcome, Rating
from bot.domain.pairings import Pairing
from bot.domain.people import Person, PersonId, Profile
from bot.domain.requests import Ask, Request
from bot.domain.slots import Interval


class Clock(Protocol):
    """The time; it can be turned in the demo and the tests."""

    def now(self) -> datetime:
        """This moment, aware UTC."""
        ...


class Holidays(Protocol):
    """Public holidays by country."""

    def country_of(self, zone: str) -> str | None:
        """The ISO 3166 country of an IANA zone, or None when the zone names none."""
        ...

    def of(self, country: str | None, years: Iterable[int]) -> frozenset[date]:
        """The country's public holidays; empty for an unknown country."""
        ...


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

    def admins(self) -> list[Person]:
        """Active workspace admins."""
        ...

    def reporting_line(self, person_id: PersonId) -> frozenset[PersonId]:
        """Managers all the way up and reports all the way down, without the person; safe on a cycle."""
        ...


class Requests(Protocol):
    """Requests and their asks."""

    def add(self, request: Request) -> None:
        """Keep a new request; a second open one for the same pair is refused with AskedRecently."""
        ...

    def find(self, request_id: str) -> Request | None:
        """The request with its asks, or None."""
        ...

    def find_by_ask(self, ask_id: str) -> Request | None:
        """The request that holds this ask, or None."""
        ...

    def open_by(self, requester_id: PersonId) -> list[Request]:
        """The person's own open requests, oldest first."""
        ...

    def last_asked(self, requester_id: PersonId, since: datetime) -> Mapping[PersonId, datetime]:
        """Whom the person asked as a mentor since then, and when; withdrawn before an answer counts not."""
        ...

    def waitlist(self, mentor_id: PersonId) -> list[Ask]:
        """Waiting asks to this mentor, first come first."""
        ...

    def asked(self, person_id: PersonId) -> list[Ask]:
        """Asks to this person in state asked, oldest first."""
        ...


class Pairings(Protocol):
    """People whom a request brought together."""

    def add(self, pairing: Pairing) -> None:
        """Keep a new pairing."""
        ...

    def find(self, pairing_id: str) -> Pairing | None:
        """The pairing, or None."""
        ...

    def of(self, person_id: PersonId, *, ended_since: datetime | None = None) -> list[Pairing]:
        """The person's open pairings (and those that ended since then), newest first."""
        ...

    def mentees(self, mentor_ids: Collection[PersonId]) -> Mapping[PersonId, int]:
        """How many places of each mentor are taken by open pairings; absent means none."""
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

    def upcoming(self, person_id: PersonId, now: datetime) -> list[Meeting]:
        """The person's booked meetings that have not ended, soonest first."""
        ...


class Outcomes(Protocol):
    """What people take away."""

    def add(self, outcome: Outcome) -> None:
        """Keep a new outcome."""
        ...

    def find(self, pairing_id: str, meeting_id: str | None, author_id: PersonId) -> Outcome | None:
        """This author's own outcome of the chat, or None."""
        ...

    def about(self, pairing_ids: Collection[str]) -> list[Outcome]:
        """Outcomes of these pairings by any author: only those a reader may see may be shown."""
        ...

    def rate(self, rating: Rating) -> None:
        """Keep a rating."""
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


class Glances(Protocol):
    """What is read to be shown, and asked for so often that it should cost little.

    These are the things that the repositories have, but only to be read: a change is refused, or lost.
    """

    def person(self, person_id: PersonId) -> Person:
        """The person; UnknownPerson when the directory has not told us of them."""
        ...

    def open_pairings(self, person_id: PersonId) -> list[Pairing]:
        """The person's open pairings, newest first."""
        ...

    def pairings(self, ids: Collection[str]) -> Mapping[str, Pairing]:
        """Pairings by id; absent means there is none."""
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


@dataclass(frozen=True, kw_only=True)
class Post:
    """A notice on its way into the outbox.

    `to` is one person, or the people of a group message. `key` is unique for ever: the same key twice is
    one message. `about` names what the message speaks of ("ask:17"), so that a later post with `edits`
    set to the same name replaces it where it was posted. An unprompted notice goes to one person, whose
    week it counts against.
    """

    to: tuple[PersonId, ...]
    notice: Notice
    key: str
    send_at: datetime
    about: str | None = None
    edits: str | None = None

    def __post_init__(self) -> None:
        """Refuse what reaches nobody, and an unprompted notice to several."""
        if not self.to or (self.notice.unprompted and len(self.to) > 1):
            raise ValueError(self.key)


class Outbox(Protocol):
    """Messages on their way."""

    def put(self, post: Post) -> None:
        """Queue a message to leave after the commit; a key that was there before changes nothing."""
        ...

    def spoken_to(
        self, person_ids: Collection[PersonId], since: datetime
    ) -> Mapping[PersonId, tuple[datetime, ...]]:
        """When each person was (or will be) sent unprompted messages since then."""
        ...

    def drop(self, key_prefix: str) -> None:
        """Take back queued messages whose key starts so and which have not been sent."""
        ...


class Inbox(Protocol):
    """Deliveries that were dealt with."""

    def first_time(self, delivery_id: str, now: datetime) -> bool:
        """Record a delivery; False when it was recorded before."""
        ...

    def purge(self, before: datetime) -> int:
        """Forget deliveries recorded before then, and say how many; nobody sends those again."""
        ...


class UnitOfWork(Protocol):
    """One transaction in one workspace: committed on a clean exit, undone on any other."""

    workspace: str
    people: People
    requests: Requests
    pairings: Pairings
    meetings: Meetings
    outcomes: Outcomes
    waits: Waits
    glances: Glances
    outbox: Outbox
    inbox: Inbox
    holidays: Holidays

    @property
    def queued(self) -> bool:
        """Whether a message was put on its way: after the commit, delivery is worth waking."""
        ...

    def __enter__(self) -> "UnitOfWork":
        """Begin."""
        ...

    def __exit__(self, *exc_info: object) -> None:
        """Commit, or undo after an error."""
        ...

    def new_id(self) -> str:
        """A fresh identifier, short enough for a button's value."""
        ...


@dataclass(frozen=True)
class Posted:
    """Where a message was posted."""

    channel: str
    ts: str


@dataclass(frozen=True, kw_only=True)
class Parcel(Post):
    """A claimed message. `attempts` counts the claims that failed before this one."""

    id: int
    workspace: str
    attempts: int = 0


class Letter(StrEnum):
    """Where a message in the outbox stands."""

    QUEUED = "queued"
    SENT = "sent"
    DROPPED = "dropped"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """A message that was given up, for the operator: never what it says."""

    id: int
    workspace: str
    kind: str
    key: str
    attempts: int
    error: str
    at: datetime


class Deliveries(Protocol):
    """The outbox as delivery sees it: all workspaces, each call a transaction of its own."""

    def claim(self, now: datetime, most: int, lease: timedelta, worker: str) -> list[Parcel]:
        """Up to `most` due messages, oldest first, which nobody else gets before the lease has run out.

        At most one for each address (the same people), its oldest: messages arrive in their order, and one
        that is tried again holds back those after it.
        """
        ...

    def sent(self, parcel_id: int, posted: Posted | None, now: datetime) -> None:
        """It is said. Where may be told later, by a second call: at-most-once marks before it sends."""
        ...

    def retry(self, parcel_id: int, at: datetime, error: str) -> None:
        """Give the claim back, to be tried again then; also when it was marked before and then not said."""
        ...

    def dead(self, parcel_id: int, error: str, now: datetime) -> None:
        """Give the message up; the operator sees it."""
        ...

    def dropped(self, parcel_id: int, why: str, now: datetime) -> None:
        """It need not be said any more."""
        ...

    def posted(self, workspace: str, about: str, to: Sequence[PersonId]) -> list[Posted]:
        """Where messages about this stand before just these people, oldest first; not those replaced."""
        ...

    def replaced(self, workspace: str, about: str, to: Sequence[PersonId]) -> None:
        """What was posted to them about this has been replaced: nothing will replace it again."""
        ...

    def next_due_at(self) -> datetime | None:
        """The earliest time at which a message may be claimed, or None when none is queued."""
        ...

    def dead_letters(self, most: int = 100) -> list[DeadLetter]:
        """Messages that were given up, latest first."""
        ...

    def revive(self, parcel_id: int, now: datetime) -> bool:
        """Queue a message again that was given up, with all its attempts; False when it is not dead."""
        ...

    def counts(self) -> Mapping[Letter, int]:
        """How many messages stand where; absent means none."""
        ...


class Undeliverable(Exception):
    """This message can never arrive at its recipient; `reason` is the messenger's own word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TryLater(Exception):
    """The messenger is busy or away; try again after so many seconds."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.reason = reason


class Hold(TryLater):
    """The messenger takes nothing of this sort for now, and has certainly not said this: all of it waits."""


class Messenger(Protocol):
    """Says notices to people where they work. Raises Undeliverable or TryLater."""

    async def post(self, to: Sequence[Person], notice: Notice, *, now: datetime) -> Posted:
        """Post a notice to one person, or to several in a group message."""
        ...

    async def edit(self, at: Posted, to: Sequence[Person], notice: Notice, *, now: datetime) -> None:
        """Put a notice in the place of one that was posted."""
        ...


class Directory(Protocol):
    """Who works here, as the workspace itself knows it."""

    async def fetch(self, person_id: PersonId) -> Person | None:
        """The person as the directory describes them, or None when there is nobody of that id."""
        ...

    async def everyone(self) -> list[Person]:
        """All accounts, closed ones and apps included."""
        ...
