"""Specimens: everything the bot can say or ask, told once with the same few people.

A new message, modal or home gets its specimen in the module of its group; a notice in its `NOTICES`. The
gallery of the browser workspace shows them all, and tests prove that none is missing.
"""

from typing import Final

from bot.demo.page.stage import Specimen
from bot.playhouse.specimens import afterwards, asking, meeting, oneself, overview, programs, rounds
from bot.playhouse.specimens.showing import Told

__all__ = ["NOTICES", "specimens"]

_GROUPS: Final = (overview, asking, meeting, afterwards, oneself, programs, rounds)
NOTICES: Final[tuple[Told, ...]] = (
    *asking.NOTICES,
    *meeting.NOTICES,
    *afterwards.NOTICES,
    *programs.NOTICES,
    *rounds.NOTICES,
)
"""Every notice with its specimen."""


def specimens() -> tuple[Specimen, ...]:
    """All of them, group by group."""
    return tuple(one for group in _GROUPS for one in group.specimens())
