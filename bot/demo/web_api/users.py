"""users.info, users.list, users.lookupByEmail.

Source of the object: docs.slack.dev/reference/objects/user-object.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.company import Person
from bot.demo.errors import SlackError
from bot.demo.web_api.call import Call, Method


def user_object(
    person: Person, home_team: str, now: datetime, *, email: bool, locale: bool
) -> dict[str, Any]:
    """The user object; the e-mail address needs its own scope, and strangers have no locale."""
    team = person.team_id or home_team
    first, _, last = person.real_name.partition(" ")
    profile: dict[str, Any] = {
        "title": person.title,
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.handle,
        "display_name_normalized": person.handle,
        "first_name": first,
        "last_name": last,
        "team": team,
    }
    if email and person.email and not person.is_bot:
        profile["email"] = person.email
    found: dict[str, Any] = {
        "id": person.id,
        "team_id": team,
        "name": person.handle,
        "deleted": person.deleted,
        "profile": profile,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": 0,
    }
    if person.deleted:
        return found
    zone = now.astimezone(ZoneInfo(person.tz))
    found |= {
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": zone.tzname() or person.tz,
        "tz_offset": int((zone.utcoffset() or zone - zone).total_seconds()),
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
    }
    if locale and not person.team_id:
        found["locale"] = person.locale
    return found


def _shown(call: Call, person: Person) -> dict[str, Any]:
    return user_object(
        person,
        call.workspace.company.team_id,
        call.workspace.now(),
        email="users:read.email" in call.scopes,
        locale=call.flag("include_locale"),
    )


def _info(call: Call) -> dict[str, Any]:
    person = call.workspace.people.get(call.text("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": _shown(call, person)}


def _list(call: Call) -> dict[str, Any]:
    everybody = [_shown(call, one) for one in call.workspace.people.values()]
    page, metadata = call.page(everybody, "users.list")
    return {"members": page, "cache_ts": int(call.workspace.now().timestamp()), "response_metadata": metadata}


def _by_email(call: Call) -> dict[str, Any]:
    wanted = call.text("email").lower()
    for person in call.workspace.people.values():
        if person.email.lower() == wanted and not person.deleted and not person.is_bot:
            return {"user": _shown(call, person)}
    raise SlackError("users_not_found")


METHODS = {
    "users.info": Method(_info),
    "users.list": Method(_list),
    "users.lookupByEmail": Method(_by_email),
}
