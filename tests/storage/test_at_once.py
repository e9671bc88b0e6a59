"""Many at the same moment: the database settles who was first."""

import contextlib
import threading
from datetime import datetime, timedelta

from bot.domain.people import Profile
from bot.ports import Overtaken
from storage.engine import is_transient
from tests.builders import a_pairing, a_person, a_request, a_wait
from tests.fakes import MONDAY
from tests.storage.conftest import Begin, at_once

HOUR = timedelta(hours=1)


def test_two_claimers_share_no_wait(begin: Begin) -> None:
    with begin() as uow:
        for _ in range(100):
            uow.waits.add(a_wait())

    def claim_all(_: int) -> list[str]:
        claimed: list[str] = []
        while True:
            with begin() as uow:
                due = uow.waits.claim_due(MONDAY, 7)
                for wait in due:
                    wait.next_look_at = MONDAY + HOUR
            if not due:
                return claimed
            claimed += [wait.id for wait in due]

    claims = at_once(4, claim_all)
    claimed = [wait for one in claims if isinstance(one, list) for wait in one]
    assert len(claimed) == len(set(claimed)) == 100


def test_of_many_equal_asks_one_is_kept_and_the_others_are_told_so(begin: Begin) -> None:
    def ask(_: int) -> str:
        with begin() as uow:
            uow.requests.add(request := a_request("UANA", "UBEN"))
        return request.id

    results = at_once(8, ask)
    kept = [one for one in results if isinstance(one, str)]
    refused = [one for one in results if isinstance(one, Overtaken)]
    assert (len(kept), len(refused)) == (1, 7)
    with begin() as uow:
        assert [ask.request_id for ask in uow.requests.asked("UBEN")] == kept


def test_a_lock_on_people_makes_capacity_hold(begin: Begin) -> None:
    """Fifty accept at once; the mentor has two places."""
    with begin() as uow:
        uow.people.add(a_person("UBEN", profile=Profile(mentor=True, capacity=2)))
        uow.people.add(a_person("UANA"))

    def accept(number: int) -> bool:
        with begin() as uow:
            people = ["UBEN", "UANA"] if number % 2 else ["UANA", "UBEN"]
            ben = uow.people.lock(people)["UBEN"]
            free = uow.pairings.places_taken(["UBEN"]).get("UBEN", 0) < ben.profile.capacity
            if free:
                uow.pairings.add(a_pairing("UBEN", f"U{number}"))
            return free

    assert sorted(map(str, at_once(50, accept))) == ["False"] * 48 + ["True"] * 2


def test_a_lock_shows_what_was_committed_while_waiting_for_it(begin: Begin) -> None:
    with begin() as uow:
        uow.people.add(a_person("UANA", title="0"))

    def count(_: int) -> None:
        with begin() as uow:
            ana = uow.people.lock(["UANA"])["UANA"]
            ana.title = str(int(ana.title) + 1)

    assert at_once(20, count) == [None] * 20
    with begin() as uow:
        assert uow.people.get("UANA").title == "20"


def test_the_same_delivery_many_times_at_once_counts_once(begin: Begin) -> None:
    def deliver(_: int) -> bool:
        with begin() as uow:
            return uow.inbox.first_time("Ev1", MONDAY)

    assert sorted(map(str, at_once(8, deliver))) == ["False"] * 7 + ["True"]


def test_of_many_workers_one_gets_the_turn_of_another_that_died(begin: Begin) -> None:
    """The first time of all, and when what was held is held no longer."""
    soon, later = MONDAY + timedelta(minutes=5), MONDAY + timedelta(minutes=10)
    for now, until in ((MONDAY, soon), (soon, later)):

        def take(number: int, now: datetime = now, until: datetime = until) -> bool:
            with begin() as uow:
                return uow.turns.take("directory", 1, f"{now} {number}", until, now)

        assert sorted(map(str, at_once(8, take))) == ["False"] * 7 + ["True"]


def test_who_decides_on_what_another_changed_meanwhile_has_to_look_again(begin: Begin) -> None:
    """PostgreSQL tells by the version; SQLite lets the second one begin only after the first."""
    with begin() as uow:
        uow.requests.add(request := a_request("UANA", "UBEN", "UCAT"))
    both_have_looked = threading.Barrier(2)

    def decline(number: int) -> None:
        with begin() as uow:
            found = uow.requests.find(request.id)
            assert found is not None
            with contextlib.suppress(threading.BrokenBarrierError):
                both_have_looked.wait(1)
            found.decline(found.asks[number], MONDAY)

    results = at_once(2, decline)
    refused = [one for one in results if isinstance(one, Exception)]
    assert all(map(is_transient, refused))
    with begin() as uow:
        found = uow.requests.find(request.id)
        assert found is not None
        assert len(found.open_asks) == len(refused)
