"""Intros: a first short chat with one person, straight or through someone who knows both."""

MINUTES = 30
"""Length of an intro chat (the default chat length of the mission)."""
