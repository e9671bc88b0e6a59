"""The document: the figures between two marks of `docs/performance.md`; the words around them stay.

Each bench has rows of its own, which give way when it is run again.
"""

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
_COUNTED: Final = ("SQLAlchemy", "psycopg", "slack-bolt", "uvicorn", "numpy", "scipy", "ortools", "rustworkx")
"""Packages whose versions the figures depend on."""


def write(found: Mapping[str, Sequence[Figure]], order: Sequence[str], load: float) -> None:
    """Put the rows of these benches in the place of their last ones; `order` is that of all benches."""
    before, _, rest = PATH.read_text(encoding="utf-8").partition(BEGIN)
    kept, _, after = rest.partition(END)
    rows = {name: [line for line in kept.splitlines() if line.startswith(f"| {name} |")] for name in order}
    rows |= {name: _rows(name, figures, load) for name, figures in found.items()}
    table = [line for name in order for line in rows[name]]
    PATH.write_text(f"{before}{BEGIN}\n{_section(table)}\n{END}{after}", encoding="utf-8")


def _rows(name: str, figures: Sequence[Figure], load: float) -> list[str]:
    measured = (
        f"| {name} | *load average before {datetime.now(UTC):%-d %B %Y, %H:%M} UTC* | {load:.2f} |  |  |"
    )
    return [
        measured,
        *(f"| {name} | {one.what} | {one.value} | {one.wanted} | {one.verdict} |" for one in figures),
    ]


def _section(rows: Sequence[str]) -> str:
    lines = [
        f"{_machine()}.",
        "",
        "| bench | what | figure | wanted | met |",
        "| --- | --- | ---: | ---: | --- |",
        *rows,
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
            *(f"{name} {version(name)}" for name in _COUNTED),
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
