"""Moving: people come into channels and leave them, archive them, and bring the app in or take it out.

Sources: docs.slack.dev/reference/events member_joined_channel, member_left_channel, channel_left, group_left,
channel_archive, channel_unarchive and their group_ twins. An app hears of channels that it is in.
"""

from typing import Any

from bot.demo.acks import Ack
from bot.demo.conversations import Conversation
from bot.demo.driver import Colleague
from bot.demo.errors import Impossible


async def join(colleague: Colleague, name: str) -> Ack | None:
    """Come into a public channel, or be invited to a private one."""
    where = colleague.slack.workspace.channel(name)
    if where.archived or colleague.id in where.members:
        raise Impossible(f"{colleague!r} cannot join {name}")
    where.members.add(colleague.id)
    return await _told(colleague, where, _about_member("member_joined_channel", colleague.id, where))


async def leave(colleague: Colleague, name: str) -> Ack | None:
    """Leave a channel."""
    where = colleague.slack.workspace.channel(name)
    if colleague.id not in where.members:
        raise Impossible(f"{colleague!r} is not in {name}")
    where.members.discard(colleague.id)
    return await _told(colleague, where, _about_member("member_left_channel", colleague.id, where))


async def archive(colleague: Colleague, name: str) -> Ack | None:
    """Archive a channel: nothing can be said in it any more."""
    where = _of_member(colleague, name)
    where.archived = True
    return await _told(colleague, where, {**_event("archive", where), "user": colleague.id})


async def unarchive(colleague: Colleague, name: str) -> Ack | None:
    """Bring an archived channel back."""
    where = _of_member(colleague, name)
    where.archived = False
    return await _told(colleague, where, {**_event("unarchive", where), "user": colleague.id})


async def bring_in_app(colleague: Colleague, name: str) -> Ack | None:
    """`/invite` the app."""
    where = _of_member(colleague, name)
    bot = colleague.slack.workspace.bot.id
    where.members.add(bot)
    return await _told(colleague, where, _about_member("member_joined_channel", bot, where))


async def take_out_app(colleague: Colleague, name: str) -> Ack | None:
    """Remove the app from a channel: the last it hears of it."""
    where = _of_member(colleague, name)
    where.members.discard(colleague.slack.workspace.bot.id)
    colleague.slack.workspace.feed.publish("conversation_changed", (), where)
    return await colleague.slack.interactions.emit(_event("left", where))


def _of_member(colleague: Colleague, name: str) -> Conversation:
    where = colleague.slack.workspace.channel(name)
    if colleague.id not in where.members:
        raise Impossible(f"{colleague!r} is not in {name}")
    return where


def _event(what: str, where: Conversation) -> dict[str, Any]:
    kind = "group" if where.kind == "private" else "channel"
    return {"type": f"{kind}_{what}", "channel": where.id}


def _about_member(kind: str, user: str, where: Conversation) -> dict[str, Any]:
    sort = "G" if where.kind == "private" else "C"
    return {"type": kind, "user": user, "channel": where.id, "channel_type": sort}


async def _told(colleague: Colleague, where: Conversation, event: dict[str, Any]) -> Ack | None:
    workspace = colleague.slack.workspace
    workspace.feed.publish("conversation_changed", (), where)
    return await colleague.slack.interactions.emit(event) if workspace.bot.id in where.members else None
