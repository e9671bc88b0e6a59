"""The messenger: says notices in Slack, in direct and in group messages; implements `ports.Messenger`."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from gettext import NullTranslations
from typing import Any, Final

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain.notices import MeetingBooked, MeetingCancelled, Notice
from bot.domain.people import Person, PersonId
from bot.ports import Posted, TryLater, Undeliverable
from handlers.slack.refusals import BlocksRefused, heard
from handlers.slack.session import SlackSession
from handlers.slack.views.notices import render
from handlers.slack.views.reader import Reader

Invitation = Callable[[MeetingBooked | MeetingCancelled, str, datetime], bytes]
"""The calendar file of a booked chat under a title, written at a time."""
_FILE: Final = "chat.ics"
_MOST_FOR_A_FILE: Final = 25.0
"""Seconds for a calendar file; its message was posted and marked before."""
_TRIES: Final = 3
_GROUPS: Final = 10_000

log = structlog.get_logger(__name__)


class SlackMessenger:
    """Posts and edits.

    Args:
        client: calls the Web API, without retries of its own: delivery decides about those.
        session: where calendar files are uploaded through.
        invitation: writes calendar files.
        words: translations for everybody, instead of each reader's own.
    """

    def __init__(
        self,
        client: AsyncWebClient,
        session: SlackSession,
        invitation: Invitation,
        words: NullTranslations | None = None,
    ) -> None:
        self._client = client
        self._session = session
        self._invitation = invitation
        self._words = words
        self._groups: dict[frozenset[PersonId], str] = {}

    async def post(
        self,
        to: Sequence[Person],
        notice: Notice,
        *,
        now: datetime,  # noqa: ARG002 -- the port's
        channel: str | None = None,
    ) -> Posted:
        """Post a notice to one person, to several in a group message, or in a channel."""
        reader = reader_of(to, self._words)
        if channel is None:
            channel = to[0].id if len(to) == 1 else await self._group(to)
        payload = render(notice, reader).payload()
        answer = await self._say(self._client.chat_postMessage, notice, channel=channel, **payload)
        return Posted(str(answer["channel"]), str(answer["ts"]))

    async def edit(
        self,
        at: Posted,
        to: Sequence[Person],
        notice: Notice,
        *,
        now: datetime,  # noqa: ARG002 -- the port's; an edit carries no file
    ) -> None:
        """Put a notice in the place of one that was posted."""
        payload = render(notice, reader_of(to, self._words)).payload()
        await self._say(
            self._client.chat_update,
            notice,
            channel=at.channel,
            ts=at.ts,
            text=payload["text"],
            blocks=payload["blocks"],
        )

    async def _say(
        self, method: Callable[..., Awaitable[AsyncSlackResponse]], notice: Notice, **arguments: Any
    ) -> AsyncSlackResponse:
        """Call with blocks; should Slack not take them, with the text that says the same."""
        try:
            return await heard(method(**arguments))
        except BlocksRefused as refused:
            log.error("slack.blocks_refused", kind=type(notice).__name__, reason=refused.reason)
            del arguments["blocks"]
            return await heard(method(**arguments, blocks=[]))

    async def _group(self, to: Sequence[Person]) -> str:
        people = frozenset(person.id for person in to)
        if people not in self._groups:
            answer = await heard(self._client.conversations_open(users=sorted(people)))
            if len(self._groups) >= _GROUPS:
                self._groups.clear()
            self._groups[people] = str(answer["channel"]["id"])
        return self._groups[people]

    async def attach(self, at: Posted, to: Sequence[Person], notice: Notice, *, now: datetime) -> None:
        """Send the calendar file of a booked or cancelled chat after its message.

        Whatever happens to the file is tried again here and never raised. Only the last of the three calls
        shows anything in Slack; it is not repeated once its answer may have been lost.
        """
        if not isinstance(notice, MeetingBooked | MeetingCancelled):
            return
        title = _title(reader_of(to), notice, [person.name for person in to])
        content = self._invitation(notice, title, now)
        try:
            async with asyncio.timeout(_MOST_FOR_A_FILE):
                file_id = await self._upload(content)
                await self._share(file_id, title, at.channel)
        except (TimeoutError, TryLater, Undeliverable) as error:
            log.warning("slack.file_not_sent", meeting=notice.meeting_id, error=str(error))

    async def _upload(self, content: bytes) -> str:
        """Upload a file that nobody sees yet; returns its id."""
        for remaining in reversed(range(_TRIES)):
            try:
                answer = await heard(
                    self._client.files_getUploadURLExternal(filename=_FILE, length=len(content))
                )
                await heard(self._put(str(answer["upload_url"]), content))
                return str(answer["file_id"])
            except TryLater as later:
                if not remaining:
                    raise
                await asyncio.sleep(later.seconds)
        raise AssertionError("the last try returns or raises")

    async def _put(self, url: str, content: bytes) -> None:
        async with self._session.request("POST", url, data=content) as answer:
            if answer.status != 200:
                raise TryLater(1.0, f"HTTP {answer.status}")

    async def _share(self, file_id: str, title: str, channel: str) -> None:
        await heard(
            self._client.files_completeUploadExternal(
                files=[{"id": file_id, "title": title}], channel_id=channel
            )
        )


def _title(reader: Reader, notice: MeetingBooked | MeetingCancelled, own: Sequence[str]) -> str:
    """What the chat is about; where nobody named a topic, as in most programs, whom it is with."""
    if notice.topic.strip():
        return reader.plain("Mentoring chat: {topic}", topic=notice.topic)
    others = [name for name in notice.names if name not in own]
    if not others:
        return reader.plain("Mentoring chat")
    return reader.plain("Mentoring chat with {people}", people=reader.listed(others))


def reader_of(to: Sequence[Person], words: NullTranslations | None = None) -> Reader:
    """Who reads a message to these people: times of a group message are shown on all their clocks."""
    first, *others = to
    return Reader(
        locale=first.locale,
        zone=first.zone,
        others=tuple(person.zone for person in others),
        names={person.id: person.name for person in to},
        words=words,
    )
