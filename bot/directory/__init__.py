"""Directories: who works here and who reports to whom."""
