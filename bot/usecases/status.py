"""Status: what waits for a person, what is coming up, what they asked for."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.agreements import Agreement
from bot.domain.matching.values import Reason
from bot.domain.meetings import Meeting
from bot.domain.nudging import Phase, Wait
from bot.domain.pairings import Pairing, Part
from bot.domain.people import Person, PersonId
from bot.domain.requests import AskState, Form, Request, Role
from bot.domain.rounds import Matched
from bot.ports import UnitOfWork
from bot.usecases import places, recaps
from bot.usecases.phases import OF_MEETING
from bot.usecases.recaps import Recap

QUIET: Final = frozenset(
    {
        Phase.MEET_AGAIN,
        Phase.QUALITY,
        Phase.INACTIVE,
        Phase.STEP,
        Phase.ROUND_AHEAD,
        Phase.ENDING,
        Phase.MIDWAY,
    }
)
"""Phases that are nobody's to-do before we ask; a next step stands with its chat instead."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One thing this person has yet to do, about whom.

    For a flag these are the people of the pairing; for an introduction who asks and whom they would like to
    meet; else whom it is with.
    """

    wait_id: str
    phase: Phase
    subject_id: str
    about: tuple[PersonId, ...]
    topic: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Upcoming:
    """A booked chat."""

    meeting_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A request of one's own that is still open; a position when it is on a waitlist."""

    request_id: str
    form: Form
    topic: str
    asked: tuple[PersonId, ...]
    position: int | None = None


@dataclass(frozen=True, kw_only=True)
class Paired:
    """An open pairing; `booked` when its next chat is coming up, with `reasons` when a round made it.

    One that is not for `once` has an agreement, if its people made one, and may be planned to end.

    `across` are those on the other side: a mentor's mentees, a mentee's mentors, a peer's peers. `beside` are
    in it in the same part.
    """

    pairing_id: str
    part: Part
    across: tuple[PersonId, ...]
    topic: str
    beside: tuple[PersonId, ...] = ()
    ongoing: bool
    booked: bool = False
    reasons: tuple[Reason, ...] = ()
    once: bool = False
    agreement: Agreement | None = None
    ends_at: datetime | None = None

    @property
    def group(self) -> bool:
        """Whether there are more than two."""
        return len(self.across) + len(self.beside) > 1


@dataclass(frozen=True, kw_only=True)
class Status:
    """All that stands open for one person; `free_places` is None for whoever is no mentor."""

    person: Person
    waiting: tuple[Waiting, ...] = ()
    upcoming: tuple[Upcoming, ...] = ()
    sent: tuple[Sent, ...] = ()
    pairings: tuple[Paired, ...] = ()
    recaps: tuple[Recap, ...] = ()
    free_places: int | None = None


def read(uow: UnitOfWork, person_id: PersonId, now: datetime) -> Status:
    """What stands open for this person. Asked for more often than anything else: it only glances."""
    person = uow.glances.person(person_id)
    person.check_can_take_part()
    pairings = uow.glances.open_pairings(person.id)
    upcoming = uow.glances.upcoming(person.id, now)
    booked = {one.pairing_id for one in upcoming}
    topics = {one.id: one.topic for one in pairings}
    agreed = uow.glances.agreements([one.id for one in pairings if not one.once])
    matched = uow.rounds.by_pairings([one.id for one in pairings if one.round_id])
    return Status(
        person=person,
        waiting=tuple(_waiting(uow, person.id, pairings, now)),
        upcoming=tuple(
            Upcoming(
                meeting_id=one.id,
                with_ids=one.partners_of(person.id),
                topic=topics.get(one.pairing_id, ""),
                starts_at=one.starts_at,
                minutes=one.minutes,
            )
            for one in upcoming
        ),
        sent=tuple(_sent(uow, request) for request in uow.glances.open_requests(person.id)),
        pairings=tuple(
            _paired(one, person.id, booked, matched.get(one.id), agreed.get(one.id)) for one in pairings
        ),
        recaps=recaps.of(uow, person.id, pairings),
        free_places=max(0, person.profile.capacity - sum(person.id in one.mentors for one in pairings))
        if person.profile.mentor
        else None,
    )


