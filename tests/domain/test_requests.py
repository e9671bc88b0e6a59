"""A request and everyone who is asked, in any order of events."""

from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain import errors
from bot.domain.requests import (
    FREE_TEXT,
    FURTHEST,
    Ask,
    AskState,
    Form,
    Purpose,
    Request,
    RequestState,
    Role,
    check_days,
)
from tests.domain.strategies import DAY, MONDAY

PEOPLE = [f"U{n}" for n in range(2, 9)]
TODAY = date(2026, 3, 2)
ENDED_LATE = (AskState.EXPIRED, AskState.WITHDRAWN)


def request() -> Request:
    return Request(
        workspace="T1",
        id="R1",
        form=Form.FLASH,
        requester_id="U1",
        purpose=Purpose(topic="Python"),
        minutes=15,
        asked_at=MONDAY,
    )


class Asking(RuleBasedStateMachine):
    """Any order of asking, answering, running out, withdrawing: what was settled stays settled."""

    def __init__(self) -> None:
        super().__init__()
        self.request = request()
        self.now = MONDAY
        self.ended: RequestState | None = None
        self.settled: dict[str, tuple[AskState, object]] = {}

    def _refused(self, ask: Ask) -> type[errors.DomainError] | None:
        """The sentence that an answer to this ask must meet; None when it can still be answered."""
        if ask.state in ENDED_LATE:
            return errors.Gone
        return None if ask.open else errors.AlreadyAnswered

    def _some(self, data: st.DataObject) -> Ask:
        self.now += timedelta(minutes=1)
        return data.draw(st.sampled_from(self.request.asks))

    @rule(person=st.sampled_from(PEOPLE), role=st.sampled_from(Role), waiting=st.booleans())
    def ask(self, person: str, role: Role, waiting: bool) -> None:
        """One more person is asked while the request is open, and nobody after that."""
        asks = list(self.request.asks)
        if self.ended:
            with pytest.raises(errors.Gone):
                self.request.ask("late", person, role, self.now)
            assert asks == self.request.asks
            return
        ask = self.request.ask(f"A{len(asks)}", person, role, self.now, waiting=waiting)
        assert [*asks, ask] == self.request.asks
        assert ask.state is (AskState.WAITING if waiting else AskState.ASKED)
        assert (ask.requester_id, ask.request_id, ask.asked_at) == ("U1", "R1", self.now)

    @precondition(lambda self: self.request.asks)
    @rule(data=st.data())
    def accept(self, data: st.DataObject) -> None:
        """A yes ends the request and releases everyone else who was asked."""
        ask = self._some(data)
        refused, others = self._refused(ask), [one for one in self.request.open_asks if one is not ask]
        if refused:
            with pytest.raises(refused):
                self.request.accept(ask, self.now)
            return
        assert others == self.request.accept(ask, self.now)
        assert ask.state is AskState.ACCEPTED
        assert {AskState.WITHDRAWN} >= {one.state for one in others}
        self.ended = RequestState.ACCEPTED

    @precondition(lambda self: self.request.asks)
    @rule(data=st.data(), how=st.sampled_from(["decline", "pass_on", "expire"]))
    def end_one(self, data: st.DataObject, how: str) -> None:
        """A no, a better idea or no answer ends this ask alone; its time and line are kept."""
        ask = self._some(data)
        before = {one.id: one.state for one in self.request.asks if one is not ask}
        refused = self._refused(ask)
        line = "Sorry, not this month." if how != "expire" else ""
        ways = {
            "decline": lambda: self.request.decline(ask, self.now, line),
            "pass_on": lambda: self.request.pass_on(ask, self.now, line),
            "expire": lambda: self.request.expire(ask, self.now),
        }
        if refused:
            with pytest.raises(refused):
                ways[how]()
            return
        ways[how]()
        states = {"decline": AskState.DECLINED, "pass_on": AskState.PASSED_ON, "expire": AskState.EXPIRED}
        assert (states[how], self.now, line) == (ask.state, ask.answered_at, ask.line)
        assert before == {one.id: one.state for one in self.request.asks if one is not ask}

    @rule(person=st.sampled_from(["U1", "U2"]))
    def withdraw(self, person: str) -> None:
        """Only the requester can, and only while it is open; everyone who was asked is released."""
        still_asked = self.request.open_asks
        refused = errors.NotYours if person != "U1" else errors.Gone if self.ended else None
        if refused:
            with pytest.raises(refused):
                self.request.withdraw(person, self.now)
            assert still_asked == self.request.open_asks
            return
        assert still_asked == self.request.withdraw(person, self.now)
        self.ended = RequestState.WITHDRAWN

    @rule()
    def close(self) -> None:
        """Ends it when nobody is left to answer, as the last ask ended; changes nothing at any other time."""
        before, left = self.request.state, self.request.open_asks
        state = self.request.close()
        assert state is self.request.state
        if self.ended or left:
            assert before is state
            return
        declined = bool(self.request.asks) and self.request.asks[-1].state is AskState.DECLINED
        assert state is (RequestState.DECLINED if declined else RequestState.EXPIRED)
        self.ended = state

    @precondition(lambda self: self.request.asks)
    @rule(data=st.data(), person=st.sampled_from(PEOPLE))
    def find(self, data: st.DataObject, person: str) -> None:
        """Whoever was sent an ask finds it; a forged button finds nothing."""
        ask = self._some(data)
        if person == ask.person_id:
            assert ask is self.request.find(ask.id, person)
        else:
            with pytest.raises(errors.NotYours):
                self.request.find(ask.id, person)
        with pytest.raises(errors.Gone):
            self.request.find("forged", person)

    @invariant()
    def one_yes_at_most(self) -> None:
        """Nobody is accepted twice over, and only an accepted request has a yes."""
        yes = [ask for ask in self.request.asks if ask.state is AskState.ACCEPTED]
        assert len(yes) == (self.request.state is RequestState.ACCEPTED)

    @invariant()
    def what_ended_stays_ended(self) -> None:
        """An ended request has the state it ended with, and nobody left to answer."""
        if self.ended:
            assert self.ended is self.request.state
            assert self.request.open_asks == []
        assert self.request.open is (self.ended is None)

    @invariant()
    def what_was_answered_stays_answered(self) -> None:
        """No later event changes how or when an ask ended."""
        for ask in self.request.asks:
            if not ask.open:
                now = ask.state, ask.answered_at
                assert self.settled.setdefault(ask.id, now) == now
                assert ask.answered_at is not None


