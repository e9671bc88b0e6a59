"""Benches still measure, in small: what a slow machine makes of their figures is no matter here."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("bench", "nothing_wrong"), [("status", ""), ("claims", "of these, claimed twice: 0")]
)
def test_a_bench_measures(bench: str, nothing_wrong: str) -> None:
    """These two ask the bot for what changes most often: a listener, and statements of their own."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--short", bench], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    figures = ran.stdout.splitlines()[:-1]
    assert figures
    assert all(line.startswith(f"{bench}: ") for line in figures)
    assert nothing_wrong in ran.stdout
