"""One transaction in memory."""

from collections.abc import Callable

from bot import ports
from tests.fake_storage.agreements import FakeAgreements
from tests.fake_storage.enrolments import FakeEnrolments
from tests.fake_storage.glances import FakeGlances
from tests.fake_storage.inbox import FakeInbox
from tests.fake_storage.meetings import FakeMeetings
from tests.fake_storage.outbox import FakeOutbox
from tests.fake_storage.outcomes import FakeOutcomes
from tests.fake_storage.pairings import FakePairings
from tests.fake_storage.people import FakePeople
from tests.fake_storage.programs import FakePrograms
from tests.fake_storage.requests import FakeRequests
from tests.fake_storage.reviews import FakeReviews
from tests.fake_storage.rounds import FakeRounds
from tests.fake_storage.shelves import FakeStore
from tests.fake_storage.turns import FakeTurns
from tests.fake_storage.waits import FakeWaits


class FakeUnitOfWork:
    """`ports.UnitOfWork` in memory."""

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

    def __init__(self, workspace: str, store: FakeStore, holidays: ports.Holidays) -> None:
        self.workspace = workspace
        self.store = store
        self.holidays = holidays

    def __enter__(self) -> "FakeUnitOfWork":
        self.store.lock.acquire()
        loans = {kind: shelf.lend() for kind, shelf in self.store.of(self.workspace).items()}
        self._loans = loans
        self.people = FakePeople(loans["people"])
        self.requests = self._requests = FakeRequests(loans["requests"])
        self.pairings = FakePairings(loans["pairings"])
        self.meetings = FakeMeetings(loans["meetings"])
        self.agreements = FakeAgreements(loans["agreements"])
        self.outcomes = FakeOutcomes(loans["outcomes"], loans["ratings"])
        self.reviews = FakeReviews(loans["reviews"])
        self.programs = FakePrograms(loans["programs"])
        self.enrolments = self._enrolments = FakeEnrolments(loans["enrolments"])
        self.rounds = self._rounds = FakeRounds(loans["rounds"], loans["matches"])
        self.waits = FakeWaits(loans["waits"])
        self.glances = FakeGlances(loans)
        self.outbox = self._outbox = FakeOutbox(loans["posts"])
        self.inbox = FakeInbox(loans["seen"])
        self.turns = FakeTurns(loans["turns"])
        return self

    def __exit__(self, *exc_info: object) -> None:
        try:
            if exc_info[1] is None:
                self._requests.check()
                self._enrolments.check()
                self._rounds.check()
                for name, loan in self._loans.items():
                    self.store.of(self.workspace)[name].take_back(loan)
        finally:
            self.store.lock.release()

    @property
    def queued(self) -> bool:
        return self._outbox.touched

    def attempt(self, deed: Callable[[], object]) -> Exception | None:
        undo = [loan.remember() for loan in self._loans.values()]
        try:
            deed()
        except Exception as error:  # noqa: BLE001  # the caller is told
            for one in undo:
                one()
            return error
        return None

    def new_id(self) -> str:
        return self.store.new_id()
