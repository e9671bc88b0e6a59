"""What a person sees after doing something, and messages as they stand before their eyes."""

from typing import TYPE_CHECKING, Any

from bot.demo.acks import Ack
from bot.demo.errors import Impossible
from bot.demo.fields import Field, action_of, fields_of, named, option_named, typed
from bot.demo.interactions import Outcome
from bot.demo.messages import File, Message
from bot.demo.reading import Reader, Ring, message_as_read, options_of, said
from bot.demo.state_values import KEYS, value_of

if TYPE_CHECKING:
    from bot.demo.driver import Colleague
    from bot.demo.forms import Modal


class Answer:
    """What followed an action. It is read live: what comes later shows as well."""

    def __init__(self, colleague: "Colleague", since: int, outcome: Outcome) -> None:
        self._colleague = colleague
        self._since = since
        self._outcome = outcome
        self.errors: dict[str, str] = {}
        self.sent = True

    @property
    def ack(self) -> Ack:
        """The app's answer itself."""
        return self._outcome.ack

    @property
    def trouble(self) -> str:
        """operation_timeout, connection_failed, http_error, invalid_response; empty when all is well."""
        return self._outcome.trouble

    @property
    def timed_out(self) -> bool:
        """The app did not acknowledge within three seconds."""
        return self.trouble == "operation_timeout"

    @property
    def ephemerals(self) -> list["SeenMessage"]:
        """What only this person was shown."""
        return [SeenMessage(self._colleague, one) for one in self._subjects("ephemeral_shown")]

    @property
    def messages(self) -> list["SeenMessage"]:
        """Messages that came to this person."""
        return [SeenMessage(self._colleague, one) for one in self._subjects("message_posted")]

    @property
    def updated(self) -> list["SeenMessage"]:
        """Messages that changed before this person's eyes."""
        return [SeenMessage(self._colleague, one) for one in self._subjects("message_updated")]

    @property
    def text(self) -> str | None:
        """The last ephemeral text as read, or None."""
        shown = self.ephemerals
        return shown[-1].text if shown else None

    @property
    def modal(self) -> "Modal | None":
        """The modal that opened, was pushed or changed, and is now on top; None if none did."""
        kinds = ("modal_opened", "modal_pushed", "modal_updated")
        return self._colleague.modal if any(self._subjects(kind) for kind in kinds) else None

    @property
    def closed(self) -> bool:
        """A modal was closed."""
        return bool(self._happened("modal_closed"))

    def _happened(self, kind: str) -> list[Any]:
        return [one for one in self._colleague.happenings(self._since) if one.kind == kind]

    def _subjects(self, kind: str) -> list[Any]:
        found = [one.subject for one in self._happened(kind)]
        return [one for one in found if not (isinstance(one, Message) and one.deleted)]


