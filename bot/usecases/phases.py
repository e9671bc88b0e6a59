"""Phases: what is said to a person about each thing they have yet to do; None once it is over."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from bot.domain import notices
from bot.domain.enrolments import Enrolment
from bot.domain.forms import Form
from bot.domain.nudging import Phase, Wait
from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from bot.domain.programs import Program
from bot.domain.requests import Role
from bot.domain.slots import Proposal
from bot.ports import UnitOfWork
from bot.usecases import endings, pairings, steps
from bot.usecases.booking import times_of, upcoming_of
from bot.usecases.reaching import times_for

Words = Callable[[UnitOfWork, Wait, datetime], notices.Nudge | None]

OF_PAIRING: Final = frozenset(
    {
        Phase.BOOK,
        Phase.FIT,
        Phase.MEET_AGAIN,
        Phase.QUALITY,
        Phase.INACTIVE,
        Phase.AGREE,
        Phase.ENDING,
        Phase.MIDWAY,
        Phase.FLAG,
    }
)
"""Phases whose subject is a pairing."""
TOGETHER: Final = OF_PAIRING - {Phase.FLAG}
"""Phases in which nobody is nudged while the others are away."""
QUESTIONS: Final = frozenset({Phase.CHECK_IN, Phase.FIT, Phase.QUALITY, Phase.INACTIVE})
"""Phases that ask something nobody else can tell us; the others remind of what a person can do."""
BOUND: Final = TOGETHER | {Phase.REVIEW}
"""Phases in which a program says how often people are reminded, beside those of a meeting."""
OF_MEETING: Final = frozenset({Phase.CHECK_IN, Phase.OUTCOME})
"""Phases whose subject is a meeting."""


def last_word(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    """We stop asking; they can still book whenever they like."""
    pairing = _open_pairing(uow, wait)
    if pairing is None:
        return None
    return notices.LastWord(
        wait_id=wait.id,
        pairing_id=pairing.id,
        with_ids=pairing.partners_of(wait.person_id),
        topic=pairing.topic,
    )


def people_of(uow: UnitOfWork, wait: Wait) -> tuple[PersonId, ...]:
    """Whom a wait about a pairing, a chat or a next step is about, as the one who waits sees it."""
    outcome = uow.outcomes.by_id(wait.subject_id) if wait.phase is Phase.STEP else None
    if outcome is not None:
        return steps.others_of(uow, outcome)
    pairing = pairing_of(uow, wait)
    if pairing is None:
        return ()
    return tuple(one for one in pairing.people if one != wait.person_id)


def pairing_of(uow: UnitOfWork, wait: Wait) -> Pairing | None:
    """The pairing that a wait is about, directly or through a meeting of it, if any."""
    meeting = uow.meetings.find(wait.subject_id) if wait.phase in OF_MEETING else None
    return uow.pairings.find(meeting.pairing_id if meeting else wait.subject_id)


def _open_pairing(uow: UnitOfWork, wait: Wait) -> Pairing | None:
    pairing = uow.pairings.find(wait.subject_id)
    return pairing if pairing is not None and pairing.open else None


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
        slots=() if introduces else times_for(uow, (asked, requester), request.minutes, now).starts,
    )


def _times(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    pairing = _open_pairing(uow, wait)
    if pairing is None:
        return None
    for person in map(uow.people.get, pairing.partners_of(wait.person_id)):
        if pairing.open and not person.active:
            pairings.leave(uow, pairing, person.id, now)
    if not pairing.open:
        return None
    times = times_of(uow, pairing, wait.person_id, now)
    if wait.phase is Phase.INACTIVE:
        return notices.InactiveNudge(
            wait_id=wait.id,
            pairing_id=pairing.id,
            with_ids=pairing.partners_of(wait.person_id),
            topic=pairing.topic,
            slots=times.starts,
            outside_ids=times.outside,
        )
    return notices.BookNudge(
        wait_id=wait.id,
        pairing_id=pairing.id,
        with_ids=pairing.partners_of(wait.person_id),
        topic=pairing.topic,
        minutes=pairing.minutes,
        slots=times.starts,
        outside_ids=times.outside,
        again=wait.phase is Phase.MEET_AGAIN,
        midway=wait.phase is Phase.MIDWAY,
        every=_pace(uow, pairing) if wait.phase is Phase.MEET_AGAIN else None,
    )


def _midway(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    """Only to those who have neither met nor booked a chat."""
    pairing = _open_pairing(uow, wait)
    if pairing is None or upcoming_of(uow, pairing, now) is not None:
        return None
    if pairing.ongoing or any(one.held for one in uow.meetings.of_pairing(pairing.id)):
        return None
    return _times(uow, wait, now)


def _review(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    pairing = uow.pairings.find(wait.subject_id)
    if pairing is None or uow.reviews.find(pairing.id, wait.person_id) is not None:
        return None
    return notices.ReviewNudge(
        wait_id=wait.id,
        pairing_id=pairing.id,
        with_ids=pairing.partners_of(wait.person_id),
        topic=pairing.topic,
    )


def _pace(uow: UnitOfWork, pairing: Pairing) -> int | None:
    """The weeks from session to session, where they agreed on any."""
    agreement = uow.agreements.find(pairing.id)
    return agreement.points.every if agreement is not None and agreement.points is not None else None


def _agree(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    pairing, agreement = _open_pairing(uow, wait), uow.agreements.find(wait.subject_id)
    if pairing is None or agreement is None or not agreement.waits_for(wait.person_id):
        return None
    return notices.AgreementNudge(
        wait_id=wait.id,
        pairing_id=pairing.id,
        by_id=agreement.proposed_by or "",
        with_ids=pairing.partners_of(wait.person_id),
        topic=pairing.topic,
    )


def _ending(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    pairing = _open_pairing(uow, wait)
    end = endings.planned(uow, pairing) if pairing is not None else None
    if pairing is None or end is None:
        return None
    agreement = uow.agreements.find(pairing.id)
    booked = upcoming_of(uow, pairing, now) is not None
    times = Proposal[PersonId]() if booked else times_of(uow, pairing, wait.person_id, now)
    return notices.EndNears(
        wait_id=wait.id,
        pairing_id=pairing.id,
        with_ids=pairing.partners_of(wait.person_id),
        topic=pairing.topic,
        ends_at=end,
        ends_on=agreement.until if agreement is not None else None,
        slots=times.starts,
        outside_ids=times.outside,
        booked=booked,
    )


def _of_pairing(kind: type[notices.FitNudge] | type[notices.QualityNudge]) -> Words:
    def words(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
        pairing = _open_pairing(uow, wait)
        if pairing is None:
            return None
        with_ids = pairing.partners_of(wait.person_id)
        return kind(wait_id=wait.id, pairing_id=pairing.id, with_ids=with_ids, topic=pairing.topic)

    return words


def _check_in(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    meeting = uow.meetings.find(wait.subject_id)
    pairing = uow.pairings.find(meeting.pairing_id) if meeting else None
    if meeting is None or pairing is None or not meeting.booked:
        return None
    with_ids = meeting.partners_of(wait.person_id)
    if wait.phase is Phase.OUTCOME:
        return notices.OutcomeNudge(
            wait_id=wait.id, meeting_id=meeting.id, with_ids=with_ids, topic=pairing.topic
        )
    return notices.DidYouMeet(
        wait_id=wait.id,
        meeting_id=meeting.id,
        with_ids=with_ids,
        topic=pairing.topic,
        starts_at=meeting.starts_at if meeting.planned else None,
    )


def _flag(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    pairing = _open_pairing(uow, wait)
    if pairing is None:
        return None
    return notices.PairFlagged(
        wait_id=wait.id,
        pairing_id=pairing.id,
        people=pairing.people,
        stalled=Phase.MEET_AGAIN if pairing.ongoing else Phase.BOOK,
    )


def _step(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    outcome = uow.outcomes.by_id(wait.subject_id)
    pairing = uow.pairings.find(outcome.pairing_id) if outcome else None
    if outcome is None or pairing is None or not outcome.account.open_step:
        return None
    return notices.StepNudge(
        wait_id=wait.id,
        outcome_id=outcome.id,
        with_ids=steps.others_of(uow, outcome),
        topic=pairing.topic,
        next_step=outcome.account.next_step,
        next_step_on=outcome.account.next_step_on,
    )


def _round_ahead(uow: UnitOfWork, wait: Wait, now: datetime) -> notices.Nudge | None:
    """Nothing to whoever will not be counted in anyway."""
    program = uow.programs.find(wait.subject_id)
    if program is None or program.next_round_at is None or program.next_round_at <= now:
        return None
    enrolment = uow.enrolments.find(program.id, wait.person_id)
    person = uow.people.get(wait.person_id)
    if enrolment is None or not enrolment.takes_part(person, program.next_round_at):
        return None
    if not _still_looks(uow, program, enrolment):
        return None
    return notices.RoundAhead(
        wait_id=wait.id,
        program_id=program.id,
        form=program.form,
        name=program.name,
        round_at=program.next_round_at,
    )


def _still_looks(uow: UnitOfWork, program: Program, enrolment: Enrolment) -> bool:
    """Whether a round may bring somebody a match: in one that lasts, only mentors and boards take more.

    What is planned to be over by then stands in nobody's way.
    """
    if program.form is Form.BOARD or (enrolment.wishes.mentors and not program.form.equals):
        return True
    at, own = program.next_round_at, uow.pairings.of(enrolment.person_id)
    lasting = [one for one in own if one.program_id == program.id and not one.once]
    return all(at is not None and endings.over_by(uow, one, at) for one in lasting)


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
    Phase.STEP: _step,
    Phase.ROUND_AHEAD: _round_ahead,
    Phase.AGREE: _agree,
    Phase.ENDING: _ending,
    Phase.REVIEW: _review,
    Phase.MIDWAY: _midway,
}
