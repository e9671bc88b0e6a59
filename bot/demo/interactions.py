"""What a person's action sets off: the payload goes to the app, and its answer changes what the person sees.

Source: docs.slack.dev/interactivity/handling-user-interaction, docs.slack.dev/surfaces/modals.
"""

import html
import re
import time
from dataclasses import dataclass, field
from typing import Any

from bot.demo import facts
from bot.demo.acks import Ack
from bot.demo.company import Person
from bot.demo.conversations import Conversation
from bot.demo.deliveries import Deliveries
from bot.demo.errors import Impossible, SlackError
from bot.demo.limits import check_message
from bot.demo.messages import Message
from bot.demo.modals import refuse_wrong
from bot.demo.payloads import Payloads
from bot.demo.record import Record
from bot.demo.triggers import ResponseUrls, Triggers
from bot.demo.views import View, input_ids
from bot.demo.workspace import Workspace


@dataclass(frozen=True)
class Outcome:
    """What became of an action: the answer, the trigger it gave away, and what the person is told went wrong.

    `trouble` is operation_timeout, connection_failed, http_error or invalid_response; empty when all is well.
    """

    ack: Ack
    trigger: str = ""
    trouble: str = ""
    field_errors: dict[str, str] = field(default_factory=dict)


def _trouble(ack: Ack) -> str:
    if ack.ok:
        return ""
    return "operation_timeout" if ack.reason == "http_timeout" else ack.reason


