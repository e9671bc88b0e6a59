"""Modals and homes as the workspace keeps them: stacks, hashes, and what people have typed so far."""

from dataclasses import dataclass, field
from typing import Any

from bot.demo.ids import interactive
from bot.demo.state_values import initial_value


@dataclass
class View:
    """One view shown to one person. `typed` is what stands in its fields now, by block id and action id."""

    id: str
    user: str
    payload: dict[str, Any]
    hash: str
    root: str = ""
    previous: str | None = None
    typed: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks, with ids."""
        found: list[dict[str, Any]] = self.payload["blocks"]
        return found

    def show(self, payload: dict[str, Any], new_hash: str) -> None:
        """Replace what is shown; what was typed stays where block id, action id and type are the same."""
        kept = self.typed
        self.payload, self.hash = payload, new_hash
        self.typed = first_values(self.blocks)
        for block_id, actions in self.typed.items():
            for action_id, value in actions.items():
                before = kept.get(block_id, {}).get(action_id)
                if before is not None and before["type"] == value["type"]:
                    actions[action_id] = before

    def to_slack(self, team_id: str, app_id: str, bot_id: str) -> dict[str, Any]:
        """The view object of the Web API and of payloads, with `state.values`."""
        given = self.payload
        return {
            "id": self.id,
            "team_id": team_id,
            "type": given["type"],
            "blocks": self.blocks,
            "private_metadata": given.get("private_metadata", ""),
            "callback_id": given.get("callback_id", ""),
            "state": {"values": {block: dict(actions) for block, actions in self.typed.items()}},
            "hash": self.hash,
            "title": given.get("title"),
            "clear_on_close": bool(given.get("clear_on_close")),
            "notify_on_close": bool(given.get("notify_on_close")),
            "close": given.get("close"),
            "submit": given.get("submit"),
            "previous_view_id": self.previous,
            "root_view_id": self.root or self.id,
            "app_id": app_id,
            "external_id": given.get("external_id", ""),
            "app_installed_team_id": team_id,
            "bot_id": bot_id,
        }


def first_values(blocks: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    """What stands in the fields of these blocks before anybody touches them.

    Buttons and overflows have no state.
    """
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for block in blocks:
        for element in interactive(block):
            value = initial_value(element)
            if value is not None:
                found.setdefault(block["block_id"], {})[element["action_id"]] = value
    return found


def input_ids(view: View) -> set[str]:
    """The block ids that `response_action: errors` may name."""
    return {block["block_id"] for block in view.blocks if block.get("type") == "input"}
