"""Upkeep: what keeps the records small and true, whoever asks for nothing."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain.people import Person
from bot.ports import UnitOfWork
from bot.usecases import people

REMEMBERED: Final = timedelta(days=7)
"""How long a delivery is known again; Slack gives up on one within the hour."""


def record_all(uow: UnitOfWork, known: Sequence[Person], now: datetime) -> int:
    """Take over what the directory says of these people, and say how many they are."""
    for person in known:
        people.record(uow, person, now)
    return len(known)


def forget_deliveries(uow: UnitOfWork, keep: timedelta, now: datetime) -> int:
    """Forget deliveries from before then, and say how many."""
    return uow.inbox.purge(now - keep)
