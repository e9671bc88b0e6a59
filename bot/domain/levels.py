"""Levels: how senior somebody is, on one ladder from 1 to 10 that a company's own titles are mapped onto.

Only differences between levels count in matching, so what a number stands for is the company's own affair.
The names are for personnel systems that give words: the steps that career ladders of companies commonly
share, from trainees through the five steps of individual work (which managers run beside) to the board.
"""

from collections.abc import Mapping
from typing import Final

LEVELS: Final = range(1, 11)

NAMES: Final[Mapping[str, int]] = {
    "intern": 1,
    "trainee": 1,
    "apprentice": 1,
    "junior": 2,
    "associate": 2,
    "professional": 3,
    "intermediate": 3,
    "senior": 4,
    "lead": 5,
    "staff": 5,
    "manager": 6,
    "principal": 6,
    "senior manager": 7,
    "director": 8,
    "head": 8,
    "vice president": 9,
    "executive": 10,
    "c-level": 10,
}
"""Words for a level, in lower case."""


def level_of(text: str) -> int | None:
    """The level that a number or one of the names stands for, in any case; None for anything else."""
    word = " ".join(text.casefold().split())
    if word.isascii() and word.isdigit():
        return number if len(word) < 4 and (number := int(word)) in LEVELS else None
    return NAMES.get(word)
