"""The doctor: whether everything that Mentorbot needs is there, and what to do about what is not."""

import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sqlalchemy.exc import SQLAlchemyError

from bot.directory import scim
from bot.directory.scim import Sample, ScimDirectory, ScimUnusable
from bot.ports import TryLater, Undeliverable
from bot.settings import DatabaseSettings, Settings, SettingsError
from handlers.slack.manifest import bot_scopes, commands
from handlers.slack.refusals import heard
from handlers.slack.session import SlackSession
from storage import migrations

_MOST_SKEW: Final = 60.0
"""Seconds; Slack's requests count as stale after five minutes."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what was found, and what to do when it is not well."""

    name: str
    well: bool
    found: str
    remedy: str = ""


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Look at one thing after the other."""
    yield database(settings)
    yield zones()
    session = SlackSession(settings.proxy_for, settings.tls_context())
    try:
        async for finding in _slack(settings, session):
            yield finding
        yield await _way_in(settings, session)
    finally:
        await session.close()
    directory = scim.directory_of(settings)
    if directory is not None:
        yield await personnel(directory)
    yield Finding(
        "Commands",
        True,
        f"{', '.join(commands())}: Slack tells no bot which of them are installed; if one is missing there, "
        "give it the output of `mentorbot manifest`",
    )


def examine_without(refused: SettingsError, known: DatabaseSettings | None) -> Iterator[Finding]:
    """Name what is wrong with the settings, and look at what the `known` ones are enough for."""
    for problem in refused.problems:
        what, _, remedy = problem.partition(": ")
        yield Finding("Settings", False, what, remedy)
    if known is not None:
        yield database(known)
    yield zones()
    yield Finding("Slack", False, "not asked", "Put the settings right, and run `mentorbot doctor` again.")


def zones() -> Finding:
    """Whether it is known what time it is where people are."""
    try:
        known = len(available_timezones() - {"localtime"})
        ZoneInfo("America/Lima")
    except ZoneInfoNotFoundError:
        return Finding("Time zones", False, "there are none here", "Install the Python package tzdata.")
    return Finding("Time zones", True, f"{known} are known")


def database(settings: DatabaseSettings) -> Finding:
    """Whether the database answers and has the present tables."""
    url = settings.database_url.get_secret_value()
    try:
        migrations.check(url)
    except migrations.SchemaOutOfDate as error:
        return Finding("Database", False, "it answers, but is not up to date", str(error))
    except SQLAlchemyError as error:
        reason = type(getattr(error, "orig", None) or error).__name__
        return Finding("Database", False, f"it cannot be used ({reason})", "Check DATABASE_URL.")
    return Finding("Database", True, f"{url.partition(':')[0]}, up to date")


async def _slack(settings: Settings, session: SlackSession) -> AsyncIterator[Finding]:
    client = session.client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    try:
        answer = await heard(client.auth_test())
    except (TryLater, Undeliverable) as error:
        remedy = "Check SLACK_BOT_TOKEN (OAuth & Permissions), the network and HTTPS_PROXY."
        yield Finding("Bot token", False, f"Slack says {error.reason}", remedy)
        return
    yield Finding("Bot token", True, f"{answer['user']} in {answer['team']}")
    headers = {name.lower(): value for name, value in dict(answer.headers).items()}
    yield scopes(headers)
    yield skew(headers, time.time())


def scopes(headers: Mapping[str, str]) -> Finding:
    """Whether the token may do what the manifest asks for, by Slack's answer."""
    given = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip()}
    missing = bot_scopes() - given
    if not given:
        return Finding("Scopes", True, "Slack did not say which the token has")
    if missing:
        remedy = "Add them to your Slack app (`mentorbot manifest`), then reinstall it."
        return Finding("Scopes", False, f"missing: {', '.join(sorted(missing))}", remedy)
    return Finding("Scopes", True, f"all {len(bot_scopes())} are there")


def skew(headers: Mapping[str, str], now: float) -> Finding:
    """Whether this machine's clock agrees with Slack's Date header; `now` in seconds since 1970."""
    try:
        seconds = now - parsedate_to_datetime(headers.get("date", "")).timestamp()
    except ValueError:
        return Finding("Clock", True, "Slack did not say what time it is")
    found = f"{abs(seconds):.0f} s from Slack's"
    if abs(seconds) > _MOST_SKEW:
        remedy = "Set this machine's clock (NTP): Slack's requests would count as stale."
        return Finding("Clock", False, found, remedy)
    return Finding("Clock", True, found)


async def personnel(directory: ScimDirectory) -> Finding:
    """Whether the personnel system can be read, and what it says of its first users."""
    name = "Personnel system"
    try:
        sample = await directory.sample()
    except ScimUnusable as error:
        return Finding(name, False, str(error), "Until then, nobody hears from it who works here.")
    if not sample.employees:
        remedy = "Give its users e-mail addresses, and SCIM_TOKEN the right to read them."
        return Finding(name, False, f"none of its first {sample.unusable} users can be read", remedy)
    remedy = " ".join(remedy for trait, remedy in _UNTOLD.items() if not _tells(sample, trait))
    return Finding(name, True, _portrait(sample), remedy)


_UNTOLD: Final = {
    "manager_id": "No manager is told: let it map the enterprise extension's manager, or import a file, else "
    "reporting lines are known only from people's own profiles.",
    "department": "No department is told: programs across departments need it.",
    "level": "No level is told: name the attribute in SCIM_LEVEL_ATTRIBUTE.",
}
"""What matching wants to know of people, and what to do when the personnel system does not say it."""


def _tells(sample: Sample, trait: str) -> int:
    return sum(bool(getattr(one, trait)) for one in sample.employees)


def _portrait(sample: Sample) -> str:
    words = {"manager_id": "manager", "department": "department", "level": "level"}
    told = ", ".join(f"{_tells(sample, trait)} have a {word}" for trait, word in words.items())
    read = len(sample.employees)
    users = f"{sample.total} users" if sample.total is not None else "it does not say how many users"
    unusable = f", {sample.unusable} cannot be read" if sample.unusable else ""
    return f"{users}; of the first {read + sample.unusable}, {told}{unusable}"


async def _way_in(settings: Settings, session: SlackSession) -> Finding:
    if settings.slack_app_token is None:
        return Finding("Way in", True, "HTTP: Slack calls /slack/events, signed with SLACK_SIGNING_SECRET")
    client = session.client(settings.slack_app_token.get_secret_value(), settings.slack_api_url)
    try:
        answer: Any = await heard(
            client.apps_connections_open(app_token=settings.slack_app_token.get_secret_value())
        )
    except (TryLater, Undeliverable) as error:
        remedy = "Check SLACK_APP_TOKEN (Basic Information; scope connections:write) and enable Socket Mode."
        return Finding("Way in", False, f"Socket Mode: Slack says {error.reason}", remedy)
    return Finding("Way in", bool(answer["ok"]), "Socket Mode: Slack takes connections")
