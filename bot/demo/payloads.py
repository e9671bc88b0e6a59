"""What Slack sends to an app, in its own shapes.

Sources: docs.slack.dev/interactivity/implementing-slash-commands,
docs.slack.dev/reference/interaction-payloads, docs.slack.dev/apis/events-api.
"""

import time
from typing import Any

from bot.demo.company import Company, Person
from bot.demo.conversations import Conversation
from bot.demo.messages import Message
from bot.demo.views import View

VERIFICATION_TOKEN = "local-verification-token-unused"  # noqa: S105 - the deprecated field; nothing checks it


class Payloads:
    """Builds payloads for one installed app."""

    def __init__(self, company: Company) -> None:
        self._company = company

    def _team(self, person: Person) -> dict[str, Any]:
        return {"id": person.team_id or self._company.team_id, "domain": self._company.domain}

    def user(self, person: Person) -> dict[str, Any]:
        """The short user of an interaction payload."""
        team = person.team_id or self._company.team_id
        return {"id": person.id, "username": person.handle, "name": person.handle, "team_id": team}

    def command(
        self, person: Person, where: Conversation, command: str, text: str, trigger: str, response_url: str
    ) -> dict[str, str]:
        """The form fields of a slash command."""
        return {
            "token": VERIFICATION_TOKEN,
            "team_id": self._company.team_id,
            "team_domain": self._company.domain,
            "channel_id": where.id,
            "channel_name": channel_name(where),
            "user_id": person.id,
            "user_name": person.handle,
            "command": command,
            "text": text,
            "api_app_id": self._company.app_id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": trigger,
        }

    def interaction(self, kind: str, person: Person, trigger: str | None) -> dict[str, Any]:
        """The fields that all interaction payloads share."""
        found: dict[str, Any] = {
            "type": kind,
            "team": self._team(person),
            "user": self.user(person),
            "api_app_id": self._company.app_id,
            "token": VERIFICATION_TOKEN,
            "enterprise": None,
            "is_enterprise_install": False,
        }
        return found | ({"trigger_id": trigger} if trigger else {})

    def on_message(
        self,
        person: Person,
        where: Conversation,
        message: Message,
        action: dict[str, Any],
        state: dict[str, Any],
        trigger: str,
        response_url: str,
    ) -> dict[str, Any]:
        """block_actions from a message.

        Slack leaves `message` out for an ephemeral: it does not keep those.
        """
        found = self.interaction("block_actions", person, trigger) | {
            "container": {
                "type": "message",
                "message_ts": message.ts,
                "channel_id": where.id,
                "is_ephemeral": message.is_ephemeral,
            },
            "channel": {"id": where.id, "name": channel_name(where)},
            "state": {"values": state},
            "response_url": response_url,
            "actions": [action],
        }
        if not message.is_ephemeral:
            found["message"] = self.message(message)
        return found

    def on_view(self, person: Person, view: View, action: dict[str, Any], trigger: str) -> dict[str, Any]:
        """block_actions from a modal or a home."""
        return self.interaction("block_actions", person, trigger) | {
            "container": {"type": "view", "view_id": view.id},
            "view": self.view(view),
            "actions": [action],
        }

    def suggestion(
        self, person: Person, view: View, element: dict[str, Any], block_id: str, typed: str
    ) -> dict[str, Any]:
        """block_suggestion: what somebody types into an external select of a modal."""
        return self.interaction("block_suggestion", person, None) | {
            "container": {"type": "view", "view_id": view.id},
            "view": self.view(view),
            "block_id": block_id,
            "action_id": element["action_id"],
            "value": typed,
        }

    def submission(self, person: Person, view: View, trigger: str) -> dict[str, Any]:
        """view_submission."""
        return self.interaction("view_submission", person, trigger) | {
            "view": self.view(view),
            "response_urls": [],
        }

    def closed(self, person: Person, view: View, *, cleared: bool) -> dict[str, Any]:
        """view_closed."""
        return self.interaction("view_closed", person, None) | {
            "view": self.view(view),
            "is_cleared": cleared,
        }

    def event(self, event: dict[str, Any], event_id: str) -> dict[str, Any]:
        """The envelope of the Events API."""
        team = self._company.team_id
        return {
            "token": VERIFICATION_TOKEN,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": self._company.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(time.time()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": self._company.bot_user.id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
        }

    def view(self, view: View) -> dict[str, Any]:
        """A view object."""
        return view.to_slack(self._company.team_id, self._company.app_id, self._company.bot_id)

    def message(self, message: Message) -> dict[str, Any]:
        """A message object; only the app's own messages carry its ids."""
        found = message.to_slack(self._company.bot_id, self._company.app_id, self._company.team_id)
        if message.user != self._company.bot_user.id:
            found.pop("bot_id", None)
            found.pop("app_id", None)
        return found


def channel_name(where: Conversation) -> str:
    """How payloads name a conversation: direct messages and private channels do not tell their name."""
    return {"im": "directmessage", "private": "privategroup"}.get(where.kind, where.name)
