"""Views of Slack: what they show is what was typed, in the reader's language, within Slack's limits."""
