import pytest

from bot.domain.levels import LEVELS, NAMES, level_of


@pytest.mark.parametrize(
    ("text", "level"),
    [("1", 1), (" 10 ", 10), ("Senior", 4), ("VICE  president", 9), ("07", 7)],
)
def test_numbers_and_names_are_levels(text: str, level: int) -> None:
    assert level_of(text) == level


@pytest.mark.parametrize("text", ["", "0", "11", "-1", "4.5", "٣", "9" * 5000, "Contractor", "senior-ish"])
def test_anything_else_is_none(text: str) -> None:
    assert level_of(text) is None


def test_every_name_is_a_level_and_would_be_found() -> None:
    assert {level_of(name) for name in NAMES} <= set(LEVELS)
