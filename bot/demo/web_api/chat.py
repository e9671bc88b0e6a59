"""chat.postMessage, postEphemeral, update, delete, getPermalink."""

from typing import Any

from bot.demo import facts
from bot.demo.conversations import Conversation
from bot.demo.errors import SlackError
from bot.demo.limits import check_message
from bot.demo.messages import Message
from bot.demo.web_api.call import Call, Method


def payload_of(call: Call) -> dict[str, Any]:
    """The message in the arguments, if Slack would take it, else SlackError."""
    payload = {**call.args}
    for name in ("blocks", "attachments"):
        if call.args.get(name) is not None:
            payload[name] = call.json(
                name, "invalid_blocks_format" if name == "blocks" else "invalid_attachments"
            )
    if payload.get("blocks") is not None and not isinstance(payload["blocks"], list):
        raise SlackError("invalid_blocks_format")
    problems = check_message(payload)
    if problems:
        lines = [str(one) for one in problems]
        raise SlackError(problems[0].code, errors=lines, response_metadata={"messages": lines})
    return payload


def target(call: Call) -> Conversation:
    """Where to post: a conversation the app is in, or its direct messages with a user id."""
    wanted = call.text("channel")
    if wanted in call.workspace.people:
        person = call.workspace.people[wanted]
        if person.is_bot or wanted == "USLACKBOT":
            raise SlackError("channel_not_found")
        if person.team_id and not call.workspace.shares_channel(person.id):
            raise SlackError("channel_not_found")
        return call.workspace.direct(wanted)
    found = call.conversation()
    if call.workspace.bot.id not in found.members and "chat:write.public" not in call.scopes:
        raise SlackError("not_in_channel")
    if found.archived:
        raise SlackError("is_archived")
    return found


def _post(call: Call) -> dict[str, Any]:
    if call.args.get("username") or call.args.get("icon_emoji") or call.args.get("icon_url"):
        call.need_scope("chat:write.customize")
    payload = payload_of(call)
    message = call.workspace.post(target(call), payload)
    answer = {"channel": message.channel, "ts": message.ts, "message": call.payloads.message(message)}
    if len(payload.get("text") or "") > facts.figure("message", "text"):
        answer["response_metadata"] = {"warnings": ["message_truncated"]}
    return answer


def _post_ephemeral(call: Call) -> dict[str, Any]:
    where, user = target(call), call.text("user")
    if user not in where.members:
        raise SlackError("user_not_in_channel")
    message = call.workspace.post(where, payload_of(call), only_for=user)
    return {"message_ts": message.ts}


def _own(call: Call, refusal: str) -> Message:
    found = call.conversation().find(call.text("ts"))
    if found is None:
        raise SlackError("message_not_found")
    if found.user != call.workspace.bot.id:
        raise SlackError(refusal)
    return found


def _update(call: Call) -> dict[str, Any]:
    message = _own(call, "cant_update_message")
    payload = payload_of(call)
    if len(payload.get("text") or "") > facts.figure("message", "text_in_chat.update"):
        raise SlackError(facts.error_name("message", "text_in_chat.update"))
    changed = call.workspace.rewrite(message, {**call.args, **payload})
    return {
        "channel": changed.channel,
        "ts": changed.ts,
        "text": changed.text,
        "message": call.payloads.message(changed),
    }


def _delete(call: Call) -> dict[str, Any]:
    message = _own(call, "cant_delete_message")
    call.workspace.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def _permalink(call: Call) -> dict[str, Any]:
    where, ts = call.conversation(), call.text("message_ts")
    if where.find(ts) is None:
        raise SlackError("message_not_found")
    return {"channel": where.id, "permalink": f"{call.base_url}/archives/{where.id}/p{ts.replace('.', '')}"}


METHODS = {
    "chat.postMessage": Method(_post),
    "chat.postEphemeral": Method(_post_ephemeral),
    "chat.update": Method(_update),
    "chat.delete": Method(_delete),
    "chat.getPermalink": Method(_permalink),
}
