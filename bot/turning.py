"""Turning: how time passes where the clock can be turned. It stops wherever something happens by itself."""

from datetime import datetime, timedelta
from typing import Protocol


class Turned(Protocol):
    """A bot and its clock."""

    def now(self) -> datetime:
        """The time that the clock shows (aware UTC)."""
        ...

    async def show(self, moment: datetime) -> datetime | None:
        """Set the clock (aware), wait until nothing is due any more, and say when something is next."""
        ...


async def pass_until(turned: Turned, moment: datetime, tick: timedelta = timedelta()) -> None:
    """Let time pass up to a moment (aware); what falls due on the way happens at its time.

    With a tick, what falls due within one happens together at its end, as with a scheduler that ticks so.
    """
    due = await turned.show(turned.now())
    while (now := turned.now()) < moment:
        # What is overdue and still not done (somebody else holds it) must not stop the clock.
        following = _at_tick(due, tick) if due and due > now else moment
        due = await turned.show(min(following, moment))


def _at_tick(due: datetime, tick: timedelta) -> datetime:
    if not tick:
        return due
    midnight = due.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - (midnight - due) // tick * tick
