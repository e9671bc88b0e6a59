"""`mentorbot demo`, run as people run it: it opens, is ended in every way, and goes on where it was."""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

MENTORBOT = Path(sys.executable).with_name("mentorbot")
CLEAN = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
PATIENCE = 90.0


class Demo:
    """One run of the command, with its page open."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.output = ""
        self.process = subprocess.Popen(
            [str(MENTORBOT), "demo", *arguments],
            cwd=folder,
            env=CLEAN,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def address(self) -> str:
        """Where the page is, once it says so."""
        return self.said(r"Be anyone at Fernhill: (http://\S+)")

    def said(self, pattern: str) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.output += line
            if found := re.search(pattern, line):
                return found[found.re.groups]
        raise AssertionError(f"it ended without saying {pattern}:\n{self.output}")

    def ended(self) -> int:
        """Its exit code, with all that it said in `output`."""
        self.output += self.process.communicate(timeout=PATIENCE)[0]
        return self.process.returncode

    def child(self) -> int:
        """The process of its bot."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)], capture_output=True, text=True, check=True
        )
        return int(listed.stdout)


@contextlib.contextmanager
def demo(folder: Path, *arguments: str) -> Iterator[Demo]:
    running = Demo(folder, "--no-open", "--port", str(free_port()), *arguments)
    try:
        yield running
    finally:
        running.process.kill()
        running.process.communicate()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def page(address: str, path: str = "as/ana") -> str:
    with httpx.Client(trust_env=False, timeout=30, follow_redirects=True) as client:
        answer = client.get(f"{address}/{path}")
    assert answer.status_code == 200
    return answer.text


def shown(address: str, path: str, words: str) -> bool:
    """Whether it comes to stand there: what the bot says takes its time."""
    for _ in range(100):
        if words in page(address, path):
            return True
        time.sleep(0.1)
    return False


def gone(pid: int) -> bool:
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the story has been played, and the demo ended with Ctrl-C."""
    folder = tmp_path_factory.mktemp("demo")
    with demo(folder) as first:
        address = first.address()
        assert "You saved me a week, Ben." in first.output
        assert "kept in .mentorbot-demo" in first.output
        assert "packaging" in page(address, "as/ben")
        child = first.child()
        first.process.send_signal(signal.SIGINT)
        assert first.ended() == 0
        assert "Traceback" not in first.output
        assert gone(child)
    return folder


def test_a_second_run_tells_no_story_and_ends_on_sigterm(told: Path) -> None:
    with demo(told) as second:
        address = second.address()
        assert "Everything is as you left it in .mentorbot-demo" in second.output
        assert "saved me a week" not in second.output
        assert "packaging" in page(address, "as/ben")
        assert shown(address, "as/ana/C0GENERAL", "Two by two"), "programs are at work"
        second.process.terminate()
        assert second.ended() == 0


def test_killed_it_leaves_no_bot_behind_and_goes_on_with_what_it_had(told: Path) -> None:
    with demo(told) as killed:
        before = re.findall(r'data-ts="[^"]+"', page(killed.address(), "as/ben"))
        child = killed.child()
        killed.process.kill()
        killed.process.wait()
        assert gone(child)
    with demo(told) as again:
        assert re.findall(r'data-ts="[^"]+"', page(again.address(), "as/ben")) == before
        assert before


def test_a_second_one_in_the_same_folder_is_refused(told: Path) -> None:
    with demo(told) as first:
        first.address()
        with demo(told) as second:
            assert second.ended() == 1
            assert second.output.startswith("Another demo is at work in .mentorbot-demo: stop that one,")
            assert second.output.count("\n") == 1


def test_a_port_that_is_taken_is_told_and_the_next_one_is_used(told: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        with demo(told, "--port", str(port)) as running:
            assert running.address() != f"http://127.0.0.1:{port}"
            assert f"Port {port} cannot be used" in running.output


def test_a_second_ctrl_c_ends_it_at_once(told: Path) -> None:
    with demo(told) as running:
        address = running.address()
        assert shown(address, "panel/faults", "The bot is running.")
        child = running.child()
        os.kill(child, signal.SIGSTOP)  # it does not hear that it shall stop
        running.process.send_signal(signal.SIGINT)
        running.said("Ctrl-C once more")
        running.process.send_signal(signal.SIGINT)
        assert running.ended() == 130
        assert "Traceback" not in running.output
        os.kill(child, signal.SIGCONT)
        assert gone(child)


def test_ctrl_c_in_the_middle_of_the_story_is_no_trouble(tmp_path: Path) -> None:
    """And the next run begins the story anew."""
    with demo(tmp_path) as running:
        running.said("Four more colleagues do")
        running.process.send_signal(signal.SIGINT)
        assert running.ended() == 0
        assert "Traceback" not in running.output
    with demo(tmp_path) as again:
        again.address()
        assert "You saved me a week, Ben." in again.output


def test_what_makes_no_sense_is_refused_with_a_sentence(tmp_path: Path) -> None:
    for arguments in (("--port", "99999"), ("--seed", "x")):
        with demo(tmp_path, *arguments) as refused:
            assert refused.ended() == 2
            assert "Invalid value" in refused.output
    for more in ((), ("--story",)):
        with demo(tmp_path, "--people", "3", *more) as refused:
            assert refused.ended() == 1
            assert refused.output == "Fernhill has from 20 to 5,000 people: choose --people in between.\n"


def test_a_port_that_is_taken_is_told_before_the_story(tmp_path: Path) -> None:
    """Who would rather choose another one need not sit through ten days first."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = int(taken.getsockname()[1])
        with demo(tmp_path, "--port", str(port)) as running:
            running.said("Four more colleagues do")
            assert f"Port {port} cannot be used" in running.output
