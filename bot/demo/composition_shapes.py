"""Shapes of Slack's composition objects. Source: docs.slack.dev/reference/block-kit/composition-objects."""

import re
from collections.abc import Iterator
from typing import Any

from bot.demo import facts
from bot.demo.checks import (
    Check,
    Place,
    Problem,
    anything,
    at_least_one,
    chars,
    choice,
    flag,
    items,
    length,
    shape,
    string,
)


def text(section: str = "composition.text_object", name: str = "text", kinds: tuple[str, ...] = ()) -> Check:
    """A text object whose text keeps to the limit of the place that holds it."""
    allowed = kinds or ("plain_text", "mrkdwn")

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield place.wrong("must be an object")
            return
        if value.get("type") not in allowed:
            yield place.at("type").wrong(f"must be a valid enum value: {', '.join(allowed)}")
        extra = {"emoji": flag} if value.get("type") == "plain_text" else {"verbatim": flag}
        yield from shape({"text": string}, extra)(value, place)
        written = value.get("text")
        if isinstance(written, str):
            if len(written) < facts.smallest("composition.text_object", "text"):
                yield place.at("text").wrong("must be more than 0 characters")
            yield from length(written, section, name, place.at("text"))

    return check


def plain(section: str, name: str) -> Check:
    """A text object that may only be plain text."""
    return text(section, name, ("plain_text",))


def option(kinds: tuple[str, ...] = ("plain_text",), *, with_url: bool = False) -> Check:
    """One option of a select, a radio group, checkboxes or an overflow menu."""
    return shape(
        {"text": text("composition.option", "text", kinds), "value": chars("composition.option", "value")},
        {
            "description": text("composition.option", "description", kinds),
            **({"url": chars("composition.option", "url")} if with_url else {}),
        },
    )


option_group = shape(
    {
        "label": plain("composition.option_group", "label"),
        "options": items(option(), "composition.option_group", "options", least=1),
    }
)

confirm = shape(
    {
        "title": plain("composition.confirmation_dialog", "title"),
        "text": text("composition.confirmation_dialog", "text"),
        "confirm": plain("composition.confirmation_dialog", "confirm"),
        "deny": plain("composition.confirmation_dialog", "deny"),
    },
    {"style": choice("primary", "danger")},
)

conversation_filter = shape(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), least=1),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

dispatch_config = shape(
    {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), least=1)}
)

slack_file = shape({}, {"id": string, "url": string}, at_least_one("id", "url"))


def matching(pattern: str, wanted: str) -> Check:
    """A string of a fixed form."""
    form = re.compile(pattern)

    def check(value: Any, place: Place) -> Iterator[Problem]:
        if not isinstance(value, str) or not form.fullmatch(value):
            yield place.wrong(f"must be {wanted}")

    return check


date = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date in the form YYYY-MM-DD")
time = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time in the form HH:mm")
number_text = matching(r"-?\d+(\.\d+)?", "a number written as a string")


def initial_among_options(value: Any, place: Place) -> Iterator[Problem]:
    """An option chosen in advance must be one of those offered, word for word."""
    chosen = list(value.get("initial_options") or [])
    if value.get("initial_option") is not None:
        chosen.append(value["initial_option"])
    offered = list(value.get("options") or [])
    for group in value.get("option_groups") or []:
        offered += group.get("options", []) if isinstance(group, dict) else []
    keys = [_identity(one) for one in offered]
    if any(_identity(one) not in keys for one in chosen):
        yield place.wrong("initial_option(s) must be one of the options")


def _identity(option_value: Any) -> tuple[Any, Any]:
    if not isinstance(option_value, dict):
        return (None, None)
    label = option_value.get("text")
    return (label.get("text") if isinstance(label, dict) else None, option_value.get("value"))


image_fields: dict[str, Check] = {"image_width": anything, "image_height": anything, "image_bytes": anything}
