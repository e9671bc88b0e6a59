"""Asking: choose whom, put the question, go on to the next mentor, settle what is over."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.domain import eligibility, errors, flash, intros, notices, slots
from bot.domain.eligibility import History
from bot.domain.flash import Candidate
from bot.domain.nudging import Phase
from bot.domain.people import Person, PersonId
from bot.domain.requests import NO_REPEAT, Ask, AskState, Form, Request, Role
from bot.ports import UnitOfWork
from bot.usecases import flash_programs, places
from bot.usecases.flash_programs import Shared
from bot.usecases.reaching import hours_of, replace_posted, say_at_once, say_in_hours, wait_for, windows_of


def history_of(uow: UnitOfWork, requester: Person, now: datetime) -> History:
    """What bars this person from asking others, whatever the chat."""
    mine = uow.requests.open_by(requester.id)
    return History(
        reporting_line=uow.people.reporting_line(requester.id),
        partners=frozenset(_partners(uow, requester)),
        open_asks=frozenset(ask.person_id for request in mine for ask in request.open_asks),
        last_asked=uow.requests.last_asked(requester.id, now - NO_REPEAT),
    )


def _flash_history(
    uow: UnitOfWork,
    requester: Person,
    shared: Sequence[Shared],
    people: Mapping[PersonId, Person],
    minutes: int | None,
    now: datetime,
) -> History:
    """The same, and for a flash chat of so many minutes what these people's programs say of it."""
    history = history_of(uow, requester, now)
    if minutes is None:
        return history
    offers = flash_programs.offers(shared, requester, people, minutes, now)
    return replace(history, offers=offers, apart=flash_programs.apart(shared, requester))


def _partners(uow: UnitOfWork, requester: Person) -> Iterator[PersonId]:
    """Whom this person meets in a pair. Somebody in the same group may still be asked for a chat."""
    for pairing in uow.pairings.of(requester.id):
        if not pairing.group:
            yield from pairing.partners_of(requester.id)


def rank(
    uow: UnitOfWork,
    requester: Person,
    topic: str,
    now: datetime,
    but: Collection[PersonId] = (),
    minutes: int | None = None,
) -> list[Candidate]:
    """Mentors whom this person may ask about a topic (for a chat of so many minutes), best first."""
    known, history = _offering(uow, requester, topic, minutes, now)
    mentors = [
        mentor
        for mentor in known
        if mentor.id not in but
        and _has_time(mentor, history, minutes)
        and eligibility.may_ask(requester, mentor, history, now)
    ]
    taken = uow.pairings.places_taken([mentor.id for mentor in mentors])
    mine = windows_of(uow, requester, now)
    monday = requester.today(now) - timedelta(days=requester.today(now).weekday())
    hours = {one.id: slots.shared_hours(mine, windows_of(uow, one, now), monday) for one in mentors}
    return flash.candidates(topic, mentors, hours, taken, history.offers)


def _offering(
    uow: UnitOfWork, requester: Person, topic: str, minutes: int | None, now: datetime
) -> tuple[list[Person], History]:
    """Who offers something near a topic, by id, whether one may ask them or not; and what bars whom."""
    known = {one.id: one for one in uow.people.mentors_on(topic)}
    shared = flash_programs.near(uow, requester, topic, known) if minutes is not None else []
    known |= uow.people.several({theirs.person_id for one in shared for theirs in one.others} - known.keys())
    history = _flash_history(uow, requester, shared, known, minutes, now)
    return [mentor for _, mentor in sorted(known.items())], history


def _has_time(mentor: Person, history: History, minutes: int | None) -> bool:
    return minutes is None or mentor.id in history.offers or mentor.profile.has_time_for(minutes)


def nobody(
    uow: UnitOfWork, requester: Person, topic: str, now: datetime, minutes: int | None = None
) -> errors.DomainError:
    """The sentence when nobody may be asked about a topic: one's own pairing first, then whatever is open.

    Whoever blocks somebody, or would rather not meet them, is as good as not there: nothing tells of them.
    """
    known, history = _offering(uow, requester, topic, minutes, now)
    taking = [one for one in known if eligibility.takes_requests(one, history)]
    refusals = [eligibility.refusal(requester, one, history, now) for one in taking]
    paired = next((one for one in refusals if isinstance(one, errors.AlreadyPaired)), None)
    if paired is not None:
        return errors.on("topic", paired)
    if any(one is None or isinstance(one, eligibility.OPEN) for one in refusals):
        return errors.NobodyToAsk(topic=topic)
    return errors.NobodyFound(topic=topic)


def check_may_ask(
    uow: UnitOfWork, requester: Person, other: Person, now: datetime, minutes: int | None = None
) -> None:
    """Refuse, with the sentence to read, anyone whom this person may not ask now."""
    shared = flash_programs.of_two(uow, requester, other) if minutes is not None else []
    history = _flash_history(uow, requester, shared, {other.id: other}, minutes, now)
    eligibility.check_may_ask(requester, other, history, now)


