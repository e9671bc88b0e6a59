"""The story in the terminal, and where it is piped: whole lines, and whose times they are."""

import io

import pytest
from rich.console import Console

from bot.demo.server import LocalSlack
from bot.demo.telling import Teller

LONG = "Pick a time for your chat; " * 8


def told(slack: LocalSlack, *, terminal: bool) -> io.StringIO:
    """What is told from now on, on a console that thinks it is forty columns wide."""
    paper = io.StringIO()
    Teller(slack, Console(file=paper, width=40, soft_wrap=True, force_terminal=terminal, no_color=True))
    return paper


@pytest.fixture
def slack() -> LocalSlack:
    """A workspace that nobody has to reach."""
    return LocalSlack({})


def test_where_it_is_piped_no_line_is_cut(slack: LocalSlack) -> None:
    paper = told(slack, terminal=False)
    slack.workspace.post(slack.workspace.direct("U0ANA"), {"text": LONG.strip()})
    assert f"    {LONG.strip()}" in paper.getvalue().splitlines()


def test_at_a_terminal_it_is_folded_and_keeps_its_margin(slack: LocalSlack) -> None:
    paper = told(slack, terminal=True)
    slack.workspace.post(slack.workspace.direct("U0ANA"), {"text": LONG.strip()})
    shown = [line.rstrip() for line in paper.getvalue().splitlines() if "chat" in line]
    assert len(shown) > 1
    assert all(line.startswith("    ") and len(line) <= 40 for line in shown)


def test_a_message_to_several_says_whose_times_it_tells(slack: LocalSlack) -> None:
    """Ana is in Lisbon and Goro in Tokyo; the message is told as one of them reads it."""
    paper = told(slack, terminal=False)
    slack.workspace.post(slack.workspace.group({"U0ANA", "U0GORO"}), {"text": "Hello"})
    (head,) = [line for line in paper.getvalue().splitlines() if "Mentorbot to" in line]
    assert " and " in head
    assert any(f"as {one} reads it at" in head for one in ("Ana", "Goro"))
    assert head.endswith((" in Lisbon", " in Tokyo"))
    slack.workspace.post(slack.workspace.direct("U0ANA"), {"text": "Hello"})
    assert "reads it" not in paper.getvalue().splitlines()[-2]
