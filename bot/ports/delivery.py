"""Delivery: what was queued, on its way to people, and who says it to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.domain.notices import Notice
from bot.domain.people import Person
from bot.ports.outbox import Post


@dataclass(frozen=True)
class Posted:
    """Where a message was posted."""

    channel: str
    ts: str


@dataclass(frozen=True, kw_only=True)
class Parcel(Post):
    """A claimed message.

    `attempts` counts the claims that failed before this one; `claim` is its proof. `places` is where those
    messages stand whose place it takes, oldest first: an address gets its messages in order, so that what it
    edits has been said when it is claimed, or never will be.
    """

    id: int
    workspace: str
    attempts: int = 0
    claim: str = ""
    places: tuple[Posted, ...] = ()


class Letter(StrEnum):
    """Where a message in the outbox stands."""

    QUEUED = "queued"
    SENT = "sent"
    DROPPED = "dropped"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """A message that was given up, for the operator: never what it says."""

    id: int
    workspace: str
    kind: str
    key: str
    attempts: int
    error: str
    at: datetime


class Deliveries(Protocol):
    """The outbox as delivery sees it: all workspaces, each call a transaction of its own.

    Only the last claim of a parcel counts: a mark by an earlier one changes nothing.
    """

    def claim(self, now: datetime, most: int, lease: timedelta, worker: str) -> list[Parcel]:
        """Up to `most` due messages, oldest first, which nobody else gets before the lease has run out.

        At most one for each address (the same people), its oldest: messages arrive in their order, and one
        that is tried again holds back those after it. A message that this version cannot read is dead.
        """
        ...

    def sent(self, parcel: Parcel, posted: Posted | None, now: datetime) -> None:
        """It is said. Where may be told later, by a second call: at-most-once marks before it sends.

        What an edit took the place of is not edited again.
        """
        ...

    def retry(self, parcel: Parcel, at: datetime, error: str) -> None:
        """Give the claim back, to be tried again then; also when it was marked before and then not said."""
        ...

    def dead(self, parcel: Parcel, error: str, now: datetime) -> None:
        """Give the message up; the operator sees it."""
        ...

    def dropped(self, parcel: Parcel, why: str, now: datetime) -> None:
        """It need not be said any more."""
        ...

    def next_due_at(self) -> datetime | None:
        """The earliest time at which a message may be claimed, or None when none is queued."""
        ...

    def dead_letters(self, most: int = 100) -> list[DeadLetter]:
        """Messages that were given up, latest first."""
        ...

    def revive(self, parcel_id: int, now: datetime) -> bool:
        """Queue a message again that was given up, with all its attempts; False when it is not dead."""
        ...

    def counts(self) -> Mapping[Letter, int]:
        """How many messages stand where; absent means none."""
        ...


class Undeliverable(Exception):
    """This message can never arrive at its recipient; `reason` is the messenger's own word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TryLater(Exception):
    """The messenger is busy or away; try again after so many seconds."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.reason = reason


class Hold(TryLater):
    """The messenger takes nothing of this sort for now, and has certainly not said this: all of it waits."""


class Messenger(Protocol):
    """Says notices to people where they work. Raises Undeliverable or TryLater."""

    async def post(
        self, to: Sequence[Person], notice: Notice, *, now: datetime, channel: str | None = None
    ) -> Posted:
        """Post a notice to one person, to several in a group message, or in a channel.

        In a channel `to` is whoever it reads like: the person who set it up.
        """
        ...

    async def attach(self, at: Posted, to: Sequence[Person], notice: Notice, *, now: datetime) -> None:
        """Send what goes with a notice that was posted. The message is what counts: this never raises."""
        ...

    async def edit(self, at: Posted, to: Sequence[Person], notice: Notice, *, now: datetime) -> None:
        """Put a notice in the place of one that was posted."""
        ...
