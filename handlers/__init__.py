"""Mentorbot speaks here: one package per chat platform."""
