"""The demo's page in a real browser: what somebody who visits it sees and does."""
