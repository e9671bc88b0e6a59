"""Slack: listeners, views and the messenger, one module per noun."""
