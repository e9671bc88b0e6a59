"""Shapes of Slack's blocks, and which of them fit on which surface.

Source: docs.slack.dev/reference/block-kit/blocks. The figures are in `limits.json`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.demo import facts
from bot.demo.checks import (
    Check,
    Place,
    Problem,
    anything,
    at_least_one,
    by_type,
    chars,
    choice,
    exactly_one,
    flag,
    integer,
    items,
    shape,
    string,
)
from bot.demo.composition_shapes import image_fields, plain, slack_file, text
from bot.demo.data_block_shapes import data_table, data_visualization, table
from bot.demo.element_shapes import ACCESSORIES, ELEMENTS, IN_ACTIONS, IN_CONTEXT_ACTIONS, IN_INPUT, image
from bot.demo.rich_text_shapes import rich_text


def block(
    kind: str, required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, *also: Check
) -> Check:
    """A block.

    Its own fields and a `block_id`, which is noted so that the whole can be checked for doubles.
    """
    limited = facts.is_published(f"block.{kind}", "block_id")
    name = chars(f"block.{kind}", "block_id") if limited else string
    inner = shape(required, {**(optional or {}), "block_id": name}, *also)

    def check(value: Any, place: Place) -> Iterator[Problem]:
        yield from inner(value, place)
        if isinstance(value.get("block_id"), str):
            place.visit.block_ids.append(value["block_id"])

    return check


def _each_action_once(value: Any, place: Place) -> Iterator[Problem]:
    listed = value.get("elements")
    seen: set[str] = set()
    for element in listed if isinstance(listed, list) else []:
        action = element.get("action_id") if isinstance(element, dict) else None
        if action is not None and action in seen:
            yield place.wrong(f"`action_id` {action} already exists for another element in this block")
        seen.add(str(action))


def _files_only_in_modals(value: Any, place: Place) -> Iterator[Problem]:
    element = value.get("element")
    if isinstance(element, dict) and element.get("type") == "file_input" and place.visit.surface != "modal":
        yield place.at("element").wrong("file_input is only allowed in modals")


_context_texts: dict[str, Check] = {"plain_text": text(), "mrkdwn": text(), "image": image}

_card = block(
    "card",
    {},
    {
        "hero_image": image,
        "icon": image,
        "title": text("block.card", "title"),
        "subtitle": text("block.card", "subtitle"),
        "body": text("block.card", "body"),
        "subtext": text("block.card", "body"),
        "slack_icon": anything,
        "actions": items(by_type({"button": ELEMENTS["button"]})),
    },
    at_least_one("hero_image", "title", "actions", "body"),
)


def _rich_text_block(value: Any, place: Place) -> Iterator[Problem]:
    yield from rich_text(value, place)
    if isinstance(value.get("block_id"), str):
        place.visit.block_ids.append(value["block_id"])
        yield from chars("block.rich_text", "block_id")(value["block_id"], place.at("block_id"))


BLOCKS: dict[str, Check] = {
    "section": block(
        "section",
        {},
        {
            "text": text("block.section", "text"),
            "fields": items(text("block.section", "fields[].text"), "block.section", "fields", least=1),
            "accessory": by_type(ACCESSORIES),
            "expand": flag,
        },
        at_least_one("text", "fields"),
    ),
    "divider": block("divider", {}),
    "image": block(
        "image",
        {"alt_text": chars("block.image", "alt_text")},
        {
            "image_url": chars("block.image", "image_url"),
            "slack_file": slack_file,
            "title": plain("block.image", "title"),
            **image_fields,
        },
        exactly_one("image_url", "slack_file"),
    ),
    "actions": block(
        "actions",
        {"elements": items(by_type(IN_ACTIONS), "block.actions", "elements", least=1)},
        {},
        _each_action_once,
    ),
    "context": block(
        "context", {"elements": items(by_type(_context_texts), "block.context", "elements", least=1)}
    ),
    "context_actions": block(
        "context_actions",
        {"elements": items(by_type(IN_CONTEXT_ACTIONS), "block.context_actions", "elements", least=1)},
        {},
        _each_action_once,
    ),
    "input": block(
        "input",
        {"label": plain("block.input", "label"), "element": by_type(IN_INPUT)},
        {"hint": plain("block.input", "hint"), "optional": flag, "dispatch_action": flag},
        _files_only_in_modals,
    ),
    "header": block("header", {"text": plain("block.header", "text")}, {"level": integer}),
    "video": block(
        "video",
        {
            "alt_text": string,
            "title": plain("block.video", "title"),
            "thumbnail_url": string,
            "video_url": string,
        },
        {
            "author_name": chars("block.video", "author_name"),
            "description": plain("composition.text_object", "text"),
            "provider_icon_url": string,
            "provider_name": string,
            "title_url": string,
        },
    ),
    "rich_text": _rich_text_block,
    "markdown": block("markdown", {"text": chars("block.markdown", "text")}),
    "alert": block(
        "alert",
        {"text": text("block.alert", "text")},
        {"level": choice("default", "info", "warning", "error", "success")},
    ),
    "card": _card,
    "carousel": block(
        "carousel", {"elements": items(by_type({"card": _card}), "block.carousel", "elements")}
    ),
    "table": block("table", {"rows": anything}, {"column_settings": anything}, table),
    "data_table": block(
        "data_table",
        {"rows": anything, "caption": string},
        {"page_size": anything, "row_header_column_index": integer},
        data_table,
    ),
    "data_visualization": block(
        "data_visualization",
        {"title": chars("block.data_visualization", "title"), "chart": anything},
        {},
        data_visualization,
    ),
    "task_card": block(
        "task_card",
        {"task_id": string, "title": string},
        {
            "status": choice("pending", "in_progress", "complete", "error"),
            "details": rich_text,
            "output": rich_text,
            "sources": anything,
        },
    ),
}


EVERYWHERE = ("section", "divider", "image", "actions", "context", "input", "header", "video", "rich_text")
DATA = ("data_table", "data_visualization")
SURFACES: dict[str, tuple[str, ...]] = {
    "message": (*EVERYWHERE, *DATA, "context_actions", "markdown", "card", "carousel", "table", "task_card"),
    "modal": (*EVERYWHERE, *DATA, "alert"),
    "home": (*EVERYWHERE, *DATA),
}


def check_blocks(blocks: Any, place: Place) -> Iterator[Problem]:
    """All blocks of one surface: how many, each in itself, no `block_id` twice, at most one focus."""
    surface = place.visit.surface
    allowed = {name: BLOCKS[name] for name in SURFACES[surface]}
    yield from items(by_type(allowed), surface, "blocks")(blocks, place)
    seen = place.visit.block_ids
    for name in sorted({one for one in seen if seen.count(one) > 1}):
        yield place.wrong(f"`block_id` {name} already exists in this {surface}")
    for pointer in place.visit.focused[facts.figure("element.*", "focus_on_load") :]:
        yield Problem(pointer, "only one element per view may have focus_on_load set to true")
