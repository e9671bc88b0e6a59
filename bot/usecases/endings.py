"""Endings: when people's time together is planned to end, and who is told before it does."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.domain.hours import CLOSES, instant
from bot.domain.nudging import Phase
from bot.domain.pairings import Pairing
from bot.ports import UnitOfWork
from bot.usecases import booking
from bot.usecases.reaching import wait_for

AHEAD: Final = timedelta(days=14)
"""How long before the end people hear that it nears: time for a last chat or two."""
AGAIN: Final = timedelta(weeks=1)
"""After a chat that is booked beyond the planned end, it ends."""
SETTLED: Final = timedelta(days=21)
"""By then the nudges to book are over (day 14): half-time asks once more only if it comes later."""
_NOTICE, _END = 0, 1
"""The steps of the wait: a word before the end, and the end."""


def planned(uow: UnitOfWork, pairing: Pairing) -> datetime | None:
    """When it is planned to end (aware UTC): on the day that they agreed on, else as their program says.

    A day ends with working hours, on the clock of whoever stands first in the pairing.
    """
    agreement = uow.agreements.find(pairing.id)
    if agreement is None or agreement.points is None or agreement.points.until is None:
        return pairing.ends_at
    return instant(agreement.points.until, CLOSES, ZoneInfo(uow.people.get(pairing.people[0]).zone))


def over_by(uow: UnitOfWork, pairing: Pairing, moment: datetime) -> bool:
    """Whether it is planned to be over then (aware UTC): what is booked for later takes place first."""
    end = planned(uow, pairing)
    return end is not None and end <= moment and booking.upcoming_of(uow, pairing, moment) is None


def plan(uow: UnitOfWork, pairing: Pairing, now: datetime) -> None:
    """Wait for half-time, the planned end and the moment to speak of it, unless that has passed already."""
    uow.waits.close(pairing.id, (Phase.ENDING, Phase.MIDWAY))
    end = planned(uow, pairing)
    if end is None or not pairing.open:
        return
    step = _NOTICE if end - AHEAD > now else _END
    half = (end - pairing.opened_at) / 2
    midway = pairing.opened_at + half
    for person in booking.people_of(uow, pairing):
        wait_for(uow, person, Phase.ENDING, pairing.id, end - AHEAD, step=step)
        if half >= SETTLED and midway >= now and not pairing.ongoing:
            wait_for(uow, person, Phase.MIDWAY, pairing.id, midway)


def come(uow: UnitOfWork, pairing: Pairing, now: datetime) -> bool:
    """Whether it ends now: a chat that is booked takes place first."""
    ahead = booking.upcoming_of(uow, pairing, now)
    if ahead is None:
        return True
    uow.waits.close(pairing.id, (Phase.ENDING,))
    for person in booking.people_of(uow, pairing):
        wait_for(uow, person, Phase.ENDING, pairing.id, ahead.ends_at + AGAIN - AHEAD, step=_END)
    return False
