"""Which browser is looked with, and what becomes of a run that has none."""

import pytest

from tests.browser.chromium import NEEDED, program


def nowhere(_name: str) -> None:
    """A machine without any browser."""


def test_the_first_that_is_found() -> None:
    """A machine may have it under any of its names."""
    assert (
        program({}, lambda name: f"/opt/{name}" if name == "google-chrome" else None) == "/opt/google-chrome"
    )
    assert program({}, lambda name: f"/usr/bin/{name}") == "/usr/bin/chromium"


def test_without_a_browser_the_tests_are_skipped() -> None:
    """Whoever has no browser can run the other tests, and reads what to install."""
    with pytest.raises(pytest.skip.Exception, match="install the package chromium"):
        program({}, nowhere)


def test_where_a_browser_is_needed_its_absence_is_a_failure() -> None:
    """A run that has to prove something does not turn green by looking away."""
    with pytest.raises(pytest.fail.Exception, match="install the package chromium"):
        program({NEEDED: "1"}, nowhere)
