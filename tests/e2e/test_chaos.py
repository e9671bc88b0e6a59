"""A short round of chaos on each database; `make chaos` goes on for longer."""

from tests.e2e.chaos import play


async def test_killed_in_the_middle_of_everything(database_url: str) -> None:
    """A dozen people ask, accept and book while the bot is killed: nothing is lost, no nudge said twice."""
    assert await play(database_url, kills=3, seed=7) >= 4