class Interactions:
    """Turns actions into deliveries and answers into what is seen."""

    def __init__(
        self,
        workspace: Workspace,
        payloads: Payloads,
        deliveries: Deliveries,
        triggers: Triggers,
        urls: ResponseUrls,
        record: Record,
        manifest: dict[str, Any],
    ) -> None:
        self.base_url = ""
        self._workspace = workspace
        self._payloads = payloads
        self._deliveries = deliveries
        self._triggers = triggers
        self._urls = urls
        self._record = record
        features = manifest.get("features", {})
        self._commands = {one["command"]: one for one in features.get("slash_commands", [])}
        self._events = set(manifest.get("settings", {}).get("event_subscriptions", {}).get("bot_events", []))

    # -- commands

    async def slash(self, person: Person, line: str, where: Conversation) -> Outcome:
        """Send a slash command as typed, for example `/flash python`.

        Impossible if Slack would not send it.
        """
        command, _, text = line.strip().partition(" ")
        if command not in self._commands:
            raise Impossible(f"{command} is not a command of this app's manifest")
        if person.deleted or person.team_id or person.is_bot:
            raise Impossible(f"{person.handle} cannot use this workspace's commands")
        if self._commands[command].get("should_escape"):
            text = self._escaped(text)
        trigger = self._triggers.issue(person.id)
        url = self._urls.issue(person.id, where.id)
        payload = self._payloads.command(person, where, command, text.strip(), trigger, self._url(url.token))
        ack = await self._deliveries.send("slash_commands", dict(payload))
        if ack.ok:
            self._show_command_answer(person, where, ack)
        return Outcome(ack, trigger, _trouble(ack))

    def _escaped(self, text: str) -> str:
        text = html.escape(text, quote=False)
        text = re.sub(r"(?<![\w@])@([\w.-]+)", self._person_mark, text)
        text = re.sub(r"(?<![\w#&])#([\w-]+)", self._channel_mark, text)
        return re.sub(r"(?<![<|])\bhttps?://[^\s<>]+", lambda found: f"<{found[0]}>", text)

    def _person_mark(self, found: re.Match[str]) -> str:
        try:
            person = self._workspace.person(found[1])
        except KeyError:
            return found[0]
        return f"<@{person.id}|{person.handle}>"

    def _channel_mark(self, found: re.Match[str]) -> str:
        try:
            where = self._workspace.channel(found[1])
        except KeyError:
            return found[0]
        return f"<#{where.id}|{where.name if where.kind == 'channel' else ''}>"

    def _show_command_answer(self, person: Person, where: Conversation, ack: Ack) -> None:
        payload = ack.body if ack.body is not None else ({"text": ack.text} if ack.text else {})
        if not payload:
            return
        if problems := check_message(payload):
            self._record.violation(f"answer to a command: {problems[0]}")
            return
        in_channel = payload.get("response_type") == "in_channel"
        self._workspace.post(where, payload, only_for=None if in_channel else person.id)

    # -- the home

    async def open_home(self, person: Person) -> Outcome:
        """Send app_home_opened, with the home as it stands, if there is one."""
        event: dict[str, Any] = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": self._workspace.direct(person.id).id,
            "tab": "home",
        }
        if standing := self._workspace.modals.homes.get(person.id):
            event["view"] = self._payloads.view(standing)
        ack = await self.emit(event) or Ack(200)
        return Outcome(ack, "", _trouble(ack))

    # -- buttons and fields

    async def act_on_message(self, person: Person, message: Message, action: dict[str, Any]) -> Outcome:
        """Send block_actions for a message."""
        where = self._workspace.conversations[message.channel]
        state = self._workspace.state_of(message, person.id)
        self._workspace.feed.publish("state_changed", (), message)
        trigger = self._triggers.issue(person.id)
        url = self._urls.issue(person.id, message.channel, message.ts)
        payload = self._payloads.on_message(
            person, where, message, _stamped(action), state, trigger, self._url(url.token)
        )
        ack = await self._deliveries.send("interactive", payload)
        self._no_body("block_actions", ack)
        return Outcome(ack, trigger, _trouble(ack))

    async def act_on_view(self, person: Person, view: View, action: dict[str, Any]) -> Outcome:
        """Send block_actions for a modal or a home."""
        trigger = self._triggers.issue(person.id, view.id)
        payload = self._payloads.on_view(person, view, _stamped(action), trigger)
        ack = await self._deliveries.send("interactive", payload)
        self._no_body("block_actions", ack)
        return Outcome(ack, trigger, _trouble(ack))

    def _no_body(self, kind: str, ack: Ack) -> None:
        if ack.ok and ((ack.body or {}) or ack.text.strip()):
            self._record.violation(f"{kind} was answered with a body: {ack.body or ack.text[:100]}")

    async def suggest(
        self, person: Person, view: View, block_id: str, element: dict[str, Any], typed: str
    ) -> Ack:
        """Ask the app for the options of an external select; too many are a violation."""
        payload = self._payloads.suggestion(person, view, element, block_id, typed)
        ack = await self._deliveries.send("interactive", payload)
        most = facts.figure("element.external_select", "options_response")
        if len((ack.body or {}).get("options", [])) > most:
            self._record.violation(f"more than {most} options were offered for {element['action_id']}")
        return ack

    # -- modals

    async def submit(self, person: Person, view: View) -> Outcome:
        """Send view_submission and do what the answer says."""
        trigger = self._triggers.issue(person.id, view.id)
        ack = await self._deliveries.send("interactive", self._payloads.submission(person, view, trigger))
        if not ack.ok:
            return Outcome(ack, trigger, _trouble(ack))
        try:
            errors = self._apply(person, view, ack)
        except SlackError as error:
            details = error.extra.get("response_metadata", {}).get("messages", "")
            self._record.violation(f"answer to view_submission: {error.name} {details}")
            return Outcome(ack, trigger, "invalid_response")
        return Outcome(ack, trigger, "", errors)

    def _apply(self, person: Person, view: View, ack: Ack) -> dict[str, str]:
        if ack.text.strip():
            raise SlackError(f"a text body is not allowed: {ack.text[:80]!r}")
        body = ack.body or {}
        match body.get("response_action"):
            case None if not body:
                self._workspace.modals.close(view)
            case "errors":
                return _field_errors(view, body.get("errors"))
            case "update":
                self._workspace.modals.update(view, refuse_wrong(body.get("view")))
            case "push":
                self._workspace.modals.push(person.id, refuse_wrong(body.get("view")))
            case "clear":
                self._workspace.modals.clear(person.id)
            case other:
                raise SlackError(f"response_action {other!r} with fields {sorted(body)}")
        return {}

    async def close(self, person: Person, view: View, *, everything: bool = False) -> Outcome:
        """Close the top modal (or all), and tell the app if the view asks for it."""
        clears = everything or bool(view.payload.get("clear_on_close"))
        if clears:
            self._workspace.modals.clear(person.id)
        else:
            self._workspace.modals.close(view)
        if not view.payload.get("notify_on_close"):
            return Outcome(Ack(200))
        ack = await self._deliveries.send(
            "interactive", self._payloads.closed(person, view, cleared=everything)
        )
        return Outcome(ack, "", _trouble(ack))

    # -- response URLs

    def respond(self, token: str, payload: dict[str, Any]) -> None:
        """The app uses a response URL; SlackError when it may not, or when Slack would refuse the message."""
        url = self._urls.use(token)
        where = self._workspace.conversations[url.channel]
        original = where.find_shown(url.ts) if url.ts else None
        if payload.get("delete_original"):
            if original is not None:
                self._workspace.remove(original)
            return
        if problems := check_message(payload):
            raise SlackError(problems[0].code)
        if payload.get("replace_original") and original is not None:
            self._workspace.rewrite(original, {**payload, "blocks": payload.get("blocks") or []})
            return
        in_channel = payload.get("response_type") == "in_channel"
        self._workspace.post(where, payload, only_for=None if in_channel else url.user)

    # -- events

    async def emit(self, event: dict[str, Any], subscription: str | None = None) -> Ack | None:
        """Send an event if the manifest subscribes to it; None if it does not."""
        if (subscription or event["type"]) not in self._events:
            return None
        stamped = {"event_ts": f"{time.time():.6f}", **event}
        return await self._deliveries.send_event(
            self._payloads.event(stamped, self._workspace.ids.secret("Ev"))
        )

    def _url(self, token: str) -> str:
        return f"{self.base_url}/actions/{token}"


def _stamped(action: dict[str, Any]) -> dict[str, Any]:
    return {**action, "action_ts": f"{time.time():.6f}"}


def _field_errors(view: View, errors: Any) -> dict[str, str]:
    if not isinstance(errors, dict) or not errors:
        raise SlackError("errors must name at least one block_id")
    unknown = set(errors) - input_ids(view)
    if unknown:
        raise SlackError(f"errors name no input block: {sorted(unknown)}")
    if not all(isinstance(one, str) and one for one in errors.values()):
        raise SlackError("errors must be sentences")
    return dict(errors)
