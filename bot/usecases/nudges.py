"""Nudges: look at what is due, say what is due to be said; snooze, dismiss."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain import errors
from bot.domain.hours import OPENS, Hours, instant
from bot.domain.notices import DidYouMeet, Notice, OutcomeNudge
from bot.domain.nudging import DEFAULT_POLICY, SPOKEN, Act, Phase, Policy, Reach, Wait, decide
from bot.domain.people import LONGEST_PAUSE, Person, PersonId
from bot.ports import UnitOfWork
from bot.usecases import booking, endings, pairings, phases, reaching, requests
from bot.usecases.booking import upcoming_of
from bot.usecases.phases import OF_PAIRING, TOGETHER
from bot.usecases.reaching import hours_of, wait_for

AFTER_A_FAILURE: Final = timedelta(hours=1)
"""When a look that failed is tried again: what was wrong may have been put right."""


@dataclass(frozen=True, kw_only=True)
class Look:
    """Look at up to `most` waits whose time has come."""

    most: int = 100
    policy: Policy = DEFAULT_POLICY


@dataclass(frozen=True)
class Failed:
    """A wait that could not be looked at: nothing was done about it, and it is tried again later."""

    wait_id: str
    phase: Phase
    subject_id: str
    error: Exception


@dataclass(frozen=True)
class Looked:
    """How many waits were due, and those among them that failed."""

    due: int
    failed: tuple[Failed, ...] = ()


def look(uow: UnitOfWork, command: Look, now: datetime) -> Looked:
    """Claim the due waits, decide on each, queue what is to be said.

    They are looked at together; should that fail, each for itself, so that one holds up no other.
    """
    # Before its people, since who is due is what it finds out. Where that crosses a transaction which locks
    # people first, PostgreSQL breaks off one of the two, and it is run again.
    waits = uow.waits.claim_due(now, command.most)
    if not waits:
        return Looked(0)
    if uow.attempt(partial(_look_at, uow, waits, command.policy, now)) is None:
        return Looked(len(waits))
    failed = []
    for wait in waits:
        error = uow.attempt(partial(_look_at, uow, [wait], command.policy, now))
        if error is not None:
            wait.next_look_at = now + AFTER_A_FAILURE
            failed.append(Failed(wait.id, wait.phase, wait.subject_id, error))
    return Looked(len(waits), tuple(failed))


def _look_at(uow: UnitOfWork, waits: Sequence[Wait], policy: Policy, now: datetime) -> None:
    people = uow.people.lock({wait.person_id for wait in waits})
    spoken = uow.outbox.spoken_to(list(people), now - policy.per)
    agreed = reaching.policies_of(uow, waits, policy)
    for wait in waits:
        person = people[wait.person_id]
        reach = Reach(_hours(uow, wait, person, now), tuple(spoken.get(person.id, ())))
        paced = agreed.get(wait.subject_id, policy) if wait.phase is Phase.MEET_AGAIN else policy
        decision = decide(wait, reach, paced, now)
        wait.heed(decision)
        if decision.act is not None and act(uow, wait, person, decision.act, now):
            spoken = {**spoken, person.id: (*spoken.get(person.id, ()), now)}


def _hours(uow: UnitOfWork, wait: Wait, person: Person, now: datetime) -> Hours:
    hours = hours_of(uow, person, now)
    if wait.phase not in TOGETHER:
        return hours
    pairing = uow.pairings.find(wait.subject_id)
    if pairing is None:
        return hours
    partners = (uow.people.get(one) for one in pairing.partners_of(person.id))
    return reaching.with_partners_away(hours, partners, now)


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
    notice = (phases.last_word if deed is Act.LAST_WORD else phases.WORDS[wait.phase])(uow, wait, now)
    if notice is None:  # what it waited for is over
        uow.waits.close(wait.subject_id, (wait.phase,), person.id)
        return False
    if deed is Act.LAST_WORD:
        _flag(uow, wait, now)
    if not _wanted(uow, wait):
        return False
    key = f"nudge:{wait.id}:{now.timestamp():.0f}"
    about = reaching.subject_of(wait.phase, wait.subject_id, person.id)
    _take_older(uow, wait, notice, now)
    reaching.say(uow, (person.id,), notice, key, now, about)
    return True


def _take_older(uow: UnitOfWork, wait: Wait, notice: Notice, now: datetime) -> None:
    """A question about a chat has its buttons once, however often it is asked; the chat itself is over."""
    if isinstance(notice, DidYouMeet | OutcomeNudge):
        people = notice.with_ids
        reaching.settle_nudge(uow, wait.phase, wait.subject_id, wait.person_id, people, now, again=True)
    meeting = uow.meetings.find(notice.meeting_id) if isinstance(notice, DidYouMeet) else None
    if meeting is not None and isinstance(notice, DidYouMeet):
        booking.say_over(uow, meeting, wait.person_id, notice.topic, now)


def _wanted(uow: UnitOfWork, wait: Wait) -> bool:
    """Whether the program that brought these people together lets them be reminded."""
    pairing = phases.pairing_of(uow, wait) if wait.phase in phases.BOUND | phases.OF_MEETING else None
    program = uow.programs.find(pairing.program_id) if pairing and pairing.program_id else None
    said = max(0, wait.step - 1)  # the step that is taken now is counted already, unless it repeats
    return program is None or program.terms.nudges.allow(said, question=wait.phase in phases.QUESTIONS)


def _leave(uow: UnitOfWork, wait: Wait, now: datetime) -> None:
    """Whoever has left the company keeps nobody waiting."""
    if wait.phase is Phase.ANSWER:
        requests.expire(uow, wait.subject_id, now, released=True)
        return
    pairing = uow.pairings.find(wait.subject_id) if wait.phase in OF_PAIRING else None
    if pairing is not None and pairing.open and wait.person_id in pairing.people:
        pairings.leave(uow, pairing, wait.person_id, now)
    uow.waits.close(wait.subject_id, (wait.phase,), wait.person_id)


def _close(uow: UnitOfWork, wait: Wait, now: datetime) -> None:
    """Nobody answered in time: whether they met stays unknown; who does not say whether to go on does not."""
    uow.waits.close(wait.subject_id, (wait.phase,), wait.person_id)
    if wait.phase is Phase.CHECK_IN:
        _leave_unknown(uow, wait, now)
        return
    pairing = uow.pairings.find(wait.subject_id)
    if pairing is None or not pairing.open:
        return
    if wait.phase is Phase.ENDING and endings.come(uow, pairing, now):
        pairings.end(uow, pairing, now)
    if wait.phase is Phase.ENDING or upcoming_of(uow, pairing, now) is not None:
        return
    if wait.phase is Phase.INACTIVE:
        pairings.end(uow, pairing, now)
    elif not pairing.ongoing:
        pairings.leave(uow, pairing, wait.person_id, now)


def _leave_unknown(uow: UnitOfWork, wait: Wait, now: datetime) -> None:
    """One person never said whether they met. If another did, all are still asked whether to go on."""
    meeting = uow.meetings.find(wait.subject_id)
    pairing = uow.pairings.find(meeting.pairing_id) if meeting else None
    if meeting is None or pairing is None or not pairing.open or pairing.ongoing:
        return
    if meeting.held:
        pairings.ask_fit(uow, pairing, uow.people.get(wait.person_id), now)
    elif all(seat.answer is None for seat in meeting.seats) and upcoming_of(uow, pairing, now) is None:
        pairings.end(uow, pairing, now, tell=False)


def _flag(uow: UnitOfWork, wait: Wait, now: datetime) -> None:
    """One admin hears that these may need a hand, always the same one: they share the work.

    The first last word of a stall raises it, so that a flag which was waved away does not come back.
    """
    pairing = uow.pairings.find(wait.subject_id)
    if pairing is None or _said_to_another(uow, wait, pairing.people):
        return
    admin = reaching.admin_for(uow, pairing)
    if admin is not None:
        wait_for(uow, admin, Phase.FLAG, pairing.id, now)


def _said_to_another(uow: UnitOfWork, wait: Wait, people: Sequence[PersonId]) -> bool:
    """Whether somebody else has heard the last word of the same: nothing more is looked at for them."""
    same = (wait.phase, wait.subject_id)
    others = (other for one in people if one != wait.person_id for other in uow.waits.of(one))
    return any((one.phase, one.subject_id) == same and one.next_look_at is None for one in others)


# --- what a person says to a nudge ------------------------------------------------------------------


def next_look(uow: UnitOfWork, _: None, now: datetime) -> datetime | None:
    """When something is looked at next (aware UTC), or None."""
    return uow.waits.next_look_at()


@dataclass(frozen=True, kw_only=True)
class Snooze:
    """Leave me in peace about this until a day's morning."""

    person_id: PersonId
    wait_id: str
    until: date


