"""Replies: what people do about a question, or about times to choose from."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from bot.domain import notices
from bot.domain.notices import Notice
from bot.domain.people import PersonId
from bot.simulation.desk import Desk
from bot.simulation.staff import Colleague
from bot.usecases import meetings, nudges, pairings, requests

Reply = Callable[[Desk, Colleague, Any], None]
"""Makes somebody plan what to do about a notice."""


def _answer(desk: Desk, who: Colleague, notice: notices.Asked | notices.AnswerNudge) -> None:
    """Yes, no, somebody better placed, or nothing."""
    habits, ask_id = desk.habits, notice.ask_id
    drawn = desk.chance.of("answer", who.id, ask_id, type(notice).__name__).random()
    answer = requests.Answer(person_id=who.id, ask_id=ask_id)
    if drawn < habits.accepts:
        desk.plan(who, "accept", ask_id, lambda: desk.do(requests.accept, answer), after=_A_DAY)
    elif drawn < habits.accepts + habits.declines:
        desk.plan(who, "decline", ask_id, lambda: desk.do(requests.decline, answer), after=_A_DAY)
    elif drawn < habits.accepts + habits.declines + habits.passes_on:
        other = desk.chance.of("whom", ask_id).choice(sorted(desk.staff))
        onward = requests.PassOn(person_id=who.id, ask_id=ask_id, to_id=other, line="They know more.")
        desk.plan(who, "pass on", ask_id, lambda: desk.do(requests.pass_on, onward), after=_A_DAY)


def _introduce(desk: Desk, who: Colleague, notice: notices.AskedToIntroduce) -> None:
    if desk.likely(desk.habits.accepts, "introduce", who.id, notice.ask_id):
        onward = requests.PassOn(person_id=who.id, ask_id=notice.ask_id)
        desk.plan(who, "introduce", notice.ask_id, lambda: desk.do(requests.pass_on, onward))


def _nudged_to_answer(desk: Desk, who: Colleague, notice: notices.AnswerNudge) -> None:
    if notice.introduce_to is None:
        _answer(desk, who, notice)
    else:
        onward = requests.PassOn(person_id=who.id, ask_id=notice.ask_id)
        desk.plan(who, "introduce", notice.ask_id, lambda: desk.do(requests.pass_on, onward))


def _sent(desk: Desk, who: Colleague, notice: notices.RequestSent) -> None:
    """Some take it back; some would rather ask whoever is free at once than stand in line."""
    subject = notice.request_id
    if desk.likely(desk.habits.withdraws, "withdraw", who.id, subject):
        back = requests.Withdraw(person_id=who.id, request_id=subject)
        desk.plan(who, "withdraw", subject, lambda: desk.do(requests.withdraw, back), after=_A_DAY)
    elif notice.free_id is not None and desk.likely(0.5, "instead", who.id, subject):
        _ask_next(desk, who, subject, notice.free_id)


def _moved_on(desk: Desk, who: Colleague, notice: notices.RequestMovedOn) -> None:
    if notice.suggested_id is not None and desk.likely(0.6, "next", who.id, notice.request_id):
        _ask_next(desk, who, notice.request_id, notice.suggested_id)


def _ask_next(desk: Desk, who: Colleague, request_id: str, mentor_id: PersonId) -> None:
    following = requests.AskNext(person_id=who.id, request_id=request_id, mentor_id=mentor_id)
    desk.plan(who, "ask next", request_id, lambda: desk.do(requests.ask_next, following))


# --- times ------------------------------------------------------------------------------------------


def _introduced(desk: Desk, who: Colleague, notice: notices.Introduced | notices.TimesOffered) -> None:
    if desk.likely(desk.habits.books, "book", who.id, notice.pairing_id):
        _book(desk, who, notice.pairing_id, notice.slots)


def _nudged_to_book(desk: Desk, who: Colleague, notice: notices.BookNudge) -> None:
    if desk.likely(desk.habits.stops, "stop", who.id, notice.pairing_id):
        stop = pairings.OfPairing(person_id=who.id, pairing_id=notice.pairing_id)
        desk.plan(who, "stop", notice.pairing_id, lambda: desk.do(pairings.stop, stop))
    elif not _snoozed(desk, who, notice) and desk.likely(
        desk.habits.books_when_nudged, "book", who.id, notice.pairing_id
    ):
        _book(desk, who, notice.pairing_id, notice.slots)


def _inactive(desk: Desk, who: Colleague, notice: notices.InactiveNudge) -> None:
    own = pairings.OfPairing(person_id=who.id, pairing_id=notice.pairing_id)
    drawn = desk.chance.of("inactive", who.id, notice.pairing_id).random()
    if drawn < 0.2:
        desk.plan(who, "keep going", notice.pairing_id, lambda: desk.do(pairings.keep_going, own))
    elif drawn < 0.4:
        desk.plan(who, "stop", notice.pairing_id, lambda: desk.do(pairings.stop, own))
    elif drawn < 0.6:
        _book(desk, who, notice.pairing_id, notice.slots)


def _book(desk: Desk, who: Colleague, pairing_id: str, slots: Sequence[datetime]) -> None:
    desk.plan(who, "book", pairing_id, lambda: _book_now(desk, who, pairing_id, slots))


async def _book_now(desk: Desk, who: Colleague, pairing_id: str, slots: Sequence[datetime]) -> None:
    """One of the times that were offered; when it is gone, another one."""
    chance = desk.chance.of("slot", who.id, pairing_id, desk.office.now())
    if slots:
        wanted = meetings.Book(person_id=who.id, pairing_id=pairing_id, starts_at=chance.choice(list(slots)))
        if await desk.do(meetings.book, wanted) is not None:
            return
    show = meetings.ShowTimes(person_id=who.id, pairing_id=pairing_id)
    times = await desk.do(meetings.show_times, show)
    if times is not None and times.slots:
        at = chance.choice(times.slots)
        await desk.do(meetings.book, meetings.Book(person_id=who.id, pairing_id=pairing_id, starts_at=at))


def _booked(desk: Desk, who: Colleague, notice: notices.MeetingBooked) -> None:
    """Some cannot come after all, and say so before."""
    subject = notice.meeting_id
    drawn = desk.chance.of("booked", who.id, subject, notice.sequence).random()
    if drawn < desk.habits.cancels:
        off = meetings.Cancel(person_id=who.id, meeting_id=subject)
        desk.plan(who, "cancel", subject, lambda: desk.do(meetings.cancel, off), after=_A_DAY)
    elif drawn < desk.habits.cancels + desk.habits.moves and notice.sequence < 2:
        desk.plan(who, "move", subject, lambda: _move(desk, who, subject), after=_A_DAY)


async def _move(desk: Desk, who: Colleague, meeting_id: str) -> None:
    show = meetings.ShowTimes(person_id=who.id, meeting_id=meeting_id)
    times = await desk.do(meetings.show_times, show)
    if times is not None and times.slots:
        wanted = meetings.Move(person_id=who.id, meeting_id=meeting_id, starts_at=times.slots[-1])
        await desk.do(meetings.move, wanted)


def _snoozed(desk: Desk, who: Colleague, notice: notices.Nudge) -> bool:
    """Whether somebody would rather hear of it later."""
    if not desk.likely(desk.habits.snoozes, "snooze", who.id, notice.wait_id):
        return False
    until = desk.office.now().date() + timedelta(days=7)
    later = nudges.Snooze(person_id=who.id, wait_id=notice.wait_id, until=until)
    desk.plan(who, "snooze", notice.wait_id, lambda: desk.do(nudges.snooze, later))
    return True


_A_DAY: Final = timedelta(hours=20)

REPLIES: Final[Mapping[type[Notice], Reply]] = {
    notices.Asked: _answer,
    notices.AskedToIntroduce: _introduce,
    notices.AnswerNudge: _nudged_to_answer,
    notices.RequestSent: _sent,
    notices.RequestMovedOn: _moved_on,
    notices.Introduced: _introduced,
    notices.TimesOffered: _introduced,
    notices.BookNudge: _nudged_to_book,
    notices.InactiveNudge: _inactive,
    notices.MeetingBooked: _booked,
}
"""By what was said."""