def ask_mentor(uow: UnitOfWork, request: Request, mentor: Person, now: datetime) -> Ask:
    """Ask a mentor, or put the request on their waitlist when no place is free.

    Locks the mentor: a place that is given back in the same moment finds whoever waits for it.
    """
    mentor = uow.people.lock([mentor.id])[mentor.id]
    if request.form is Form.INTRO:
        request.minutes = intros.minutes_with(mentor.profile.lengths)
    waiting = places.free(uow, mentor, request, now) <= 0
    ask = request.ask(uow.new_id(), mentor.id, Role.MENTOR, now, waiting=waiting)
    if not waiting:
        deliver(uow, request, ask, mentor, now)
    return ask


def ask_intermediary(uow: UnitOfWork, request: Request, via: Person, now: datetime) -> Ask:
    """Ask whoever knows both, before the target hears of anything."""
    ask = request.ask(uow.new_id(), via.id, Role.INTERMEDIARY, now)
    deliver(uow, request, ask, via, now)
    return ask


def deliver(uow: UnitOfWork, request: Request, ask: Ask, person: Person, now: datetime) -> None:
    """Put the question to the person in their working hours; the days to answer count from then."""
    reads_at = hours_of(uow, person, now).next_open(now)
    day = uow.people.get(request.requester_id).today(reads_at)
    request.forget_past_days(day)
    key = f"{_questions_of(ask)}{now.timestamp():.0f}"
    at = say_in_hours(uow, person, question(request, ask, day), key, now, f"ask:{ask.id}")
    wait_for(uow, person, Phase.ANSWER, ask.id, at)


def _questions_of(ask: Ask) -> str:
    return f"asked:{ask.id}:"


def question(request: Request, ask: Ask, day: date) -> notices.Notice:
    """The words for whoever is asked, on the requester's day; an introduction has the introducer's line."""
    if ask.role is Role.INTERMEDIARY:
        return notices.AskedToIntroduce(
            ask_id=ask.id,
            requester_id=request.requester_id,
            target_id=request.target_id or "",
            purpose=request.purpose,
        )
    passed = next((one for one in reversed(request.asks) if one.state is AskState.PASSED_ON), None)
    earliest, latest = flash.named_days(request.earliest, request.latest, day)
    return notices.Asked(
        ask_id=ask.id,
        form=request.form,
        requester_id=request.requester_id,
        purpose=request.purpose,
        minutes=request.minutes,
        earliest=earliest,
        latest=latest,
        via_id=passed.person_id if passed else None,
        line=passed.line if passed else "",
        suggested=passed is not None and passed.role is Role.MENTOR,
    )


def tell_sent(uow: UnitOfWork, request: Request, now: datetime, *, at_once: bool = False) -> None:
    """Tell the requester who was asked, or where on a waitlist they are: in their hours, or `at_once`."""
    asks = request.open_asks
    waiting = [ask for ask in asks if ask.state is AskState.WAITING]
    in_line = bool(waiting) and len(waiting) == len(asks)
    requester = uow.people.get(request.requester_id)
    told_at = now if at_once else hours_of(uow, requester, now).next_open(now)
    notice = notices.RequestSent(
        request_id=request.id,
        topic=request.purpose.topic,
        asked_ids=tuple(ask.person_id for ask in asks),
        through=any(ask.role is Role.INTERMEDIARY for ask in asks),
        position=places.position(uow, waiting[0]) if in_line else None,
        named=request.target_id is not None,
        free_id=_free_instead(uow, request, now) if in_line else None,
        back_on=pause.until if (pause := requester.break_at(now)) else None,
        later=any(_asked_after(uow, ask, told_at) for ask in asks),
    )
    key = f"sent:{request.id}:{asks[-1].id}:{asks[-1].state}:{now.timestamp():.0f}"
    uow.outbox.drop(f"sent:{request.id}:")
    tell = say_at_once if at_once else say_in_hours
    tell(uow, requester, notice, key, now, f"request:{request.id}")


def _asked_after(uow: UnitOfWork, ask: Ask, moment: datetime) -> bool:
    """Whether the question leaves only then: the days to answer count from when it does."""
    return any(one.subject_id == ask.id and one.since > moment for one in uow.waits.of(ask.person_id))


def _free_instead(uow: UnitOfWork, request: Request, now: datetime) -> PersonId | None:
    """Who could be asked at once, in place of whoever has a waitlist."""
    requester = uow.people.get(request.requester_id)
    best = _best_left(uow, request, requester, now)
    return best.person_id if best is not None and best.free_places else None


