"""Flash mentoring: one short chat on one topic."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import errors, topics
from bot.domain.flash import BEST, DAYS, MINUTES, Candidate
from bot.domain.people import Person, PersonId
from bot.domain.requests import Form, Purpose, Request, check_days
from bot.ports import UnitOfWork
from bot.usecases import asking, people


@dataclass(frozen=True, kw_only=True)
class FindMentors:
    """Step one: who could help with this?"""

    person_id: PersonId
    topic: str
    question: str
    minutes: int
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, kw_only=True)
class AskFlash(FindMentors):
    """Step two: ask this mentor, or (None) whoever is free first of the best."""

    mentor_id: PersonId | None = None


@dataclass(frozen=True)
class Shortlist:
    """The best mentors for a flash chat, best first, as the second step of the modal shows them.

    `sorry`: why there is none.
    """

    wanted: FindMentors
    mentors: tuple[Candidate, ...]
    sorry: errors.DomainError | None = None


def find_mentors(uow: UnitOfWork, command: FindMentors, now: datetime) -> Shortlist:
    """The three best mentors for the topic, each with the reasons."""
    requester = people.read(uow, command.person_id, now)
    _check(command, requester.today(now))
    ranked = tuple(_ranked(uow, requester, command, now))
    return Shortlist(command, ranked, None if ranked else _nobody(uow, requester, command, now))


def ask(uow: UnitOfWork, command: AskFlash, now: datetime) -> Request:
    """Ask the mentor who was chosen, or the best three at once: whoever is free first has it."""
    requester = people.read(uow, command.person_id, now)
    today = requester.today(now)
    _check(command, today)
    request = Request(
        workspace=uow.workspace,
        id=uow.new_id(),
        form=Form.FLASH,
        requester_id=requester.id,
        purpose=Purpose(topic=command.topic, why=command.question),
        minutes=command.minutes,
        asked_at=now,
        earliest=command.earliest or today,
        latest=command.latest or (command.earliest or today) + DAYS,
    )
    chosen = _chosen(uow, command, now)
    uow.requests.add(request)
    mentors = uow.people.lock(chosen)
    for mentor_id in chosen:
        asking.ask_mentor(uow, request, mentors[mentor_id], now)
    asking.tell_sent(uow, request, now, at_once=True)
    return request


def _chosen(uow: UnitOfWork, command: AskFlash, now: datetime) -> list[PersonId]:
    requester = uow.people.get(command.person_id)
    if command.mentor_id is not None:
        asking.check_may_ask(uow, requester, uow.people.get(command.mentor_id), now, command.minutes)
        return [command.mentor_id]
    ranked = _ranked(uow, requester, command, now)
    if not ranked:
        raise _nobody(uow, requester, command, now)
    free = [one.person_id for one in ranked if one.free_places]
    return free or [ranked[0].person_id]


def _ranked(uow: UnitOfWork, requester: Person, command: FindMentors, now: datetime) -> list[Candidate]:
    """The best mentors who take chats of that length."""
    return asking.rank(uow, requester, command.topic, now, minutes=command.minutes)[:BEST]


def _nobody(uow: UnitOfWork, requester: Person, command: FindMentors, now: datetime) -> errors.DomainError:
    return asking.nobody(uow, requester, command.topic, now, command.minutes)


def _check(command: FindMentors, today: date) -> None:
    if not topics.words(command.topic):
        raise errors.Missing("topic")
    if not command.question.strip():
        raise errors.Missing("question")
    if command.minutes not in MINUTES:
        raise errors.NotAChoice("minutes")
    check_days(command.earliest, command.latest, today)
