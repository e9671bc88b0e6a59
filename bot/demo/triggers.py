"""Trigger ids and response URLs: short-lived permissions that an interaction gives to the app."""

import time
from dataclasses import dataclass

from bot.demo import facts
from bot.demo.errors import SlackError
from bot.demo.ids import Ids


@dataclass
class Trigger:
    """The permission to open one modal for one person. `view` is set if it came from inside a modal."""

    id: str
    user: str
    born: float
    view: str | None = None
    used: bool = False


class Triggers:
    """The trigger ids given out, in real time; they live `patience` times as long as Slack's."""

    def __init__(self, ids: Ids, patience: float = 1.0) -> None:
        self._ids = ids
        self._lifetime = patience * facts.figure("interactivity", "trigger_id_lifetime")
        self._given: dict[str, Trigger] = {}

    def issue(self, user: str, view: str | None = None) -> str:
        """A new trigger id for this person."""
        made = Trigger(self._ids.secret("trigger."), user, time.monotonic(), view)
        self._given[made.id] = made
        return made.id

    def exchange(self, trigger_id: str) -> Trigger:
        """Use a trigger id: once, within its lifetime, or SlackError."""
        found = self._given.get(trigger_id)
        if found is None:
            raise SlackError("invalid_trigger_id")
        if found.used:
            raise SlackError(facts.error_name("interactivity", "trigger_id_uses"))
        if time.monotonic() - found.born > self._lifetime:
            raise SlackError(facts.error_name("interactivity", "trigger_id_lifetime"))
        found.used = True
        return found


@dataclass
class ResponseUrl:
    """The permission to answer one interaction a few times.

    `ts` is the message it came from, if it was one.
    """

    token: str
    user: str
    channel: str
    born: float
    ts: str | None = None
    uses: int = 0


class ResponseUrls:
    """The response URLs given out, in real time."""

    def __init__(self, ids: Ids) -> None:
        self._ids = ids
        self._given: dict[str, ResponseUrl] = {}

    def issue(self, user: str, channel: str, ts: str | None = None) -> ResponseUrl:
        """A new one."""
        made = ResponseUrl(self._ids.secret("r"), user, channel, time.monotonic(), ts)
        self._given[made.token] = made
        return made

    def use(self, token: str) -> ResponseUrl:
        """Count one use, or SlackError when it is unknown, too old or used up."""
        found = self._given.get(token)
        if found is None or time.monotonic() - found.born > facts.figure(
            "interactivity", "response_url_lifetime"
        ):
            raise SlackError(facts.error_name("interactivity", "response_url_lifetime"))
        if found.uses >= facts.figure("interactivity", "response_url_uses"):
            raise SlackError(facts.error_name("interactivity", "response_url_uses"))
        found.uses += 1
        return found
