"""Patience: how long a turn works before the person hears of it. Slack itself waits three seconds."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Patience:
    """Seconds, each a part of the three that Slack gives.

    Attributes:
        answer: to work before the acknowledgement must go.
        opening: the same before a modal opens: a trigger lives three seconds and the call takes its part.
        note: until it is noted that a delivery is being answered.
        acquaintance: to look up how somebody reads: an answer in time counts more than its language.
    """

    answer: float = 2.0
    opening: float = 1.5
    note: float = 0.5
    acquaintance: float = 0.3

    def times(self, factor: float) -> "Patience":
        """For a Slack that waits so many times longer, as one does beside which a machine does much else."""
        return Patience(
            self.answer * factor, self.opening * factor, self.note * factor, self.acquaintance * factor
        )


SLACKS: Final = Patience()
"""What the three seconds allow."""
