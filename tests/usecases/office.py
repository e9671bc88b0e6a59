"""An office: people, a clock, use cases run one by one, and what each person was told."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import Engine, bindparam, select, update

from bot.domain import notices, nudging
from bot.domain.meetings import Attendance, Meeting
from bot.domain.notices import Notice
from bot.domain.nudging import Phase, Wait
from bot.domain.pairings import Fit, Pairing
from bot.domain.people import Person, PersonId
from bot.domain.requests import AskState, Request
from bot.ports import Post, UnitOfWork
from bot.transact import UseCase
from bot.usecases import flash, intros, meetings, nudges, pairings, people, requests
from storage.columns import notice_of
from storage.tables import outbox
from tests.builders import WORKSPACE, a_mentor, a_person
from tests.fakes import MONDAY, FakeHolidays

__all__ = ["MONDAY", "WORKSPACE", "Office", "Told", "a_mentor", "a_person", "at"]

C = TypeVar("C")
R = TypeVar("R")
N = TypeVar("N", bound=Notice)

HOLIDAYS = FakeHolidays({"GB": [date(2026, 4, 3), date(2026, 4, 6)], "DE": []}, {"Europe/London": "GB"})
"""London rests on Good Friday and on Easter Monday of 2026."""

_SAID = (
    update(outbox)
    .where(outbox.c.state == "queued", outbox.c.send_at <= bindparam("now", type_=outbox.c.send_at.type))
    .values(state="sent")
)
"""What delivery does meanwhile, whatever a message says."""

MOST_LOOKS = 500
"""More than happens to a handful of people in half a year."""
WEEKDAYS = {"monday": 2, "tuesday": 3, "wednesday": 4, "thursday": 5, "friday": 6, "saturday": 7, "sunday": 8}


def at(day: str, hour: int = 9, minute: int = 0, *, week: int = 0) -> datetime:
    """A moment of the first week (from Monday, 2 March 2026 on), or so many weeks later. London is on UTC."""
    return datetime(2026, 3, WEEKDAYS[day], hour, minute, tzinfo=UTC) + timedelta(weeks=week)


@dataclass(frozen=True)
class Told:
    """One message on its way."""

    to: tuple[PersonId, ...]
    notice: Notice
    at: datetime
    key: str
    state: str
    edits: str | None
    about: str | None
    unprompted: bool


class Office:
    """Runs use cases in units of work of their own, at the time its clock shows.

    Args:
        engine: where all of it is kept.
        unit_of_work: opens a unit of work in a workspace.
    """

    def __init__(self, engine: Engine, unit_of_work: Callable[[str], UnitOfWork]) -> None:
        self.engine = engine
        self.unit_of_work = unit_of_work
        self.now = MONDAY
        self.delivers = True
        self._delivered_at: datetime | None = None

    # --- people and time ---

    def hire(self, *newcomers: Person) -> None:
        """Let people in, all of them from London."""
        with self.unit_of_work(WORKSPACE) as uow:
            for person in newcomers:
                person.zone = "Europe/London" if person.zone == "Europe/Berlin" else person.zone
                uow.people.add(person)

    def wait_until(self, moment: datetime, *, looks: bool = True) -> None:
        """Let time pass; what falls due on the way is looked at when it does."""
        for _ in range(MOST_LOOKS if looks else 0):
            due = self.read(lambda uow: uow.waits.next_look_at())
            if due is None or due > moment:
                break
            self.now = max(self.now, due)
            self.look()
        else:
            assert not looks, "what was looked at stays due"
        self.now = moment

    def look(self, policy: nudging.Policy = nudging.DEFAULT_POLICY) -> int:
        """One tick of the scheduler."""
        looked = self.run(nudges.look, nudges.Look(policy=policy))
        assert not looked.failed
        return looked.due

    # --- use cases ---

    def run(self, use_case: UseCase[C, R], command: C) -> R:
        """One use case in one transaction; what was due before it has been said."""
        if self.delivers and self._delivered_at != self.now:
            with self.engine.begin() as connection:
                connection.execute(_SAID, {"now": self.now})
        with self.unit_of_work(WORKSPACE) as uow:
            result = use_case(uow, command, self.now)
        self._delivered_at = None if uow.queued else self.now
        return result

    def read(self, query: Callable[[UnitOfWork], R]) -> R:
        """What is kept."""
        with self.unit_of_work(WORKSPACE) as uow:
            return query(uow)

    def change(self, person_id: PersonId, **fields: Any) -> None:
        """Set what the directory or the person says."""
        with self.unit_of_work(WORKSPACE) as uow:
            for name, value in fields.items():
                setattr(uow.people.get(person_id), name, value)

    def intro(self, person_id: PersonId = "UANA", whom: PersonId | None = "UBEN", **fields: Any) -> Request:
        """Someone asks for an intro."""
        known = {"topic": "python packaging", "why": "I publish my first wheel"}
        return self.run(
            intros.ask, intros.AskIntro(**{**known, "person_id": person_id, "whom": whom, **fields})
        )

    def flash(
        self, person_id: PersonId = "UANA", mentor_id: PersonId | None = None, **fields: Any
    ) -> Request:
        """Someone asks for a flash chat; without a mentor, whoever is free first."""
        known = {"topic": "python packaging", "question": "How do I publish a wheel?", "minutes": 30}
        command = flash.AskFlash(**{**known, "person_id": person_id, "mentor_id": mentor_id, **fields})
        return self.run(flash.ask, command)

    def accept(self, request: Request, person_id: PersonId = "UBEN") -> requests.Accepted:
        """Whoever was asked says yes."""
        return self.run(requests.accept, self.answer(request, person_id))

    def decline(self, request: Request, person_id: PersonId = "UBEN", line: str = "") -> PersonId:
        """Whoever was asked says no."""
        return self.run(requests.decline, replace(self.answer(request, person_id), line=line))

    def answer(self, request: Request, person_id: PersonId = "UBEN") -> requests.Answer:
        """The answer of whoever was asked."""
        return requests.Answer(person_id=person_id, ask_id=self.ask_id(request, person_id))

    def pass_on(
        self, request: Request, person_id: PersonId, to_id: PersonId | None = None, line: str = ""
    ) -> PersonId:
        """Whoever was asked knows someone, or introduces."""
        ask_id = self.ask_id(request, person_id)
        return self.run(
            requests.pass_on, requests.PassOn(person_id=person_id, ask_id=ask_id, to_id=to_id, line=line)
        )

    def pair(self, mentor_id: PersonId = "UBEN", mentee_id: PersonId = "UANA", **fields: Any) -> Pairing:
        """An intro, asked for and accepted."""
        pairing = self.accept(self.intro(mentee_id, mentor_id, **fields), mentor_id).pairing
        assert pairing is not None
        return pairing

    def flash_pair(self, mentor_id: PersonId = "UBEN", mentee_id: PersonId = "UANA") -> Pairing:
        """A flash chat, asked for and accepted."""
        pairing = self.accept(self.flash(mentee_id, mentor_id), mentor_id).pairing
        assert pairing is not None
        return pairing

    def book(self, pairing: Pairing, starts_at: datetime, by: PersonId = "UANA") -> Meeting:
        """One of the two books."""
        return self.run(
            meetings.book, meetings.Book(person_id=by, pairing_id=pairing.id, starts_at=starts_at)
        )

    def check_in(self, meeting: Meeting, person_id: PersonId, answer: Attendance) -> Meeting:
        """One of the two answers "Did you meet?"."""
        return self.run(
            meetings.check_in, meetings.CheckIn(person_id=person_id, meeting_id=meeting.id, answer=answer)
        )

    def say_fit(self, pairing: Pairing, person_id: PersonId, fit: Fit) -> Pairing:
        """One of the two answers in private."""
        return self.run(
            pairings.say_fit, pairings.SayFit(person_id=person_id, pairing_id=pairing.id, fit=fit)
        )

    def ongoing_pair(self) -> Pairing:
        """Ana and Ben met on Tuesday and both want to go on; the clock shows that Tuesday's evening."""
        pairing = self.pair()
        meeting = self.book(pairing, at("tuesday", 10))
        self.now = at("tuesday", 16)
        for person_id in ("UANA", "UBEN"):
            self.check_in(meeting, person_id, Attendance.MET)
        for person_id in ("UANA", "UBEN"):
            self.say_fit(pairing, person_id, Fit.AGAIN)
        return self.pairing(pairing)

    def pause(self, person_id: PersonId, until: date | None = None) -> None:
        """Someone takes a break."""
        self.run(people.pause, people.Pause(person_id=person_id, until=until))

    # --- what is kept ---

    def ask_id(self, request: Request, person_id: PersonId) -> str:
        """The latest ask to this person."""
        return next(ask.id for ask in reversed(self.request(request).asks) if ask.person_id == person_id)

    def request(self, request: Request) -> Request:
        """The request as it stands."""
        found = self.read(lambda uow: uow.requests.find(request.id))
        assert found is not None
        return found

    def asks(self, request: Request) -> dict[PersonId, AskState]:
        """Where the question to each person stands."""
        return {ask.person_id: ask.state for ask in self.request(request).asks}

    def pairing(self, pairing: Pairing) -> Pairing:
        """The pairing as it stands."""
        found = self.read(lambda uow: uow.pairings.find(pairing.id))
        assert found is not None
        return found

    def meeting(self, meeting: Meeting) -> Meeting:
        """The meeting as it stands."""
        found = self.read(lambda uow: uow.meetings.find(meeting.id))
        assert found is not None
        return found

    def waits(self, person_id: PersonId) -> list[Wait]:
        """All that a person has yet to do."""
        return self.read(lambda uow: uow.waits.of(person_id))

    def phases(self, person_id: PersonId) -> set[Phase]:
        """What a person has yet to do."""
        return {wait.phase for wait in self.waits(person_id)}

    def wait(self, person_id: PersonId, phase: Phase) -> Wait:
        """One thing a person has yet to do."""
        return next(wait for wait in self.waits(person_id) if wait.phase is phase)

    # --- what was said ---

    def told(self, person_id: PersonId | None = None, kind: type[Notice] = Notice) -> list[Told]:
        """Messages that still stand, in the order they were queued: to this person, of this kind."""
        query = select(outbox).where(outbox.c.state != "dropped").order_by(outbox.c.id)
        with self.engine.begin() as connection:
            rows = connection.execute(query).all()
        posts = [
            Told(
                to=tuple(row.recipients),
                notice=notice_of(row.kind, row.params),
                at=row.send_at,
                key=row.key,
                state=row.state,
                edits=row.edits,
                about=row.about,
                unprompted=row.unprompted,
            )
            for row in rows
        ]
        mine = [one for one in posts if person_id is None or person_id in one.to]
        return [one for one in mine if isinstance(one.notice, kind)]

    def notices(self, person_id: PersonId, kind: type[N]) -> list[N]:
        """What the person is told of this kind, in order."""
        return [one.notice for one in self.told(person_id, kind) if isinstance(one.notice, kind)]

    def nudges(self, person_id: PersonId) -> list[tuple[type[Notice], datetime]]:
        """The unprompted messages to a person, and when."""
        return [(type(one.notice), one.at) for one in self.told(person_id, notices.Nudge)]

    def post_to_channel(self) -> Post:
        """The latest message to a channel, as delivery sees it."""
        last = [one for one in self.told() if not one.to][-1]
        return Post(channel="C", notice=last.notice, key=last.key, send_at=last.at, edits=last.edits)

    def post(self, person_id: PersonId, kind: type[Notice]) -> Post:
        """The latest message of this kind to a person, as delivery sees it."""
        last = self.told(person_id, kind)[-1]
        return Post(to=last.to, notice=last.notice, key=last.key, send_at=last.at, edits=last.edits)
