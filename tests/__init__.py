"""Tests: mirrors of the packages, over fakes, real databases and a local Slack."""
