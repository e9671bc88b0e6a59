"""Upkeep: what keeps the records small and true, whoever asks for nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.people import Person
from bot.ports import UnitOfWork
from bot.usecases import people

REMEMBERED: Final = timedelta(days=7)
"""How long a delivery is known again; Slack gives up on one within the hour."""

WORDS_REMEMBERED: Final = timedelta(days=7)
"""How long what a message said is kept once it is said."""
POSTS_REMEMBERED: Final = timedelta(days=180)
"""How long it is known that a message was said, and where: as long as it may yet be replaced there."""


def is_news(uow: UnitOfWork, known: Person, now: datetime) -> bool:
    """Whether the directory says anything of a person that we do not know."""
    return _differs(uow.people.find(known.id), known)


def _differs(person: Person | None, known: Person) -> bool:
    return person is None or bool(people.news_of(person, known))


def record_all(uow: UnitOfWork, known: Sequence[Person], now: datetime) -> int:
    """Take over what the directory says of these people, and say how many they are."""
    met = uow.people.several(person.id for person in known)
    for person in known:
        if _differs(met.get(person.id), person):
            people.record(uow, person, now)
    return len(known)


def forget_deliveries(uow: UnitOfWork, keep: timedelta, now: datetime) -> int:
    """Forget deliveries from before then, and say how many."""
    return uow.inbox.purge(now - keep)


def forget_posts(uow: UnitOfWork, most: int, now: datetime) -> int:
    """Forget what was said a while ago, up to `most` messages of a sort, and say how many."""
    return uow.outbox.forget(now - WORDS_REMEMBERED, now - POSTS_REMEMBERED, most)
