"""Shapes of Slack's block elements. Source: docs.slack.dev/reference/block-kit/block-elements."""

from collections.abc import Iterator
from typing import Any

from bot.demo import facts
from bot.demo.checks import (
    Check,
    Place,
    Problem,
    chars,
    choice,
    exactly_one,
    flag,
    integer,
    items,
    shape,
    string,
    whole,
)
from bot.demo.composition_shapes import (
    confirm,
    conversation_filter,
    date,
    dispatch_config,
    image_fields,
    initial_among_options,
    number_text,
    option,
    option_group,
    plain,
    slack_file,
    time,
)
from bot.demo.rich_text_shapes import rich_text

ANY_TEXT = ("plain_text", "mrkdwn")


def _noted_focus(value: Any, place: Place) -> Iterator[Problem]:
    yield from flag(value, place)
    if value is True:
        place.visit.focused.append(place.pointer)


ACTION: dict[str, Check] = {"action_id": chars("element.*", "action_id")}
CONFIRM: dict[str, Check] = {**ACTION, "confirm": confirm}
FOCUS: dict[str, Check] = {"focus_on_load": _noted_focus}
PLACEHOLDER: dict[str, Check] = {"placeholder": plain("element.*", "placeholder")}
SELECT: dict[str, Check] = {**CONFIRM, **FOCUS, **PLACEHOLDER}
TYPED: dict[str, Check] = {**ACTION, **FOCUS, **PLACEHOLDER, "dispatch_action_config": dispatch_config}


def _at_least_one(value: Any, place: Place) -> Iterator[Problem]:
    yield from integer(value, place)
    if isinstance(value, int) and value < facts.smallest("element.multi_*_select", "max_selected_items"):
        yield place.wrong("must be more than 0")


MULTI: dict[str, Check] = {**SELECT, "max_selected_items": _at_least_one}
OFFERED: dict[str, Check] = {
    "options": items(option(), "element.static_select", "options"),
    "option_groups": items(option_group, "element.static_select", "option_groups", least=1),
}
CONVERSATIONS: dict[str, Check] = {"default_to_current_conversation": flag, "filter": conversation_filter}


def _lengths_in_order(value: Any, place: Place) -> Iterator[Problem]:
    least, most = value.get("min_length"), value.get("max_length")
    if isinstance(least, int) and isinstance(most, int) and least > most:
        yield place.wrong("min_length must not be greater than max_length")


def _values_in_order(value: Any, place: Place) -> Iterator[Problem]:
    try:
        least, most = float(value.get("min_value", "-inf")), float(value.get("max_value", "inf"))
    except (TypeError, ValueError):
        return
    if least > most:
        yield place.wrong("min_value must not be greater than max_value")


def _buttons_said_once(value: Any, place: Place) -> Iterator[Problem]:
    if value.get("url") == "":
        yield place.at("url").wrong("must be a valid URL")


button = shape(
    {"text": plain("element.button", "text")},
    {
        **CONFIRM,
        "url": chars("element.button", "url"),
        "value": chars("element.button", "value"),
        "style": choice("primary", "danger"),
        "accessibility_label": chars("element.button", "accessibility_label"),
        "agent_prompt": chars("element.button", "agent_prompt"),
    },
    _buttons_said_once,
)

_feedback_button = shape(
    {"text": plain("element.feedback_button", "text"), "value": chars("element.feedback_button", "value")},
    {"accessibility_label": chars("element.button", "accessibility_label")},
)

image = shape(
    {"alt_text": chars("element.image", "alt_text")},
    {"image_url": chars("element.image", "image_url"), "slack_file": slack_file, **image_fields},
    exactly_one("image_url", "slack_file"),
)

