"""Nudges: look at what is due, say what is due to be said; snooze, dismiss."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from bot.domain import errors, notices
from bot.domain.hours import OPENS, Hours, instant
from bot.domain.nudging import DEFAULT_POLICY, SPOKEN, Act, Phase, Policy, Reach, Wait, decide
from bot.domain.people import Person, PersonId
from bot.domain.requests import Role
from bot.ports import UnitOfWork
from bot.usecases import pairings, reaching, requests
from bot.usecases.booking import both
from bot.usecases.reaching import hours_of, times_for, wait_for

OF_PAIRING: Final = frozenset(
    {Phase.BOOK, Phase.FIT, Phase.MEET_AGAIN, Phase.QUALITY, Phase.INACTIVE, Phase.FLAG}
)
"""Phases whose subject is a pairing."""
TOGETHER: Final = frozenset({Phase.BOOK, Phase.MEET_AGAIN, Phase.INACTIVE})
"""Phases in which nobody is nudged while the other one is away."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """Look at up to `most` waits whose time has come."""

    most: int = 100
    policy: Policy = DEFAULT_POLICY


def look(uow: UnitOfWork, command: Look, now: datetime) -> int:
    """Claim the due waits, decide on each, queue what is to be said. Returns how many were due."""
    waits = uow.waits.claim_due(now, command.most)
    people = uow.people.lock({wait.person_id for wait in waits})
    spoken = uow.outbox.spoken_to(list(people), now - command.policy.per)
    for wait in waits:
        person = people[wait.person_id]
        reach = Reach(_hours(uow, wait, person, now), tuple(spoken.get(person.id, ())))
        decision = decide(wait, reach, command.policy, now)
        wait.heed(decision)
        if decision.act is not None and act(uow, wait, person, decision.act, now):
            spoken = {**spoken, person.id: (*spoken.get(person.id, ()), now)}
    return len(waits)


def _hours(uow: UnitOfWork, wait: Wait, person: Person, now: datetime) -> Hours:
    hours = hours_of(uow, person, now)
    if wait.phase not in TOGETHER:
        return hours
    pairing = uow.pairings.find(wait.subject_id)
    if pairing is None:
        return hours
    return reaching.with_partner_away(hours, uow.people.get(pairing.partner_of(person.id)), now)


def act(uow: UnitOfWork, wait: Wait, person: Person, deed: Act, now: datetime) -> bool:
    """Do what was decided; True when the person was sent an unprompted message."""
    if not person.active:
        _leave(uow, wait, now)
        return False
    if deed is Act.EXPIRE:
        requests.expire(uow, wait.subject_id, now)
    elif deed is Act.CLOSE:
        _close(uow, wait, now)
    elif deed is Act.STOP:
        uow.waits.close(wait.subject_id, (wait.phase,), person.id)
    if deed not in SPOKEN:
        return False
    notice = _last_word(uow, wait, now) if deed is Act.LAST_WORD else WORDS[wait.phase](uow, wait, now)
    if notice is None:  # what it waited for is over
        uow.waits.close(wait.subject_id, (wait.phase,), person.id)
        return False
    key = f"nudge:{wait.id}:{now.timestamp():.0f}"
    reaching.say(uow, (person.id,), notice, key, now, _about(wait))
    return True


def _about(wait: Wait) -> str:
    """What the nudge speaks of, so that its buttons go with the thing itself."""
    if wait.phase is Phase.ANSWER:
        return f"ask:{wait.subject_id}"
    if wait.phase is Phase.CHECK_IN:
        return f"check-in:{wait.subject_id}:{wait.person_id}"
    return (
        f"pairing:{wait.subject_id}"
        if wait.phase in OF_PAIRING
        else f"outcome:{wait.subject_id}:{wait.person_id}"
    )


def _leave(uow: UnitOfWork, wait: Wait, now: datetime) -> None:
    """Whoever has left the company keeps nobody waiting."""
    if wait.phase is Phase.ANSWER:
        requests.expire(uow, wait.subject_id, now)
        return
    pairing = uow.pairings.find(wait.subject_id) if wait.phase in OF_PAIRING else None
    if pairing is not None and pairing.open and wait.person_id in pairing.people:
        pairings.end(uow, pairing, now)
    uow.waits.close(wait.subject_id, (wait.phase,), wait.person_id)


def _close(uow: UnitOfWork, wait: Wait, now: datetime) -> None:
    """Close a pairing that nobody answers for; a meeting that nobody answered for stays unknown."""
    uow.waits.close(wait.subject_id, (wait.phase,), wait.person_id)
    if wait.phase is Phase.CHECK_IN:
        meeting = uow.meetings.find(wait.subject_id)
        pairing = uow.pairings.find(meeting.pairing_id) if meeting else None
        over = meeting is not None and all(seat.answer is None for seat in meeting.seats)
    else:
        pairing, over = uow.pairings.find(wait.subject_id), True
    if (
        pairing is not None
        and over
        and pairing.open
        and (wait.phase is Phase.INACTIVE or not pairing.ongoing)
    ):
        pairings.end(uow, pairing, now, tell=wait.phase is not Phase.CHECK_IN)


def _last_word(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    """The cap is reached: a kind last word, and the admins hear which pair may need a hand."""
    pairing = uow.pairings.find(wait.subject_id)
    if pairing is None or not pairing.open:
        return None
    for admin in uow.people.admins():
        if admin.id not in pairing.people:
            wait_for(uow, admin, Phase.FLAG, pairing.id, now)
    return notices.LastWord(
        wait_id=wait.id,
        pairing_id=pairing.id,
        with_id=pairing.partner_of(wait.person_id),
        topic=pairing.topic,
    )


# --- the words of each phase ----------------------------------------------------------------------


def _answer(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    request = uow.requests.find_by_ask(wait.subject_id)
    ask = next((one for one in request.asks if one.id == wait.subject_id), None) if request else None
    if request is None or ask is None or not ask.open:
        return None
    introduces = ask.role is Role.INTERMEDIARY
    requester, asked = uow.people.get(request.requester_id), uow.people.get(ask.person_id)
    return notices.AnswerNudge(
        wait_id=wait.id,
        ask_id=ask.id,
        requester_id=requester.id,
        topic=request.purpose.topic,
        introduce_to=request.target_id if introduces else None,
        slots=() if introduces else times_for(uow, asked, requester, request.minutes, now),
    )


def _times(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    pairing = uow.pairings.find(wait.subject_id)
    if pairing is None or not pairing.open:
        return None
    mentor, mentee = both(uow, pairing)
    person, partner = (mentor, mentee) if mentor.id == wait.person_id else (mentee, mentor)
    if not partner.active:
        pairings.end(uow, pairing, now)
        return None
    times = times_for(uow, person, partner, pairing.minutes, now)
    if wait.phase is Phase.INACTIVE:
        return notices.InactiveNudge(
            wait_id=wait.id, pairing_id=pairing.id, with_id=partner.id, topic=pairing.topic, slots=times
        )
    return notices.BookNudge(
        wait_id=wait.id,
        pairing_id=pairing.id,
        with_id=partner.id,
        topic=pairing.topic,
        minutes=pairing.minutes,
        slots=times,
        again=wait.phase is Phase.MEET_AGAIN,
    )


def _of_pairing(kind: type[notices.FitNudge] | type[notices.QualityNudge]) -> "Words":
    def words(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
        pairing = uow.pairings.find(wait.subject_id)
        if pairing is None or not pairing.open:
            return None
        with_id = pairing.partner_of(wait.person_id)
        return kind(wait_id=wait.id, pairing_id=pairing.id, with_id=with_id, topic=pairing.topic)

    return words


def _check_in(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    meeting = uow.meetings.find(wait.subject_id)
    pairing = uow.pairings.find(meeting.pairing_id) if meeting else None
    if meeting is None or pairing is None or not meeting.booked:
        return None
    with_id = meeting.partner_of(wait.person_id)
    if wait.phase is Phase.OUTCOME:
        return notices.OutcomeNudge(
            wait_id=wait.id, meeting_id=meeting.id, with_id=with_id, topic=pairing.topic
        )
    return notices.DidYouMeet(
        wait_id=wait.id,
        meeting_id=meeting.id,
        with_id=with_id,
        topic=pairing.topic,
        starts_at=meeting.starts_at,
    )


def _flag(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    pairing = uow.pairings.find(wait.subject_id)
    if pairing is None or not pairing.open:
        return None
    return notices.PairFlagged(
        wait_id=wait.id,
        pairing_id=pairing.id,
        mentor_id=pairing.mentor_id,
        mentee_id=pairing.mentee_id,
        stalled=Phase.MEET_AGAIN if pairing.ongoing else Phase.BOOK,
    )


Words = Callable[[UnitOfWork, Wait, datetime], notices.Nudge | None]

WORDS: Final[Mapping[Phase, Words]] = {
    Phase.ANSWER: _answer,
    Phase.BOOK: _times,
    Phase.MEET_AGAIN: _times,
    Phase.INACTIVE: _times,
    Phase.CHECK_IN: _check_in,
    Phase.OUTCOME: _check_in,
    Phase.FIT: _of_pairing(notices.FitNudge),
    Phase.QUALITY: _of_pairing(notices.QualityNudge),
    Phase.FLAG: _flag,
}


# --- what a person says to a nudge ------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Snooze:
    """Leave me in peace about this until a day's morning."""

    person_id: PersonId
    wait_id: str
    until: date


