"""Reviews: at the end of what lasted, each looks back on their own."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain import errors, notices
from bot.domain.nudging import Phase
from bot.domain.outcomes import ONE_ASKING, Rating
from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from bot.domain.reviews import Answers, Review, check_reviewable
from bot.ports import UnitOfWork
from bot.usecases.reaching import say_in_hours, settle_nudge


@dataclass(frozen=True, kw_only=True)
class Look:
    """One of them opens the form."""

    person_id: PersonId
    pairing_id: str


@dataclass(frozen=True, kw_only=True)
class LookingBack:
    """What somebody looks back on: their own goal, as they once put it, and what they said before."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    goal: str = ""
    before: Answers | None = None


def look(uow: UnitOfWork, command: Look, now: datetime) -> LookingBack:
    """What the form shows to one of them."""
    pairing = _find(uow, command.pairing_id, command.person_id, now)
    enrolment = uow.enrolments.find(pairing.program_id, command.person_id) if pairing.program_id else None
    given = uow.reviews.find(pairing.id, command.person_id)
    return LookingBack(
        pairing_id=pairing.id,
        with_ids=pairing.partners_of(command.person_id),
        topic=pairing.topic,
        goal=enrolment.wishes.goal if enrolment else "",
        before=given.answers if given else None,
    )


def _find(uow: UnitOfWork, pairing_id: str, person_id: PersonId, now: datetime) -> Pairing:
    pairing = uow.pairings.find(pairing_id)
    if pairing is None:
        raise errors.Gone
    check_reviewable(pairing, person_id, now)
    if not any(one.held for one in uow.meetings.of_pairing(pairing.id)):
        raise errors.Gone
    return pairing


@dataclass(frozen=True, kw_only=True)
class Give:
    """One person's look back; `useful` scores the whole of it, 1 to 5."""

    person_id: PersonId
    pairing_id: str
    answers: Answers
    useful: int | None = None


def give(uow: UnitOfWork, command: Give, now: datetime) -> Review:
    """Keep it, in the place of what they gave before; a line goes to the others only if they say so."""
    uow.people.lock([command.person_id])
    pairing = _find(uow, command.pairing_id, command.person_id, now)
    partners = pairing.partners_of(command.person_id)
    review, before = uow.reviews.find(pairing.id, command.person_id), ""
    if review is None:
        review = Review(
            workspace=uow.workspace,
            pairing_id=pairing.id,
            author_id=command.person_id,
            answers=command.answers,
            given_at=now,
        )
        uow.reviews.add(review)
    else:
        before = review.answers.passed_on
        review.answers, review.given_at = command.answers, now
    if command.useful is not None:
        score = Rating(pairing_id=pairing.id, person_id=command.person_id, score=command.useful, rated_at=now)
        uow.outcomes.rate(score, replacing_since=now - ONE_ASKING)
    uow.waits.close(pairing.id, (Phase.REVIEW,), command.person_id)
    settle_nudge(uow, Phase.REVIEW, pairing.id, command.person_id, partners, now)
    if review.answers.passed_on != before:
        _pass_on(uow, pairing, review, now)
    return review


def _pass_on(uow: UnitOfWork, pairing: Pairing, review: Review, now: datetime) -> None:
    """What still waits to be sent gives way to what was written since; what was sent stays."""
    key = f"parting:{pairing.id}:{review.author_id}:"
    uow.outbox.drop(key)
    if not review.answers.passed_on:
        return
    notice = notices.PartingLine(
        pairing_id=pairing.id,
        from_id=review.author_id,
        topic=pairing.topic,
        line=review.answers.passed_on,
    )
    for person in map(uow.people.get, pairing.partners_of(review.author_id)):
        if person.active:
            say_in_hours(uow, person, notice, f"{key}{person.id}:{uow.new_id()}", now)
