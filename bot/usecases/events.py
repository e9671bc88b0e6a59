"""Events of speed mentoring: everybody gets one timetable of their short chats."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.hours import instant
from bot.domain.notices import Sitting, Timetable
from bot.domain.people import PersonId
from bot.domain.programs import Program
from bot.domain.rounds import Matched, matched_ids
from bot.ports import UnitOfWork
from bot.usecases.reaching import say_in_hours, workdays_of

NOTICE: Final = 2
"""Working days between the timetable and the event, so that everybody can make room for it."""
STARTS: Final = time(14)
"""After lunch, on the clock of whoever set the program up."""
CHANGE_OVER: Final = timedelta(minutes=2)
"""Between two chats, to say good-bye and find the next table."""


def invite(uow: UnitOfWork, program: Program, matched: Sequence[Matched], now: datetime) -> None:
    """Send everybody their timetable, in one transaction: an event is as large as a room."""
    starts_at = event_at(uow, program, now)
    turns = max((one.turn for one in matched), default=0)
    people = uow.people.several(matched_ids(matched))
    chats: dict[PersonId, list[Matched]] = {}
    for one in matched:
        for person_id in one.members:
            chats.setdefault(person_id, []).append(one)
    for person_id, person in sorted(people.items()):
        enrolment = uow.enrolments.find(program.id, person_id)
        if enrolment is None or not person.active:
            continue
        enrolment.matched()
        own = {one.turn: one for one in chats[person_id]}
        sittings = tuple(_sitting(program, person_id, own, turn, starts_at) for turn in range(1, turns + 1))
        timetable = Timetable(
            program_id=program.id,
            form=program.form,
            name=program.name,
            minutes=program.terms.minutes,
            sittings=sittings,
            opening=program.terms.opening,
        )
        say_in_hours(uow, person, timetable, f"timetable:{matched[0].round_id}:{person_id}", now)


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
