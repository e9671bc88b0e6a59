"""A Slack-compatible workspace on loopback: for the tests, and for a demo that needs no Slack account."""
