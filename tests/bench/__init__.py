"""Benchmarks: `python -m tests.bench`. None of them is a test: a slow machine breaks nothing."""
