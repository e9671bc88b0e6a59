"""What Slack's own client refuses before it sends a form. A hostile client skips this."""

import json
import re
from typing import Any

from bot.demo import facts
from bot.demo.ids import interactive
from bot.demo.reading import Reader, said
from bot.demo.state_values import standing
from bot.demo.views import View

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://[^\s.]+\.[^\s]+|https?://localhost\S*")


def refused_by_client(view: View, reader: Reader) -> dict[str, str]:
    """Label to sentence for each field that may not be submitted as it stands; empty when all is well."""
    labels = {one["block_id"]: said(one.get("label"), reader) for one in view.blocks if "label" in one}
    return {labels.get(block, ""): sentence for block, sentence in refused_blocks(view).items()}


def refused_blocks(view: View) -> dict[str, str]:
    """Block id to sentence for each field that may not be submitted as it stands; empty when all is well."""
    found: dict[str, str] = {}
    for block in view.blocks:
        if block.get("type") != "input":
            continue
        for element in interactive(block):
            value = standing(view.typed[block["block_id"]][element["action_id"]])
            sentence = _refusal(block, element, value)
            if sentence:
                found[block["block_id"]] = sentence
    return found


def _refusal(block: dict[str, Any], element: dict[str, Any], value: Any) -> str:
    if value in (None, "", []):
        return "" if block.get("optional") else "Please complete this required field."
    kind = element["type"]
    if kind == "plain_text_input":
        return _length(element, value)
    if kind == "number_input":
        return _number(element, value)
    if kind == "email_text_input" and not _EMAIL.fullmatch(value):
        return "Enter an email address."
    if kind == "url_text_input" and not _URL.fullmatch(value):
        return "Enter a web address."
    if isinstance(value, list) and len(value) > int(element.get("max_selected_items") or len(value)):
        return f"Choose at most {element['max_selected_items']}."
    if kind == "rich_text_input" and not json.dumps(value):
        return "Please complete this required field."
    return ""


def _length(element: dict[str, Any], value: str) -> str:
    most = int(element.get("max_length") or facts.figure("element.plain_text_input", "value_submitted"))
    least = int(element.get("min_length") or 0)
    if len(value) > most:
        return f"Shorten this to {most} characters."
    return f"Use at least {least} characters." if len(value) < least else ""


def _number(element: dict[str, Any], value: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return "Enter a number."
    if not element.get("is_decimal_allowed") and not number.is_integer():
        return "Enter a whole number."
    if number < float(element.get("min_value", "-inf")):
        return f"Enter {element['min_value']} or more."
    if number > float(element.get("max_value", "inf")):
        return f"Enter {element['max_value']} or less."
    return ""
