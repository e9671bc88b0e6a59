"""The rehearsal: the bot on a stage of its own, for whoever wants to see it at work."""

import io
import tempfile
from pathlib import Path
from typing import Final

from rich.console import Console

from bot.demo import story
from bot.demo.company import Company
from bot.demo.fernhill import SIZE, fernhill
from bot.playhouse.furnishing import furnish
from bot.playhouse.stage import set_stage

_WIDTH: Final = 84
_OPENING: Final = 2
"""Chapters that fit on a picture: mentors opt in, a flash chat is asked for and booked."""
_SVG: Final = """\
<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>A conversation with Mentorbot</title>
<style>
.{unique_id}-matrix {{ font-family: monospace; font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
<rect fill="#292929" width="{width}" height="{height}" rx="8"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""
"""No fonts from elsewhere: the picture asks nobody for anything."""


async def play_story(size: int | None = None, seed: int | None = None) -> None:
    """Play ten made-up days and print them, in a company of that size, made up from that seed."""
    company = fernhill(SIZE if size is None else size, 1 if seed is None else seed)
    await _play(Console(highlight=False, soft_wrap=True), company)


async def draw_story(picture: Path) -> None:
    """Draw how the story begins, as an SVG picture."""
    console = Console(highlight=False, record=True, width=_WIDTH, file=io.StringIO())
    await _play(console, fernhill(), _OPENING)
    console.save_svg(str(picture), title="Mentorbot", code_format=_SVG, unique_id="story")


async def _play(console: Console, company: Company, chapters: int | None = None) -> None:
    """Play with the real bot, on a database that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="mentorbot-") as folder:
        async with set_stage(f"sqlite:///{Path(folder) / 'story.db'}", company=company) as stage:
            await furnish(stage.bot, company)
            await story.play(stage, console, chapters)
