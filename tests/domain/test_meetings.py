"""Booked chats: moved, called off, and what each person says of them."""

from datetime import datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.domain import errors
from bot.domain.meetings import FURTHEST, Attendance, Meeting, MeetingState, check_bookable
from bot.domain.slots import Interval
from tests.domain.strategies import DAY, MONDAY

HOUR = timedelta(hours=1)


def meeting() -> Meeting:
    slot = Interval(MONDAY, MONDAY + timedelta(minutes=30))
    return Meeting.book("M1", "P1", "T1", ("U1", "U2"), slot)


class Chat(RuleBasedStateMachine):
    """Any order of moving, cancelling and answering."""

    def __init__(self) -> None:
        super().__init__()
        self.meeting = meeting()
        self.now = MONDAY - HOUR
        self.said: dict[str, Attendance | None] = {"U1": None, "U2": None}
        self.changes = 0
        self.cancelled = False

    @rule(hours=st.integers(1, 60))
    def pass_time(self, hours: int) -> None:
        """Time goes on."""
        self.now += hours * HOUR

    @rule(later=st.timedeltas(HOUR, 2 * DAY))
    def move(self, later: timedelta) -> None:
        """A new time takes back what was said of the old one; a cancelled chat is not moved."""
        if self.cancelled:
            with pytest.raises(errors.Gone):
                self.meeting.move(self.now + later)
            return
        self.meeting.move(self.now + later)
        self.changes += 1
        self.said = dict.fromkeys(self.said)
        assert self.meeting.starts_at == self.now + later

    @rule()
    def cancel(self) -> None:
        """Once, and for good."""
        if self.cancelled:
            with pytest.raises(errors.Gone):
                self.meeting.cancel()
            return
        self.meeting.cancel()
        self.changes += 1
        self.cancelled = True

    @rule(person=st.sampled_from(["U1", "U2", "U3"]), answer=st.sampled_from(Attendance))
    def say(self, person: str, answer: Attendance) -> None:
        """Each of the two for themselves, from the start on; the other's answer stays as it is."""
        refused = (
            errors.NotYours
            if person not in self.said
            else errors.Gone
            if self.cancelled
            else errors.NotMetYet
            if self.now < self.meeting.starts_at
            else None
        )
        if refused:
            with pytest.raises(refused):
                self.meeting.say(person, answer, self.now)
            return
        self.meeting.say(person, answer, self.now)
        self.said[person] = answer
        assert self.meeting.seat_of(person).answered_at == self.now

    @invariant()
    def all_is_kept(self) -> None:
        """The seats hold what was said, the sequence counts the changes, the length stays."""
        assert self.said == {seat.person_id: seat.answer for seat in self.meeting.seats}
        assert self.changes == self.meeting.sequence
        assert self.meeting.booked is not self.cancelled
        assert self.meeting.state is (MeetingState.CANCELLED if self.cancelled else MeetingState.BOOKED)
        assert self.meeting.slot == Interval(self.meeting.starts_at, self.meeting.starts_at + HOUR / 2)

    @invariant()
    def one_reading_of_two_answers(self) -> None:
        """Held when anyone says so, missed when only noes were said, unknown otherwise."""
        answers = set(self.said.values())
        noes = answers & {Attendance.NOT_YET, Attendance.WONT_HAPPEN}
        expected = True if Attendance.MET in answers else False if noes else None
        assert expected is self.meeting.held


TestChat = Chat.TestCase
TestChat.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_a_booked_chat_has_a_seat_for_each() -> None:
    """Nobody has said anything yet: unknown, not missed."""
    booked = meeting()
    assert [(seat.person_id, seat.answer) for seat in booked.seats] == [("U1", None), ("U2", None)]
    assert (booked.minutes, booked.sequence, booked.held) == (30, 0, None)
    assert booked.partners_of("U1") == ("U2",)
    with pytest.raises(errors.NotYours):
        booked.partners_of("U3")


def test_a_new_time_takes_back_what_was_said_of_the_old_one() -> None:
    """Both are asked anew, and calendars see a newer version."""
    booked = meeting()
    booked.say("U1", Attendance.NOT_YET, MONDAY)
    booked.move(MONDAY + DAY)
    assert [(seat.answer, seat.answered_at) for seat in booked.seats] == [(None, None)] * 2
    assert (booked.starts_at, booked.sequence, booked.held) == (MONDAY + DAY, 1, None)


def test_to_have_moved_it_says_nothing_of_whether_it_took_place() -> None:
    """`Moved` leaves it unknown."""
    booked = meeting()
    booked.say("U1", Attendance.MOVED, MONDAY)
    assert booked.held is None


@pytest.mark.parametrize(
    ("starts_at", "refused"),
    [
        (MONDAY - HOUR, errors.TimePassed),
        (MONDAY, errors.TimePassed),
        (MONDAY + timedelta(minutes=1), None),
        (MONDAY + FURTHEST, None),
        (MONDAY + FURTHEST + HOUR, errors.ChatTooFarAhead),
    ],
)
def test_a_chat_starts_ahead_of_now_within_a_year(
    starts_at: datetime, refused: type[errors.DomainError] | None
) -> None:
    """A button of last week books nothing in the past."""
    if refused is None:
        check_bookable(starts_at, MONDAY)
        return
    with pytest.raises(refused):
        check_bookable(starts_at, MONDAY)
