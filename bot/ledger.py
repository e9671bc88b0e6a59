"""The ledger: the bot's backlog, read from its database and told in the workspace's words."""

from threading import Lock

from bot.demo.page.stage import Backlog, Look, Parcel
from bot.demo.workspace import Workspace
from bot.ports import Letter
from storage.backlog import Pending, Queued, read_backlog
from storage.engine import open_engine


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
        """The backlog as it now stands; from any thread."""
        with self._reading:
            found = read_backlog(self._engine, self._workspace.company.team_id)
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
        return Look(one.at, one.phase, one.person, ", ".join(filter(None, (one.topic, *others))))


def _parcel(one: Queued) -> Parcel:
    return Parcel(one.id, one.to, one.kind, str(one.state), one.attempts, one.due, one.error)
