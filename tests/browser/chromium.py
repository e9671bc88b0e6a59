"""The browser: the system's Chromium, by its names. Without one the tests are skipped, or fail if need be."""

import os
import shutil
from collections.abc import Callable, Mapping
from typing import Final

import pytest

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
NEEDED: Final = "MENTORBOT_TESTS_NEED_BROWSER"
"""Set where a run without a browser proves too little."""
NOWHERE: Final = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No name leads anywhere: what a page would ask of the world fails, and is seen to fail."""


def program(
    environment: Mapping[str, str] = os.environ, which: Callable[[str], str | None] = shutil.which
) -> str:
    """The browser's path; without one the test is skipped, or fails where NEEDED is set."""
    found = next(filter(None, map(which, NAMES)), None)
    if found:
        return found
    if environment.get(NEEDED):
        pytest.fail(f"{NEEDED} is set, and there is no browser: install the package chromium", pytrace=False)
    pytest.skip("there is no browser to see the page in: install the package chromium")
