"""The values of fields in Slack's own shapes, as they stand in `state.values` and in actions.

Source: docs.slack.dev/reference/interaction-payloads/view-interactions-payload and bolt-js `ViewStateValue`.
"""

from typing import Any

# element type -> (key of the value, key of the initial value, value when empty)
KEYS: dict[str, tuple[str, str, Any]] = {
    "plain_text_input": ("value", "initial_value", None),
    "number_input": ("value", "initial_value", None),
    "email_text_input": ("value", "initial_value", None),
    "url_text_input": ("value", "initial_value", None),
    "rich_text_input": ("rich_text_value", "initial_value", None),
    "file_input": ("files", "", []),
    "static_select": ("selected_option", "initial_option", None),
    "external_select": ("selected_option", "initial_option", None),
    "radio_buttons": ("selected_option", "initial_option", None),
    "checkboxes": ("selected_options", "initial_options", []),
    "multi_static_select": ("selected_options", "initial_options", []),
    "multi_external_select": ("selected_options", "initial_options", []),
    "users_select": ("selected_user", "initial_user", None),
    "multi_users_select": ("selected_users", "initial_users", []),
    "conversations_select": ("selected_conversation", "initial_conversation", None),
    "multi_conversations_select": ("selected_conversations", "initial_conversations", []),
    "channels_select": ("selected_channel", "initial_channel", None),
    "multi_channels_select": ("selected_channels", "initial_channels", []),
    "datepicker": ("selected_date", "initial_date", None),
    "timepicker": ("selected_time", "initial_time", None),
    "datetimepicker": ("selected_date_time", "initial_date_time", None),
}


def initial_value(element: dict[str, Any]) -> dict[str, Any] | None:
    """The state of an element before anybody touches it, or None for one without state (button, overflow)."""
    kind = element.get("type", "")
    if kind not in KEYS:
        return None
    key, initial, empty = KEYS[kind]
    chosen = element.get(initial)
    return {
        "type": kind,
        key: (list(empty) if isinstance(empty, list) else empty) if chosen is None else chosen,
    }


def value_of(element: dict[str, Any], chosen: Any) -> dict[str, Any]:
    """The state of an element in which `chosen` stands."""
    kind = element["type"]
    return {"type": kind, KEYS[kind][0]: chosen}


def standing(state: dict[str, Any]) -> Any:
    """What stands in a field."""
    return state.get(KEYS[state["type"]][0])
