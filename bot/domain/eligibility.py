"""Eligibility: whom one person may ask, and the sentence when they may not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from bot.domain import errors
from bot.domain.flash import Offer
from bot.domain.people import Kind, Person, PersonId
from bot.domain.requests import NO_REPEAT

OPEN: Final = (errors.InReportingLine, errors.IsPaused, errors.AskedRecently, errors.StillAsked)
"""Refusals whose reason the requester may know, whomever they are about."""


@dataclass(frozen=True)
class History:
    """What bars a pair: a reporting line, an open pairing or question, when each person was last asked.

    `offers`: who takes the requester's questions in a program, whatever their profile says. `apart`: whom one
    of the two would rather not meet in a program.
    """

    reporting_line: frozenset[PersonId] = frozenset()
    partners: frozenset[PersonId] = frozenset()
    open_asks: frozenset[PersonId] = frozenset()
    last_asked: Mapping[PersonId, datetime] = field(default_factory=dict)
    offers: Mapping[PersonId, Offer] = field(default_factory=dict)
    apart: frozenset[PersonId] = frozenset()


def check_account(requester: Person, other: Person) -> None:
    """Refuse oneself, apps, guests, other workspaces and closed accounts."""
    if requester.id == other.id:
        raise errors.Oneself
    check_colleague(other)


def check_colleague(other: Person, field: str = errors.WhomError.field) -> None:
    """Refuse apps, guests, other workspaces and closed accounts; Slack's menus of people leave none out.

    `field`: where they were named.
    """
    if other.kind is Kind.BOT:
        raise errors.on(field, errors.IsABot(person=other.id))
    if other.kind is Kind.GUEST:
        raise errors.on(field, errors.IsAGuest(person=other.id))
    if other.kind is Kind.FOREIGN:
        raise errors.on(field, errors.IsForeign(person=other.id))
    if not other.active:
        raise errors.on(field, errors.IsDeactivated(person=other.id))


def check_may_ask(requester: Person, other: Person, history: History, now: datetime) -> None:
    """Refuse, with the sentence to read, anyone whom this requester may not ask now."""
    check_account(requester, other)
    if other.id in history.partners:
        raise errors.AlreadyPaired(person=other.id)
    if other.id in history.reporting_line:
        raise errors.InReportingLine(person=other.id)
    # One sentence in one place for all: a block stays confidential, and so does whom somebody rather not met.
    if not takes_requests(other, history) or requester.blocks(other) or other.id in history.apart:
        raise errors.NotAMentor(person=other.id)
    if other.paused(now):
        raise errors.IsPaused(person=other.id, until=other.paused_until)
    again = may_ask_again(requester, history, other.id)
    if again is not None and requester.today(now) < again:
        raise errors.AskedRecently(person=other.id, after=again)
    if other.id in history.open_asks:
        raise errors.StillAsked(person=other.id)


def takes_requests(mentor: Person, history: History) -> bool:
    """Whether a mentor takes anybody's requests, in general or in one of the requester's programs."""
    return (mentor.profile.mentor and mentor.profile.capacity > 0) or mentor.id in history.offers


def may_ask_again(requester: Person, history: History, person_id: PersonId) -> date | None:
    """The first day, on the requester's calendar, to ask the person again; None when never asked."""
    asked = history.last_asked.get(person_id)
    return None if asked is None else requester.today(asked + NO_REPEAT)


def may_ask(requester: Person, other: Person, history: History, now: datetime) -> bool:
    """Whether this requester may ask the other person now."""
    return refusal(requester, other, history, now) is None


def refusal(requester: Person, other: Person, history: History, now: datetime) -> errors.WhomError | None:
    """Why this requester may not ask the other person now, None when they may."""
    try:
        check_may_ask(requester, other, history, now)
    except errors.WhomError as refused:
        return refused
    return None
