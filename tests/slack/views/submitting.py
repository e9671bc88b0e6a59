"""Submitting a modal the way Slack does: each input's state, as it stands or as somebody filled it in."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from bot.demo.state_values import initial_value, value_of


def submitted(view: View, filled: Mapping[str, object] | None = None) -> dict[str, Any]:
    """The view of a `view_submission` payload; `filled` has what was put into fields, in Slack's shape."""
    shown = view.to_dict()
    values: dict[str, Any] = {}
    for block in (one for one in shown["blocks"] if one["type"] == "input"):
        name, element = block["block_id"], block["element"]
        state = initial_value(element)
        if filled and name in filled:
            state = value_of(element, filled[name])
        values[name] = {element["action_id"]: state}
    return {**shown, "private_metadata": shown.get("private_metadata", ""), "state": {"values": values}}


def picked(value: str) -> dict[str, Any]:
    """A chosen option as Slack sends it."""
    return {"text": {"type": "plain_text", "text": "as shown"}, "value": value}
