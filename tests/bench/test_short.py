"""A bench still measures, in small: what a slow machine makes of its figures is no matter here."""

import subprocess
import sys


def test_the_bench_of_a_status_measures() -> None:
    """It checks what it is answered: a listener may change without anybody thinking of it."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--short", "status"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    figures = ran.stdout.splitlines()[:-1]
    assert figures
    assert all(line.startswith("status: ") for line in figures)
