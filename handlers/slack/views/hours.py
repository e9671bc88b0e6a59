"""Hours: weekly windows as sets of days with the same hours, in as many sets as there are different hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from slack_sdk.models.blocks import Block

from bot.domain import errors
from bot.domain.people import Window
from handlers.slack.views import inputs
from handlers.slack.views.blocks import option
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State

WEEK = range(7)
SETS = 20
"""Different hours in one week that the form can hold."""
USUAL = (time(9), time(17))


@dataclass(frozen=True)
class Names:
    """The fields of one set of days; the first one's are the names that errors use."""

    number: int

    @property
    def days(self) -> str:
        """On which days."""
        return self._numbered("days")

    @property
    def start(self) -> str:
        """From when."""
        return self._numbered("window_start")

    @property
    def end(self) -> str:
        """Until when."""
        return self._numbered("window_end")

    def _numbered(self, name: str) -> str:
        return name if self.number == 0 else f"{name}_{self.number + 1}"


def blocks(reader: Reader, windows: Iterable[Window]) -> list[Block]:
    """The fields: one set of days per different hours, and one empty set for other days."""
    sets: dict[tuple[time, time], list[int]] = {}
    for window in sorted(windows):
        sets.setdefault((window.start, window.end), []).append(window.weekday)
    shown = [*sets.items(), (None, [])] if sets else [(USUAL, []), (None, [])]
    return [
        block
        for number, (hours, days) in enumerate(shown[:SETS])
        for block in _set(reader, Names(number), hours, days)
    ]


def parse(state: State) -> tuple[Window, ...]:
    """All windows, in order; a set without days counts for nothing."""
    windows: set[Window] = set()
    for names in map(Names, range(SETS)):
        if state.has(names.days):
            windows.update(_windows(state, names))
    return tuple(sorted(windows))


def _windows(state: State, names: Names) -> list[Window]:
    days = state.some_of(names.days, [str(day) for day in WEEK])
    start, end = state.clock(names.start), state.clock(names.end)
    if not days:
        return []
    if start is None:
        raise errors.Missing(names.start)
    if end is None:
        raise errors.Missing(names.end)
    try:
        return [Window(int(day), start, end) for day in days]
    except errors.WindowEndsBeforeStart as refused:
        refused.field = names.end  # type: ignore[misc]  # which of the sets it was is known only here
        raise


def _set(reader: Reader, names: Names, hours: tuple[time, time] | None, days: Iterable[int]) -> list[Block]:
    start, end = hours or (None, None)
    options = [option(reader.weekday(day), str(day)) for day in WEEK]
    label = reader.plain("Days for chats") if names.number == 0 else reader.plain("Different hours on")
    return [
        inputs.some_of(Field(names.days, label, optional=True), options, map(str, days)),
        inputs.clock(Field(names.start, reader.plain("From"), optional=True), start),
        inputs.clock(Field(names.end, reader.plain("Until"), optional=True), end),
    ]
