"""What the page needs of the bot, which it knows only through this."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, Protocol

from bot.demo.server import LocalSlack


class BotState(StrEnum):
    """Whether the bot runs."""

    STARTING = "starting"
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True)
class Parcel:
    """A message in the bot's outbox, not sent yet or given up.

    Attributes:
        id: its number in the outbox.
        people: Slack ids of whom it is for.
        kind: what it says, in a few words.
        state: where it stands: "queued" or "dead".
        attempts: how often sending was tried.
        due: not sent before this moment (aware UTC).
        error: what the last attempt met, if it failed.
    """

    id: int
    people: tuple[str, ...]
    kind: str
    state: str
    attempts: int
    due: datetime
    error: str = ""


@dataclass(frozen=True)
class Look:
    """What the scheduler looks at next.

    Attributes:
        at: when (aware UTC).
        phase: what somebody has yet to do, in words that follow their name: "has yet to answer".
        person: Slack id of who has to do it; empty when it is nobody in particular.
        subject: what it is about, in words.
    """

    at: datetime
    phase: str
    person: str
    subject: str


@dataclass(frozen=True)
class Backlog:
    """What the bot has yet to do, read from its database.

    Attributes:
        outbox: what waits or was given up, the next due first.
        looks: the scheduler's next looks, the first one first.
        sent: how many messages were ever delivered.
        waiting: how many wait in the outbox.
        dead: how many were given up; 0 when nothing was lost.
    """

    outbox: tuple[Parcel, ...]
    looks: tuple[Look, ...]
    sent: int
    waiting: int
    dead: int


@dataclass(frozen=True)
class Specimen:
    """One thing that the bot can say or ask, for the gallery.

    Attributes:
        name: what it is called.
        group: under which heading it stands.
        surface: where Slack shows it.
        payload: as the bot sends it.
        note: when people see it, if that is not plain.
    """

    name: str
    group: str
    surface: Literal["message", "modal", "home"]
    payload: dict[str, Any] = field(repr=False)
    note: str = ""


class Notes(Protocol):
    """Small JSON values kept between runs: what was read, the tour."""

    def recall(self, name: str) -> Any | None:
        """What was kept under this name; None if nothing was."""
        ...

    def keep(self, name: str, value: Any) -> None:
        """Keep a JSON value under this name, instead of what was there."""
        ...


class Stage(Protocol):
    """The workspace, the bot in it, and their clock.

    What changes is published on `slack.workspace.feed`: `clock_turned` and `bot_changed`, seen by everyone
    (people: ()).
    """

    @property
    def slack(self) -> LocalSlack:
        """The workspace."""
        ...

    @property
    def notes(self) -> Notes:
        """What the page keeps between runs."""
        ...

    @property
    def bot_state(self) -> BotState:
        """Whether the bot runs."""
        ...

    @property
    def trouble(self) -> str:
        """Why the bot does not run, in a sentence; empty when it does, or was killed."""
        ...

    async def turn(self, by: timedelta) -> None:
        """Let time pass; what falls due on the way happens at its moment, as it would have."""
        ...

    async def to_next(self) -> datetime | None:
        """Let time pass until the bot looks at something by itself, whether or not it then says something.

        Returns:
            The moment (aware UTC); None when nothing is planned.
        """
        ...

    async def kill(self) -> None:
        """Kill the bot in the middle of whatever it does."""
        ...

    async def restart(self) -> None:
        """Start the bot again, killed or not; returns when it is up."""
        ...

    async def backlog(self) -> Backlog:
        """What the bot has yet to do; it can be asked while the bot is dead."""
        ...

    def specimens(self) -> Sequence[Specimen]:
        """Everything that the bot can say or ask."""
        ...