def _paired(
    pairing: Pairing,
    person_id: PersonId,
    booked: Collection[str],
    matched: Matched | None,
    agreement: Agreement | None,
) -> Paired:
    return Paired(
        pairing_id=pairing.id,
        part=pairing.member(person_id).part,
        across=pairing.across(person_id),
        beside=pairing.beside(person_id),
        topic=pairing.topic,
        ongoing=pairing.ongoing,
        booked=pairing.id in booked,
        reasons=matched.match.reasons if matched else (),
        once=pairing.once,
        agreement=agreement,
        ends_at=pairing.ends_at,
    )


def _sent(uow: UnitOfWork, request: Request) -> Sent:
    waiting = next((ask for ask in request.open_asks if ask.state is AskState.WAITING), None)
    return Sent(
        request_id=request.id,
        form=request.form,
        topic=request.purpose.topic,
        asked=tuple(ask.person_id for ask in request.open_asks),
        position=places.position(uow, waiting) if waiting else None,
    )


def _waiting(
    uow: UnitOfWork, person_id: PersonId, pairings: Iterable[Pairing], now: datetime
) -> Iterator[Waiting]:
    """The person's waits whose time has begun, with whom each is about."""
    waits = [
        wait
        for wait in uow.waits.of(person_id)
        if (wait.since <= now or wait.snoozed_until is not None) and wait.phase not in QUIET
    ]
    subjects = _Subjects.of(uow, waits, pairings)
    for wait in waits:
        about, topic = subjects.about(wait)
        if about:
            yield Waiting(
                wait_id=wait.id,
                phase=wait.phase,
                subject_id=wait.subject_id,
                about=about,
                topic=topic,
                since=wait.since,
            )


def _between(request: Request, ask_id: str) -> tuple[PersonId, ...]:
    """Who asks; for an intermediary also whom they would like to meet."""
    introduces = any(ask.id == ask_id and ask.role is Role.INTERMEDIARY for ask in request.asks)
    if introduces and request.target_id is not None:
        return request.requester_id, request.target_id
    return (request.requester_id,)


@dataclass(frozen=True)
class _Subjects:
    """What several waits are about, read at once: requests by ask, meetings and pairings by id."""

    requests: Mapping[str, Request]
    meetings: Mapping[str, Meeting]
    pairings: Mapping[str, Pairing]

    @classmethod
    def of(cls, uow: UnitOfWork, waits: Collection[Wait], known: Iterable[Pairing]) -> "_Subjects":
        """The subjects of these waits, of which the known pairings are not asked for again."""
        asks = {wait.subject_id for wait in waits if wait.phase is Phase.ANSWER}
        met = {wait.subject_id for wait in waits if wait.phase in OF_MEETING}
        meetings = uow.glances.meetings(met)
        paired = {wait.subject_id for wait in waits} - asks - met
        paired |= {meeting.pairing_id for meeting in meetings.values()}
        pairings = {one.id: one for one in known}
        pairings |= uow.glances.pairings(paired - pairings.keys())
        return cls(uow.glances.asked(asks), meetings, pairings)

    def about(self, wait: Wait) -> tuple[tuple[PersonId, ...], str]:
        """Whom a wait is about, and on which topic; nobody when its subject is gone."""
        if wait.phase is Phase.ANSWER:
            request = self.requests.get(wait.subject_id)
            return (_between(request, wait.subject_id), request.purpose.topic) if request else ((), "")
        meeting = self.meetings.get(wait.subject_id)
        pairing = self.pairings.get(meeting.pairing_id if meeting else wait.subject_id)
        if pairing is None:
            return (), ""
        if wait.phase is Phase.FLAG:
            return pairing.people, ""  # an admin reads which pair stalled, never what they talk about
        return (meeting or pairing).partners_of(wait.person_id), pairing.topic
