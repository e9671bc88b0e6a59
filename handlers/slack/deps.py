"""What the listeners need of the rest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.domain.people import Person, PersonId
from bot.ports import Channels, Clock, Directory
from bot.transact import C, R, UseCase
from handlers.slack.patience import SLACKS, Patience
from handlers.slack.readers import Readers
from handlers.slack.views.blocks import Message


class Transact(Protocol):
    """Runs a use case in one transaction."""

    async def __call__(
        self, use_case: UseCase[C, R], command: C, *, workspace: str, delivery: str | None = None
    ) -> R:
        """The use case's result; Redelivered when the delivery was dealt with before."""
        ...


class Accounts(Directory, Protocol):
    """The directory, which also understands what Slack tells us of an account that has changed."""

    def read(self, account: Mapping[str, Any]) -> Person:
        """The person whom Slack's user object describes."""
        ...


class Respond(Protocol):
    """Answers later, at the address that Slack gave for this turn."""

    async def __call__(self, url: str, message: Message) -> None:
        """Post an ephemeral message there."""
        ...


@dataclass(frozen=True)
class Deps:
    """Built by the composition root; replaced in tests."""

    transact: Transact
    directory: Accounts
    channels: Channels
    readers: Readers
    respond: Respond
    clock: Clock
    workspace: str
    patience: Patience = SLACKS
    at_home: set[PersonId] = field(default_factory=set)
    """Who has opened their App Home since this process began; a hint, so that theirs is kept fresh."""
