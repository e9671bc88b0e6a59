"""Time passes stop by stop: each thing that falls due happens at its moment, or at the tick that ends it."""

from datetime import UTC, datetime, timedelta

from bot.turning import pass_until

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Planned:
    """A clock that stands, with something to do at each of these minutes past noon; remembers its stops."""

    def __init__(self, *minutes: float) -> None:
        self._due = [NOON + timedelta(minutes=one) for one in minutes]
        self._now = NOON
        self.stops: list[float] = []

    def now(self) -> datetime:
        return self._now

    async def show(self, moment: datetime) -> datetime | None:
        self._now = moment
        self.stops.append((moment - NOON) / timedelta(minutes=1))
        self._due = [at for at in self._due if at > moment]
        return min(self._due, default=None)


class Stuck(Planned):
    """Something is overdue and stays so."""

    async def show(self, moment: datetime) -> datetime | None:
        await super().show(moment)
        return NOON - timedelta(minutes=1)


async def test_the_clock_stops_where_something_is_due_and_nowhere_else() -> None:
    planned = Planned(0, 1.5, 7, 90)
    await pass_until(planned, NOON + timedelta(minutes=60))
    assert planned.stops == [0, 1.5, 7, 60]


async def test_what_falls_due_within_a_tick_happens_at_its_end() -> None:
    planned = Planned(1, 1.1, 1.2, 1.25, 2.9, 59.9)
    await pass_until(planned, NOON + timedelta(minutes=59.95), timedelta(seconds=15))
    assert planned.stops == [0, 1, 1.25, 3, 59.95]


async def test_what_is_overdue_and_held_elsewhere_does_not_stop_the_clock() -> None:
    stuck = Stuck(5)
    await pass_until(stuck, NOON + timedelta(minutes=60))
    assert stuck.stops == [0, 60]
