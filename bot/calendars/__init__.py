"""Calendars: files that people's calendars read, and public holidays."""
