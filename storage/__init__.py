"""Mentorbot remembers here: tables, queries and the unit of work."""
