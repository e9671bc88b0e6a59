"""The agenda: what simulated people will do, and when."""

import heapq
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, order=True)
class Deed:
    """Something that somebody will do. Deeds of one moment come in the order of who does what."""

    at: datetime
    person_id: str
    name: str
    subject: str
    do: Callable[[], Awaitable[object]] = field(compare=False)


class Agenda:
    """Deeds by time."""

    def __init__(self) -> None:
        self._deeds: list[Deed] = []

    def put(self, deed: Deed) -> None:
        """Plan a deed."""
        heapq.heappush(self._deeds, deed)

    @property
    def next_at(self) -> datetime | None:
        """When something is done next."""
        return self._deeds[0].at if self._deeds else None

    def take(self, now: datetime) -> Deed | None:
        """The next deed whose time has come, or None."""
        return heapq.heappop(self._deeds) if self._deeds and self._deeds[0].at <= now else None
