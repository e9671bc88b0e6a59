"""The story that a newcomer sees first: `mentorbot demo --story`."""

import subprocess
import sys
from pathlib import Path

from tests.house.source import ROOT

MENTORBOT = Path(sys.executable).with_name("mentorbot")

TURNS = [
    "Monday, 2 March 2026",
    "@Ana Silva would like a 15-minute chat with you.",
    "Your chat with @Ana Silva is booked: Tue 3 Mar, 09:00 (London), 15 minutes.",
    "Would you introduce them?",
    "Did you meet @Ben Okafor?",
    "You saved me a week, Ben.",
    "@Jaya Rao says thank you:",
    "Your chat with @Luz Quispe has no time yet.",
    "one tap away.",
]


def told(*arguments: str) -> str:
    """What the command prints."""
    command = [str(MENTORBOT), "demo", *arguments]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    return " ".join(ended.stdout.split())


def test_the_story_runs_from_the_first_day_to_the_last() -> None:
    """Two pairs meet and log it, a third is nudged: each turn of the story is told, in its order."""
    story = told("--story")
    places = [story.find(turn) for turn in TURNS]
    assert -1 not in places, TURNS[places.index(-1)]
    assert places == sorted(places)


def test_the_picture_asks_nobody_for_anything(tmp_path: Path) -> None:
    """An SVG that loads no font, style or image from elsewhere."""
    picture = tmp_path / "conversation.svg"
    told("--picture", str(picture))
    drawn = picture.read_text()
    assert drawn.startswith("<svg")
    assert "One tap" in drawn.replace("&#160;", " ")
    assert drawn.replace('xmlns="http://www.w3.org/2000/svg"', "").count("http") == 0
