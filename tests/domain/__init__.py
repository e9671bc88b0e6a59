"""The rules of mentoring, tested as values: no clock, no database, no Slack."""
