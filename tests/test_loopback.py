"""The fence around the tests holds."""

import socket

import pytest

from tests.loopback import LeavesTheMachine


def test_another_machine_is_refused_before_a_packet_is_sent() -> None:
    with socket.socket() as plug, pytest.raises(LeavesTheMachine, match=r"192\.0\.2\.1"):
        plug.connect(("192.0.2.1", 443))  # an address reserved for documentation


def test_a_name_is_not_even_looked_up() -> None:
    with pytest.raises(LeavesTheMachine, match=r"slack\.example"):
        socket.getaddrinfo("slack.example", 443)


def test_this_machine_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
