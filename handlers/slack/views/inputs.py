"""Inputs: the fields of our modals. A field's name is its `block_id` and `action_id`; errors land on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    DatePickerElement,
    DateTimePickerElement,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
    TimePickerElement,
    UserMultiSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot.domain.people import PersonId
from handlers.slack.views.blocks import plain
from handlers.slack.views.ids import Callback
from handlers.slack.views.reader import Reader


@dataclass(frozen=True)
class Field:
    """A field of a modal: its name, and what stands around it."""

    name: str
    label: str
    hint: str = ""
    optional: bool = False

    def holding(self, element: InputInteractiveElement) -> InputBlock:
        """The field with an element in it."""
        hint = plain(self.hint, InputBlock.hint_max_length) if self.hint else None
        return InputBlock(
            block_id=self.name,
            label=plain(self.label, InputBlock.label_max_length),
            element=element,
            hint=hint,
            optional=self.optional,
        )


def text(field: Field, most: int, typed: str = "", *, lines: bool = False, example: str = "") -> InputBlock:
    """Something to type, at most `most` characters; `lines` gives room for several lines."""
    return field.holding(
        PlainTextInputElement(
            action_id=field.name,
            initial_value=typed[:most] or None,
            multiline=lines,
            max_length=most,
            placeholder=plain(example, PlainTextInputElement.placeholder_max_length) if example else None,
        )
    )


def number(field: Field, least: int, most: int, chosen: int | None) -> InputBlock:
    """A whole number."""
    element = NumberInputElement(
        action_id=field.name,
        is_decimal_allowed=False,
        initial_value=None if chosen is None else str(chosen),
        min_value=str(least),
        max_value=str(most),
    )
    return field.holding(element)


def person(field: Field, chosen: PersonId | None = None) -> InputBlock:
    """One person."""
    return field.holding(UserSelectElement(action_id=field.name, initial_user=chosen))


def people(field: Field, chosen: Sequence[PersonId] = ()) -> InputBlock:
    """Several people."""
    return field.holding(UserMultiSelectElement(action_id=field.name, initial_users=list(chosen) or None))


def channel(field: Field, chosen: str | None = None) -> InputBlock:
    """One channel, public or private; without one, that in which the command was typed."""
    element = ConversationSelectElement(
        action_id=field.name,
        initial_conversation=chosen,
        default_to_current_conversation=True if chosen is None else None,
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    return field.holding(element)


def day(field: Field, chosen: date | None = None) -> InputBlock:
    """A day."""
    initial = chosen.isoformat() if chosen else None
    return field.holding(DatePickerElement(action_id=field.name, initial_date=initial))


def clock(field: Field, chosen: time | None = None) -> InputBlock:
    """A time of day."""
    initial = chosen.isoformat("minutes") if chosen else None
    return field.holding(TimePickerElement(action_id=field.name, initial_time=initial))


def moment(field: Field) -> InputBlock:
    """A day and a time; Slack shows it in the person's own zone."""
    return field.holding(DateTimePickerElement(action_id=field.name))


def one_of(field: Field, options: Sequence[Option], chosen: str | None = None) -> InputBlock:
    """One of a few choices, all in sight."""
    initial = next((option for option in options if option.value == chosen), None)
    return field.holding(
        RadioButtonsElement(action_id=field.name, options=list(options), initial_option=initial)
    )


def some_of(field: Field, options: Sequence[Option], chosen: Iterable[str] = ()) -> InputBlock:
    """Any of a few choices."""
    wanted = frozenset(chosen)
    ticked = [option for option in options if option.value in wanted]
    element = CheckboxesElement(action_id=field.name, options=list(options), initial_options=ticked or None)
    return field.holding(element)


def from_list(field: Field, options: Sequence[Option], chosen: str | None = None) -> InputBlock:
    """One of many choices."""
    initial = next((option for option in options if option.value == chosen), None)
    return field.holding(
        StaticSelectElement(action_id=field.name, options=list(options), initial_option=initial)
    )


def form(
    reader: Reader, callback: Callback, title: str, submit: str, blocks: Sequence[Block], subject: str = ""
) -> View:
    """A modal to fill in. `subject` comes back with it, as forgeable as everything else."""
    return View(
        type="modal",
        callback_id=str(callback),
        title=plain(title, View.title_max_length),
        submit=plain(submit, View.submit_max_length),
        close=plain(reader.plain("Not now"), View.close_max_length),
        blocks=list(blocks),
        private_metadata=subject or None,
    )
