"""House rules: what a linter off the shelf does not know, checked over the source."""
