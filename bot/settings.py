"""What an operator decides, read once when the process starts, from the environment and a `.env` file.

Whatever is missing or wrong is refused, all of it at once, each with a sentence that says what to do.
"""

import ssl
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from dotenv.parser import parse_stream
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from bot import outbound
from bot import setting_values as values
from bot.refusal import Refusal

LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["json", "console"]

ENV_FILE = Path(".env")
OWN_PREFIX = "MENTORBOT_"
_MISSING = {
    "SLACK_BOT_TOKEN": (
        "SLACK_BOT_TOKEN is missing: copy the Bot User OAuth Token (xoxb-…) from your Slack app's page, "
        "under OAuth & Permissions."
    ),
    "SLACK_SIGNING_SECRET": (
        "SLACK_SIGNING_SECRET is missing: copy it from your Slack app's page, under Basic Information, "
        "or set SLACK_APP_TOKEN to use Socket Mode."
    ),
}
_ONE_OF_TWO = "SCIM_URL and SCIM_TOKEN belong together: set the one that is missing, or remove the other."
# Other programs read these in both spellings; the first one that is set counts.
_ALSO_KNOWN_AS = {
    "HTTPS_PROXY": "https_proxy",
    "HTTP_PROXY": "http_proxy",
    "NO_PROXY": "no_proxy",
    "SSL_CERT_FILE": "REQUESTS_CA_BUNDLE",
}


class SettingsError(Refusal):
    """Mentorbot cannot start with these settings.

    Attributes:
        problems: a sentence each.
    """

    exit_code = 2

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class DatabaseSettings(BaseModel):
    """What commands need that work on the database alone. An alias is the name in the environment."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    # A SQLAlchemy URL, secret for the password in it.
    database_url: Annotated[SecretStr, BeforeValidator(values.database_url), Field(alias="DATABASE_URL")] = (
        SecretStr("sqlite:///mentorbot.db")
    )

    log_level: Annotated[
        LogLevel,
        BeforeValidator(values.one_of("MENTORBOT_LOG_LEVEL", "debug", "info", "warning", "error")),
        Field(alias="MENTORBOT_LOG_LEVEL"),
    ] = "info"
    log_format: Annotated[
        LogFormat,
        BeforeValidator(values.one_of("MENTORBOT_LOG_FORMAT", "json", "console")),
        Field(alias="MENTORBOT_LOG_FORMAT"),
    ] = "json"


class Settings(DatabaseSettings):
    """All settings, checked and frozen; `load` makes them."""

    slack_bot_token: Annotated[
        SecretStr, BeforeValidator(values.token("SLACK_BOT_TOKEN", "xoxb-")), Field(alias="SLACK_BOT_TOKEN")
    ]
    # With it Mentorbot connects to Slack (Socket Mode); without it Slack connects to Mentorbot.
    slack_app_token: Annotated[
        SecretStr | None,
        BeforeValidator(values.token("SLACK_APP_TOKEN", "xapp-")),
        Field(alias="SLACK_APP_TOKEN"),
    ] = None
    slack_signing_secret: Annotated[SecretStr | None, Field(alias="SLACK_SIGNING_SECRET")] = None
    slack_api_url: Annotated[str, BeforeValidator(values.api_url), Field(alias="SLACK_API_URL")] = (
        "https://slack.com/api/"
    )

    host: Annotated[str, Field(alias="MENTORBOT_HOST")] = "0.0.0.0"  # noqa: S104 -- a container is reached so
    # 0 lets the system choose one.
    port: Annotated[int, BeforeValidator(values.whole_number("PORT", 0, 65535)), Field(alias="PORT")] = 3000

    # How often the scheduler looks for what is due, in seconds.
    tick_seconds: Annotated[
        int,
        BeforeValidator(values.whole_number("MENTORBOT_TICK_SECONDS", 1, 300)),
        Field(alias="MENTORBOT_TICK_SECONDS"),
    ] = 15

    # New messages per workspace and second, at most. Slack publishes no figure; delivery heeds its 429.
    messages_per_second: Annotated[
        int,
        BeforeValidator(values.whole_number("MENTORBOT_MESSAGES_PER_SECOND", 1, 1000)),
        Field(alias="MENTORBOT_MESSAGES_PER_SECOND"),
    ] = 20

    # The personnel system, when it speaks SCIM 2.0, and which attribute of its users says their level.
    scim_url: Annotated[str | None, BeforeValidator(values.scim_url), Field(alias="SCIM_URL")] = None
    scim_token: Annotated[
        SecretStr | None, BeforeValidator(values.bearer("SCIM_TOKEN")), Field(alias="SCIM_TOKEN")
    ] = None
    scim_level: Annotated[
        str | None, BeforeValidator(values.scim_attribute), Field(alias="SCIM_LEVEL_ATTRIBUTE")
    ] = None

    https_proxy: Annotated[
        SecretStr | None, BeforeValidator(values.proxy("HTTPS_PROXY")), Field(alias="HTTPS_PROXY")
    ] = None
    http_proxy: Annotated[
        SecretStr | None, BeforeValidator(values.proxy("HTTP_PROXY")), Field(alias="HTTP_PROXY")
    ] = None
    no_proxy: Annotated[str | None, Field(alias="NO_PROXY")] = None
    ca_bundle: Annotated[Path | None, BeforeValidator(values.ca_bundle), Field(alias="SSL_CERT_FILE")] = None

    @property
    def socket_mode(self) -> bool:
        """Whether Mentorbot connects to Slack, rather than Slack to Mentorbot."""
        return self.slack_app_token is not None

    def proxy_for(self, url: str) -> str | None:
        """The proxy that a call to `url` goes through, or None when it goes straight."""
        return outbound.proxy_for(
            url,
            https=self.https_proxy.get_secret_value() if self.https_proxy else None,
            http=self.http_proxy.get_secret_value() if self.http_proxy else None,
            no_proxy=self.no_proxy,
        )

    def tls_context(self) -> ssl.SSLContext:
        """What encrypted calls check certificates against."""
        return outbound.tls_context(self.ca_bundle)


S = TypeVar("S", bound=DatabaseSettings)

NAMES = [str(field.alias) for field in Settings.model_fields.values()]
"""Every setting's name in the environment."""


