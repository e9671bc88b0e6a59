"""views.open, push, update, publish."""

from typing import Any

from bot.demo.errors import SlackError
from bot.demo.modals import refuse_wrong
from bot.demo.views import View
from bot.demo.web_api.call import Call, Method


def _payload(call: Call, kind: str | None = None) -> dict[str, Any]:
    payload = refuse_wrong(call.json("view"))
    if kind and payload["type"] != kind:
        raise SlackError(
            "invalid_arguments", response_metadata={"messages": [f"[ERROR] must be a {kind} view"]}
        )
    return payload


def _answer(call: Call, view: View) -> dict[str, Any]:
    return {"view": call.payloads.view(view)}


def _need_trigger(call: Call) -> None:
    if not call.text("trigger_id"):
        messages = ["[ERROR] missing required field: trigger_id"]
        raise SlackError("invalid_arguments", response_metadata={"messages": messages})


def _open(call: Call) -> dict[str, Any]:
    payload = _payload(call, "modal")
    _need_trigger(call)
    trigger = call.triggers.exchange(call.text("trigger_id"))
    return _answer(call, call.workspace.modals.open(trigger, payload))


def _push(call: Call) -> dict[str, Any]:
    payload = _payload(call, "modal")
    _need_trigger(call)
    trigger = call.triggers.exchange(call.text("trigger_id"))
    return _answer(call, call.workspace.modals.push(trigger.user, payload))


def _update(call: Call) -> dict[str, Any]:
    payload = _payload(call)
    view = call.workspace.modals.find(call.text("view_id") or None, call.text("external_id") or None)
    return _answer(call, call.workspace.modals.update(view, payload, call.text("hash") or None))


def _publish(call: Call) -> dict[str, Any]:
    payload = _payload(call, "home")
    user = call.text("user_id")
    if user not in call.workspace.people:
        raise SlackError("invalid_arguments", response_metadata={"messages": ["[ERROR] invalid user_id"]})
    return _answer(call, call.workspace.modals.publish(user, payload, call.text("hash") or None))


METHODS = {
    "views.open": Method(_open),
    "views.push": Method(_push),
    "views.update": Method(_update),
    "views.publish": Method(_publish),
}
