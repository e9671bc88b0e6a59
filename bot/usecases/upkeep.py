"""Upkeep: what keeps the records small and true, whoever asks for nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.people import Person
from bot.ports import UnitOfWork
from bot.usecases import people

REMEMBERED: Final = timedelta(days=7)
"""How long a delivery is known again; Slack gives up on one within the hour."""

TURN: Final = timedelta(hours=6)
"""How often the directory is read: what it says is known a quarter of a day later."""

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


def take_turn(uow: UnitOfWork, what: str, now: datetime) -> str | None:
    """Whether it is this process that does something which is due once in each stretch of six hours (UTC).

    Whoever comes first has the turn of all processes. Returns its name, or None when it was taken.
    """
    turn = f"turn:{what}:{now.timestamp() // TURN.total_seconds():.0f}"
    return turn if uow.inbox.first_time(turn, now) else None


def note_delivery(uow: UnitOfWork, _: None, now: datetime) -> None:
    """Change nothing: run for a delivery whose answer is all there is of it, so that it is answered once."""


def forget_deliveries(uow: UnitOfWork, keep: timedelta, now: datetime) -> int:
    """Forget deliveries from before then, and say how many."""
    return uow.inbox.purge(now - keep)


def forget_posts(uow: UnitOfWork, most: int, now: datetime) -> int:
    """Forget what was said a while ago, up to `most` messages of a sort, and say how many."""
    return uow.outbox.forget(now - WORDS_REMEMBERED, now - POSTS_REMEMBERED, most)