TestAsking = Asking.TestCase
TestAsking.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)


def test_the_second_yes_reads_that_it_was_answered_or_is_over() -> None:
    """Two presses of one's own button: answered already. A press after somebody else's yes: it is over."""
    wish = request()
    mine = wish.ask("A1", "U2", Role.MENTOR, MONDAY)
    other = wish.ask("A2", "U3", Role.MENTOR, MONDAY)
    wish.accept(mine, MONDAY)
    with pytest.raises(errors.AlreadyAnswered):
        wish.accept(mine, MONDAY)
    with pytest.raises(errors.Gone):
        wish.accept(other, MONDAY)


@pytest.mark.parametrize("name", ["topic", "why", "tried", "time"])
def test_a_purpose_fits_into_a_text_input(name: str) -> None:
    """The longest that Slack's input holds is kept; one more is refused at the input it is in."""
    assert getattr(Purpose(**{name: "x" * FREE_TEXT}), name)
    with pytest.raises(errors.TooLong) as refused:
        Purpose(**{name: "x" * (FREE_TEXT + 1)})
    assert name == refused.value.field
    assert refused.value.values == {"most": FREE_TEXT, "length": FREE_TEXT + 1}


@pytest.mark.parametrize(
    ("earliest", "latest", "refused"),
    [
        (None, None, None),
        (0, 0, None),
        (0, FURTHEST.days, None),
        (-1, None, errors.DayInThePast),
        (3, 2, errors.EndBeforeStart),
        (None, -1, errors.DayInThePast),
        (None, FURTHEST.days + 1, errors.TooFarAhead),
        (FURTHEST.days + 1, None, errors.TooFarAhead),
    ],
)
def test_days_lie_ahead_in_order_and_not_too_far(
    earliest: int | None, latest: int | None, refused: type[errors.DomainError] | None
) -> None:
    """From today to 90 days on; either day may be left open."""
    first, last = (None if n is None else TODAY + n * DAY for n in (earliest, latest))
    if refused is None:
        check_days(first, last, TODAY)
        return
    with pytest.raises(refused):
        check_days(first, last, TODAY)


@pytest.mark.parametrize(("earliest", "latest"), [(-3, -1), (-1, -3), (FURTHEST.days + 1, FURTHEST.days + 2)])
def test_both_days_that_are_wrong_are_told_of_at_once(earliest: int, latest: int) -> None:
    with pytest.raises(errors.DomainError) as refused:
        check_days(TODAY + earliest * DAY, TODAY + latest * DAY, TODAY)
    first = refused.value
    assert [one.field for one in (first, *first.also)] == ["earliest", "latest"]
