"""Storage in memory: the ports of the repositories, over dictionaries."""

import itertools
import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from bot import ports
from bot.domain import topics
from bot.domain.agreements import Agreement
from bot.domain.enrolments import Enrolment, Wishes
from bot.domain.errors import Gone, UnknownPerson
from bot.domain.meetings import Meeting, Seat
from bot.domain.nudging import Phase, Wait
from bot.domain.outcomes import Outcome, Rating
from bot.domain.pairings import Member, Pairing
from bot.domain.people import Entry, Kind, Person, PersonId, Profile
from bot.domain.programs import Program
from bot.domain.reporting import Managers, chain
from bot.domain.requests import Ask, AskState, Request, Role
from bot.domain.reviews import Review
from bot.domain.rounds import Matched, Round
from bot.domain.slots import Interval
from bot.ports import Post
from tests.fake_rounds import FakeRounds

T = TypeVar("T")


CHANGING = (
    Person,
    Request,
    Ask,
    Pairing,
    Member,
    Agreement,
    Meeting,
    Seat,
    Outcome,
    Review,
    Wait,
    Program,
    Enrolment,
    Round,
    Matched,
)


def copy_of(thing: T) -> T:
    """A copy that shares nothing that can change. Frozen values are shared; naive datetimes are refused."""
    if isinstance(thing, datetime) and thing.tzinfo is None:
        raise ValueError(f"{thing} names no moment")
    if isinstance(thing, list):
        return cast("T", [copy_of(one) for one in thing])
    if isinstance(thing, CHANGING):
        return type(thing)(**{one.name: copy_of(getattr(thing, one.name)) for one in fields(thing)})
    return thing


class Shelf(Generic[T]):
    """What is kept of one kind, by key: copies, so that a change counts only once it is put back."""

    def __init__(self) -> None:
        self._kept: dict[str, T] = {}

    def lend(self) -> "Loan[T]":
        return Loan(self._kept)

    def take_back(self, loan: "Loan[T]") -> None:
        # Copied first: what cannot be kept is refused before anything is changed.
        changed = {key: copy_of(one) for key, one in loan.touched.items()}
        for key in loan.gone:
            self._kept.pop(key, None)
        self._kept.update(changed)


def _changed_back(thing: T, as_it_was: T) -> T:
    if isinstance(thing, CHANGING):
        for one in fields(thing):
            setattr(thing, one.name, getattr(as_it_was, one.name))
    return thing


class Loan(Generic[T]):
    """A transaction's view of a shelf: each thing is copied when it is first handed out."""

    def __init__(self, kept: Mapping[str, T]) -> None:
        self._kept = kept
        self.touched: dict[str, T] = {}
        self.gone: set[str] = set()

    def put(self, key: str, one: T) -> None:
        self.gone.discard(key)
        self.touched[key] = one

    def get(self, key: str) -> T | None:
        if key not in self.touched and key in self._kept and key not in self.gone:
            self.touched[key] = copy_of(self._kept[key])
        return self.touched.get(key)

    def remember(self) -> Callable[[], None]:
        """Returns what makes everything what it is now; things that were handed out change back in place."""
        then, gone = {key: (one, copy_of(one)) for key, one in self.touched.items()}, set(self.gone)

        def undo() -> None:
            self.gone = gone
            self.touched = {key: _changed_back(one, as_it_was) for key, (one, as_it_was) in then.items()}

        return undo

    def remove(self, key: str) -> None:
        self.touched.pop(key, None)
        self.gone.add(key)

    def where(self, wanted: Callable[[T], bool]) -> list[T]:
        """The things themselves, to be changed; in the order in which they were put."""
        return [self.touched.get(key) or self._fetch(key) for key, one in self._view() if wanted(one)]

    def keys(self, wanted: Callable[[T], bool]) -> list[str]:
        return [key for key, one in self._view() if wanted(one)]

    def _view(self) -> Iterator[tuple[str, T]]:
        for key in list(dict.fromkeys(itertools.chain(self._kept, self.touched))):
            if key not in self.gone:
                yield key, self.touched.get(key) or self._kept[key]

    def _fetch(self, key: str) -> T:
        self.touched[key] = copy_of(self._kept[key])
        return self.touched[key]


KINDS = (
    "people",
    "requests",
    "pairings",
    "agreements",
    "programs",
    "enrolments",
    "rounds",
    "matches",
    "meetings",
    "outcomes",
    "reviews",
    "ratings",
    "waits",
    "posts",
    "seen",
    "turns",
)


