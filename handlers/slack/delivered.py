"""What Slack delivered: what a person did, who they are, and the use cases that are run for them."""

import asyncio
from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

import structlog
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.domain import errors
from bot.domain.people import Person, PersonId
from bot.domain.programs import Channel
from bot.transact import C, R, Redelivered, UseCase
from bot.usecases import people, upkeep
from handlers.slack.deps import Deps
from handlers.slack.views.ids import Pressed, pressed
from handlers.slack.views.reader import Reader

log = structlog.get_logger(__name__)

_STRANGERS: Final = 4
"""People of one turn whom we may not have met: its author, and up to three whom a form can name."""


class Delivered:
    """One command, submission, press or event.

    Args:
        deps: what it needs of the rest.
        args: what Bolt says of it; everything in it came from outside.
    """

    def __init__(self, deps: Deps, args: AsyncArgs) -> None:
        self._deps = deps
        self._body: dict[str, Any] = args.body
        self._noted = False
        self.actor_id: PersonId = args.context.actor_user_id or args.context.user_id or ""

    # -- what was done

    @property
    def text(self) -> str:
        """What was typed after the command."""
        return str(self._body.get("text") or "").strip()

    @property
    def event(self) -> Mapping[str, Any]:
        """The event that Slack tells of."""
        return cast(Mapping[str, Any], self._body["event"])

    @property
    def pressed(self) -> Pressed:
        """What the button or menu says."""
        return pressed(self._body["actions"][0])

    @property
    def view(self) -> object:
        """The modal that was submitted, for its `parse`."""
        return self._body["view"]

    @property
    def delivery(self) -> str:
        """Slack's id of this delivery, the same when it is delivered again."""
        return str(self._body.get("event_id") or self._body.get("trigger_id") or "")

    # -- who did it

    async def reader(self) -> Reader:
        """The person's language and clock."""
        return await self._deps.readers.of(self.actor_id)

    async def _reader_of(self, error: Exception) -> Reader:
        """The reader of a refusal, who knows whom it names."""
        values = error.values if isinstance(error, errors.DomainError) else {}
        named = [str(values[name]) for name in ("person", "other") if values.get(name)]
        return await self._deps.readers.naming(self.actor_id, *named)

    def know(self, person: Person) -> Reader:
        """The reader of a person who was just read: it costs no query."""
        return self._deps.readers.know(person)

    async def channel(self, channel_id: str) -> Channel:
        """A channel as Slack describes it; UnknownChannel when it cannot be seen."""
        channel = await self._deps.channels.fetch(channel_id)
        if channel is None:
            raise errors.UnknownChannel
        return channel

    async def belongs(self, channel_id: str) -> bool:
        """Whether the person is in a channel."""
        return await self._deps.channels.holds(channel_id, self.actor_id)

    async def members(self, channel_id: str) -> frozenset[PersonId]:
        """Everyone in a channel."""
        return await self._deps.channels.members(channel_id)

    def forget_channel(self, channel_id: str) -> None:
        """Somebody came or went there."""
        self._deps.channels.forget(channel_id)

    def today(self, person: Person) -> date:
        """The date on a person's calendar."""
        return person.today(self._deps.clock.now())

    # -- doing it

    async def run(self, use_case: UseCase[C, R], command: C, *, once: bool = False) -> R:
        """Run a use case; `once` for what must not happen again when Slack delivers it again.

        People whom we have not met yet are looked up in the directory first.
        """
        delivery = self.delivery if once else None
        for _ in range(_STRANGERS):
            try:
                return await self._transact(use_case, command, delivery)
            except errors.UnknownPerson as unknown:
                await self._meet(unknown)
        return await self._transact(use_case, command, delivery)

    async def _transact(self, use_case: UseCase[C, R], command: C, delivery: str | None) -> R:
        result = await self._deps.transact(
            use_case, command, workspace=self._deps.workspace, delivery=delivery
        )
        self._noted = self._noted or delivery is not None
        return result

    async def _first_time(self) -> bool:
        """Whether nobody answered this delivery before.

        A refusal takes its record back with everything else, and reading leaves none: they are noted here.
        """
        if self._noted or not self.delivery:
            return True
        try:
            async with asyncio.timeout(self._deps.patience.note):
                await self._transact(upkeep.note_delivery, None, self.delivery)
        except Redelivered:
            return False
        except Exception as error:  # noqa: BLE001 -- an answer that comes twice is better than none
            log.warning("turn.not_noted", error=type(error).__name__)
        return True

    async def _meet(self, unknown: errors.UnknownPerson) -> None:
        person = await self._deps.directory.fetch(unknown.person_id)
        if person is None:
            raise unknown
        await self._transact(people.record, person, None)
