"""Words as a personnel system knows them: a department, a title, a level."""

from typing import Final

LONGEST: Final = 200
"""Characters of a text; what is longer is no title, and would fill a message."""
_JOINERS: Final = dict.fromkeys(map(ord, "\u200c\u200d\u200e\u200f"))
"""Marks that several scripts (and emoji) need between their letters, though nobody sees them."""


def in_a_line(text: str) -> str:
    """The text with one space for each stretch of them: wide and no-break ones, and ends of lines, too."""
    return " ".join(text.split())


def is_readable(text: str) -> bool:
    """Whether a text is short enough, and holds no characters that nobody could see."""
    return len(text) <= LONGEST and text.translate(_JOINERS).isprintable()
