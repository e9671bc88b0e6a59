"""Which way calls leave."""

import pytest

from bot.outbound import proxy_for


def way(url: str, no_proxy: str | None = None) -> str | None:
    return proxy_for(url, https="http://secure:1", http="http://plain:1", no_proxy=no_proxy)


@pytest.mark.parametrize("url", ["https://slack.com/api/", "wss://wss-primary.slack.com/link"])
def test_encrypted_calls_go_through_the_encrypted_proxy(url: str) -> None:
    assert way(url) == "http://secure:1"


@pytest.mark.parametrize("url", ["http://slack.com/api/", "ws://10.0.0.1/"])
def test_plain_calls_go_through_the_plain_proxy(url: str) -> None:
    assert way(url) == "http://plain:1"


def test_without_a_proxy_calls_go_straight() -> None:
    assert proxy_for("https://slack.com/", https=None, http="http://plain:1", no_proxy=None) is None


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080/api/",
        "http://127.9.9.9/",
        "http://localhost:1/",
        "http://[::1]:1/",
        "http://a.localhost/",
    ],
)
def test_this_machine_is_reached_straight(url: str) -> None:
    assert way(url) is None


@pytest.mark.parametrize(
    ("no_proxy", "straight"),
    [
        ("*", True),
        ("slack.com", True),
        (".slack.com", True),
        ("*.slack.com", True),
        ("FILES.Slack.com", True),
        ("a.example, slack.com", True),
        ("slack.com:443", True),
        ("slack.com:8443", False),
        ("lack.com", False),
        ("slack.com.example", False),
        ("10.0.0.0/8", False),
        ("", False),
        (" , ", False),
    ],
)
def test_exceptions_cover_a_name_and_what_is_below_it(no_proxy: str, straight: bool) -> None:
    assert (way("https://files.slack.com/x", no_proxy) is None) == straight


@pytest.mark.parametrize(
    ("no_proxy", "straight"),
    [("10.0.0.0/8", True), ("10.1.2.3", True), ("10.1.2.4", False), ("2001:db8::/32", False)],
)
def test_exceptions_cover_networks(no_proxy: str, straight: bool) -> None:
    assert (way("http://10.1.2.3:80/", no_proxy) is None) == straight