class FakeStore:
    """All workspaces. One transaction at a time."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._shelves: dict[str, dict[str, Shelf[Any]]] = {}
        self._numbers = itertools.count(1)

    def of(self, workspace: str) -> dict[str, Shelf[Any]]:
        """The workspace's shelves."""
        return self._shelves.setdefault(workspace, {kind: Shelf() for kind in KINDS})

    def new_id(self) -> str:
        return f"id{next(self._numbers)}"

    def posts(self, workspace: str) -> list[Post]:
        """What was put on its way, in order: what a test of a use case looks at."""
        return self.of(workspace)["posts"].lend().where(lambda _: True)


class FakePeople:
    def __init__(self, shelf: Loan[Person]) -> None:
        self._shelf = shelf

    def add(self, person: Person) -> None:
        self._shelf.put(person.id, person)

    def find(self, person_id: PersonId) -> Person | None:
        return self._shelf.get(person_id)

    def get(self, person_id: PersonId) -> Person:
        person = self.find(person_id)
        if person is None:
            raise UnknownPerson(person_id)
        return person

    def several(self, person_ids: Iterable[PersonId]) -> Mapping[PersonId, Person]:
        return {one: person for one in person_ids if (person := self.find(one))}

    def lock(self, person_ids: Iterable[PersonId]) -> dict[PersonId, Person]:
        return {person_id: self.get(person_id) for person_id in sorted(set(person_ids))}

    def save_profile(self, person: Person, profile: Profile) -> None:
        person.profile = profile

    def mentors_on(self, topic: str) -> list[Person]:
        return self._sorted(
            lambda one: (
                one.active
                and one.kind is Kind.MEMBER
                and one.profile.mentor
                and bool(topics.shared(topic, one.profile.offers))
            )
        )

    def everyone(self) -> list[Person]:
        return self._sorted(lambda _: True)

    def directory(self) -> list[Entry]:
        names = [one.name for one in fields(Entry)]
        return [Entry(**{name: getattr(one, name) for name in names}) for one in self.everyone()]

    def place(self, entries: Sequence[Entry]) -> None:
        for entry in entries:
            for name in {one.name for one in fields(Entry)} - {"id", "email", "active"}:
                setattr(self.get(entry.id), name, getattr(entry, name))

    def admins(self) -> list[Person]:
        return self._sorted(lambda one: one.admin and one.active)

    def reporting_line(self, person_id: PersonId) -> frozenset[PersonId]:
        managers = {
            one.id: one.manager_id for one in self._shelf.where(lambda one: one.manager_id is not None)
        }
        line: set[PersonId] = set()
        above = managers.get(person_id)
        while above is not None and above not in line:
            line.add(above)
            above = managers.get(above)
        below = {person_id}
        while more := {one for one, manager in managers.items() if manager in below} - below:
            below |= more
        return frozenset(line | below) - {person_id}

    def managers_of(self, person_ids: Collection[PersonId]) -> Managers:
        managers = {one.id: one.manager_id for one in self.everyone()}
        found = {one for person_id in person_ids for one in (person_id, *chain(person_id, managers))}
        return {one: managers[one] for one in found if one in managers}

    def hold(self, person_ids: Collection[PersonId]) -> None:
        """One unit of work at a time: nobody else is at them."""

    def _sorted(self, wanted: Callable[[Person], bool]) -> list[Person]:
        return sorted(self._shelf.where(wanted), key=lambda one: one.id)


