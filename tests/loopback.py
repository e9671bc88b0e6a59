"""Tests talk to this machine only: whatever leaves it is refused before a packet is sent."""

import ipaddress
import sys
from collections.abc import Iterable
from typing import Any


class LeavesTheMachine(Exception):
    """A test tried to reach another machine."""


def stay_on_loopback() -> None:
    """From now on, in this process, refuse every connection and look-up that leaves loopback."""
    sys.addaudithook(_refuse_outside)


def _refuse_outside(event: str, arguments: Iterable[Any]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        _, address = arguments
        host = address[0] if isinstance(address, tuple) else None  # a Unix socket's address is a path
    elif event == "socket.getaddrinfo":
        host, *_ = arguments
    else:
        return
    if not _is_here(host):
        raise LeavesTheMachine(f"{event} to {host!r}")


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if not name or name in {"localhost", "0.0.0.0", "::"}:  # noqa: S104 -- read here, nothing is bound
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
