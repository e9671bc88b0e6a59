"""What Slack would refuse in a message or a view, without a server: `check_message`, `check_view`."""

import json
from collections.abc import Iterator
from typing import Any

from bot.demo import facts
from bot.demo.block_shapes import check_blocks
from bot.demo.checks import Check, Place, Problem, Visit, chars, choice, flag, shape
from bot.demo.composition_shapes import plain
from bot.demo.data_block_shapes import chars_in

__all__ = ["Problem", "check_blocks_of_message", "check_message", "check_view"]


def check_message(payload: dict[str, Any]) -> list[Problem]:
    """What Slack would refuse in the arguments of `chat.postMessage`; empty when it is fine.

    `payload` may have `text`, `blocks`, `attachments`, `markdown_text`. Each problem's `code` is the API
    error. A text over 40,000 characters is no problem: Slack cuts it (source: docs of chat.postMessage).
    """
    problems = [*_has_words(payload), *_attachments(payload)]
    blocks = payload.get("blocks")
    if blocks:
        problems += check_blocks_of_message(blocks)
    return problems


def check_blocks_of_message(blocks: Any) -> list[Problem]:
    """What Slack would refuse in the blocks of a message (`invalid_blocks`, `msg_too_long`)."""
    place = Place("/blocks", Visit("message"))
    found = [
        Problem(one.pointer, one.message, one.code or "invalid_blocks") for one in check_blocks(blocks, place)
    ]
    return [*found, *_totals(blocks, place)]


def check_view(view: dict[str, Any]) -> list[Problem]:
    """What Slack would refuse in a modal or a home view; empty when it is fine.

    `code` is `view_too_large` for the size in bytes and `invalid_arguments` otherwise.
    Source: docs of views.open.
    """
    place = Place("/view", Visit(str(view.get("type"))))
    if view.get("type") not in VIEWS:
        return [place.at("type").wrong("must be a valid enum value: modal, home", "invalid_arguments")]
    found = [*VIEWS[view["type"]](view, place)]
    if isinstance(view.get("blocks"), list):
        found += check_blocks(view["blocks"], place.at("blocks"))
    found += _submit_where_inputs(view, place)
    found += _size(view, place)
    return [Problem(one.pointer, one.message, one.code or "invalid_arguments") for one in found]


def _has_words(payload: dict[str, Any]) -> Iterator[Problem]:
    if payload.get("markdown_text") and (payload.get("text") or payload.get("blocks")):
        yield Problem("/markdown_text", "not together with text or blocks", "markdown_text_conflict")
    if len(payload.get("markdown_text") or "") > facts.figure("message", "markdown_text"):
        yield Problem("/markdown_text", "too long", "msg_too_long")
    if not any(payload.get(name) for name in ("text", "blocks", "attachments", "markdown_text")):
        yield Problem("/text", "no text", facts.error_name("message", "text_or_blocks_required"))


def _attachments(payload: dict[str, Any]) -> Iterator[Problem]:
    listed = payload.get("attachments") or []
    if isinstance(listed, list) and len(listed) > facts.figure("message", "attachments"):
        yield Problem("/attachments", "too many", facts.error_name("message", "attachments"))


def _totals(blocks: Any, place: Place) -> Iterator[Problem]:
    listed = [one for one in blocks if isinstance(one, dict)] if isinstance(blocks, list) else []
    markdown = sum(len(str(one.get("text", ""))) for one in listed if one.get("type") == "markdown")
    if markdown > facts.figure("message", "markdown_blocks_total"):
        yield place.wrong(
            "markdown blocks are too long", facts.error_name("message", "markdown_blocks_total")
        )
    cells = sum(chars_in(one.get("rows")) for one in listed if one.get("type") in ("table", "data_table"))
    if cells > facts.figure("message", "table_cells_total"):
        yield place.wrong("tables have too many characters", "invalid_blocks")
    for kind, name in (("table", "tables"), ("data_visualization", "data_visualizations")):
        if sum(one.get("type") == kind for one in listed) > facts.figure("message", name):
            yield place.wrong(
                f"no more than {facts.figure('message', name)} {kind} blocks allowed", "invalid_blocks"
            )


def _any(_value: Any, _place: Place) -> Iterator[Problem]:
    return iter(())


def _common(surface: str) -> dict[str, Check]:
    return {name: chars(surface, name) for name in ("private_metadata", "callback_id", "external_id")}


VIEWS: dict[str, Check] = {
    "modal": shape(
        {"title": plain("modal", "title"), "blocks": _any, "type": choice("modal")},
        {
            **_common("modal"),
            "close": plain("modal", "close"),
            "submit": plain("modal", "submit"),
            "clear_on_close": flag,
            "notify_on_close": flag,
            "submit_disabled": flag,
        },
    ),
    "home": shape({"blocks": _any, "type": choice("home")}, _common("home")),
}


def _submit_where_inputs(view: dict[str, Any], place: Place) -> Iterator[Problem]:
    listed = view.get("blocks") if isinstance(view.get("blocks"), list) else []
    has_input = any(isinstance(one, dict) and one.get("type") == "input" for one in listed or [])
    if view["type"] == "modal" and has_input and not view.get("submit"):
        yield place.wrong("`submit` is required when an `input` block is in the `blocks` array")


def _size(view: dict[str, Any], place: Place) -> Iterator[Problem]:
    size = len(json.dumps(view, ensure_ascii=False, separators=(",", ":")).encode())
    if size > facts.figure(view["type"], "view_bytes"):
        yield place.wrong(f"{size} bytes", facts.error_name(view["type"], "view_bytes"))