class FakeRequests:
    def __init__(self, shelf: Loan[Request]) -> None:
        self._shelf = shelf

    def add(self, request: Request) -> None:
        self._shelf.put(request.id, request)

    def check(self) -> None:
        """What the database's index refuses at the commit: two open asks of one pair."""
        seen: set[tuple[PersonId, PersonId]] = set()
        for ask in self._asks(lambda one: one.open):
            if self._pair(ask) in seen:
                raise ports.Overtaken
            seen.add(self._pair(ask))

    def find(self, request_id: str) -> Request | None:
        return self._shelf.get(request_id)

    def find_by_ask(self, ask_id: str) -> Request | None:
        found = self._shelf.where(lambda one: any(ask.id == ask_id for ask in one.asks))
        return found[0] if found else None

    def by_asks(self, ask_ids: Collection[str]) -> Mapping[str, Request]:
        return {one: found for one in ask_ids if (found := self.find_by_ask(one))}

    def open_by(self, requester_id: PersonId) -> list[Request]:
        found = self._shelf.where(lambda one: one.open and one.requester_id == requester_id)
        return sorted(found, key=lambda one: (one.asked_at, one.id))

    def last_asked(self, requester_id: PersonId, since: datetime) -> Mapping[PersonId, datetime]:
        asked = self._asks(
            lambda one: (
                one.requester_id == requester_id
                and one.role is Role.MENTOR
                and one.state not in (AskState.WITHDRAWN, AskState.RELEASED)
                and one.asked_at >= since
            )
        )
        return {one.person_id: one.asked_at for one in asked}

    def waitlist(self, mentor_id: PersonId) -> list[Ask]:
        return self._asks(lambda one: one.person_id == mentor_id and one.state is AskState.WAITING)

    def open_with(self, person_ids: Collection[PersonId]) -> list[Request]:
        def wanted(one: Request) -> bool:
            asked = {ask.person_id for ask in one.open_asks}
            return one.open and not asked.union({one.requester_id, one.target_id}).isdisjoint(person_ids)

        return sorted(self._shelf.where(wanted), key=lambda one: (one.asked_at, one.id))

    def asked(self, person_id: PersonId) -> list[Ask]:
        return self._asks(lambda one: one.person_id == person_id and one.state is AskState.ASKED)

    def _asks(self, wanted: Callable[[Ask], bool]) -> list[Ask]:
        holding = self._shelf.where(lambda one: any(map(wanted, one.asks)))
        found = [ask for request in holding for ask in request.asks if wanted(ask)]
        return sorted(found, key=lambda one: (one.asked_at, one.id))

    @staticmethod
    def _pair(ask: Ask) -> tuple[PersonId, PersonId]:
        return ask.requester_id, ask.person_id


class FakePairings:
    def __init__(self, shelf: Loan[Pairing]) -> None:
        self._shelf = shelf

    def add(self, pairing: Pairing) -> None:
        self._shelf.put(pairing.id, pairing)

    def find(self, pairing_id: str) -> Pairing | None:
        return self._shelf.get(pairing_id)

    def of(self, person_id: PersonId, *, ended_since: datetime | None = None) -> list[Pairing]:
        def wanted(one: Pairing) -> bool:
            own = [member.left_at for member in one.members if member.person_id == person_id]
            return any(at is None or (ended_since is not None and at >= ended_since) for at in own)

        found = sorted(self._shelf.where(wanted), key=lambda one: one.id)
        return sorted(found, key=lambda one: one.opened_at, reverse=True)

    def of_program(self, program_id: str) -> list[Pairing]:
        found = self._shelf.where(lambda one: one.open and one.program_id == program_id)
        return sorted(found, key=lambda one: (one.opened_at, one.id))

    def together_since(self, since: datetime) -> list[Mapping[PersonId, datetime | None]]:
        found = (_until(one) for one in self._shelf.where(lambda _: True))
        lately = ({who: at for who, at in one.items() if at is None or at >= since} for one in found)
        return [one for one in lately if one]

    def lasting_with(self, person_ids: Collection[PersonId]) -> Mapping[str, tuple[PersonId, ...]]:
        lasting = self._shelf.where(lambda one: one.open and not one.once)
        return {one.id: tuple(one.people) for one in lasting if not set(one.people).isdisjoint(person_ids)}

    def places_taken(self, mentor_ids: Collection[PersonId]) -> Mapping[PersonId, int]:
        mentors = [one for pairing in self._shelf.where(lambda one: one.open) for one in pairing.mentors]
        return Counter(one for one in mentors if one in mentor_ids)


def _until(pairing: Pairing) -> dict[PersonId, datetime | None]:
    """When it was over for each, or began where they met once."""
    return {one.person_id: pairing.opened_at if pairing.once else one.left_at for one in pairing.members}


class FakeAgreements:
    def __init__(self, shelf: Loan[Agreement]) -> None:
        self._shelf = shelf

    def add(self, agreement: Agreement) -> None:
        if self._shelf.get(agreement.pairing_id) is not None:
            raise ports.Overtaken
        self._shelf.put(agreement.pairing_id, agreement)

    def find(self, pairing_id: str) -> Agreement | None:
        return self._shelf.get(pairing_id)

    def several(self, pairing_ids: Collection[str]) -> Mapping[str, Agreement]:
        return {one: found for one in pairing_ids if (found := self.find(one))}


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


