"""Intros: a first short chat with one person, straight or through someone who knows both."""

from collections.abc import Collection

MINUTES = 30
"""Length of an intro chat (the default chat length of the mission)."""


def minutes_with(lengths: Collection[int]) -> int:
    """How long a mentor with these chat lengths meets somebody new: as usual, else the next shorter one.

    Whoever names no length takes the usual one; whoever has only longer ones is met for their shortest.
    """
    shorter = [minutes for minutes in lengths if minutes <= MINUTES]
    return max(shorter) if shorter else min(lengths, default=MINUTES)
