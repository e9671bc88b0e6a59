"""The rehearsal: the bot on a stage of its own, for whoever wants to see it at work."""

import tempfile
from pathlib import Path

from rich.console import Console

from bot.demo import story
from bot.stage import set_stage


async def play_story() -> None:
    """Play ten made-up days with the real bot on a database that is thrown away."""
    with tempfile.TemporaryDirectory(prefix="mentorbot-") as folder:
        async with set_stage(f"sqlite:///{Path(folder) / 'story.db'}") as stage:
            await story.play(stage, Console(highlight=False))