class FakePrograms:
    def __init__(self, shelf: Loan[Program]) -> None:
        self._shelf = shelf

    def add(self, program: Program) -> None:
        self._shelf.put(program.id, program)

    def find(self, program_id: str) -> Program | None:
        return self._shelf.get(program_id)

    def get(self, program_id: str) -> Program:
        program = self.find(program_id)
        if program is None:
            raise Gone
        return program

    def lock(self, program_id: str) -> Program:
        return self.get(program_id)

    def several(self, program_ids: Collection[str]) -> Mapping[str, Program]:
        return {one: program for one in program_ids if (program := self.find(one))}

    def open(self, channel_id: str | None = None) -> list[Program]:
        found = self._shelf.where(lambda one: one.open and channel_id in (None, one.channel_id))
        return sorted(found, key=lambda one: (one.created_at, one.id))

    def closed(self, since: datetime) -> list[Program]:
        found = self._shelf.where(lambda one: one.closed_at is not None and one.closed_at >= since)
        return sorted(found, key=lambda one: (one.closed_at, one.id), reverse=True)

    def claim_due(self, now: datetime, most: int) -> list[Program]:
        return [one for one in self._looked_at() if one.next_look_at and one.next_look_at <= now][:most]

    def next_look_at(self) -> datetime | None:
        return next((one.next_look_at for one in self._looked_at()), None)

    def _looked_at(self) -> list[Program]:
        found = self._shelf.where(lambda one: one.next_look_at is not None)
        return sorted(found, key=lambda one: (one.next_look_at, one.id))


class FakeEnrolments:
    def __init__(self, shelf: Loan[Enrolment]) -> None:
        self._shelf = shelf

    def add(self, enrolment: Enrolment) -> None:
        self._shelf.put(enrolment.id, enrolment)

    def add_all(self, enrolments: Collection[Enrolment]) -> None:
        for one in enrolments:
            self.add(one)

    def check(self) -> None:
        """What the database's constraint refuses at the commit: a second enrolment of the same two."""
        seen = [(one.program_id, one.person_id) for one in self._shelf.where(lambda _: True)]
        if len(seen) != len(set(seen)):
            raise ports.Overtaken

    def save_wishes(self, enrolment: Enrolment, wishes: Wishes) -> None:
        enrolment.wishes = wishes

    def offering(self, program_ids: Collection[str], topic: str) -> list[Enrolment]:
        everyone = (one for program_id in program_ids for one in self.active(program_id))
        near = (one for one in everyone if one.wishes.mentors and topics.shared(topic, one.wishes.offers))
        return sorted(near, key=lambda one: one.person_id)

    def find(self, program_id: str, person_id: PersonId) -> Enrolment | None:
        found = self._shelf.where(lambda one: (one.program_id, one.person_id) == (program_id, person_id))
        return found[0] if found else None

    def active(self, program_id: str) -> list[Enrolment]:
        return [one for one in self.everyone(program_id) if one.active]

    def everyone(self, program_id: str) -> list[Enrolment]:
        found = self._shelf.where(lambda one: one.program_id == program_id)
        return sorted(found, key=lambda one: one.person_id)

    def between(self, program_ids: Collection[str], person_ids: Collection[PersonId]) -> list[Enrolment]:
        found = self._shelf.where(
            lambda one: one.active and one.program_id in program_ids and one.person_id in person_ids
        )
        return sorted(found, key=lambda one: one.person_id)

    def of_person(self, person_id: PersonId) -> list[Enrolment]:
        found = self._shelf.where(lambda one: one.active and one.person_id == person_id)
        return sorted(found, key=lambda one: (one.joined_at, one.id))

    def counts(self, program_ids: Collection[str]) -> Mapping[str, int]:
        return {one: count for one in program_ids if (count := len(self.active(one)))}


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


class FakeOutbox:
    def __init__(self, shelf: Loan[Post]) -> None:
        self._shelf = shelf
        self.touched = False

    def put(self, post: Post) -> None:
        copy_of(post.send_at)
        if self._shelf.get(post.key) is None:
            self._shelf.put(post.key, post)
            self.touched = True

    def spoken_to(
        self, person_ids: Collection[PersonId], since: datetime
    ) -> Mapping[PersonId, tuple[datetime, ...]]:
        spoken: dict[PersonId, tuple[datetime, ...]] = {}
        found = self._shelf.where(lambda one: one.notice.unprompted and one.send_at >= since)
        for post in sorted(found, key=lambda one: one.send_at):
            for person_id in post.to:
                if person_id in person_ids:
                    spoken[person_id] = (*spoken.get(person_id, ()), post.send_at)
        return spoken

    def forget(self, words_before: datetime, before: datetime, most: int) -> int:
        """What is kept here counts as said when it was due; its words are not looked at again."""
        old = self._shelf.keys(lambda one: one.send_at < before)[:most]
        for key in old:
            self._shelf.remove(key)
        return len(old)

    def drop(self, key_prefix: str) -> int:
        queued = self._shelf.keys(lambda one: one.key.startswith(key_prefix))
        for key in queued:
            self._shelf.remove(key)
        return len(queued)


