"""What each check begins with."""

import pytest

from bot.simulation.chronicle import Chronicle
from bot.simulation.tally import Tally


@pytest.fixture
def tally() -> Tally:
    return Tally()


@pytest.fixture
def chronicle() -> Chronicle:
    return Chronicle()
