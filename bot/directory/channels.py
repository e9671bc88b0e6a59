"""Channels as Slack knows them: conversations.info and conversations.members; implements `ports.Channels`."""

import time
from collections.abc import Mapping
from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.directory.slack import error_name
from bot.domain.people import PersonId
from bot.domain.programs import Channel

_PAGE: Final = 999
"""Members in one answer, the most that Slack gives."""
_FRESH: Final = 300.0
"""Seconds for which a member of a channel is taken for one: many press "Join" within minutes."""
_UNSEEN: Final = frozenset({"channel_not_found", "channel_is_limited_access"})


class SlackChannels:
    """Reads channels, and remembers for a while who is in them.

    Args:
        client: calls the Web API.
    """

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._known: dict[str, tuple[float, frozenset[PersonId]]] = {}
        self._changed: dict[str, float] = {}

    async def fetch(self, channel_id: str) -> Channel | None:
        """The channel; None when it cannot be seen, such as a private one that the bot is not in."""
        try:
            answer = await self._client.conversations_info(channel=channel_id)
        except SlackApiError as error:
            if error_name(error) in _UNSEEN:
                return None
            raise
        found: Mapping[str, object] = answer["channel"]
        return Channel(
            id=str(found["id"]),
            name=str(found.get("name") or ""),
            private=bool(found.get("is_private")),
            archived=bool(found.get("is_archived")),
            member=bool(found.get("is_member")),
        )

    async def members(self, channel_id: str) -> frozenset[PersonId]:
        """Everyone in the channel, apps included, page by page; nobody in one that cannot be seen."""
        members: set[PersonId] = set()
        begun, cursor = time.monotonic(), ""
        while True:
            try:
                answer = await self._client.conversations_members(
                    channel=channel_id, limit=_PAGE, cursor=cursor or None
                )
            except SlackApiError as error:
                if error_name(error) in _UNSEEN:
                    return frozenset()
                raise
            members.update(answer["members"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                if self._changed.get(channel_id, 0.0) < begun:  # else somebody came or went meanwhile
                    self._known[channel_id] = begun, frozenset(members)
                return frozenset(members)

    async def holds(self, channel_id: str, person_id: PersonId) -> bool:
        """Whether somebody is in a channel. Who was not there a while ago is looked for anew."""
        since, members = self._known.get(channel_id, (0.0, frozenset[PersonId]()))
        if person_id in members and time.monotonic() - since < _FRESH:
            return True
        return person_id in await self.members(channel_id)

    def forget(self, channel_id: str) -> None:
        """Somebody came or went: look anew next time, whatever is being read now."""
        self._changed[channel_id] = time.monotonic()
        self._known.pop(channel_id, None)
