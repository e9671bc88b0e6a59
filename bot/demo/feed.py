"""What happens in the workspace, told to whoever listens."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Happening:
    """One change: `kind` such as message_posted, modal_opened, home_published.

    `people` are the ids who see it.
    """

    number: int
    kind: str
    people: tuple[str, ...]
    subject: Any = None


class Feed:
    """Numbered happenings; observers are called at once, readers may wait for the next."""

    def __init__(self, keep: int = 2000) -> None:
        self.number = 0
        self.recent: deque[Happening] = deque(maxlen=keep)
        self._observers: list[Callable[[Happening], None]] = []
        self._changed = asyncio.Event()

    def publish(self, kind: str, people: tuple[str, ...] = (), subject: Any = None) -> None:
        """Tell everybody."""
        self.number += 1
        happening = Happening(self.number, kind, people, subject)
        self.recent.append(happening)
        for observer in list(self._observers):
            observer(happening)
        self._changed.set()
        self._changed = asyncio.Event()

    def observe(self, observer: Callable[[Happening], None]) -> Callable[[], None]:
        """Call `observer` for each happening from now on; the answer stops it."""
        self._observers.append(observer)
        return lambda: self._observers.remove(observer)

    def since(self, number: int, person: str | None = None) -> list[Happening]:
        """What happened after `number`, to one person if named."""
        return [
            one for one in self.recent if one.number > number and (person is None or person in one.people)
        ]

    async def changed(self, seconds: float) -> None:
        """Wait for the next happening, at most so many seconds."""
        try:
            async with asyncio.timeout(seconds):
                await self._changed.wait()
        except TimeoutError:
            return
