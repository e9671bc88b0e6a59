"""Readers: each person's language and clock, remembered for a while so that an answer costs no query."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from gettext import NullTranslations
from typing import Final

from bot.domain.people import Person, PersonId
from handlers.slack.patience import SLACKS, Patience
from handlers.slack.views.reader import Reader

_FRESH: Final = 300.0
"""Seconds for which a zone and a locale are taken as known."""
_MOST: Final = 10_000


def reader_of(person: Person, words: NullTranslations | None = None) -> Reader:
    """How this person reads."""
    return Reader(locale=person.locale, zone=person.zone, words=words)


class Readers:
    """Looks people up and remembers how they read.

    Args:
        find: the person from the database, or None when we have not met them.
        words: translations for everybody, instead of each person's own.
        patience: how long to look for somebody.
    """

    def __init__(
        self,
        find: Callable[[PersonId], Awaitable[Person | None]],
        words: NullTranslations | None = None,
        patience: Patience = SLACKS,
    ) -> None:
        self._find = find
        self._words = words
        self._patience = patience
        self._known: dict[PersonId, tuple[float, Reader]] = {}

    async def of(self, person_id: PersonId) -> Reader:
        """How the person reads, or read when last seen; English and UTC for whoever cannot be looked up."""
        since, reader = self._known.get(person_id, (0.0, None))
        if reader is not None and time.monotonic() - since < _FRESH:
            return reader
        person = await self._look_up(person_id)
        return (reader or Reader(words=self._words)) if person is None else self.know(person)

    async def naming(self, person_id: PersonId, *other_ids: PersonId) -> Reader:
        """The same, knowing what others are called: fields of modals show no mentions."""
        reader, others = await self.of(person_id), [await self._look_up(one) for one in other_ids]
        return replace(reader, names={one.id: one.name for one in others if one is not None})

    def know(self, person: Person) -> Reader:
        """Take over what was just read."""
        if len(self._known) >= _MOST:
            self._known.clear()
        reader = reader_of(person, self._words)
        self._known[person.id] = (time.monotonic(), reader)
        return reader

    async def _look_up(self, person_id: PersonId) -> Person | None:
        try:
            async with asyncio.timeout(self._patience.acquaintance):
                return await self._find(person_id)
        except TimeoutError:
            return None

    def forget(self, person_id: PersonId) -> None:
        """Look the person up again next time."""
        self._known.pop(person_id, None)
