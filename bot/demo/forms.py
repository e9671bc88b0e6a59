"""Modals and homes before somebody's eyes: filled in by the labels that stand there."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.demo.client_checks import refused_by_client
from bot.demo.errors import Impossible
from bot.demo.fields import Field, action_of, fields_of, named, option_named, typed
from bot.demo.reading import Reader, blocks_as_read, options_of, said
from bot.demo.seen import Answer, chosen_state
from bot.demo.state_values import standing, value_of
from bot.demo.views import View

if TYPE_CHECKING:
    from bot.demo.driver import Colleague


class _Surface:
    """What modals and homes have in common. It is read live."""

    def __init__(self, colleague: "Colleague", view: View) -> None:
        self.colleague = colleague
        self.view = view

    def __repr__(self) -> str:
        """The words, for failing tests."""
        return f"<{type(self).__name__.lower()} {self.text!r}>"

    @property
    def text(self) -> str:
        """All its words as read."""
        return blocks_as_read(self.view.blocks, self._reader)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """Its blocks, with ids."""
        return self.view.blocks

    @property
    def buttons(self) -> list[str]:
        """The words on its buttons."""
        return [said(one.element["text"], self._reader) for one in self._fields if one.kind == "button"]

    @property
    def labels(self) -> list[str]:
        """The labels of its input fields, from top to bottom."""
        return [said(one["label"], self._reader) for one in self.view.blocks if one["type"] == "input"]

    def options(self, label: str) -> list[str]:
        """The visible options of a select, radio group, checkboxes or overflow."""
        return [said(one["text"], self._reader) for one in options_of(named(self._fields, label).element)]

    def value(self, label: str) -> Any:
        """What stands in a field now, in Slack's form."""
        block, action = named(self._fields, label).key
        return standing(self.view.typed[block][action])

    async def search(self, label: str, typed: str) -> list[str]:
        """Type into an external select: the options that the app offers, by visible text, to choose from."""
        field = named(self._fields, label)
        interactions = self.colleague.slack.interactions
        block_id = field.block["block_id"]
        ack = await interactions.suggest(self.colleague.person, self.view, block_id, field.element, typed)
        self.colleague.offered[(self.view.id, *field.key)] = options_of(ack.body or {})
        return self.options(label)

    async def press(
        self, button: str, *, value: str | None = None, confirm: bool = True, wait: float | None = None
    ) -> Answer:
        """Press a button; `value` forges its value."""
        field = named(self._fields, button, ("button", "icon_button"))
        return await self._send(field, action_of(field, forged=value), confirm=confirm, wait=wait)

    async def select(self, label: str, *chosen: Any, wait: float | None = None) -> Answer:
        """Choose or type in a field that speaks to the app at once."""
        field = named([one for one in self._fields if one.kind != "button"], label)
        state = chosen_state(field, chosen, self.colleague)
        if field.kind != "overflow":
            self.view.typed[field.key[0]][field.key[1]] = state
        return await self._send(field, action_of(field, state), confirm=True, wait=wait)

    async def _send(
        self, field: Field, action: dict[str, Any], *, confirm: bool, wait: float | None
    ) -> Answer:
        if field.element.get("confirm") and not confirm:
            return self.colleague.nothing_sent()
        since = self.colleague.mark()
        outcome = await self.colleague.slack.interactions.act_on_view(
            self.colleague.person, self.view, action
        )
        return await self.colleague.answered(since, outcome, wait)

    @property
    def _fields(self) -> list[Field]:
        found = fields_of(self.view.blocks, self._reader)
        return [self._with_offered(one) for one in found]

    def _with_offered(self, field: Field) -> Field:
        offered = self.colleague.offered.get((self.view.id, *field.key))
        return replace(field, element={**field.element, "options": offered}) if offered else field

    @property
    def _reader(self) -> Reader:
        return self.colleague.slack.workspace.reader(self.colleague.id)


class Home(_Surface):
    """The app's home as a person sees it."""


class Modal(_Surface):
    """A modal as a person sees it."""

    @property
    def title(self) -> str:
        """The words at the top."""
        return said(self.view.payload.get("title"), self._reader)

    @property
    def submit_label(self) -> str | None:
        """The words on the button that submits; None without one."""
        given = self.view.payload.get("submit")
        return said(given, self._reader) if given else None

    @property
    def is_open(self) -> bool:
        """It is among the modals that this person has before them."""
        return self.view in self.colleague.slack.workspace.modals.stacks.get(self.colleague.id, [])

    def fill(self, label: str, value: Any) -> "Modal":
        """Type into a field: text, number, date, time, datetime, e-mail, web address, rich text."""
        field = self._quiet(label)
        return self._set(field, value_of(field.element, typed(field.kind, value)))

    def choose(self, label: str, *options: Any) -> "Modal":
        """Choose by visible text in a select or radio group; several for a multi select; None clears."""
        field = self._quiet(label)
        return self._set(field, chosen_state(field, options, self.colleague))

    def pick(self, label: str, *who: str) -> "Modal":
        """Pick people by handle, or channels by name."""
        return self.choose(label, *who)

    def check(self, option: str) -> "Modal":
        """Tick the checkbox with these words."""
        for field in self._fields:
            if field.kind != "checkboxes":
                continue
            try:
                found = option_named(field.element, option, self._reader)
            except Impossible:
                continue
            if field.dispatches:
                raise Impossible(f"{option!r} speaks to the app at once: use `await modal.select(…)`")
            ticked = [one for one in standing(self.view.typed[field.key[0]][field.key[1]]) if one != found]
            return self._set(field, value_of(field.element, [*ticked, found]))
        raise Impossible(f"no checkbox says {option!r}")

    async def submit(self, *, force: bool = False, wait: float | None = None) -> Answer:
        """Submit.

        Slack's client refuses what is missing or too long (`errors`, nothing sent) unless `force`.
        """
        if not self.is_open:
            raise Impossible("this modal is no longer open")
        if not self.submit_label:
            raise Impossible("this modal has no button to submit it")
        refused = {} if force else refused_by_client(self.view, self._reader)
        if refused:
            answer = self.colleague.nothing_sent()
            answer.errors = refused
            return answer
        since = self.colleague.mark()
        outcome = await self.colleague.slack.interactions.submit(self.colleague.person, self.view)
        answer = await self.colleague.answered(since, outcome, 0 if outcome.field_errors else wait)
        labels = {
            one["block_id"]: said(one["label"], self._reader) for one in self.blocks if one["type"] == "input"
        }
        answer.errors = {labels[block]: sentence for block, sentence in outcome.field_errors.items()}
        return answer

    async def close(self, *, everything: bool = False) -> Answer:
        """Close it; `everything` closes the modals below as well."""
        since = self.colleague.mark()
        interactions = self.colleague.slack.interactions
        outcome = await interactions.close(self.colleague.person, self.view, everything=everything)
        return await self.colleague.answered(since, outcome, 0)

    def force(self, label: str, state: dict[str, Any]) -> "Modal":
        """Put any state into a field, as a hostile client can; submit it with `force=True`."""
        block, action = named(self._fields, label).key
        self.view.typed[block][action] = state
        return self

    def _quiet(self, label: str) -> Field:
        field = named([one for one in self._fields if one.kind != "button"], label)
        if field.dispatches:
            raise Impossible(f"{label!r} speaks to the app at once: use `await modal.select(…)`")
        return field

    def _set(self, field: Field, state: dict[str, Any]) -> "Modal":
        self.view.typed[field.key[0]][field.key[1]] = state
        return self
