"""Ids in the form of Slack's, numbered so that a story reads the same each time."""

import json
import secrets
from collections import Counter
from typing import Any


class Ids:
    """Gives out ids such as D00000001; what must not be guessed is random.

    `given` is how many of each prefix were given out.
    """

    def __init__(self) -> None:
        self.given: Counter[str] = Counter()

    def next(self, prefix: str) -> str:
        """The next id with this prefix."""
        self.given[prefix] += 1
        return f"{prefix}{self.given[prefix]:08d}"

    def secret(self, prefix: str) -> str:
        """Something that cannot be guessed."""
        return f"{prefix}{secrets.token_hex(12)}"

    def filled(self, blocks: Any) -> list[dict[str, Any]]:
        """A copy of the blocks in which each block and interactive element has an id, as Slack gives them."""
        copied: list[dict[str, Any]] = json.loads(json.dumps(blocks or []))
        for block in copied:
            if not block.get("block_id"):
                block["block_id"] = self.next("b")
            for element in interactive(block):
                if not element.get("action_id"):
                    element["action_id"] = self.next("a")
        return copied


NOT_INTERACTIVE = {"image", "plain_text", "mrkdwn"}


def interactive(block: dict[str, Any]) -> list[dict[str, Any]]:
    """The elements of a block that a person can use."""
    found: list[Any] = []
    if block.get("type") in ("actions", "context_actions"):
        found = list(block.get("elements", []))
    elif block.get("type") == "section" and block.get("accessory"):
        found = [block["accessory"]]
    elif block.get("type") == "input":
        found = [block["element"]]
    elif block.get("type") == "card":
        found = list(block.get("actions", []))
    return [one for one in found if one.get("type") not in NOT_INTERACTIVE]
