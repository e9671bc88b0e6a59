"""The manifest: what Slack knows of the app, filled in for how this installation is reached."""

import json
from importlib.resources import files
from typing import Any

_PLACEHOLDER = "https://YOUR-ADDRESS"


def manifest(*, url: str | None = None) -> dict[str, Any]:
    """The app's manifest.

    Args:
        url: where Slack reaches this installation, as in https://mentorbot.example.com; None for Socket Mode.
    """
    written = (files("handlers.slack") / "manifest.json").read_text(encoding="utf-8")
    if url is not None:
        return dict(json.loads(written.replace(_PLACEHOLDER, url.rstrip("/"))))
    told: dict[str, Any] = json.loads(written, object_hook=_without_addresses)
    told["settings"]["socket_mode_enabled"] = True
    return told


def commands() -> list[str]:
    """The slash commands."""
    return [command["command"] for command in manifest()["features"]["slash_commands"]]


def bot_scopes() -> frozenset[str]:
    """The scopes that the bot token needs."""
    return frozenset(manifest()["oauth_config"]["scopes"]["bot"])


def _without_addresses(part: dict[str, Any]) -> dict[str, Any]:
    """Socket Mode needs no address: Slack refuses none, and the placeholder would be one."""
    return {name: value for name, value in part.items() if not str(value).startswith(_PLACEHOLDER)}
