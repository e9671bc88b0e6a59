"""The year: time passes, and stops wherever somebody does something or something falls due."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from typing import Final

from bot.domain.notices import Notice
from bot.simulation import initiatives, programs
from bot.simulation.afterwards import AFTERWARDS
from bot.simulation.desk import Desk
from bot.simulation.programs import Running
from bot.simulation.replies import REPLIES
from bot.simulation.rounds import ROUNDS
from bot.turning import pass_until

DAWN: Final = time(4)
"""When each day of the simulation begins (UTC): then the directory is read, and yesterday is checked."""
TICK: Final = timedelta(minutes=5)
"""What falls due within one is done together at its end. Reminders come ten minutes before a quarter hour, so
that nothing is late that matters to somebody."""

ALL_REPLIES: Final = {**REPLIES, **AFTERWARDS, **ROUNDS}

EachDay = Callable[[datetime], Awaitable[None]]


class Year:
    """Passes the time; implements `turning.Turned`.

    Args:
        desk: where people act.
        each_day: called at each dawn, before anything happens on that day.
    """

    def __init__(self, desk: Desk, each_day: EachDay) -> None:
        self._desk = desk
        self._each_day = each_day
        self.running: list[Running] = []
        self._dawn = _next_dawn(desk.office.now())
        self.stops = 0

    def now(self) -> datetime:
        """The time on the clock."""
        return self._desk.office.now()

    async def pass_until(self, end: datetime) -> None:
        """Live until then."""
        await pass_until(self, end, TICK)

    async def show(self, moment: datetime) -> datetime | None:
        """Set the clock; do what is due: people first, then what the bot does by itself. Say what is next."""
        office, agenda = self._desk.office, self._desk.agenda
        office.clock.set(moment)
        self.stops += 1
        if moment >= self._dawn:
            await self._begin_day(moment)
        while (deed := agenda.take(moment)) is not None:
            await deed.do()
        due = await office.settle()
        return min(filter(None, (self._dawn, agenda.next_at, due)))

    async def _begin_day(self, now: datetime) -> None:
        self._dawn = _next_dawn(now)
        await self._each_day(now)
        if now.weekday() < 5:
            initiatives.begin_day(self._desk, now)
            for running in self.running:
                programs.begin_day(self._desk, running)


def read(desk: Desk, person_id: str, notice: Notice, now: datetime) -> None:
    """Somebody reads a message, and plans what to do about it."""
    who = desk.staff.get(person_id)
    reply = ALL_REPLIES.get(type(notice))
    if who is not None and reply is not None and who.here(now):
        reply(desk, who, notice)


def _next_dawn(now: datetime) -> datetime:
    dawn = now.replace(hour=DAWN.hour, minute=0, second=0, microsecond=0)
    return dawn if dawn > now else dawn + timedelta(days=1)
