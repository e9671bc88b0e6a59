"""Limits of messages and views, checked without a server."""
# ruff: noqa: E501 - one case per line reads as a table

from typing import Any

import pytest
from slack_sdk.models import blocks as sdk

from bot.demo import facts, limits
from bot.demo.block_shapes import BLOCKS, SURFACES
from bot.demo.element_shapes import ELEMENTS
from tests.demo.app import ASK_MODAL, OFFER, field, option, plain


def said(problems: list[limits.Problem]) -> list[str]:
    """Pointers and messages."""
    return [f"{one.pointer} {one.message}" for one in problems]


def actions(**element: Any) -> list[dict[str, Any]]:
    """One actions block with one element."""
    return [{"type": "actions", "elements": [{"action_id": "a", **element}]}]


def test_what_is_right_passes() -> None:
    assert limits.check_view(ASK_MODAL) == []
    assert limits.check_message({"text": "Offer", "blocks": OFFER}) == []


CONFIRM = {"title": plain("T"), "text": plain("x"), "confirm": plain("Yes"), "deny": plain("No")}
CHART = {
    "type": "data_visualization",
    "title": "Met",
    "chart": {
        "type": "bar",
        "series": [{"name": "met", "data": [{"label": "Mon", "value": 1}]}],
        "axis_config": {"categories": ["Mon"]},
    },
}
TABLE = {
    "type": "data_table",
    "caption": "Pairs",
    "rows": [[{"type": "raw_text", "text": "Who"}], [{"type": "raw_number", "value": 3, "text": "3"}]],
}


@pytest.mark.parametrize(
    "blocks",
    [
        [CHART],
        [TABLE],
        [{"type": "table", "rows": TABLE["rows"]}],
        [{"type": "markdown", "text": "**hi**"}],
        [{"type": "header", "text": plain("Hi")}, {"type": "divider"}],
        [{"type": "context", "elements": [{"type": "mrkdwn", "text": "hi"}]}],
        actions(type="button", text=plain("Go"), confirm=CONFIRM),
        actions(type="datepicker", initial_date="2026-01-31"),
        actions(type="users_select", placeholder=plain("Who")),
    ],
)
def test_blocks_that_pass_in_messages(blocks: list[dict[str, Any]]) -> None:
    assert limits.check_message({"text": "x", "blocks": blocks}) == []