def snooze(uow: UnitOfWork, command: Snooze, now: datetime) -> datetime:
    """Say no more about this before that morning. Returns when (aware UTC)."""
    wait = _find(uow, command.wait_id, command.person_id)
    person = uow.people.get(command.person_id)
    if command.until <= person.today(now):
        raise errors.PauseInThePast(example=person.today(now))
    hours = replace(hours_of(uow, person, now), away_until=None)
    morning = hours.next_open(instant(command.until, OPENS, hours.local(now).tzinfo))  # type: ignore[arg-type]
    wait.snooze(morning)
    return morning


@dataclass(frozen=True, kw_only=True)
class Dismiss:
    """I have seen it: forget this."""

    person_id: PersonId
    wait_id: str


def dismiss(uow: UnitOfWork, command: Dismiss, now: datetime) -> None:
    """Forget a flag, or a question that needs no answer."""
    wait = _find(uow, command.wait_id, command.person_id)
    if wait.phase not in (Phase.FLAG, Phase.OUTCOME, Phase.QUALITY, Phase.FIT):
        raise errors.Gone
    uow.waits.close(wait.subject_id, (wait.phase,), command.person_id)


def _find(uow: UnitOfWork, wait_id: str, person_id: PersonId) -> Wait:
    wait = uow.waits.find(wait_id)
    if wait is None:
        raise errors.Gone
    if wait.person_id != person_id:
        raise errors.NotYours
    return wait
