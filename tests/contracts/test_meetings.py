"""Meetings: with their seats, and when people are busy."""

from datetime import timedelta

from bot.domain.meetings import Attendance
from bot.domain.slots import Interval
from tests.builders import a_meeting
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

HOUR = timedelta(hours=1)


def test_a_meeting_comes_back_with_each_persons_own_answer(begin: Begin) -> None:
    with begin() as uow:
        uow.meetings.add(kept := a_meeting("UZOE", "UANA", starts_at=MONDAY))
    with begin() as uow:
        found = uow.meetings.find(kept.id)
        assert found is not None
        found.say("UANA", Attendance.MET, MONDAY + HOUR)
        assert uow.meetings.find("nothing") is None
    with begin() as uow:
        found = uow.meetings.find(kept.id)
        assert found is not None
        assert [(seat.person_id, seat.answer) for seat in found.seats] == [
            ("UZOE", None),
            ("UANA", Attendance.MET),
        ]
        assert found.slot == Interval(MONDAY, MONDAY + HOUR / 2)


def test_the_meetings_of_pairings_come_latest_first(begin: Begin) -> None:
    with begin() as uow:
        uow.meetings.add(first := a_meeting(pairing_id="p1", starts_at=MONDAY))
        uow.meetings.add(second := a_meeting(pairing_id="p1", starts_at=MONDAY + HOUR))
        uow.meetings.add(third := a_meeting(pairing_id="p2", starts_at=MONDAY + 2 * HOUR))
        second.cancel()
        assert [one.id for one in uow.meetings.of_pairing("p1")] == [second.id, first.id]
        assert [one.id for one in uow.meetings.of_pairings(["p1", "p2"])] == [third.id, second.id, first.id]
        assert uow.meetings.of_pairings([]) == []


def test_a_person_is_busy_until_the_end_of_what_is_booked(begin: Begin) -> None:
    with begin() as uow:
        uow.meetings.add(later := a_meeting("UANA", "UBEN", starts_at=MONDAY + 2 * HOUR))
        uow.meetings.add(under_way := a_meeting("UANA", "UCAT", starts_at=MONDAY - HOUR / 4))
        uow.meetings.add(a_meeting("UANA", "UCAT", starts_at=MONDAY - HOUR / 2))
        uow.meetings.add(cancelled := a_meeting("UANA", "UDAN", starts_at=MONDAY + HOUR))
        uow.meetings.add(a_meeting("UBEN", "UCAT", starts_at=MONDAY + HOUR))
        cancelled.cancel()
    with begin() as uow:
        assert uow.meetings.busy("UANA", MONDAY) == (under_way.slot, later.slot)
        assert [one.id for one in uow.glances.upcoming("UANA", MONDAY)] == [under_way.id, later.id]


def test_a_moved_meeting_is_busy_at_its_new_time_at_once(begin: Begin) -> None:
    with begin() as uow:
        uow.meetings.add(kept := a_meeting("UANA", "UBEN", starts_at=MONDAY))
    with begin() as uow:
        found = uow.meetings.find(kept.id)
        assert found is not None
        found.move(MONDAY + HOUR)
        assert [one.start for one in uow.meetings.busy("UANA", MONDAY)] == [MONDAY + HOUR]
