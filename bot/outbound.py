"""How calls leave this machine: through which proxy, and whose certificates they believe."""

import ipaddress
import ssl
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import urlsplit


@lru_cache(maxsize=256)  # asked before each call, and Slack has a few dozen methods
def proxy_for(url: str, *, https: str | None, http: str | None, no_proxy: str | None) -> str | None:
    """The proxy that a call to `url` goes through, or None when it goes straight.

    Args:
        url: where the call goes; this machine is always reached straight.
        https: the proxy of `https://` and `wss://` calls.
        http: the proxy of `http://` and `ws://` calls.
        no_proxy: what is reached straight: `*`, or names, addresses and networks separated by commas. A name
            stands for the names below it as well, with or without a leading dot; a port narrows it.
    """
    parts = urlsplit(url)
    encrypted = parts.scheme in {"https", "wss"}
    host = (parts.hostname or "").rstrip(".")
    port = parts.port or (443 if encrypted else 80)
    exceptions = ["localhost", "127.0.0.0/8", "::1", *(no_proxy or "").split(",")]
    if any(_covers(exception.strip().lower(), host, port) for exception in exceptions):
        return None
    return https if encrypted else http


def _covers(exception: str, host: str, port: int) -> bool:
    if exception == "*":
        return True
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(exception.strip("[]"), strict=False)
    except ValueError:  # one of them is a name
        name, _, only_port = exception.partition(":")
    if only_port and only_port != str(port):
        return False
    name = name.removeprefix("*").removeprefix(".")
    return bool(name) and (host == name or host.endswith(f".{name}"))


@cache
def tls_context(ca_bundle: Path | None) -> ssl.SSLContext:
    """What encrypted calls check certificates against: a company's own bundle, or the system's; read once."""
    if ca_bundle is not None and ca_bundle.is_dir():
        return ssl.create_default_context(capath=ca_bundle)
    return ssl.create_default_context(cafile=ca_bundle)
