"""Waits: one row per person, phase and subject; claimed when their look has come."""

from datetime import timedelta

from bot.domain.nudging import Phase
from tests.builders import a_wait
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

HOUR = timedelta(hours=1)


def test_the_same_wait_twice_stays_as_it_was(begin: Begin) -> None:
    with begin() as uow:
        uow.waits.add(first := a_wait("UBEN", subject_id="a", step=1))
        uow.waits.add(second := a_wait("UBEN", subject_id="a"))
        uow.waits.add(a_wait("UCAT", subject_id="a"))
    with begin() as uow:
        assert [(one.id, one.step) for one in uow.waits.of("UBEN")] == [(first.id, 1)]
        assert uow.waits.find(second.id) is None
        found = uow.waits.find(first.id)
        assert found is not None
        assert (found.since, found.next_look_at, found.snoozed_until) == (MONDAY, MONDAY, None)


def test_waits_are_closed_by_subject_phase_and_person(begin: Begin) -> None:
    def left() -> list[tuple[str, str]]:
        return [(one.person_id, one.phase) for who in ("UANA", "UBEN") for one in uow.waits.of(who)]

    with begin() as uow:
        for person in ("UANA", "UBEN"):
            for since, phase in enumerate((Phase.BOOK, Phase.FIT, Phase.QUALITY)):
                uow.waits.add(a_wait(person, subject_id="p", phase=phase, since=MONDAY + since * HOUR))
        uow.waits.add(a_wait("UANA", subject_id="q", phase=Phase.FLAG, since=MONDAY + 9 * HOUR))
        uow.waits.close("p", (Phase.FIT, Phase.QUALITY), "UBEN")
        assert left() == [("UANA", phase) for phase in ("book", "fit", "quality", "flag")] + [
            ("UBEN", "book")
        ]
        uow.waits.close("p", (Phase.BOOK,))
        assert left() == [("UANA", phase) for phase in ("fit", "quality", "flag")]
        uow.waits.close("p")
        assert left() == [("UANA", "flag")]


def test_due_waits_are_claimed_oldest_first(begin: Begin) -> None:
    with begin() as uow:
        for subject, look in (("late", HOUR), ("now", 0 * HOUR), ("past", -HOUR), ("old", -2 * HOUR)):
            uow.waits.add(a_wait(subject_id=subject, next_look_at=MONDAY + look))
        uow.waits.add(a_wait(subject_id="never", next_look_at=None))
        assert uow.waits.next_look_at() == MONDAY - 2 * HOUR
    with begin() as uow:
        assert [one.subject_id for one in uow.waits.claim_due(MONDAY, 2)] == ["old", "past"]
        assert [one.subject_id for one in uow.waits.claim_due(MONDAY, 9)] == ["old", "past", "now"]


def test_what_was_decided_of_a_claim_is_kept(begin: Begin) -> None:
    with begin() as uow:
        for subject in "abc":
            uow.waits.add(a_wait(subject_id=subject))
    with begin() as uow:
        again, over, done = uow.waits.claim_due(MONDAY, 9)
        again.step, again.next_look_at = 1, MONDAY + HOUR
        over.next_look_at = None
        uow.waits.close(done.subject_id)
        done.step = 2  # no matter any more
        assert uow.waits.next_look_at() == MONDAY + HOUR
    with begin() as uow:
        found = uow.waits.find(again.id)
        assert found is not None
        assert (found.step, found.next_look_at) == (1, MONDAY + HOUR)
        assert uow.waits.claim_due(MONDAY, 9) == []
        assert uow.waits.find(done.id) is None


def test_nothing_waits(begin: Begin) -> None:
    with begin() as uow:
        assert uow.waits.next_look_at() is None
        assert uow.waits.claim_due(MONDAY, 9) == []
