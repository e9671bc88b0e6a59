"""Forms of mentoring: what people come together for, and in which shape."""

from enum import StrEnum
from typing import Final


class Form(StrEnum):
    """A form of mentoring. An intro is asked for by one person; all the others a program can have.

    One list for requests, programs and pairings, since a pairing comes from either of the first two.
    """

    INTRO = "intro"
    FLASH = "flash"
    ONE_ON_ONE = "one on one"
    PEER = "peer"
    REVERSE = "reverse"
    GROUP = "group"
    BOARD = "board"
    CROSS_DEPARTMENT = "cross department"
    SPEED = "speed"
    CIRCLE = "circle"
    CASCADE = "cascade"
    SHADOW_BOARD = "shadow board"
    DEVELOPMENTAL = "developmental"
    CHEMISTRY = "chemistry"

    @property
    def equals(self) -> bool:
        """Whether everybody takes part alike: nobody is a mentor of the others."""
        return self in EQUALS

    @property
    def grouped(self) -> bool:
        """Whether more than two (or the odd third) meet together."""
        return self in GROUPED


OF_PROGRAMS: Final = (
    Form.PEER,
    Form.ONE_ON_ONE,
    Form.FLASH,
    Form.GROUP,
    Form.CROSS_DEPARTMENT,
    Form.REVERSE,
    Form.CIRCLE,
    Form.SPEED,
    Form.BOARD,
    Form.DEVELOPMENTAL,
    Form.CASCADE,
    Form.SHADOW_BOARD,
    Form.CHEMISTRY,
)
"""The forms that a program can have, the ones most often chosen first."""

EQUALS: Final = frozenset({Form.PEER, Form.CIRCLE, Form.SHADOW_BOARD})
GROUPED: Final = frozenset({Form.GROUP, Form.CIRCLE, Form.SHADOW_BOARD})
