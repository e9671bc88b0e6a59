"""The ledger: the bot's backlog, read from its database and told in the workspace's words."""

import re
from collections.abc import Mapping
from threading import Lock
from typing import Final

from bot.demo.errors import BotFailed
from bot.demo.page.stage import Backlog, Look, Parcel
from bot.demo.workspace import Workspace
from bot.domain.nudging import Phase
from bot.ports import Letter
from storage.backlog import Pending, Queued, UnreadableDatabase, read_backlog
from storage.engine import open_engine

PHASES: Final[Mapping[Phase, str]] = {
    Phase.ANSWER: "has yet to answer",
    Phase.BOOK: "has yet to find a time",
    Phase.CHECK_IN: "has yet to say whether they met",
    Phase.OUTCOME: "has yet to log what came of it",
    Phase.FIT: "will be asked whether it fits",
    Phase.MEET_AGAIN: "has yet to plan the next meeting",
    Phase.QUALITY: "will be asked how it goes",
    Phase.INACTIVE: "will be asked whether it goes on",
    Phase.FLAG: "will hear of a pair that has not met",
    Phase.STEP: "has yet to take the next step",
    Phase.ROUND_AHEAD: "will hear of the next round",
    Phase.AGREE: "has yet to look at an agreement",
    Phase.MIDWAY: "will be offered times half-way through the round",
    Phase.ENDING: "will hear that it nears its end",
    Phase.REVIEW: "will be asked to look back",
}
"""What somebody has yet to do, in words that follow their name."""
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Ledger:
    """Reads what the bot has yet to do, whether or not it runs.

    Args:
        database_url: the bot's database.
        workspace: who the people are.
    """

    def __init__(self, database_url: str, workspace: Workspace) -> None:
        self._engine = open_engine(database_url)
        self._workspace = workspace
        self._reading = Lock()

    def read(self) -> Backlog:
        """The backlog as it now stands; from any thread.

        Raises:
            BotFailed: when the database cannot be read.
        """
        try:
            with self._reading:
                found = read_backlog(self._engine, self._workspace.company.team_id)
        except UnreadableDatabase as error:
            raise BotFailed("The database cannot be read: what waits in it is not known.") from error
        return Backlog(
            tuple(_parcel(one) for one in found.queued),
            tuple(self._look(one) for one in found.pending),
            found.count(Letter.SENT),
            found.count(Letter.QUEUED),
            found.count(Letter.DEAD),
        )

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    def _look(self, one: Pending) -> Look:
        others = [self._workspace.name_of(other) or other for other in one.about if other != one.person]
        about = ", ".join(filter(None, (one.topic, *others)))
        return Look(one.at, PHASES[Phase(one.phase)], one.person, about)


def _parcel(one: Queued) -> Parcel:
    return Parcel(one.id, one.to, _in_words(one.kind), str(one.state), one.attempts, one.due, one.error)


def _in_words(kind: str) -> str:
    """A notice's name as people write it: MeetingSoon is "Meeting soon"."""
    return _HUMP.sub(" ", kind).capitalize()