ELEMENTS: dict[str, Check] = {
    "button": button,
    "image": image,
    "checkboxes": shape(
        {"options": items(option(ANY_TEXT), "element.checkboxes", "options")},
        {**CONFIRM, **FOCUS, "initial_options": items(option(ANY_TEXT), least=1)},
        initial_among_options,
    ),
    "radio_buttons": shape(
        {"options": items(option(ANY_TEXT), "element.radio_buttons", "options")},
        {**CONFIRM, **FOCUS, "initial_option": option(ANY_TEXT)},
        initial_among_options,
    ),
    "overflow": shape({"options": items(option(with_url=True), "element.overflow", "options")}, CONFIRM),
    "static_select": shape(
        {},
        {**SELECT, **OFFERED, "initial_option": option()},
        exactly_one("options", "option_groups"),
        initial_among_options,
    ),
    "multi_static_select": shape(
        {},
        {**MULTI, **OFFERED, "initial_options": items(option(), least=1)},
        exactly_one("options", "option_groups"),
        initial_among_options,
    ),
    "external_select": shape({}, {**SELECT, "initial_option": option(), "min_query_length": integer}),
    "multi_external_select": shape(
        {}, {**MULTI, "initial_options": items(option(), least=1), "min_query_length": integer}
    ),
    "users_select": shape({}, {**SELECT, "initial_user": string}),
    "multi_users_select": shape({}, {**MULTI, "initial_users": items(string)}),
    "conversations_select": shape(
        {}, {**SELECT, **CONVERSATIONS, "initial_conversation": string, "response_url_enabled": flag}
    ),
    "multi_conversations_select": shape(
        {}, {**MULTI, **CONVERSATIONS, "initial_conversations": items(string)}
    ),
    "channels_select": shape({}, {**SELECT, "initial_channel": string, "response_url_enabled": flag}),
    "multi_channels_select": shape({}, {**MULTI, "initial_channels": items(string)}),
    "datepicker": shape({}, {**SELECT, "initial_date": date}),
    "timepicker": shape({}, {**SELECT, "initial_time": time, "timezone": string}),
    "datetimepicker": shape({}, {**CONFIRM, **FOCUS, "initial_date_time": integer}),
    "plain_text_input": shape(
        {},
        {
            **TYPED,
            "initial_value": chars("element.plain_text_input", "value_submitted"),
            "multiline": flag,
            "min_length": whole("element.plain_text_input", "min_length"),
            "max_length": whole("element.plain_text_input", "max_length"),
        },
        _lengths_in_order,
    ),
    "number_input": shape(
        {"is_decimal_allowed": flag},
        {**TYPED, "initial_value": number_text, "min_value": number_text, "max_value": number_text},
        _values_in_order,
    ),
    "email_text_input": shape({}, {**TYPED, "initial_value": string}),
    "url_text_input": shape({}, {**TYPED, "initial_value": string}),
    "rich_text_input": shape(
        {},
        {
            **TYPED,
            "initial_value": rich_text,
            "min_lines": whole("element.rich_text_input", "min_lines/max_lines"),
            "max_lines": whole("element.rich_text_input", "min_lines/max_lines"),
        },
    ),
    "file_input": shape(
        {},
        {
            **ACTION,
            "filetypes": items(string, least=1),
            "max_files": whole("element.file_input", "max_files"),
        },
    ),
    "feedback_buttons": shape(
        {"positive_button": _feedback_button, "negative_button": _feedback_button}, ACTION
    ),
    "icon_button": shape(
        {"icon": string, "text": plain("element.button", "text")},
        {
            **CONFIRM,
            "value": chars("element.button", "value"),
            "accessibility_label": chars("element.button", "accessibility_label"),
            "visible_to_user_ids": items(string),
        },
    ),
}

SELECTS = (
    "static_select external_select users_select conversations_select channels_select "
    "multi_static_select multi_external_select multi_users_select "
    "multi_conversations_select multi_channels_select"
).split()
PICKERS = ["datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons"]
WRITTEN = [
    "plain_text_input",
    "number_input",
    "email_text_input",
    "url_text_input",
    "rich_text_input",
    "file_input",
]


def only(*names: str) -> dict[str, Check]:
    """The shapes of these elements."""
    return {name: ELEMENTS[name] for name in names}


ACCESSORIES = only("button", "image", "overflow", *SELECTS, *(p for p in PICKERS if p != "datetimepicker"))
IN_ACTIONS = only("button", "overflow", *SELECTS, *PICKERS, "rich_text_input", "plain_text_input")
IN_INPUT = only(*SELECTS, *PICKERS, *WRITTEN)
IN_CONTEXT_ACTIONS = only("feedback_buttons", "icon_button")
