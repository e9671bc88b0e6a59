"""SCIM users (RFC 7643) as employees. Names of attributes count in any case, as the standard says."""

from typing import Any, Final

from bot.directory.words import LONGEST, in_a_line, is_readable
from bot.usecases.personnel import Employee

_ENTERPRISE: Final = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
_WORDS: Final = {"true": True, "false": False}


class UnusableUser(Exception):
    """A user cannot be read; the message says why, without anybody's name."""

    def __init__(self, user_id: str, problem: str) -> None:
        super().__init__(problem)
        self.user_id = user_id


def employee_of(user: object, level: str | None) -> Employee:
    """A SCIM user as an employee; an attribute that is not there is an empty text.

    Args:
        user: the user's resource.
        level: the attribute that says how senior they are: a path with dots, after an extension's URN and a
            colon where it is not the core's; None when there is none.

    Raises:
        UnusableUser: when it is no user, or something in it is not what the standard says.
    """
    if not isinstance(user, dict):
        raise UnusableUser("", "It is no resource.")
    user_id = _attribute(user, "id")
    if not isinstance(user_id, str) or not user_id.strip() or len(user_id) > LONGEST:
        raise UnusableUser("", "It has no id.")
    try:
        return Employee(
            id=user_id,
            names=_names(user),
            manager_id=_manager(_attribute(user, f"{_ENTERPRISE}:manager")),
            department=_text(_attribute(user, f"{_ENTERPRISE}:department")),
            title=_text(_attribute(user, "title")),
            level=_text(_attribute(user, level)) if level else "",
            active=_flag(_attribute(user, "active")),
        )
    except _Odd as error:
        raise UnusableUser(user_id, str(error)) from error


class _Odd(Exception):
    """An attribute is not what the standard says."""


def _attribute(resource: object, path: str) -> object:
    """What stands at a path; None where there is nothing."""
    schema, _, names = path.rpartition(":")
    here = _field(resource, schema) if schema else resource
    for name in names.split("."):
        here = _field(here, name)
    return here


def _field(resource: object, name: str) -> object:
    if not isinstance(resource, dict):
        return None
    wanted = name.casefold()
    return next((value for key, value in resource.items() if key.casefold() == wanted), None)


def _names(user: dict[str, Any]) -> tuple[str, ...]:
    """E-mail addresses, the primary one first; many systems say one as the user's name, too."""
    emails = _attribute(user, "emails") or []
    if not isinstance(emails, list):
        raise _Odd("Its emails are no list.")
    ordered = sorted(emails, key=lambda email: not _flag(_attribute(email, "primary"), absent=False))
    named = [_attribute(email, "value") if isinstance(email, dict) else email for email in ordered]
    texts = [_text(name) for name in (*named, _attribute(user, "userName"))]
    names = tuple(dict.fromkeys(text for text in texts if "@" in text))
    if not names:
        raise _Odd("It has no e-mail address.")
    return names


def _manager(manager: object) -> str:
    """The manager's id: as `value`, at the end of `$ref`, or (in older systems) by itself."""
    if isinstance(manager, list):
        manager = manager[0] if manager else None
    if not isinstance(manager, dict):
        return _text(manager)
    value = _text(_attribute(manager, "value"))
    reference = _attribute(manager, "$ref")
    return value or _text(reference.rstrip("/").rpartition("/")[2] if isinstance(reference, str) else None)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    text = in_a_line(value) if isinstance(value, str) else None
    if text is None or not is_readable(text):
        raise _Odd(f"A value in it is no text of at most {LONGEST} printable characters.")
    return text


def _flag(value: object, *, absent: bool = True) -> bool:
    if value is None:
        return absent
    if isinstance(value, str):
        value = _WORDS.get(value.strip().casefold())
    if not isinstance(value, bool):
        raise _Odd("Something in it is neither true nor false.")
    return value
