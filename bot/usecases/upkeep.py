"""Upkeep: what keeps the records small and true, whoever asks for nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.people import Person
from bot.ports import UnitOfWork
from bot.usecases import people

REMEMBERED: Final = timedelta(days=7)
"""How long a delivery is known again; Slack gives up on one within the hour."""

TURN: Final = timedelta(hours=6)
"""How often the directory is read: what it says is known a quarter of a day later."""

HELD: Final = timedelta(minutes=5)
"""After so long without a sign of life somebody else does what a process had begun."""

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
    met = uow.glances.people([person.id for person in known])
    for person in known:
        if _differs(met.get(person.id), person):
            people.record(uow, person, now)
    return len(known)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """Something that one of all processes does once in each stretch of six hours (UTC), and by whom."""

    what: str
    holder: str
    stretch: int = 0


def take_turn(uow: UnitOfWork, turn: Turn, now: datetime) -> Turn | None:
    """Take the turn of this stretch; None when it is done, or somebody else is at it.

    It is held for a few minutes: whoever is not killed in the middle keeps it (see `keep_turn`).
    """
    turn = replace(turn, stretch=int(now.timestamp() // TURN.total_seconds()))
    taken = uow.turns.take(turn.what, turn.stretch, turn.holder, now + HELD, now)
    return turn if taken else None


def keep_turn(uow: UnitOfWork, turn: Turn, now: datetime) -> bool:
    """Still be at it; False when somebody else took it up after hearing nothing for too long."""
    return uow.turns.keep(turn.what, turn.holder, now + HELD)


def finish_turn(uow: UnitOfWork, turn: Turn, now: datetime) -> None:
    """It is done: nobody does it again in its stretch.

    Nothing of the sort when somebody else has taken it up meanwhile: they may yet fail at it.
    """
    uow.turns.finish(turn.what, turn.stretch, turn.holder)


def note_delivery(uow: UnitOfWork, _: None, now: datetime) -> None:
    """Change nothing: run for a delivery whose answer is all there is of it, so that it is answered once."""


def forget_deliveries(uow: UnitOfWork, keep: timedelta, now: datetime) -> int:
    """Forget deliveries from before then, and say how many."""
    return uow.inbox.purge(now - keep)


def forget_posts(uow: UnitOfWork, most: int, now: datetime) -> int:
    """Forget what was said a while ago, up to `most` messages of a sort, and say how many."""
    return uow.outbox.forget(now - WORDS_REMEMBERED, now - POSTS_REMEMBERED, most)
