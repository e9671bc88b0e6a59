"""Mentorbot decides here: rules, use cases, jobs and the process itself."""
