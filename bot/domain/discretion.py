"""Discretion: what is told of nobody alone."""

from typing import Final

FEW: Final = 5
"""Of fewer people or matches no number is told: it would be somebody's own (the field's rule for reports)."""
