"""Which modals and homes people have before them, and the rules for changing them.

Source: docs.slack.dev/surfaces/modals, docs.slack.dev/reference/methods/views.open and its neighbours.
"""

from typing import Any

from bot.demo import facts
from bot.demo.errors import SlackError
from bot.demo.feed import Feed
from bot.demo.ids import Ids
from bot.demo.limits import check_view
from bot.demo.triggers import Trigger
from bot.demo.views import View, first_values


def refuse_wrong(payload: Any) -> dict[str, Any]:
    """The view itself if Slack would take it, else SlackError with Slack's list of messages."""
    if not isinstance(payload, dict):
        raise SlackError(
            "invalid_arguments", response_metadata={"messages": ["[ERROR] missing required field: view"]}
        )
    problems = check_view(payload)
    if problems:
        name = next((one.code for one in problems if one.code != "invalid_arguments"), "invalid_arguments")
        raise SlackError(name, response_metadata={"messages": [str(one) for one in problems]})
    return payload


class Modals:
    """A stack of modals and a home per person."""

    def __init__(self, ids: Ids, feed: Feed) -> None:
        self._ids = ids
        self._feed = feed
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def top(self, user: str) -> View | None:
        """The modal that this person sees."""
        stack = self.stacks.get(user)
        return stack[-1] if stack else None

    def find(self, view_id: str | None, external_id: str | None = None) -> View:
        """A view that somebody has before them, or SlackError not_found."""
        for view in self._shown():
            if view.id == view_id or (external_id and view.payload.get("external_id") == external_id):
                return view
        raise SlackError("not_found")

    def open(self, trigger: Trigger, payload: dict[str, Any]) -> View:
        """A new modal over whatever this person had open."""
        view = self._made(trigger.user, payload)
        view.root = view.id
        self.stacks[trigger.user] = [view]
        self._feed.publish("modal_opened", (trigger.user,), view)
        return view

    def push(self, user: str, payload: dict[str, Any]) -> View:
        """A modal on top of the one this person sees; SlackError when there is none or the stack is full."""
        stack = self.stacks.get(user) or []
        if not stack:
            raise SlackError("not_found")
        if len(stack) >= facts.figure("modal", "stack_depth"):
            raise SlackError(facts.error_name("modal", "stack_depth"))
        view = self._made(user, payload)
        view.root, view.previous = stack[0].id, stack[-1].id
        stack.append(view)
        self._feed.publish("modal_pushed", (user,), view)
        return view

    def update(self, view: View, payload: dict[str, Any], expected_hash: str | None = None) -> View:
        """Replace what a modal shows; SlackError hash_conflict when it has changed since."""
        if expected_hash and expected_hash != view.hash:
            raise SlackError(facts.error_name("interactivity", "views.update_hash"))
        if payload["type"] != view.payload["type"]:
            raise SlackError(
                "invalid_arguments", response_metadata={"messages": ["[ERROR] view type cannot change"]}
            )
        self._once(payload, view)
        view.show(self._filled(payload), self._ids.secret("h"))
        self._feed.publish(
            "home_published" if payload["type"] == "home" else "modal_updated", (view.user,), view
        )
        return view

    def publish(self, user: str, payload: dict[str, Any], expected_hash: str | None = None) -> View:
        """Show a person their home."""
        found = self.homes.get(user)
        if found is not None:
            return self.update(found, payload, expected_hash)
        view = self._made(user, payload)
        view.root = view.id
        self.homes[user] = view
        self._feed.publish("home_published", (user,), view)
        return view

    def close(self, view: View) -> None:
        """Take the top modal away, so that the one below shows."""
        stack = self.stacks.get(view.user, [])
        self.stacks[view.user] = stack[: stack.index(view)] if view in stack else stack
        self._feed.publish("modal_closed", (view.user,), view)

    def clear(self, user: str) -> None:
        """Take all modals away."""
        gone = self.stacks.pop(user, [])
        self._feed.publish("modal_closed", (user,), gone[-1] if gone else None)

    def _shown(self) -> list[View]:
        return [*self.homes.values(), *(view for stack in self.stacks.values() for view in stack)]

    def _made(self, user: str, payload: dict[str, Any]) -> View:
        self._once(payload, None)
        filled = self._filled(payload)
        view = View(self._ids.next("V0"), user, filled, self._ids.secret("h"))
        view.typed = first_values(view.blocks)
        return view

    def _filled(self, payload: dict[str, Any]) -> dict[str, Any]:
        return {**payload, "blocks": self._ids.filled(payload.get("blocks"))}

    def _once(self, payload: dict[str, Any], view: View | None) -> None:
        external = payload.get("external_id")
        if external and any(
            one is not view and one.payload.get("external_id") == external for one in self._shown()
        ):
            raise SlackError(facts.error_name("modal", "external_id"))
