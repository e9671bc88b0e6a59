"""How each setting is written: from the text an operator typed to a value, or a sentence on what to do.

No sentence repeats a value that could be a secret.
"""

import re
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
# RFC 7643, section 2.1: what an attribute may be called; a dot leads to a sub-attribute.
_ATTRIBUTE = re.compile(r"[A-Za-z$][\w$-]*(\.[A-Za-z$][\w$-]*)*", re.ASCII)
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


def scim_url(text: str) -> str:
    """Where a SCIM service begins: `/Users` is added to it."""
    parts = _split(text)
    sane = parts is not None and parts.scheme in {"http", "https"} and parts.hostname
    if parts is None or not sane or parts.query or parts.fragment or parts.username is not None:
        raise ValueError(
            "SCIM_URL must be the address that /Users is added to, as in https://people.example.com/scim/v2: "
            "correct or remove it."
        )
    return text.rstrip("/")


def bearer(name: str) -> Callable[[str], str]:
    """A token as it goes into a header: printable ASCII without spaces."""

    def read(text: str) -> str:
        if text.isascii() and text.isprintable() and " " not in text:
            return text
        raise ValueError(f"{name} must be a bearer token, without spaces or quotes around it: copy it anew.")

    return read


def scim_attribute(text: str) -> str:
    """An attribute of a SCIM user: `userType`, `grade.rank`, or an extension's after its URN and a colon."""
    schema, _, path = text.rpartition(":")
    if _ATTRIBUTE.fullmatch(path) and (not schema or schema.casefold().startswith("urn:")):
        return text
    raise ValueError(
        "SCIM_LEVEL_ATTRIBUTE must name an attribute, as in userType or urn:example:2.0:User:level: "
        "correct or remove it."
    )


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
