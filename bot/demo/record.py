"""Everything that crossed the line between the app and Slack, newest last, for tests and for a side panel."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal


@dataclass(frozen=True)
class Exchange:
    """One call by the app (`in`) or one delivery to it (`out`).

    `seconds` is real time; status 0 is no answer; `cut`: the app had it, and broke off.
    """

    direction: Literal["in", "out"]
    name: str
    payload: Any
    answer: Any
    status: int
    seconds: float
    at: datetime
    transport: str = "http"
    retry: int | None = None
    cut: bool = False


class Record:
    """The last exchanges and the protocol rules that the app broke."""

    def __init__(self, keep: int = 5000) -> None:
        self.exchanges: deque[Exchange] = deque(maxlen=keep)
        self.violations: list[str] = []
        self._observers: list[Callable[[Exchange], None]] = []

    def add(self, exchange: Exchange) -> None:
        """Keep it and tell the observers."""
        self.exchanges.append(exchange)
        for observer in list(self._observers):
            observer(exchange)

    def observe(self, observer: Callable[[Exchange], None]) -> Callable[[], None]:
        """Call `observer` for each exchange from now on; the answer stops it."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    def violation(self, sentence: str) -> None:
        """Note that the app broke a rule of the protocol which Slack itself would not report to it."""
        self.violations.append(sentence)

    def calls(self, method: str) -> list[Exchange]:
        """The calls of one Web API method."""
        return [one for one in self.exchanges if one.direction == "in" and one.name == method]

    def deliveries(self, kind: str | None = None) -> list[Exchange]:
        """The deliveries of one kind (slash_commands, interactive, events_api), or all."""
        return [one for one in self.exchanges if one.direction == "out" and kind in (None, one.name)]
