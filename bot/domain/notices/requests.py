"""Notices about requests: to whoever is asked, and to whoever asks."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.notices.kinds import Notice, Nudge
from bot.domain.people import PersonId
from bot.domain.requests import AskState, Form, Purpose


@dataclass(frozen=True, kw_only=True)
class Asked(Notice):
    """To a mentor: someone would like a chat.

    `earliest` and `latest` are days that the requester named. `line` came from `via_id`: whoever introduces
    the two, or (`suggested`) a mentor who thought of this one.
    """

    ask_id: str
    form: Form
    requester_id: PersonId
    purpose: Purpose
    minutes: int
    earliest: date | None = None
    latest: date | None = None
    via_id: PersonId | None = None
    line: str = ""
    suggested: bool = False


@dataclass(frozen=True, kw_only=True)
class AskedToIntroduce(Notice):
    """To an intermediary: would you introduce the requester to the target?"""

    ask_id: str
    requester_id: PersonId
    target_id: PersonId
    purpose: Purpose


@dataclass(frozen=True, kw_only=True)
class AskSettled(Notice):
    """In place of the question, once it was answered, withdrawn or has run out.

    `introduced` when it was an intermediary who passed it on.
    """

    ask_id: str
    requester_id: PersonId
    topic: str
    state: AskState
    to_id: PersonId | None = None
    introduced: bool = False


@dataclass(frozen=True, kw_only=True)
class RequestSent(Notice):
    """Who was asked, or on whose waitlist it is and where; with a button to withdraw.

    It is `later` when somebody is asked only in their working hours. Nobody takes the place of whoever was
    `named`. `free_id` might be asked instead of waiting.
    Who asks during a break of their own is `back_on` a day, and may come back before.
    """

    request_id: str
    topic: str
    asked_ids: tuple[PersonId, ...]
    through: bool = False
    position: int | None = None
    named: bool = False
    free_id: PersonId | None = None
    back_on: date | None = None
    later: bool = False


@dataclass(frozen=True, kw_only=True)
class RequestMovedOn(Notice):
    """Somebody could not (or did not answer in time): who was asked next, or who might be asked."""

    request_id: str
    topic: str
    from_id: PersonId
    because: AskState
    line: str = ""
    next_id: PersonId | None = None
    suggested_id: PersonId | None = None
    position: int | None = None


@dataclass(frozen=True, kw_only=True)
class RequestSettled(Notice):
    """In place of "sent", once the request has ended."""

    request_id: str
    topic: str
    accepted_by: PersonId | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerNudge(Nudge):
    """Someone still waits for this person's answer."""

    ask_id: str
    requester_id: PersonId
    topic: str
    introduce_to: PersonId | None = None
    slots: tuple[datetime, ...] = ()