@pytest.mark.parametrize(
    ("blocks", "wrong"),
    [
        ([{"type": "section", "text": plain("x" * 3001)}], "/blocks/0/text/text must be less than 3001 characters"),
        ([{"type": "section", "text": plain("")}], "/blocks/0/text/text must be more than 0 characters"),
        ([{"type": "section", "fields": [plain("x" * 2001)]}], "/blocks/0/fields/0/text must be less than 2001 characters"),
        ([{"type": "section", "fields": [plain("x")] * 11}], "/blocks/0/fields no more than 10 items allowed"),
        ([{"type": "section"}], "/blocks/0 must define one of: text, fields"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "/blocks/0/text/type must be a valid enum value: plain_text"),
        ([{"type": "alert", "text": plain("x")}], "/blocks/0/type unsupported type: alert"),
        ([{"type": "divider", "color": 1}], "/blocks/0 invalid additional property: color"),
        ([{"type": "divider"}] * 51, "/blocks no more than 50 items allowed"),
        (actions(type="button", text=plain("x" * 76)), "/blocks/0/elements/0/text/text must be less than 76 characters"),
        (actions(type="button", text=plain("x"), value="v" * 2001), "/blocks/0/elements/0/value must be less than 2001 characters"),
        (actions(type="overflow", options=[option(str(n)) for n in range(6)]), "/blocks/0/elements/0/options no more than 5 items allowed"),
        (actions(type="checkboxes", options=[]), "/blocks/0/elements/0/options no fewer than 1 items allowed"),
        (actions(type="static_select"), "/blocks/0/elements/0 must define exactly one of: options, option_groups"),
        (actions(type="email_text_input"), "/blocks/0/elements/0/type unsupported type: email_text_input"),
        (actions(type="datepicker", initial_date="31.1."), "/blocks/0/elements/0/initial_date must be a date in the form YYYY-MM-DD"),
        (actions(type="radio_buttons", options=[option("a")], initial_option=option("b")), "/blocks/0/elements/0 initial_option(s) must be one of the options"),
        ([{**CHART, "title": "x" * 51}], "/blocks/0/title must be less than 51 characters"),
        ([{**TABLE, "rows": TABLE["rows"][:1]}], "/blocks/0/rows no fewer than 2 items allowed"),
        ([{"type": "actions", "elements": [actions(type="button", text=plain("x"))[0]["elements"][0]] * 2}], "/blocks/0 `action_id` a already exists for another element in this block"),
    ],
)  # fmt: skip
def test_blocks_that_are_refused(blocks: list[dict[str, Any]], wrong: str) -> None:
    found = limits.check_message({"text": "x", "blocks": blocks})
    assert wrong in said(found)
    assert {one.code for one in found} == {"invalid_blocks"}


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"submit": None}, "/view `submit` is required when an `input` block is in the `blocks` array"),
        ({"title": None}, "/view missing required field: title"),
        ({"title": plain("x" * 25)}, "/view/title/text must be less than 25 characters"),
        ({"private_metadata": "x" * 3001}, "/view/private_metadata must be less than 3001 characters"),
        ({"blocks": [{"type": "markdown", "text": "x"}]}, "/view/blocks/0/type unsupported type: markdown"),
        ({"type": "home"}, "/view invalid additional property: title"),
        ({"type": "dialog"}, "/view/type must be a valid enum value: modal, home"),
    ],
)
def test_views_that_are_refused(change: dict[str, Any], wrong: str) -> None:
    assert wrong in said(limits.check_view({**ASK_MODAL, **change}))


def test_ids_and_focus_once_per_view() -> None:
    one = field("Topic", {"type": "plain_text_input", "action_id": "a", "focus_on_load": True})
    found = said(limits.check_view({**ASK_MODAL, "blocks": [one, one]}))
    assert found == [
        "/view/blocks `block_id` topic already exists in this modal",
        "/view/blocks/1/element/focus_on_load only one element per view may have focus_on_load set to true",
    ]


def test_a_view_that_is_too_large() -> None:
    text = {"type": "section", "text": plain("ä" * 2900)}
    found = limits.check_view({**ASK_MODAL, "blocks": [text] * 60})
    assert [one.code for one in found] == ["view_too_large"]


def test_markdown_is_counted_over_the_message() -> None:
    block = {"type": "markdown", "text": "x" * 6001}
    found = limits.check_message({"text": "x", "blocks": [block, block]})
    assert [one.code for one in found] == ["msg_too_long"]


def test_every_block_and_element_of_the_sdk_is_known() -> None:
    """What slack_sdk can build is either served here or left out on purpose."""
    left_out = {"file", "call", "container", "plan", "auth_provider", "workflow_button", "url"}
    kinds = {getattr(found, "type", None) for found in vars(sdk).values() if isinstance(found, type)}
    named = {one for one in kinds if isinstance(one, str) and not one.startswith("rich_text_")}
    known = set(BLOCKS) | set(ELEMENTS) | {"plain_text", "mrkdwn", "raw_text", "raw_number"}
    assert named - known - left_out == set()


def test_every_block_of_a_surface_has_a_shape() -> None:
    assert {one for surface in SURFACES.values() for one in surface} == set(BLOCKS)


def test_a_block_id_that_is_too_long() -> None:
    found = limits.check_message({"blocks": [{"type": "divider", "block_id": "b" * 256}]})
    assert said(found) == ["/blocks/0/block_id must be less than 256 characters"]
    assert facts.figure("block.divider", "block_id") == 255