def settle(uow: UnitOfWork, request: Request, asks: Iterable[Ask], now: datetime) -> None:
    """Take the question back from whoever no longer needs to answer."""
    for ask in asks:
        uow.waits.close(ask.id, (Phase.ANSWER,))
        uow.outbox.drop(_questions_of(ask))
        passed_to = request.asks[-1].person_id if ask.state is AskState.PASSED_ON else None
        settled = notices.AskSettled(
            ask_id=ask.id,
            requester_id=request.requester_id,
            topic=request.purpose.topic,
            state=ask.state,
            to_id=passed_to,
            introduced=ask.role is Role.INTERMEDIARY,
        )
        replace_posted(uow, f"ask:{ask.id}", (ask.person_id,), settled, now)


def settle_request(
    uow: UnitOfWork, request: Request, now: datetime, accepted_by: PersonId | None = None
) -> None:
    """Take the withdraw button from what the requester was told."""
    settled = notices.RequestSettled(
        request_id=request.id, topic=request.purpose.topic, accepted_by=accepted_by
    )
    replace_posted(uow, f"request:{request.id}", (request.requester_id,), settled, now)


def move_on(uow: UnitOfWork, request: Request, ended: Ask, now: datetime) -> None:
    """After a no or no answer: the next mentor, unless somebody else is still asked.

    Whoever was named by the requester is not replaced without asking: the next best is only suggested.
    """
    settle(uow, request, (ended,), now)
    if request.open_asks:
        return
    requester = uow.people.get(request.requester_id)
    person_id = _directly(uow, request, ended, now) or _next_candidate(uow, request, requester, now)
    following, suggested = None, None
    if person_id is not None and request.target_id is None:
        following = ask_mentor(uow, request, uow.people.get(person_id), now)
    else:
        suggested = person_id
        request.close()
        settle_request(uow, request, now)
    tell_moved_on(uow, request, ended, now, following=following, suggested=suggested)


def tell_moved_on(
    uow: UnitOfWork,
    request: Request,
    ended: Ask,
    now: datetime,
    *,
    following: Ask | None = None,
    suggested: PersonId | None = None,
) -> None:
    """Tell the requester, kindly, that one person could not, and who is next or might be."""
    waiting = following is not None and following.state is AskState.WAITING
    moved = notices.RequestMovedOn(
        request_id=request.id,
        topic=request.purpose.topic,
        from_id=ended.person_id,
        because=ended.state,
        line=ended.line if ended.state is AskState.DECLINED else "",
        next_id=following.person_id if following else None,
        suggested_id=suggested,
        position=places.position(uow, following) if following and waiting else None,
    )
    about = f"request:{request.id}" if request.open else None
    say_in_hours(uow, uow.people.get(request.requester_id), moved, f"moved:{ended.id}", now, about)


def _directly(uow: UnitOfWork, request: Request, ended: Ask, now: datetime) -> PersonId | None:
    """Whom an intermediary did not introduce, when the requester may ask them without one."""
    if ended.role is not Role.INTERMEDIARY or request.target_id is None:
        return None
    requester, target = uow.people.get(request.requester_id), uow.people.get(request.target_id)
    may = eligibility.may_ask(requester, target, history_of(uow, requester, now), now)
    return target.id if may else None


def next_mentor(
    uow: UnitOfWork, request: Request, now: datetime, but: Collection[PersonId] = ()
) -> PersonId | None:
    """Who will be asked when the last open question of a request goes on, if nobody of these may be."""
    if request.target_id is not None or len(request.open_asks) > 1:
        return None
    return _next_candidate(uow, request, uow.people.get(request.requester_id), now, but)


def _next_candidate(
    uow: UnitOfWork, request: Request, requester: Person, now: datetime, but: Collection[PersonId] = ()
) -> PersonId | None:
    best = _best_left(uow, request, requester, now, but)
    return best.person_id if best is not None else None


def _best_left(
    uow: UnitOfWork, request: Request, requester: Person, now: datetime, but: Collection[PersonId] = ()
) -> Candidate | None:
    """The best mentor for the request who owes it no answer; whoever has a free place comes first."""
    asked = {ask.person_id for ask in request.asks if ask.state is not AskState.WITHDRAWN}.union(but)
    asked |= {request.target_id} if request.target_id else set()
    if not request.purpose.topic:
        return None
    minutes = request.minutes if request.form is Form.FLASH else None
    return next(iter(rank(uow, requester, request.purpose.topic, now, asked, minutes)), None)


def move_on_from(uow: UnitOfWork, ask_id: str, now: datetime, *, released: bool = False) -> Ask | None:
    """An ask ran out, or (`released`) its person can't be asked any more: go on without them.

    Returns the ask, None when it was over.
    """
    request = uow.requests.find_by_ask(ask_id)
    ask = next((one for one in request.asks if one.id == ask_id), None) if request else None
    if request is None or ask is None or not ask.open:
        uow.waits.close(ask_id)
        return None
    (request.release if released else request.expire)(ask, now)
    move_on(uow, request, ask, now)
    return ask
