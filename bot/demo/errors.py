"""What goes wrong on Slack's side."""

from typing import Any


class SlackError(Exception):
    """The Web API answers `ok: false` with this error name."""

    def __init__(self, name: str, **extra: Any) -> None:
        super().__init__(name)
        self.name = name
        self.extra = extra


class Impossible(Exception):
    """A person cannot do this in Slack: there is no such button, field, option or command here."""


class BotFailed(Exception):
    """The bot could not start, or could not do what it was asked; the message is a sentence."""
