"""Afterwards: what people say of a chat, of going on, and of how it goes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.domain import notices
from bot.domain.agreements import EVERY, Format, Points
from bot.domain.meetings import Attendance
from bot.domain.notices import Notice
from bot.domain.outcomes import Account, Visibility
from bot.domain.pairings import Fit
from bot.domain.reviews import Answers, Goal
from bot.simulation.desk import Desk
from bot.simulation.replies import Reply
from bot.simulation.staff import Colleague
from bot.usecases import agreements, meetings, nudges, outcomes, pairings, ratings, reviews, steps

_STEP: Final = timedelta(days=10)


def came(desk: Desk, meeting_id: str, person_id: str) -> bool:
    """Whether somebody came to a chat."""
    return desk.chance.happens(desk.habits.comes, "came", meeting_id, person_id)


def met(desk: Desk, meeting_id: str, person_id: str, others: tuple[str, ...]) -> bool:
    """Whether somebody came to a chat, and another one as well."""
    return came(desk, meeting_id, person_id) and any(came(desk, meeting_id, one) for one in others)


def _check_in(desk: Desk, who: Colleague, notice: notices.DidYouMeet) -> None:
    subject = notice.meeting_id
    if not desk.likely(desk.habits.checks_in, "check in", who.id, subject):
        return
    gives_up = desk.likely(desk.habits.gives_up, "give up", who.id, subject)
    answer = Attendance.WONT_HAPPEN if gives_up else Attendance.NOT_YET
    if met(desk, subject, who.id, notice.with_ids):
        answer = Attendance.MET
    command = meetings.CheckIn(person_id=who.id, meeting_id=subject, answer=answer)
    desk.plan(who, "check in", subject, lambda: desk.do(meetings.check_in, command))


def _checked_in(desk: Desk, who: Colleague, notice: notices.CheckInSettled) -> None:
    """Who met may note at once what came of it."""
    happened = notice.answer is Attendance.MET
    if happened and desk.likely(desk.habits.logs / 2, "log", who.id, notice.meeting_id):
        chat = f"{notice.pairing_id}:{notice.meeting_id}"
        desk.plan(who, "log", chat, lambda: _log(desk, who, chat))


def _nudged_to_log(desk: Desk, who: Colleague, notice: notices.OutcomeNudge) -> None:
    subject = notice.meeting_id
    drawn = desk.chance.of("outcome", who.id, subject).random()
    if drawn < desk.habits.logs:
        desk.plan(who, "log", subject, lambda: _find_and_log(desk, who, subject))
    elif drawn < desk.habits.logs + 0.1:
        seen = nudges.Dismiss(person_id=who.id, wait_id=notice.wait_id)
        desk.plan(who, "dismiss", notice.wait_id, lambda: desk.do(nudges.dismiss, seen))


async def _find_and_log(desk: Desk, who: Colleague, meeting_id: str) -> None:
    chats = await desk.do(outcomes.chats_of, outcomes.ShowChats(person_id=who.id))
    found = next((one for one in chats or () if one.meeting_id == meeting_id), None)
    if found is not None:
        await _log(desk, who, found.id)


async def _log(desk: Desk, who: Colleague, chat: str) -> None:
    chance = desk.chance.of("account", who.id, chat)
    step_on = desk.office.now().date() + _STEP if chance.random() < 0.3 else None
    account = Account(
        happened=True,
        useful=chance.choice((None, 3, 4, 5)),
        takeaway="Start with the smallest thing that works." if chance.random() < 0.6 else "",
        visibility=chance.choice(list(Visibility)),
        next_step="Try it on my own work." if step_on else "",
        next_step_on=step_on,
        thanks="Thank you for your time." if chance.random() < 0.5 else "",
    )
    await desk.do(outcomes.log, outcomes.Log(person_id=who.id, chat=chat, account=account))


def _fit(desk: Desk, who: Colleague, notice: notices.FitNudge) -> None:
    if desk.likely(desk.habits.says_fit, "fit", who.id, notice.pairing_id):
        goes_on = desk.chance.happens(desk.habits.goes_on, "goes on", who.id, notice.pairing_id)
        fit = Fit.AGAIN if goes_on else Fit.ENOUGH
        say = pairings.SayFit(person_id=who.id, pairing_id=notice.pairing_id, fit=fit)
        desk.plan(who, "fit", notice.pairing_id, lambda: desk.do(pairings.say_fit, say))


def _goes_on(desk: Desk, who: Colleague, notice: notices.GoesOn) -> None:
    """Some of them propose how they go on; some both at once, and the second reads of it."""
    if desk.likely(desk.habits.proposes, "propose", who.id, notice.pairing_id):
        desk.plan(who, "propose", notice.pairing_id, lambda: _propose(desk, who, notice.pairing_id))


async def _propose(desk: Desk, who: Colleague, pairing_id: str) -> None:
    chance = desk.chance.of("points", who.id, pairing_id)
    weeks = chance.choice((None, 6, 12))
    until = desk.office.now().date() + timedelta(weeks=weeks) if weeks else None
    points = Points(every=chance.choice(EVERY), format=chance.choice(list(Format)), until=until)
    proposal = agreements.Propose(person_id=who.id, pairing_id=pairing_id, points=points, seen=0)
    await desk.do(agreements.propose, proposal)


def _proposed(desk: Desk, who: Colleague, notice: notices.AgreementProposed) -> None:
    if desk.likely(desk.habits.confirms, "confirm", who.id, notice.pairing_id, str(notice.number)):
        yes = agreements.Confirm(person_id=who.id, pairing_id=notice.pairing_id, seen=notice.number)
        desk.plan(who, "confirm", notice.pairing_id, lambda: desk.do(agreements.confirm, yes))


def _ended(desk: Desk, who: Colleague, notice: notices.PairingEnded | notices.ReviewNudge) -> None:
    """Some look back when asked, some when they are reminded."""
    lasted = isinstance(notice, notices.ReviewNudge) or notice.lasted
    subject = notice.pairing_id
    if lasted and desk.likely(desk.habits.looks_back, "look back", who.id, subject, type(notice).__name__):
        chance = desk.chance.of("review", who.id, subject)
        answers = Answers(
            goal=chance.choice(list(Goal)),
            recommends=chance.choice((None, True, False)),
            line="It was good to know you." if chance.random() < 0.5 else "",
            pass_on=chance.random() < 0.5,
        )
        give = reviews.Give(person_id=who.id, pairing_id=subject, answers=answers)
        desk.plan(who, "look back", subject, lambda: desk.do(reviews.give, give))


def _quality(desk: Desk, who: Colleague, notice: notices.QualityNudge) -> None:
    if desk.likely(desk.habits.rates, "rate", who.id, notice.pairing_id):
        score = desk.chance.of("score", who.id, notice.pairing_id).randint(2, 5)
        rate = ratings.Rate(person_id=who.id, pairing_id=notice.pairing_id, score=score)
        desk.plan(who, "rate", notice.pairing_id, lambda: desk.do(ratings.rate, rate))


def _step(desk: Desk, who: Colleague, notice: notices.StepNudge) -> None:
    if desk.likely(desk.habits.finishes_step, "step", who.id, notice.outcome_id):
        done = steps.Finish(person_id=who.id, outcome_id=notice.outcome_id)
        desk.plan(who, "finish", notice.outcome_id, lambda: desk.do(steps.finish, done))


def _flagged(desk: Desk, who: Colleague, notice: notices.PairFlagged) -> None:
    seen = nudges.Dismiss(person_id=who.id, wait_id=notice.wait_id)
    desk.plan(who, "dismiss", notice.wait_id, lambda: desk.do(nudges.dismiss, seen))


AFTERWARDS: Final[Mapping[type[Notice], Reply]] = {
    notices.DidYouMeet: _check_in,
    notices.CheckInSettled: _checked_in,
    notices.OutcomeNudge: _nudged_to_log,
    notices.FitNudge: _fit,
    notices.GoesOn: _goes_on,
    notices.AgreementProposed: _proposed,
    notices.PairingEnded: _ended,
    notices.ReviewNudge: _ended,
    notices.QualityNudge: _quality,
    notices.StepNudge: _step,
    notices.PairFlagged: _flagged,
}
"""By what was said."""
