"""One transaction in one workspace: the only place that commits."""

import base64
import secrets
from collections.abc import Callable

from sqlalchemy import Engine, event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot import ports
from storage.agreements import SqlAgreements
from storage.engine import is_transient, was_overtaken
from storage.enrolments import SqlEnrolments
from storage.glances import SqlGlances
from storage.inbox import SqlInbox
from storage.mapping import map_domain
from storage.meetings import SqlMeetings
from storage.outbox import SqlOutbox
from storage.outcomes import SqlOutcomes
from storage.pairings import SqlPairings
from storage.people import SqlPeople
from storage.programs import SqlPrograms
from storage.requests import SqlRequests
from storage.reviews import SqlReviews
from storage.rounds import SqlRounds
from storage.turns import SqlTurns
from storage.waits import SqlWaits
from storage.wholes import count_changes


class _Work(Session):
    """The session of one unit of work. What it listens to is said once, not in each transaction anew."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.read: list[object] = []


def _hold(session: _Work, thing: object) -> None:
    """Else the session forgets what nobody holds, and reads it again for whoever asks next."""
    session.read.append(thing)


event.listen(_Work, "before_flush", count_changes)
event.listen(_Work, "loaded_as_persistent", _hold)


class SqlUnitOfWork:
    """`ports.UnitOfWork`. What it handed out may be read after its end, and no longer changes anything."""

    people: ports.People
    requests: ports.Requests
    pairings: ports.Pairings
    meetings: ports.Meetings
    agreements: ports.Agreements
    outcomes: ports.Outcomes
    reviews: ports.Reviews
    programs: ports.Programs
    enrolments: ports.Enrolments
    rounds: ports.Rounds
    waits: ports.Waits
    glances: ports.Glances
    outbox: ports.Outbox
    inbox: ports.Inbox
    turns: ports.Turns
    holidays: ports.Holidays

    def __init__(self, engine: Engine, workspace: str, holidays: ports.Holidays) -> None:
        self._engine = engine
        self.workspace = workspace
        self.holidays = holidays

    def __enter__(self) -> "SqlUnitOfWork":
        """Begin. The database is asked for nothing before the first query."""
        self._session = session = _Work(self._engine)
        self.people = SqlPeople(session, self.workspace)
        self.requests = SqlRequests(session, self.workspace)
        self.pairings = SqlPairings(session, self.workspace)
        self.meetings = SqlMeetings(session, self.workspace)
        self.agreements = SqlAgreements(session, self.workspace)
        self.outcomes = SqlOutcomes(session, self.workspace)
        self.reviews = SqlReviews(session, self.workspace)
        self.programs = SqlPrograms(session, self.workspace)
        self.enrolments = SqlEnrolments(session, self.workspace)
        self.rounds = SqlRounds(session, self.workspace)
        self.waits = self._waits = SqlWaits(session, self.workspace)
        self.glances = SqlGlances(session, self.workspace)
        self.outbox = self._outbox = SqlOutbox(session, self.workspace)
        self.inbox = SqlInbox(session, self.workspace)
        self.turns = SqlTurns(session, self.workspace)
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Commit, or undo after an error; Overtaken when another transaction kept the same first."""
        error = exc_info[1]
        with self._session:
            try:
                if error is None:
                    self._waits.write_back()
                    self._session.commit()
                elif isinstance(error, IntegrityError):
                    raise error
            except IntegrityError as broken:
                if was_overtaken(broken):
                    raise ports.Overtaken from broken
                raise

    @property
    def queued(self) -> bool:
        """Whether a message was put on its way: after the commit, delivery is worth waking."""
        return self._outbox.touched

    def attempt(self, deed: Callable[[], object]) -> Exception | None:
        """Do something in a savepoint; when it fails, it alone is undone. Returns why it failed."""
        undo = self._waits.remember()
        try:
            with self._session.begin_nested():
                deed()
        except Exception as error:
            if is_transient(error):
                raise
            undo()
            return error
        return None

    def new_id(self) -> str:
        """A fresh identifier: 80 random bits in 16 lower-case letters and digits."""
        return base64.b32encode(secrets.token_bytes(10)).decode().lower()


def units_of_work(engine: Engine, holidays: ports.Holidays) -> Callable[[str], ports.UnitOfWork]:
    """The function that makes a unit of work for a workspace."""
    map_domain()

    def unit_of_work(workspace: str) -> SqlUnitOfWork:
        return SqlUnitOfWork(engine, workspace, holidays)

    return unit_of_work
