"""Requests: someone asks for a chat; one person after another is asked until somebody says yes.

A request holds its asks in order. An ask is one question to one person: a mentor, or an intermediary who
knows both. Asks run asked → accepted / declined / passed on / expired / released / withdrawn; a mentor with
no free place is `waiting` first.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.domain import errors
from bot.domain.forms import Form as Form
from bot.domain.people import PersonId

NO_REPEAT: Final = timedelta(weeks=12)
"""Nobody is asked twice by the same person within this (slack-sup; Icebreaker's users ask for 3 months)."""
FREE_TEXT: Final = 3000
"""Characters in one free-text answer (Slack's own ceiling for a text input)."""
LINE: Final = 500
"""Characters in a line that goes with an answer."""
FURTHEST: Final = timedelta(days=90)
"""How far ahead the days of a request may lie."""


class RequestState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class AskState(StrEnum):
    """Where the question to one person stands."""

    WAITING = "waiting"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PASSED_ON = "passed on"
    EXPIRED = "expired"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


OPEN_ASK: Final = frozenset({AskState.ASKED, AskState.WAITING})
UNANSWERED: Final = frozenset({AskState.EXPIRED, AskState.RELEASED, AskState.WITHDRAWN})
"""Ends that are not the answer of whoever was asked."""


class Role(StrEnum):
    """In which part a person is asked."""

    MENTOR = "mentor"
    INTERMEDIARY = "intermediary"


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """Why someone asks, in their own words."""

    topic: str = ""
    why: str = ""
    tried: str = ""
    time: str = ""

    def __post_init__(self) -> None:
        """Refuse what is longer than a text input holds."""
        for name in ("topic", "why", "tried", "time"):
            if len(text := getattr(self, name)) > FREE_TEXT:
                raise errors.TooLong(name, FREE_TEXT, len(text))


@dataclass(eq=False, kw_only=True)
class Ask:
    """The question to one person. `reasons` say why this person; `line` is what came with it."""

    workspace: str
    id: str
    request_id: str
    person_id: PersonId
    requester_id: PersonId
    role: Role
    state: AskState
    asked_at: datetime
    answered_at: datetime | None = None
    line: str = ""

    @property
    def open(self) -> bool:
        """Whether an answer can still come."""
        return self.state in OPEN_ASK

    def answer(self, state: AskState, now: datetime) -> None:
        """Move on from asked; whoever comes second reads that it was answered."""
        if self.state in UNANSWERED:
            raise errors.Gone
        if not self.open:
            raise errors.AlreadyAnswered
        self.state, self.answered_at = state, now


@dataclass(eq=False, kw_only=True)
class Request:
    """A wish for a chat and everyone who was asked, in order."""

    workspace: str
    id: str
    form: Form
    requester_id: PersonId
    purpose: Purpose
    minutes: int
    asked_at: datetime
    earliest: date | None = None
    latest: date | None = None
    target_id: PersonId | None = None
    state: RequestState = RequestState.ASKED
    asks: list[Ask] = field(default_factory=list)
    version: int = 0

    @property
    def open(self) -> bool:
        """Whether somebody may still say yes."""
        return self.state is RequestState.ASKED

    @property
    def open_asks(self) -> list[Ask]:
        """Whoever may still answer."""
        return [ask for ask in self.asks if ask.open]

    def ask(
        self, ask_id: str, person_id: PersonId, role: Role, now: datetime, *, waiting: bool = False
    ) -> Ask:
        """Put the question to one more person, or put it on their waitlist."""
        self.check_open()
        ask = Ask(
            workspace=self.workspace,
            id=ask_id,
            request_id=self.id,
            person_id=person_id,
            requester_id=self.requester_id,
            role=role,
            state=AskState.WAITING if waiting else AskState.ASKED,
            asked_at=now,
        )
        self.asks.append(ask)
        return ask

    def find(self, ask_id: str, person_id: PersonId) -> Ask:
        """The ask that this person was sent; anyone else is refused."""
        ask = next((ask for ask in self.asks if ask.id == ask_id), None)
        if ask is None:
            raise errors.Gone
        if ask.person_id != person_id:
            raise errors.NotYours
        return ask

    def accept(self, ask: Ask, now: datetime) -> list[Ask]:
        """One person says yes; whoever else was asked is released, and returned."""
        ask.answer(AskState.ACCEPTED, now)
        self.state = RequestState.ACCEPTED
        return self._release(now)

    def decline(self, ask: Ask, now: datetime, line: str = "") -> None:
        """One person says no, which owes no reason."""
        ask.answer(AskState.DECLINED, now)
        ask.line = line

    def pass_on(self, ask: Ask, now: datetime, line: str = "") -> None:
        """One person knows someone better placed, or an intermediary introduces."""
        ask.answer(AskState.PASSED_ON, now)
        ask.line = line

    def expire(self, ask: Ask, now: datetime) -> None:
        """No answer came in time."""
        ask.answer(AskState.EXPIRED, now)

    def release(self, ask: Ask, now: datetime) -> None:
        """One person cannot be asked after all, through nobody's fault."""
        ask.answer(AskState.RELEASED, now)

    def reopen(self, ask: Ask, now: datetime) -> None:
        """Whoever said yes cannot come after all, through nobody's fault: the wish stands again."""
        ask.state, ask.answered_at = AskState.RELEASED, now
        self.state = RequestState.ASKED

    def forget_past_days(self, today: date) -> None:
        """Days that have passed are wished for no more: a later chat is better than none."""
        if self.latest is not None and self.latest < today:
            self.earliest = self.latest = None

    def withdraw(self, person_id: PersonId, now: datetime) -> list[Ask]:
        """The requester no longer needs it; the released asks are returned."""
        if person_id != self.requester_id:
            raise errors.NotYours
        self.check_open()
        self.state = RequestState.WITHDRAWN
        return self._release(now)

    def leave_waitlists(self, now: datetime) -> list[Ask]:
        """The requester would rather not wait in line; the asks that stood there are returned."""
        waiting = [ask for ask in self.asks if ask.state is AskState.WAITING]
        for ask in waiting:
            ask.answer(AskState.WITHDRAWN, now)
        return waiting

    def close(self) -> RequestState:
        """End a request that nobody is left to answer, as its last ask ended; any other stays as it is."""
        if not self.open or self.open_asks:
            return self.state
        last = self.asks[-1].state if self.asks else AskState.EXPIRED
        self.state = RequestState.DECLINED if last is AskState.DECLINED else RequestState.EXPIRED
        return self.state

    def check_open(self) -> None:
        """Refuse what comes after the end."""
        if not self.open:
            raise errors.Gone

    def _release(self, now: datetime) -> list[Ask]:
        released = self.open_asks
        for ask in released:
            ask.answer(AskState.WITHDRAWN, now)
        return released


def check_days(earliest: date | None, latest: date | None, today: date) -> None:
    """Refuse days that have passed, lie in the wrong order or too far ahead: both at once, if both do."""
    errors.refuse(filter(None, (_wrong_start(earliest, today), _wrong_end(earliest, latest, today))))


def _wrong_start(earliest: date | None, today: date) -> errors.DomainError | None:
    if earliest is None or today <= earliest <= today + FURTHEST:
        return None
    if earliest < today:
        return errors.DayInThePast()
    return errors.on("earliest", errors.TooFarAhead(days=FURTHEST.days))


def _wrong_end(earliest: date | None, latest: date | None, today: date) -> errors.DomainError | None:
    if latest is None:
        return None
    if latest < today:
        return errors.on("latest", errors.DayInThePast())
    if earliest is not None and latest < earliest:
        return errors.EndBeforeStart()
    return errors.TooFarAhead(days=FURTHEST.days) if latest > today + FURTHEST else None
