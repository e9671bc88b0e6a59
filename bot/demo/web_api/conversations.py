"""conversations.open, info, list, members, join and users.conversations."""

from typing import Any

from bot.demo import facts
from bot.demo.conversations import Conversation
from bot.demo.errors import SlackError
from bot.demo.web_api.call import Call, Method

READ = {"channel": "channels:read", "private": "groups:read", "im": "im:read", "mpim": "mpim:read"}
TYPES = {"public_channel": "channel", "private_channel": "private", "im": "im", "mpim": "mpim"}


def _open(call: Call) -> dict[str, Any]:
    if call.text("channel"):
        return _opened(call, call.conversation(), already=True)
    users = [one for one in dict.fromkeys(call.listed("users")) if one != call.workspace.bot.id]
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > facts.figure("conversations.open", "users"):
        raise SlackError(facts.error_name("conversations.open", "users"))
    call.need_scope("im:write" if len(users) == 1 else "mpim:write")
    for user in users:
        _reachable(call, user)
    before = len(call.workspace.conversations)
    found = call.workspace.direct(users[0]) if len(users) == 1 else call.workspace.group(set(users))
    return _opened(call, found, already=len(call.workspace.conversations) == before)


def _reachable(call: Call, user: str) -> None:
    person = call.workspace.people.get(user)
    if person is None:
        raise SlackError("user_not_found")
    if person.deleted:
        raise SlackError("user_disabled")
    if person.is_bot or user == "USLACKBOT":
        raise SlackError("invalid_user_combination")
    if person.team_id and not call.workspace.shares_channel(user):
        raise SlackError("user_not_visible")


def _opened(call: Call, found: Conversation, *, already: bool) -> dict[str, Any]:
    full = call.flag("return_im")
    channel = found.to_slack(call.workspace.bot.id) if full else {"id": found.id}
    return {"channel": channel, "no_op": already, "already_open": already}


def _info(call: Call) -> dict[str, Any]:
    found = call.conversation()
    call.need_scope(READ[found.kind])
    return {"channel": found.to_slack(call.workspace.bot.id)}


def _of_types(call: Call) -> list[Conversation]:
    wanted = call.listed("types") or ["public_channel"]
    if any(one not in TYPES for one in wanted):
        raise SlackError("invalid_types")
    for one in wanted:
        call.need_scope(READ[TYPES[one]])
    bot = call.workspace.bot.id
    kinds = {TYPES[one] for one in wanted}
    everything = call.workspace.conversations.values()
    return [one for one in everything if one.kind in kinds and (one.kind == "channel" or bot in one.members)]


def _list(call: Call) -> dict[str, Any]:
    rows = [one.to_slack(call.workspace.bot.id) for one in _of_types(call)]
    page, metadata = call.page(rows, "conversations.list")
    return {"channels": page, "response_metadata": metadata}


def _of_user(call: Call) -> dict[str, Any]:
    user = call.text("user", call.workspace.bot.id)
    rows = [one.to_slack(call.workspace.bot.id) for one in _of_types(call) if user in one.members]
    page, metadata = call.page(rows, "users.conversations")
    return {"channels": page, "response_metadata": metadata}


def _members(call: Call) -> dict[str, Any]:
    found = call.conversation()
    call.need_scope(READ[found.kind])
    page, metadata = call.page([{"id": one} for one in sorted(found.members)], "conversations.members")
    return {"members": [one["id"] for one in page], "response_metadata": metadata}


def _join(call: Call) -> dict[str, Any]:
    found = call.conversation()
    if found.kind != "channel":
        raise SlackError("method_not_supported_for_channel_type")
    if found.archived:
        raise SlackError("is_archived")
    found.members.add(call.workspace.bot.id)
    call.workspace.feed.publish("conversation_changed", (), found)
    return {"channel": found.to_slack(call.workspace.bot.id)}


METHODS = {
    "conversations.open": Method(_open, any_scope=True),
    "conversations.info": Method(_info, any_scope=True),
    "conversations.list": Method(_list, any_scope=True),
    "conversations.members": Method(_members, any_scope=True),
    "conversations.join": Method(_join),
    "users.conversations": Method(_of_user, any_scope=True),
}
