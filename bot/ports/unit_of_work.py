"""The unit of work: one transaction in one workspace."""

from collections.abc import Callable
from typing import Protocol

from bot.ports.agreements import Agreements
from bot.ports.glances import Glances
from bot.ports.outbox import Outbox
from bot.ports.programs import Enrolments, Programs
from bot.ports.repositories import Inbox, Meetings, Outcomes, Pairings, People, Requests, Turns, Waits
from bot.ports.reviews import Reviews
from bot.ports.rounds import Rounds
from bot.ports.surroundings import Holidays


class Overtaken(Exception):
    """Someone kept the same at the same moment, and was first: the next try sees what they kept."""


class UnitOfWork(Protocol):
    """One transaction in one workspace: committed on a clean exit, undone on any other."""

    workspace: str
    people: People
    requests: Requests
    pairings: Pairings
    meetings: Meetings
    agreements: Agreements
    outcomes: Outcomes
    reviews: Reviews
    programs: Programs
    enrolments: Enrolments
    rounds: Rounds
    waits: Waits
    glances: Glances
    outbox: Outbox
    inbox: Inbox
    turns: Turns
    holidays: Holidays

    @property
    def queued(self) -> bool:
        """Whether a message was put on its way: after the commit, delivery is worth waking."""
        ...

    def __enter__(self) -> "UnitOfWork":
        """Begin."""
        ...

    def __exit__(self, *exc_info: object) -> None:
        """Commit, or undo after an error; Overtaken when another transaction kept the same first."""
        ...

    def attempt(self, deed: Callable[[], object]) -> Exception | None:
        """Do something apart from the rest: when it fails, it alone is undone. Returns why it failed.

        An error that passes by itself is raised: the whole transaction is worth another try.
        """
        ...

    def new_id(self) -> str:
        """A fresh identifier, short enough for a button's value."""
        ...
