"""Outcomes: log what came of a chat."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain import errors, notices
from bot.domain.meetings import Attendance, Meeting
from bot.domain.nudging import Phase
from bot.domain.outcomes import Account, Outcome
from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from bot.domain.slots import Interval
from bot.ports import UnitOfWork
from bot.usecases import meetings, people, steps
from bot.usecases.reaching import say_in_hours, settle_nudge, wait_for_all

LOOK_BACK = timedelta(days=90)
"""How long after its end a chat can still be logged."""
MOST_CHATS = 50


@dataclass(frozen=True, kw_only=True)
class Chat:
    """One chat that a person may log: a meeting, or a pairing without one (`meeting_id` is None).

    `account` is what this person alone logged of it before.
    """

    pairing_id: str
    meeting_id: str | None
    with_ids: tuple[PersonId, ...]
    topic: str
    at: datetime | None
    account: Account | None = None

    @property
    def id(self) -> str:
        """The choice's value in the modal."""
        return f"{self.pairing_id}:{self.meeting_id or ''}"


@dataclass(frozen=True, kw_only=True)
class ShowChats:
    """Which chats can I log (with this person, where given)?"""

    person_id: PersonId
    with_id: PersonId | None = None


@dataclass(frozen=True, kw_only=True)
class Log:
    """One person's account of a chat; `chat` is a `Chat.id`."""

    person_id: PersonId
    chat: str
    account: Account


def chats_of(uow: UnitOfWork, command: ShowChats, now: datetime) -> tuple[Chat, ...]:
    """Chats that have begun, and pairings that booked none, latest first."""
    person = people.read(uow, command.person_id, now)
    mine = uow.pairings.of(person.id, ended_since=now - LOOK_BACK)
    if command.with_id is not None:
        mine = [one for one in mine if command.with_id in one.everyone and command.with_id != person.id]
        if not mine:
            raise errors.NoChatsWith(person=command.with_id)
    held = uow.meetings.of_pairings([one.id for one in mine])
    told = {
        (one.pairing_id, one.meeting_id): one.account
        for one in uow.outcomes.about([one.id for one in mine])
        if one.author_id == person.id
    }
    chats = [
        replace(chat, account=told.get((chat.pairing_id, chat.meeting_id)))
        for pairing in mine
        for chat in _chats(pairing, person.id, held, now)
    ]
    if not chats:
        raise errors.NoChats
    return tuple(sorted(chats, key=lambda chat: chat.at or now, reverse=True)[:MOST_CHATS])


def _chats(pairing: Pairing, person_id: PersonId, met: list[Meeting], now: datetime) -> list[Chat]:
    booked = [one for one in met if one.pairing_id == pairing.id and one.booked and person_id in one.people]
    if not booked and pairing.open and person_id in pairing.people:
        partners = pairing.partners_of(person_id)
        return [Chat(pairing_id=pairing.id, meeting_id=None, with_ids=partners, topic=pairing.topic, at=None)]
    return [
        Chat(
            pairing_id=pairing.id,
            meeting_id=one.id,
            with_ids=one.partners_of(person_id),
            topic=pairing.topic,
            at=one.starts_at,
        )
        for one in booked
        if one.starts_at <= now
    ]


def log(uow: UnitOfWork, command: Log, now: datetime) -> Outcome:
    """Keep an account of a chat; logging again replaces it. It also answers "Did you meet?"."""
    person = people.read(uow, command.person_id, now)
    pairing, meeting = _find(uow, command, now)
    outcome, before = _keep(uow, command, pairing, meeting, now)
    if before is None or before.next_step_on != command.account.next_step_on:
        command.account.check_step(person.today(now))
    steps.keep_in_mind(uow, person, outcome, before, now)
    if meeting is not None:
        _check_in(uow, command, meeting, now)
        uow.waits.close(meeting.id, (Phase.OUTCOME, Phase.CHECK_IN), person.id)
        settle_nudge(uow, Phase.OUTCOME, meeting.id, person.id, meeting.partners_of(person.id), now)
    _tell_partners(uow, (meeting or pairing).partners_of(person.id), outcome, before, now)
    return outcome


