"""What is served on this machine gives back what it took."""

import gc
import socket
import warnings

import pytest

from bot.demo.loopback import Loopback


def test_a_port_that_is_taken_leaves_no_socket_open() -> None:
    """An open socket that nobody has any more is a warning, and that is an error here."""
    with socket.create_server(("127.0.0.1", 0)) as taken, warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        with pytest.raises(OSError, match="in use"):
            Loopback(None, taken.getsockname()[1])
        gc.collect()
        assert [str(one.message) for one in warned] == []
