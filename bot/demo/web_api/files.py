"""files.getUploadURLExternal, completeUploadExternal, info.

The upload itself is a plain POST to the URL given.
"""

from typing import Any

from bot.demo import facts
from bot.demo.errors import SlackError
from bot.demo.limits import check_blocks_of_message
from bot.demo.messages import File
from bot.demo.web_api.call import Call, Method
from bot.demo.web_api.chat import target


def _upload_url(call: Call) -> dict[str, Any]:
    alt_text = call.text("alt_txt")
    if len(alt_text) > facts.figure("files.upload", "alt_txt"):
        raise SlackError(facts.error_name("files.upload", "alt_txt"))
    made = File(
        call.workspace.ids.next("F0"), call.text("filename"), call.text("filename"), alt_text=alt_text
    )
    call.workspace.files[made.id] = made
    return {"upload_url": f"{call.base_url}/upload/{made.id}", "file_id": made.id}


def _complete(call: Call) -> dict[str, Any]:
    found = [_uploaded(call, one) for one in call.json("files") or []]
    channels = [call.text("channel_id")] if call.text("channel_id") else call.listed("channels")
    blocks = call.json("blocks", "invalid_blocks")
    if blocks and check_blocks_of_message(blocks):
        raise SlackError("invalid_blocks")
    for channel in channels:
        _share(call, channel, found, blocks)
    return {"files": [one.to_slack(call.base_url) for one in found]}


def _uploaded(call: Call, given: Any) -> File:
    file = call.workspace.files.get(str(given.get("id"))) if isinstance(given, dict) else None
    if file is None or file.content is None:
        raise SlackError("file_not_found")
    file.title = str(given.get("title") or file.name)
    return file


def _share(call: Call, channel: str, files: list[File], blocks: Any) -> None:
    where = target(Call(**{**call.__dict__, "args": {"channel": channel}}))
    for file in files:
        file.shared_in.append(where.id)
    payload = {
        "text": call.text("initial_comment"),
        "blocks": blocks or [],
        "thread_ts": call.args.get("thread_ts"),
    }
    call.workspace.post(where, payload, files=files)


def _info(call: Call) -> dict[str, Any]:
    file = call.workspace.files.get(call.text("file"))
    if file is None:
        raise SlackError("file_not_found")
    return {"file": file.to_slack(call.base_url)}


METHODS = {
    "files.getUploadURLExternal": Method(_upload_url),
    "files.completeUploadExternal": Method(_complete),
    "files.info": Method(_info),
}