class FakeInbox:
    def __init__(self, shelf: Loan[datetime]) -> None:
        self._shelf = shelf

    def first_time(self, delivery_id: str, now: datetime) -> bool:
        if self._shelf.get(delivery_id) is not None:
            return False
        self._shelf.put(delivery_id, now)
        return True

    def purge(self, before: datetime) -> int:
        old = self._shelf.keys(lambda seen_at: seen_at < before)
        for key in old:
            self._shelf.remove(key)
        return len(old)


class FakeTurns:
    def __init__(self, shelf: Loan[tuple[str, datetime, int]]) -> None:
        self._shelf = shelf

    def take(self, what: str, stretch: int, holder: str, until: datetime, now: datetime) -> bool:
        holds, held_until, done = self._shelf.get(what) or (holder, now, -1)
        if done >= stretch or (held_until > now and holds != holder):
            return False
        self._shelf.put(what, (holder, until, done))
        return True

    def keep(self, what: str, holder: str, until: datetime) -> bool:
        holds, _, done = self._shelf.get(what) or ("", until, -1)
        if holds == holder:
            self._shelf.put(what, (holder, until, done))
        return holds == holder

    def finish(self, what: str, stretch: int, holder: str) -> None:
        known = self._shelf.get(what)
        if known is not None and known[0] == holder and known[2] < stretch:
            self._shelf.put(what, (*known[:2], stretch))


class FakeUnitOfWork:
    """`ports.UnitOfWork` in memory."""

    people: ports.People
    requests: ports.Requests
    pairings: ports.Pairings
    meetings: ports.Meetings
    agreements: ports.Agreements
    outcomes: ports.Outcomes
    reviews: ports.Reviews
    programs: ports.Programs
    enrolments: ports.Enrolments
    rounds: ports.Rounds
    waits: ports.Waits
    glances: ports.Glances
    outbox: ports.Outbox
    inbox: ports.Inbox
    turns: ports.Turns
    holidays: ports.Holidays

    def __init__(self, workspace: str, store: FakeStore, holidays: ports.Holidays) -> None:
        self.workspace = workspace
        self.store = store
        self.holidays = holidays

    def __enter__(self) -> "FakeUnitOfWork":
        self.store.lock.acquire()
        loans = {kind: shelf.lend() for kind, shelf in self.store.of(self.workspace).items()}
        self._loans = loans
        self.people = FakePeople(loans["people"])
        self.requests = self._requests = FakeRequests(loans["requests"])
        self.pairings = FakePairings(loans["pairings"])
        self.meetings = FakeMeetings(loans["meetings"])
        self.agreements = FakeAgreements(loans["agreements"])
        self.outcomes = FakeOutcomes(loans["outcomes"], loans["ratings"])
        self.reviews = FakeReviews(loans["reviews"])
        self.programs = FakePrograms(loans["programs"])
        self.enrolments = self._enrolments = FakeEnrolments(loans["enrolments"])
        self.rounds = self._rounds = FakeRounds(loans["rounds"], loans["matches"])
        self.waits = FakeWaits(loans["waits"])
        self.glances = FakeGlances(loans)
        self.outbox = self._outbox = FakeOutbox(loans["posts"])
        self.inbox = FakeInbox(loans["seen"])
        self.turns = FakeTurns(loans["turns"])
        return self

    def __exit__(self, *exc_info: object) -> None:
        try:
            if exc_info[1] is None:
                self._requests.check()
                self._enrolments.check()
                self._rounds.check()
                for name, loan in self._loans.items():
                    self.store.of(self.workspace)[name].take_back(loan)
        finally:
            self.store.lock.release()

    @property
    def queued(self) -> bool:
        return self._outbox.touched

    def attempt(self, deed: Callable[[], object]) -> Exception | None:
        undo = [loan.remember() for loan in self._loans.values()]
        try:
            deed()
        except Exception as error:  # noqa: BLE001  # the caller is told
            for one in undo:
                one()
            return error
        return None

    def new_id(self) -> str:
        return self.store.new_id()
