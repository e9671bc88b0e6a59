"""What somebody does on the page, done in the local Slack."""

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bot.demo.client_checks import refused_blocks
from bot.demo.company import Person
from bot.demo.conversations import Conversation
from bot.demo.errors import Impossible, SlackError
from bot.demo.fields import Field, action_of, fields_of
from bot.demo.interactions import Outcome
from bot.demo.messages import Message
from bot.demo.page.filling import Filling
from bot.demo.page.guard import Refused
from bot.demo.page.places import is_for_commands
from bot.demo.page.timeline import seen_by
from bot.demo.reading import options_of
from bot.demo.server import LocalSlack
from bot.demo.state_values import KEYS
from bot.demo.views import View

TROUBLES: Final[Mapping[str, str]] = {
    "operation_timeout": "Mentorbot didn't respond in time. What it still does will show here.",
    "connection_failed": "Mentorbot can't be reached right now. Nothing was changed.",
    "http_error": "Mentorbot answered with an error. Nothing you typed is lost: try again in a moment.",
    "invalid_response": "Mentorbot answered in a way that Slack does not take.",
}
"""What a person is told when the app does not answer as it should, by the trouble's name."""
_CUT: Final = (
    "Mentorbot broke off before it answered. It may have done it all the same: look before you try again."
)
_SLACK_DOWN: Final = "Slack is down, and this did not get through to Mentorbot. Nothing was changed."
_UNDONE: Final = frozenset({"connection_failed", "http_error"})
"""Troubles after which nothing has happened: it can be sent again as it was."""
_COMMANDS_ONLY: Final = (
    "Mentorbot reads no messages, so nothing was sent. It answers to commands: type / to see them, or look "
    "at Home."
)


@dataclass(frozen=True)
class Reply:
    """What is shown to whoever acted, besides what happens: a note, or sentences by block id.

    `undone`: it was not sent, so whoever typed it still has it before them.
    """

    note: str = ""
    undone: bool = False
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Use:
    """An element that is used: where it stands, and the option that was chosen in it, if any."""

    block: str
    action: str
    option: str | None = None


class Acting:
    """Slash commands, messages, buttons, fields and forms."""

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._workspace = slack.workspace
        self._offered: dict[str, dict[tuple[str, str], list[dict[str, Any]]]] = {}

    # -- typing

    async def slash(self, me: Person, where: Conversation, line: str) -> Reply:
        """Send a command; a note says so when Slack would not send it, or nobody answers."""
        command = line.split(maxsplit=1)[0]
        try:
            outcome = await self._slack.interactions.slash(me, line, where)
        except Impossible:
            return Reply(f"{command} is not a command here. Type / to see those that are.", undone=True)
        told = self._told(outcome)
        undone = outcome.trouble in _UNDONE and not outcome.ack.cut
        return Reply(told and f"{command} did not work. {told}", undone=undone)

    async def say(self, me: Person, where: Conversation, text: str) -> Reply:
        """Write a message; a note says so where the app takes none."""
        if is_for_commands(self._slack.manifest, where):
            return Reply(_COMMANDS_ONLY, undone=True)
        await self._slack.person(me.id).say(html.escape(text, quote=False), where.id)
        return Reply()

    async def open_home(self, me: Person) -> Reply:
        """Look at the App Home, so that the app can publish it."""
        return self._reply(await self._slack.interactions.open_home(me))

    # -- buttons and fields

    async def act_on_message(
        self, me: Person, where: Conversation, ts: str, use: Use, values: dict[str, Any]
    ) -> Reply:
        """Use an element of a message that this person sees."""
        message = self.message(me, where, ts)
        found = self._used(message.blocks, use, me)
        filling = Filling(self._workspace, self._workspace.reader(me.id))
        state = self._workspace.state_of(message, me.id)
        filling.fill(message.blocks, state, values)
        action = _action(found, use, filling, state)
        return self._reply(await self._slack.interactions.act_on_message(me, message, action))

    async def act_on_view(self, me: Person, view_id: str, use: Use, values: dict[str, Any]) -> Reply:
        """Use an element of a modal or the home that this person has before them."""
        view = self.view(me, view_id)
        found = self._used(view.blocks, use, me)
        filling = self._filling(me, view)
        filling.fill(view.blocks, view.typed, values)
        action = _action(found, use, filling, view.typed)
        return self._reply(await self._slack.interactions.act_on_view(me, view, action))

    async def suggest(self, me: Person, view_id: str, use: Use, typed: str) -> list[dict[str, Any]]:
        """The options that the app offers for what was typed so far."""
        view = self.view(me, view_id)
        found = self._used(view.blocks, use, me)
        ack = await self._slack.interactions.suggest(me, view, use.block, found.element, typed)
        options = options_of(ack.body or {})
        known = self._offered.setdefault(view_id, {}).setdefault(found.key, [])
        known.extend(one for one in options if one not in known)
        return options

    # -- forms

    async def submit(self, me: Person, view_id: str, values: dict[str, Any]) -> Reply:
        """Submit the modal on top; what Slack's own client refuses is not sent."""
        view = self._top(me, view_id)
        self._filling(me, view).fill(view.blocks, view.typed, values)
        if refused := refused_blocks(view):
            return Reply(errors=refused)
        outcome = await self._slack.interactions.submit(me, view)
        return Reply(self._told(outcome), errors=outcome.field_errors)

    async def close(self, me: Person, view_id: str, *, everything: bool) -> Reply:
        """Close the modal on top, or all of them."""
        view = self._top(me, view_id)
        return self._reply(await self._slack.interactions.close(me, view, everything=everything))

    # -- finding what is meant

    def message(self, me: Person, where: Conversation, ts: str) -> Message:
        """A message that this person sees; refused when there is none, or it is for another's eyes."""
        for one in seen_by(where, me):
            if one.ts == ts:
                return one
        raise Refused(404, "This message is no longer here.")

    def view(self, me: Person, view_id: str) -> View:
        """A modal or home that this person has before them; refused when it is gone, or another's."""
        try:
            found = self._workspace.modals.find(view_id)
        except SlackError:
            raise Refused(404, "This form is no longer open.") from None
        if found.user != me.id:
            raise Refused(404, "This form is no longer open.")
        return found

    def _told(self, outcome: Outcome) -> str:
        """What went wrong, in a sentence; empty when nothing did."""
        if outcome.ack.cut:
            return _CUT
        if outcome.trouble == "connection_failed" and self._slack.faults.is_down:
            return _SLACK_DOWN
        return TROUBLES[outcome.trouble] if outcome.trouble else ""

    def _reply(self, outcome: Outcome) -> Reply:
        return Reply(self._told(outcome))

    def _top(self, me: Person, view_id: str) -> View:
        found = self.view(me, view_id)
        if found is not self._workspace.modals.top(me.id):
            raise Refused(409, "Another form lies on top of this one.")
        return found

    def _used(self, blocks: list[dict[str, Any]], use: Use, me: Person) -> Field:
        for one in fields_of(blocks, self._workspace.reader(me.id)):
            if one.key == (use.block, use.action):
                return one
        raise Refused(409, "This changed a moment ago. Please look again.")

    def _filling(self, me: Person, view: View) -> Filling:
        return Filling(self._workspace, self._workspace.reader(me.id), self._offered.get(view.id))


def _action(found: Field, use: Use, filling: Filling, state: dict[str, Any]) -> dict[str, Any]:
    if found.kind == "overflow":
        return action_of(found, {"selected_option": filling.option(found, use.option or "")})
    if found.kind not in KEYS:
        return action_of(found)
    return action_of(found, state[use.block][use.action])