class SeenMessage:
    """A message before somebody's eyes."""

    def __init__(self, colleague: "Colleague", message: Message) -> None:
        self.colleague = colleague
        self.message = message

    def __repr__(self) -> str:
        """The words, for failing tests."""
        return f"<message {self.text!r}>"

    @property
    def text(self) -> str:
        """All its words as read, in the reader's own zone."""
        return message_as_read(self.message.text, self.message.blocks, self._reader)

    @property
    def notification(self) -> str:
        """The plain text that a notification or a screen reader gets."""
        return message_as_read(self.message.text, [], self._reader)

    @property
    def ts(self) -> str:
        """Its timestamp."""
        return self.message.ts

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Its blocks, with ids."""
        return self.message.blocks

    @property
    def rings(self) -> tuple[Ring, ...]:
        """Whom it would notify by a mention."""
        return self.message.rings

    @property
    def files(self) -> list[File]:
        """Its files."""
        return self.message.files

    @property
    def buttons(self) -> list[str]:
        """The words on its buttons."""
        return [said(one.element["text"], self._reader) for one in self._fields if one.kind == "button"]

    def snapshot(self) -> "SeenMessage":
        """The message as it is now; pressing it later presses the old copy."""
        return SeenMessage(self.colleague, self.message.snapshot())

    async def press(
        self,
        button: str,
        *,
        by: "Colleague | None" = None,
        value: str | None = None,
        confirm: bool = True,
        wait: float | None = None,
    ) -> Answer:
        """Press a button, on the message as it now stands.

        `by`: somebody else presses it; `value`: a forged value; `confirm=False`: says no when asked whether
        they are sure, so that nothing is sent; `wait`: seconds to wait for something to be seen.
        """
        field = named(self._fields, button, ("button", "icon_button"))
        return await self._send(by, field, action_of(field, forged=value), confirm=confirm, wait=wait)

    async def select(
        self,
        label: str,
        *chosen: Any,
        by: "Colleague | None" = None,
        wait: float | None = None,
        confirm: bool = True,
    ) -> Answer:
        """Choose in a select, menu, radio group, checkboxes or picker, by visible text, handle or value."""
        actor = by or self.colleague
        field = _choosable(self._fields, label, str(chosen[0]), self._reader)
        action = action_of(field, chosen_state(field, chosen, actor))
        if field.kind in KEYS:
            state = actor.slack.workspace.state_of(self.message, actor.id)
            state[field.key[0]][field.key[1]] = chosen_state(field, chosen, actor)
        return await self._send(actor, field, action, confirm=confirm, wait=wait)

    async def fill(self, label: str, value: Any, *, wait: float | None = None) -> Answer | None:
        """Type into a field of the message; it is sent at once only if the block dispatches."""
        field = named(self._fields, label)
        state = value_of(field.element, typed(field.kind, value))
        self.colleague.slack.workspace.state_of(self.message, self.colleague.id)[field.key[0]][
            field.key[1]
        ] = state
        if not field.dispatches:
            return None
        return await self._send(None, field, action_of(field, state), confirm=True, wait=wait)

    async def _send(
        self,
        by: "Colleague | None",
        field: Field,
        action: dict[str, Any],
        *,
        confirm: bool,
        wait: float | None,
    ) -> Answer:
        if self.message.deleted:
            raise Impossible("this message is gone")
        actor = by or self.colleague
        if field.element.get("confirm") and not confirm:
            return actor.nothing_sent()
        since = actor.mark()
        outcome = await actor.slack.interactions.act_on_message(actor.person, self.message, action)
        return await actor.answered(since, outcome, wait)

    @property
    def _fields(self) -> list[Field]:
        return fields_of(self.message.blocks, self._reader)

    @property
    def _reader(self) -> Reader:
        return self.colleague.slack.workspace.reader(self.colleague.id)


def _choosable(found: list[Field], label: str, option: str, reader: Reader) -> Field:
    """By label; a lone overflow menu has no words of its own and is known by the option."""
    fits = [one for one in found if one.kind != "button"]
    menus = [one for one in fits if one.kind == "overflow"]
    holding = [
        one for one in menus if option in [said(o.get("text"), reader) for o in options_of(one.element)]
    ]
    return holding[0] if len(holding) == 1 and label in ("", "…") else named(fits, label)


def chosen_state(field: Field, chosen: tuple[Any, ...], actor: "Colleague") -> dict[str, Any]:
    """The state of a select, menu or picker in which these are chosen."""
    reader = actor.slack.workspace.reader(actor.id)
    if field.kind == "overflow":
        return {"selected_option": option_named(field.element, str(chosen[0]), reader)}
    key = KEYS[field.kind][0]
    several = key.endswith("s") and key != "value"
    if "option" in key:
        values: list[Any] = [_option(field, one, reader) for one in chosen if one is not None]
    elif "user" in key:
        values = [actor.slack.workspace.person(one).id for one in chosen if one is not None]
    elif "channel" in key or "conversation" in key:
        values = [actor.slack.workspace.channel(one).id for one in chosen if one is not None]
    else:
        return value_of(field.element, typed(field.kind, chosen[0]))
    return value_of(field.element, values if several else (values[0] if values else None))


def _option(field: Field, wanted: Any, reader: Reader) -> dict[str, Any]:
    return wanted if isinstance(wanted, dict) else option_named(field.element, str(wanted), reader)
