"""Stories: the real bot, database and scheduler against the local Slack, told by date."""
