import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.clocks import TurnableClock
from bot.domain.nudging import Phase
from bot.domain.people import Person
from bot.jobs import BATCH, Jobs
from bot.threads import Threads
from bot.transact import Transactor
from bot.usecases import upkeep
from bot.usecases.personnel import Employee, Roll
from bot.usecases.upkeep import REMEMBERED
from tests.builders import WORKSPACE, a_mentor, a_pairing, a_person, a_wait
from tests.fakes import MONDAY, FakeDirectory, FakeStore, fake_units_of_work


class FlakyDirectory(FakeDirectory):
    """Is away as often as it is told to be."""

    def __init__(self, *people: Person) -> None:
        super().__init__(*people)
        self.away = 0
        self.asked = 0
        self.hangs = False
        self.answers = asyncio.Event()

    async def everyone(self) -> list[Person]:
        self.asked += 1
        if self.hangs:
            await self.answers.wait()
        if self.away:
            self.away -= 1
            raise ConnectionError
        return await super().everyone()


class Office:
    """Jobs over a store in memory."""

    def __init__(self, executor: ThreadPoolExecutor) -> None:
        self.store = FakeStore()
        self.open = fake_units_of_work(self.store)
        self.clock = TurnableClock(MONDAY, runs=False)
        self.directory = FlakyDirectory(a_person("UANA"), a_mentor("UBEN"))
        threads = Threads(executor, lambda _: False)
        self.transact = Transactor(self.open, self.clock, threads, lambda: None)
        self.jobs = Jobs(self.transact, self.directory, workspace=WORKSPACE, tick=0.05)
        self.clock.listen(self.jobs.clock_turned)

    def people(self) -> set[str]:
        with self.open(WORKSPACE) as uow:
            return {person.id for person in uow.people.everyone()}

    def person(self, person_id: str) -> Person:
        with self.open(WORKSPACE) as uow:
            return uow.people.get(person_id)

    def nudged(self) -> int:
        return len(self.store.posts(WORKSPACE))

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(5):
            while not holds():  # noqa: ASYNC110 -- what is awaited has no event
                await asyncio.sleep(0.01)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    with ThreadPoolExecutor(1) as executor:
        office = Office(executor)
        yield office
        await office.jobs.stop()


async def test_at_start_the_directory_is_read_and_what_is_due_is_looked_at(office: Office) -> None:
    office.jobs.start()
    await office.until(lambda: office.people() == {"UANA", "UBEN"})


async def test_a_job_that_fails_does_not_stop_the_others(office: Office) -> None:
    office.directory.away = 1
    wait_for_booking(office, people=1)
    office.clock.turn(timedelta(days=7))
    office.jobs.start()
    await office.until(lambda: office.nudged() == 1)


async def test_looking_goes_on_until_nothing_is_due(office: Office) -> None:
    wait_for_booking(office, people=2 * BATCH + 3)
    office.clock.turn(timedelta(days=7))
    assert await office.jobs.look() == 2 * BATCH + 3
    assert await office.jobs.look() == 0


async def test_a_turned_clock_is_looked_at_without_waiting_for_the_tick() -> None:
    with ThreadPoolExecutor(1) as executor:
        office = Office(executor)
        slow = Jobs(office.transact, office.directory, workspace=WORKSPACE, tick=3600)
        wait_for_booking(office, people=1)
        office.clock.listen(slow.clock_turned)
        slow.start()
        await asyncio.sleep(0.1)
        assert office.nudged() == 0
        office.clock.turn(timedelta(days=7))
        await office.until(lambda: office.nudged() == 1)
        await slow.stop()


async def test_deliveries_are_forgotten_when_nobody_sends_them_again(office: Office) -> None:
    with office.open(WORKSPACE) as uow:
        uow.inbox.first_time("E1", MONDAY)
        uow.inbox.first_time("E2", MONDAY + REMEMBERED)
    office.clock.turn(REMEMBERED + timedelta(hours=1))
    assert await office.jobs.purge() == 1
    with office.open(WORKSPACE) as uow:
        assert not uow.inbox.first_time("E2", office.clock.now())


async def test_nothing_runs_after_the_end(office: Office) -> None:
    office.jobs.start()
    await office.until(lambda: office.directory.asked == 1)
    await office.jobs.stop()
    wait_for_booking(office, people=1)
    office.clock.turn(timedelta(days=7))
    await asyncio.sleep(0.2)
    assert office.nudged() == 0


