"""The simulation: a year of a made-up company with the real bot, as a test of what must always hold.

Simulated people answer, book, meet, log, pause, leave and ignore with given probabilities. They see nothing
but what the bot says to them, and act through the same use cases as everybody. What must hold is checked by
arithmetic of the simulation's own, from what reached people and from plain reads of the database.
"""
