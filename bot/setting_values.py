"""How each setting is written: from the text an operator typed to a value, or a sentence on what to do.

No sentence repeats a value that could be a secret.
"""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

# Slack's own prefixes; telling them apart catches the commonest slip, two tokens in each other's place.
_TOKEN_KINDS = {
    "xoxb-": "a bot token",
    "xoxp-": "a user token",
    "xapp-": "an app-level token",
    "xoxe": "a token that expires",
}
_POSTGRESQL = {"postgres", "postgresql", "postgresql+psycopg"}


def token(name: str, prefix: str) -> Callable[[str], str]:
    """A Slack token of one kind."""

    def read(text: str) -> str:
        if text.startswith(prefix) and len(text) > len(prefix) and not any(map(str.isspace, text)):
            return text
        kind = next(
            (kind for start, kind in _TOKEN_KINDS.items() if text.startswith(start)), "something else"
        )
        wanted = _TOKEN_KINDS[prefix]
        found = f"only part of {wanted}" if kind == wanted else kind
        raise ValueError(f"{name} must be {wanted}, which begins with {prefix}: this is {found}.")

    return read


def api_url(text: str) -> str:
    """Where Slack's Web API is, with the slash at the end that method names are added to."""
    parts = _split(text)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname or parts.query:
        raise ValueError(
            "SLACK_API_URL must be an address such as https://slack.com/api/: correct or remove it."
        )
    return text.rstrip("/") + "/"


def database_url(text: str) -> str:
    """Where the data is, with the driver that Mentorbot brings along."""
    scheme, _, rest = text.partition("://")
    if scheme == "sqlite":
        if rest in {"", "/", "/:memory:"} or not rest.startswith("/"):
            raise ValueError("DATABASE_URL must name a file for SQLite, as in sqlite:///mentorbot.db.")
        return text
    parts = _split(text)
    if scheme not in _POSTGRESQL or parts is None or not parts.path.strip("/"):
        raise ValueError(
            "DATABASE_URL must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE: "
            "correct or remove it."
        )
    return f"postgresql+psycopg://{rest}"


def whole_number(name: str, least: int, most: int) -> Callable[[str], int]:
    """A whole number within bounds, both included."""

    def read(text: str) -> int:
        if text.isascii() and text.isdigit() and least <= int(text) <= most:
            return int(text)
        raise ValueError(f"{name} must be a whole number from {least} to {most}: correct or remove it.")

    return read


def one_of(name: str, *choices: str) -> Callable[[str], str]:
    """One word of a few, in any case."""

    def read(text: str) -> str:
        if text.lower() in choices:
            return text.lower()
        raise ValueError(f"{name} must be one of {', '.join(choices)}: correct or remove it.")

    return read


def proxy(name: str) -> Callable[[str], str]:
    """An HTTP proxy; without a scheme it is spoken to in plain HTTP, as other programs do."""

    def read(text: str) -> str:
        url = text if "://" in text else f"http://{text}"
        parts = _split(url)
        if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(f"{name} must be the address of an HTTP proxy, as in http://proxy.example:3128.")
        return url

    return read


def ca_bundle(text: str) -> Path:
    """The certificates that encrypted calls believe: a file, or a folder as OpenSSL arranges it."""
    path = Path(text)
    if not path.exists():
        raise ValueError(
            f"SSL_CERT_FILE (or REQUESTS_CA_BUNDLE) names {text}, which does not exist: correct or remove it."
        )
    return path


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 -- reading it is what checks it
    except ValueError:
        return None
    return parts
