"""auth.test, api.test, apps.connections.open, team.info, bots.info, blocks.validate."""

from typing import Any

from bot.demo.block_shapes import check_blocks
from bot.demo.checks import Place, Problem, Visit
from bot.demo.errors import SlackError
from bot.demo.limits import check_message, check_view
from bot.demo.web_api.call import Call, Method


def _auth_test(call: Call) -> dict[str, Any]:
    company = call.workspace.company
    return {
        "url": f"{call.base_url}/",
        "team": company.name,
        "user": company.bot_user.handle,
        "team_id": company.team_id,
        "user_id": company.bot_user.id,
        "bot_id": company.bot_id,
        "is_enterprise_install": False,
    }


def _api_test(call: Call) -> dict[str, Any]:
    if call.text("error"):
        raise SlackError(call.text("error"), args=call.args)
    return {"args": call.args}


def _open_connection(call: Call) -> dict[str, Any]:
    address = call.base_url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={call.sockets.ticket()}&app_id={call.workspace.company.app_id}"}


def _team_info(call: Call) -> dict[str, Any]:
    company = call.workspace.company
    if call.text("team", company.team_id) != company.team_id:
        raise SlackError("team_not_found")
    return {
        "team": {"id": company.team_id, "name": company.name, "domain": company.domain, "email_domain": ""}
    }


def _bots_info(call: Call) -> dict[str, Any]:
    company = call.workspace.company
    if call.text("bot", company.bot_id) != company.bot_id:
        raise SlackError("bot_not_found")
    return {
        "bot": {
            "id": company.bot_id,
            "deleted": False,
            "name": company.bot_user.real_name,
            "app_id": company.app_id,
            "user_id": company.bot_user.id,
        }
    }


def _validate(call: Call) -> dict[str, Any]:
    given = [name for name in ("blocks", "message", "view") if call.args.get(name)]
    if len(given) != 1:
        raise SlackError("invalid_arguments")
    value = call.json(given[0])
    problems = _problems(given[0], value)
    if problems:
        listed = [
            {"pointer": one.pointer, "code": one.code or "invalid", "message": one.message}
            for one in problems
        ]
        raise SlackError(f"invalid_{given[0]}", errors=listed)
    return {}


def _problems(kind: str, value: Any) -> list[Problem]:
    if kind == "blocks":
        return [*check_blocks(value, Place("/blocks", Visit("message")))]
    if not isinstance(value, dict):
        return [Problem(f"/{kind}", "must be an object")]
    return check_view(value) if kind == "view" else check_message(value)


METHODS = {
    "auth.test": Method(_auth_test),
    "api.test": Method(_api_test, free=True),
    "apps.connections.open": Method(_open_connection, app_token=True),
    "team.info": Method(_team_info),
    "bots.info": Method(_bots_info),
    "blocks.validate": Method(_validate),
}