async def test_what_runs_at_the_end_comes_to_its_own(office: Office) -> None:
    office.directory.hangs = True
    office.jobs.start()
    await office.until(lambda: office.directory.asked == 1)
    stopping = asyncio.create_task(office.jobs.stop())
    await asyncio.sleep(0.05)
    assert not stopping.done()
    office.directory.answers.set()
    await stopping
    assert office.people() == {"UANA", "UBEN"}


async def test_what_takes_too_long_at_the_end_is_broken_off_without_a_word_of_failure(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.directory.hangs = True
    office.jobs.start()
    await office.until(lambda: office.directory.asked == 1)
    await office.jobs.stop(within=0.05)
    await asyncio.sleep(0)
    assert office.people() == set()
    assert caplog.records == []


async def test_of_several_workers_one_reads_the_directory_in_its_turn(office: Office) -> None:
    """Two look within the same six hours, one after the other: once. The next stretch: once more."""
    other = Jobs(office.transact, office.directory, workspace=WORKSPACE, tick=3600)
    assert await office.jobs.keep_directory() == 2
    assert await other.keep_directory() == 0
    assert await office.jobs.keep_directory() == 0
    assert office.directory.asked == 1
    office.clock.turn(upkeep.TURN)
    assert await other.keep_directory() == 2
    assert await office.jobs.keep_directory() == 0
    assert office.directory.asked == 2


async def test_whoever_failed_in_their_turn_tries_again(office: Office) -> None:
    office.directory.away = 1
    with pytest.raises(ConnectionError):
        await office.jobs.keep_directory()
    assert await office.jobs.keep_directory() == 2
    assert await office.jobs.keep_directory() == 0


async def test_whoever_is_killed_while_reading_is_followed_by_another(office: Office) -> None:
    """One worker hangs for ever; five minutes later the other reads, and it is done for six hours."""
    dead = Jobs(office.transact, office.directory, workspace=WORKSPACE, tick=3600)
    office.directory.hangs = True
    hanging = asyncio.create_task(dead.keep_directory())
    await office.until(lambda: office.directory.asked == 1)
    office.directory.hangs = False
    assert await office.jobs.keep_directory() == 0
    hanging.cancel()  # whose end says nothing to the database
    office.clock.turn(upkeep.HELD)
    assert await office.jobs.keep_directory() == 2
    office.clock.turn(upkeep.HELD)
    assert await dead.keep_directory() == 0


async def test_the_personnel_system_is_read_after_slack_and_by_itself_when_it_failed(office: Office) -> None:
    """Whoever is employed again is active as far as Slack says so; when it is away, Slack still counts."""
    answers: list[list[Employee] | Exception] = [
        ConnectionError(),
        [Employee(id="b", names=("ben@a.example",), active=False, department="Data")],
        [Employee(id="b", names=("ben@a.example",)), Employee(id="x", names=("x@a.example",))],
    ]
    office.directory.people["UBEN"].email = "ben@a.example"

    async def everyone() -> Roll:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return Roll(answer)

    jobs = Jobs(office.transact, office.directory, workspace=WORKSPACE, tick=3600, read_personnel=everyone)
    with pytest.raises(ConnectionError):
        await jobs.keep_directory()
    assert office.people() == {"UANA", "UBEN"}
    assert await jobs.keep_directory() == 1
    assert office.directory.asked == 1, "Slack had answered"
    assert not office.person("UBEN").active
    office.clock.turn(upkeep.TURN)
    assert await jobs.keep_directory() == 4
    ben = office.person("UBEN")
    assert (ben.active, ben.left, ben.department) == (True, False, "Data")


def wait_for_booking(office: Office, *, people: int) -> None:
    """So many mentees have a chat to book, since Monday."""
    with office.open(WORKSPACE) as uow:
        if uow.people.find("UBEN") is None:
            uow.people.add(a_mentor("UBEN"))
        for number in range(people):
            pairing = a_pairing("UBEN", f"UMENTEE{number}")
            uow.people.add(a_person(pairing.mentees[0]))
            uow.pairings.add(pairing)
            due = MONDAY + timedelta(days=5)
            uow.waits.add(
                a_wait(pairing.mentees[0], phase=Phase.BOOK, subject_id=pairing.id, next_look_at=due)
            )