def _find(uow: UnitOfWork, command: Log, now: datetime) -> tuple[Pairing, Meeting | None]:
    """The chat that was chosen. One that nobody booked is entered as held now, if it was held."""
    pairing_id, _, meeting_id = command.chat.partition(":")
    pairing = uow.pairings.find(pairing_id)
    if pairing is None:
        raise errors.Gone
    if meeting_id:
        meeting = uow.meetings.find(meeting_id)
        if meeting is None or meeting.pairing_id != pairing.id or not meeting.booked:
            raise errors.Gone
        meeting.seat_of(command.person_id)
        if meeting.starts_at > now:
            raise errors.NotMetYet
        return pairing, meeting
    pairing.member(command.person_id)
    pairing.check_open()
    begun = [one for one in uow.meetings.of_pairing(pairing.id) if one.booked and one.starts_at <= now]
    if begun:
        # Several opened the modal before anyone logged: the second account belongs to the same chat.
        return pairing, begun[0]
    return pairing, _enter(uow, pairing, command.person_id, now) if command.account.happened else None


def _enter(uow: UnitOfWork, pairing: Pairing, person_id: PersonId, now: datetime) -> Meeting:
    """A chat that took place without being booked; the others are asked about it too."""
    slot = Interval(now - timedelta(minutes=pairing.minutes), now)
    meeting = Meeting.book(uow.new_id(), pairing.id, uow.workspace, pairing.people, slot)
    meeting.planned = False
    uow.meetings.add(meeting)
    partners = (uow.people.get(one) for one in pairing.partners_of(person_id))
    wait_for_all(uow, partners, (Phase.CHECK_IN,), meeting.id, meeting.ends_at)
    return meeting


def _keep(
    uow: UnitOfWork, command: Log, pairing: Pairing, meeting: Meeting | None, now: datetime
) -> tuple[Outcome, Account | None]:
    """The outcome as it now stands, and the account that stood there before."""
    meeting_id = meeting.id if meeting else None
    outcome = uow.outcomes.find(pairing.id, meeting_id, command.person_id)
    if outcome is not None:
        before = outcome.account
        if not (command.account.empty and before.happened):  # an empty form takes nothing away
            outcome.account, outcome.logged_at = command.account.after(before), now
        return outcome, before
    outcome = Outcome(
        workspace=uow.workspace,
        id=uow.new_id(),
        pairing_id=pairing.id,
        meeting_id=meeting_id,
        author_id=command.person_id,
        account=command.account,
        logged_at=now,
    )
    uow.outcomes.add(outcome)
    return outcome, None


def _check_in(uow: UnitOfWork, command: Log, meeting: Meeting, now: datetime) -> None:
    """Say what the account says of whether it took place, unless the person said so already."""
    said = meeting.seat_of(command.person_id).answer
    if command.account.happened:
        agrees, answer = said is Attendance.MET, Attendance.MET
    else:
        agrees, answer = said not in (None, Attendance.MET), Attendance.NOT_YET
    if not agrees:
        check_in = meetings.CheckIn(person_id=command.person_id, meeting_id=meeting.id, answer=answer)
        meetings.check_in(uow, check_in, now)


def _tell_partners(
    uow: UnitOfWork,
    partners: Iterable[PersonId],
    outcome: Outcome,
    before: Account | None,
    now: datetime,
) -> None:
    """Send the thank-you line, and the take-away if its author shows it; not twice when nothing changed.

    What was not delivered yet gives way to what was logged since: nobody reads what its author took back.
    """
    author_id, meeting_id = outcome.author_id, outcome.meeting_id or ""
    people = list(map(uow.people.get, partners))
    for name, tells in (("thanks", _thanks), ("takeaway", _takeaway)):
        notice = tells(outcome.account, author_id, meeting_id)
        if notice == (tells(before, author_id, meeting_id) if before else None):
            continue
        uow.outbox.drop(f"{name}:{outcome.id}:")
        if notice is not None:
            for person in people:
                say_in_hours(uow, person, notice, f"{name}:{outcome.id}:{uow.new_id()}", now)


def _thanks(account: Account, author_id: PersonId, meeting_id: str) -> notices.Notice | None:
    if not account.thanks:
        return None
    return notices.ThankYou(meeting_id=meeting_id, from_id=author_id, line=account.thanks)


def _takeaway(account: Account, author_id: PersonId, meeting_id: str) -> notices.Notice | None:
    shared = account.shared_by(author_id)
    if not shared.story:
        return None
    return notices.TakeawayShared(
        meeting_id=meeting_id,
        from_id=author_id,
        takeaway=shared.takeaway,
        next_step=shared.next_step,
        next_step_on=shared.next_step_on,
    )
