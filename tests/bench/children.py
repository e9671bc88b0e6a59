"""Child processes of a benchmark, each on its own core, and gone when the benchmark is."""

import asyncio
import contextlib
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
_KEPT: Final = {"PATH", "HOME", "LANG", "TMPDIR"}
_START_SECONDS: Final = 60.0
_STOP_SECONDS: Final = 20.0
_GLANCE: Final = 0.005

CORES: Final = sorted(os.sched_getaffinity(0))
MEASURED, MEASURING = CORES[0], CORES[-1]
"""The core of what is measured, and that of whoever measures it: the same one where there is no other."""


@dataclass(frozen=True)
class Child:
    """A Python program that serves on 127.0.0.1."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path
    began: float

    async def answers(self, path: str) -> float:
        """Wait until a GET is answered with 200; the seconds since the process began."""
        while not await _is_well(self.port, path):
            if self.process.poll() is not None or time.monotonic() - self.began > _START_SECONDS:
                raise RuntimeError(f"It did not start:\n{self.log.read_text()}")
            await asyncio.sleep(_GLANCE)
        return time.monotonic() - self.began

    def worked(self) -> float:
        """The seconds of a core that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """The memory it now holds, in MB (2**20)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        assert found is not None
        return int(found[1]) / 1024


@contextlib.contextmanager
def running(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> Iterator[Child]:
    """`python -m …` on the core of what is measured, on a free port (in PORT), stopped at the end."""
    port = free_port()
    clean = {name: value for name, value in os.environ.items() if name in _KEPT}
    log = folder / f"{port}.log"
    with log.open("wb") as output, on_cores({MEASURED}):
        began = time.monotonic()
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=folder,
            env={**clean, "PYTHONPATH": str(ROOT), **(environment or {}), "PORT": str(port)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        yield Child(process, port, log, began)
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def stay_aside() -> None:
    """Leave the core of what is measured."""
    os.sched_setaffinity(0, {MEASURING})


@contextlib.contextmanager
def on_cores(cores: Collection[int]) -> Iterator[None]:
    """What is started here runs on these cores: a child and its threads inherit it."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


async def _is_well(port: int, path: str) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        return b" 200 " in await reader.readline()
    except OSError:
        return False
    finally:
        writer.close()