def load(environ: Mapping[str, str], env_file: Path | None = ENV_FILE) -> Settings:
    """Read the settings; the environment wins over the file, and an empty value counts as not set.

    Args:
        environ: the process's environment (`os.environ`).
        env_file: a file of `NAME=value` lines; it need not exist.

    Raises:
        SettingsError: with every problem found.
    """
    given, problems = _given(environ, env_file)
    if ("SCIM_URL" in given) != ("SCIM_TOKEN" in given):
        problems.insert(0, _ONE_OF_TWO)
    if "SLACK_APP_TOKEN" not in given and "SLACK_SIGNING_SECRET" not in given:
        problems.insert(0, _MISSING["SLACK_SIGNING_SECRET"])
    return _checked(Settings, given, problems)


def load_database(environ: Mapping[str, str], env_file: Path | None = ENV_FILE) -> DatabaseSettings:
    """Read what a command on the database alone needs; as `load` does, without asking for any token."""
    return _checked(DatabaseSettings, *_given(environ, env_file))


def knows_slack(environ: Mapping[str, str], env_file: Path | None = ENV_FILE) -> bool:
    """Whether a bot token is set at all."""
    return "SLACK_BOT_TOKEN" in _given(environ, env_file)[0]


def _given(environ: Mapping[str, str], env_file: Path | None) -> tuple[dict[str, str], list[str]]:
    """What is set, by name, and what is wrong with how it is written."""
    written, problems = _read_file(env_file)
    given = {name: text.strip() for name, text in {**written, **environ}.items() if text.strip()}
    for name, other in _ALSO_KNOWN_AS.items():
        if name not in given and other in given:
            given[name] = given[other]
    problems += [
        _unknown(name) for name in sorted(given) if name.startswith(OWN_PREFIX) and name not in NAMES
    ]
    return given, problems


def _checked(kind: type[S], given: Mapping[str, str], problems: list[str]) -> S:
    try:
        settings = kind.model_validate(given)
    except ValidationError as error:
        raise SettingsError([*map(_sentence, error.errors()), *problems]) from None
    if problems:
        raise SettingsError(problems)
    return settings


def _read_file(path: Path | None) -> tuple[dict[str, str], list[str]]:
    if path is None or not path.exists():
        return {}, []
    try:
        with path.open(encoding="utf-8") as file:
            lines = list(parse_stream(file))
    except (OSError, UnicodeDecodeError):
        return {}, [f"{path} cannot be read: make it a text file (UTF-8) that this account may open."]
    broken = [line.original.line for line in lines if line.error]
    problems = [f"{path}, line {number}, cannot be read: write NAME=value." for number in broken]
    return {line.key: line.value or "" for line in lines if line.key}, problems


def _sentence(error: ErrorDetails) -> str:
    # Whatever is set is read by a function that raises its own sentence; the rest is missing.
    return str(error["ctx"]["error"]) if "ctx" in error else _MISSING[str(error["loc"][0])]


def _unknown(name: str) -> str:
    own = [known for known in NAMES if known.startswith(OWN_PREFIX)]
    nearest = get_close_matches(name, own, n=1, cutoff=0)[0]
    return f"{name} is not a setting; the nearest one is {nearest}: rename or remove it."
