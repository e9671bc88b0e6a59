"""The mailroom: an in-process messenger that keeps a note of each message and hands it to its readers."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import count

from bot.domain.notices import Notice
from bot.domain.people import Person
from bot.ports import Posted
from bot.simulation.chronicle import Chronicle, Said

Reader = Callable[[str, Notice, datetime], None]
"""Told who reads which message when."""

_SUBJECTS = (
    "wait_id",
    "pairing_id",
    "meeting_id",
    "ask_id",
    "request_id",
    "outcome_id",
    "round_id",
    "program_id",
)


class Mailroom:
    """`ports.Messenger`, within the process.

    Args:
        chronicle: where each message is noted.
        reader: hears of each message that somebody gets, and of what takes its place.
    """

    def __init__(self, chronicle: Chronicle, reader: Reader) -> None:
        self._chronicle = chronicle
        self._reader = reader
        self._number = count(1)

    async def post(
        self, to: Sequence[Person], notice: Notice, *, now: datetime, channel: str | None = None
    ) -> Posted:
        """Note a message, and hand it to whoever it is for."""
        ids = () if channel else tuple(person.id for person in to)
        self._chronicle.said.append(
            Said(now, ids, type(notice).__name__, subject_of(notice), notice.unprompted, hash((ids, notice)))
        )
        for person_id in ids:
            self._reader(person_id, notice, now)
        return Posted(
            channel=channel or "D" + "".join(ids), ts=f"{now.timestamp():.0f}.{next(self._number):06}"
        )

    async def edit(
        self,
        at: Posted,  # noqa: ARG002 -- where it stood is of no interest here
        to: Sequence[Person],
        notice: Notice,
        *,
        now: datetime,
    ) -> None:
        """Hand over what now stands in the place of a message."""
        self._chronicle.replaced.append((now, tuple(person.id for person in to), subject_of(notice)))
        for person in to:
            self._reader(person.id, notice, now)

    async def attach(self, at: Posted, to: Sequence[Person], notice: Notice, *, now: datetime) -> None:
        """Calendar files are of no interest here."""


def subject_of(notice: Notice) -> str:
    """What a notice is about: the first of the ids that it names."""
    named = {one.name for one in fields(notice)}
    return next((str(getattr(notice, name)) for name in _SUBJECTS if name in named), "")
