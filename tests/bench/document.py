"""The document: the figures between two marks of `docs/performance.md`; the words around them stay."""

import os
import platform
import re
import sqlite3
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from tests import postgres
from tests.bench.children import CORES, ROOT
from tests.bench.figures import Figure

PATH: Final = ROOT / "docs" / "performance.md"
BEGIN: Final = "<!-- figures: written by `make bench` -->"
END: Final = "<!-- end of figures -->"


def write(found: Mapping[str, Sequence[Figure]], load: float) -> None:
    """Put these figures in the place of the last ones."""
    before, _, rest = PATH.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PATH.write_text(f"{before}{BEGIN}\n{_section(found, load)}\n{END}{after}", encoding="utf-8")


def _section(found: Mapping[str, Sequence[Figure]], load: float) -> str:
    lines = [
        f"Measured on {datetime.now(UTC):%d %B %Y}: {_machine()}; load average before it began: {load:.2f}.",
        "",
        "| bench | what | figure | wanted | met |",
        "| --- | --- | ---: | ---: | --- |",
    ]
    lines += [
        f"| {name} | {one.what} | {one.value} | {one.wanted} | {one.verdict} |"
        for name, figures in found.items()
        for one in figures
    ]
    return "\n".join(lines)


def _machine() -> str:
    return ", ".join(
        [
            f"{len(CORES)} cores ({_processor()})",
            f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
            f"Python {platform.python_version()}",
            f"SQLite {sqlite3.sqlite_version}",
            _postgresql(),
            *(f"{name} {version(name)}" for name in ("SQLAlchemy", "psycopg", "slack-bolt", "uvicorn")),
        ]
    )


def _processor() -> str:
    named = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return named[1] if named else platform.machine()


def _postgresql() -> str:
    with tempfile.TemporaryDirectory() as folder:
        program = postgres.programs("auto", Path(folder)) / "postgres"
        said = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout
    found = re.search(r"[\d.]+", said)
    return f"PostgreSQL {found[0] if found else said.strip()}"
