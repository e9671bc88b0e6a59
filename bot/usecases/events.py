"""Events of speed mentoring: everybody gets one timetable of their short chats."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.hours import instant
from bot.domain.notices import Sitting, Timetable
from bot.domain.people import Kind, Person, PersonId
from bot.domain.programs import Program
from bot.domain.rounds import Matched, Round, matched_ids
from bot.ports import UnitOfWork
from bot.usecases.reaching import replace_posted, say_before, workdays_of

NOTICE: Final = 2
"""Working days between the timetable and the event, so that everybody can make room for it."""
STARTS: Final = time(14)
"""After lunch, on the clock of whoever set the program up."""
CHANGE_OVER: Final = timedelta(minutes=2)
"""Between two chats, to say good-bye and find the next table."""


def invite(uow: UnitOfWork, program: Program, matched: Sequence[Matched], now: datetime) -> None:
    """Send everybody their timetable, in one transaction: an event is as large as a room."""
    starts_at = event_at(uow, program, now)
    for person_id, person in sorted(uow.people.several(matched_ids(matched)).items()):
        enrolment = uow.enrolments.find(program.id, person_id)
        if enrolment is None or not person.active:
            continue
        enrolment.matched()
        table = _timetable(program, person_id, matched, starts_at)
        about = f"timetable:{matched[0].round_id}:{person_id}:"
        say_before(uow, person, table, f"{about}first", now, starts_at, about)


def go_on_without(uow: UnitOfWork, program: Program, gone: Person, now: datetime) -> None:
    """Whoever was to meet somebody who has left has a break instead, and reads so in their timetable."""
    for here in uow.rounds.of_program(program.id):
        if here.running and here.introduced_at is not None:
            _sit_without(uow, program, here, event_at(uow, program, here.introduced_at), gone, now)


def _sit_without(
    uow: UnitOfWork, program: Program, here: Round, starts_at: datetime, gone: Person, now: datetime
) -> None:
    uow.rounds.lock(here.id)  # two who leave at once, each leave a break
    matched = uow.rounds.matches(here.id) if now < starts_at else []
    people = uow.people.several(matched_ids(matched))
    there = {one.person_id for one in uow.enrolments.active(program.id)}
    staying = {one.id for one in people.values() if one.active and one.kind is Kind.MEMBER} & there
    away = people.keys() - staying
    partners = matched_ids([one for one in matched if gone.id in one.members]) & staying
    uow.outbox.drop(f"timetable:{here.id}:{gone.id}:")
    for person_id in sorted(partners):
        table = _timetable(program, person_id, matched, starts_at, away)
        about = f"timetable:{here.id}:{person_id}:"
        if uow.outbox.drop(about):
            say_before(uow, people[person_id], table, f"{about}{uow.new_id()}", now, starts_at, about)
        else:
            replace_posted(uow, about, (person_id,), table, now, about)


def _timetable(
    program: Program,
    person_id: PersonId,
    matched: Sequence[Matched],
    starts_at: datetime,
    away: Collection[PersonId] = (),
) -> Timetable:
    """One person's chats, with a break in place of those with whoever is away."""
    turns = max((one.turn for one in matched), default=0)
    chats = [one for one in matched if person_id in one.members and not {*one.members}.intersection(away)]
    own = {one.turn: one for one in chats}
    return Timetable(
        program_id=program.id,
        form=program.form,
        name=program.name,
        minutes=program.terms.minutes,
        sittings=tuple(_sitting(program, person_id, own, turn, starts_at) for turn in range(1, turns + 1)),
        opening=program.terms.opening,
    )


def event_at(uow: UnitOfWork, program: Program, now: datetime) -> datetime:
    """When the event begins (aware UTC): two working days after it was sent, in the afternoon."""
    creator = uow.people.get(program.created_by)
    hours = replace(workdays_of(uow, creator, now), zone=program.zone)
    day = hours.local(hours.business_days_after(now, NOTICE)).date()
    return instant(day, STARTS, ZoneInfo(program.zone))


def _sitting(
    program: Program, person_id: PersonId, own: Mapping[int, Matched], turn: int, starts_at: datetime
) -> Sitting:
    each = timedelta(minutes=program.terms.minutes) + CHANGE_OVER
    at = starts_at + (turn - 1) * each
    found = own.get(turn)
    if found is None:
        return Sitting(starts_at=at)
    (other,) = (one for one in found.members if one != person_id)
    return Sitting(starts_at=at, with_id=other, table=found.seat)