@dataclass(frozen=True, kw_only=True)
class Snoozed:
    """When this is said again (aware UTC); when a question goes on without an answer, if that is before."""

    until: datetime
    goes_on_at: datetime | None = None


def snooze(uow: UnitOfWork, command: Snooze, now: datetime) -> Snoozed:
    """Say no more about this before that morning. Whoever asked waits no longer for it."""
    wait = _find(uow, command.wait_id, command.person_id)
    person = uow.people.get(command.person_id)
    if command.until <= person.today(now):
        raise errors.SnoozeInThePast
    if command.until > person.today(now) + LONGEST_PAUSE:
        raise errors.PauseTooLong(days=LONGEST_PAUSE.days)
    hours = reaching.workdays_of(uow, person, now)
    morning = hours.next_open(instant(command.until, OPENS, ZoneInfo(person.zone)))
    wait.snooze(
        morning,
        hours,
        reaching.policies_of(uow, (wait,), DEFAULT_POLICY).get(wait.subject_id, DEFAULT_POLICY),
    )
    expires_at = wait.expires_at(hours_of(uow, person, now))
    return Snoozed(until=morning, goes_on_at=expires_at if expires_at and expires_at <= morning else None)


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
    uow.waits.close(wait.subject_id, (wait.phase,), wait.person_id)
    people = phases.people_of(uow, wait)
    reaching.settle_nudge(uow, wait.phase, wait.subject_id, wait.person_id, people, now)


def _find(uow: UnitOfWork, wait_id: str, person_id: PersonId) -> Wait:
    wait = uow.waits.find(wait_id)
    if wait is None:
        raise errors.Gone
    if wait.person_id != person_id:
        raise errors.NotYours
    return wait
