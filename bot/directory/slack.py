"""The workspace's own directory: users.info, users.list, and what Slack tells of accounts that change."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.domain.people import Kind, Person, PersonId

_PAGE: Final = 200
_MOST_WAITS: Final = 10
_DEFAULT_WAIT: Final = 30
_NOBODY: Final = frozenset({"user_not_found", "user_not_visible", "users_not_found"})
_SLACKBOT: Final = "USLACKBOT"

log = structlog.get_logger(__name__)


class SlackDirectory:
    """Reads accounts and describes them as people.

    Args:
        client: calls the Web API.
        workspace: the team whose members take part; accounts of other teams are foreign.
    """

    def __init__(self, client: AsyncWebClient, workspace: str) -> None:
        self._client = client
        self._workspace = workspace

    async def fetch(self, person_id: PersonId) -> Person | None:
        """The person as Slack describes them, or None when there is nobody of that id."""
        try:
            answer = await _patiently(lambda: self._client.users_info(user=person_id, include_locale=True))
        except SlackApiError as error:
            if error_name(error) in _NOBODY:
                return None
            raise
        return self.read(answer["user"])

    def read(self, account: Mapping[str, Any]) -> Person:
        """Slack's user object as a person."""
        return person_of(account, self._workspace)

    async def everyone(self) -> list[Person]:
        """All accounts, closed ones and apps included, page by page."""
        people: list[Person] = []
        cursor = ""
        while True:
            answer = await self._page(cursor)
            people += (person_of(user, self._workspace) for user in answer["members"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return people

    async def _page(self, cursor: str) -> AsyncSlackResponse:
        return await _patiently(
            lambda: self._client.users_list(limit=_PAGE, include_locale=True, cursor=cursor or None)
        )


def person_of(user: Mapping[str, Any], workspace: str) -> Person:
    """Slack's user object as a person; closed and foreign accounts lack some of its fields."""
    profile: Mapping[str, Any] = user.get("profile") or {}
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
    return Person(
        workspace=workspace,
        id=user["id"],
        name=next((str(name) for name in names if name), user["id"]),
        zone=_zone(user.get("tz")),
        locale=user.get("locale") or "en-US",
        kind=_kind(user, workspace),
        active=not user.get("deleted", False),
        admin=bool(user.get("is_admin") or user.get("is_owner") or user.get("is_primary_owner")),
        email=profile.get("email") or "",
        title=profile.get("title") or "",
    )


def _kind(user: Mapping[str, Any], workspace: str) -> Kind:
    if user.get("is_bot") or user.get("is_workflow_bot") or user["id"] == _SLACKBOT:
        return Kind.BOT
    if user.get("is_stranger") or not _belongs(user, workspace):
        return Kind.FOREIGN
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Kind.GUEST
    return Kind.MEMBER


def _belongs(user: Mapping[str, Any], workspace: str) -> bool:
    """In an Enterprise organisation a member's own team is the organisation, which lists its workspaces."""
    teams = (user.get("enterprise_user") or {}).get("teams") or []
    return user.get("team_id", workspace) == workspace or workspace in teams


def _zone(name: str | None) -> str:
    try:
        return str(ZoneInfo(name or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"


async def _patiently(call: Callable[[], Awaitable[AsyncSlackResponse]]) -> AsyncSlackResponse:
    """Call, and wait as long as Slack asks when it is called too often; nobody waits for a directory."""
    for _ in range(_MOST_WAITS):
        try:
            return await call()
        except SlackApiError as error:
            if getattr(error.response, "status_code", 0) != 429 and error_name(error) != "ratelimited":
                raise
            seconds = _retry_after(error)
            log.info("directory.rate_limited", seconds=seconds)
            await asyncio.sleep(seconds)
    return await call()


def error_name(error: SlackApiError) -> str:
    """What Slack calls the error; empty when it answered no JSON."""
    content = getattr(error.response, "data", None)
    return str(content.get("error", "")) if isinstance(content, Mapping) else ""


def _retry_after(error: SlackApiError) -> int:
    given = str(error.response.headers.get("Retry-After", ""))
    return int(given) if given.isdigit() else _DEFAULT_WAIT
