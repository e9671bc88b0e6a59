"""Checks: what must always hold, by arithmetic of the simulation's own.

Each takes values, as they were seen by the messenger or read from the database, and a tally.
"""
