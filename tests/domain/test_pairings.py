"""Two people from the yes to the end."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.domain import errors
from bot.domain.pairings import Fit, Pairing, PairingState
from bot.domain.requests import Form
from tests.domain.strategies import DAY, MONDAY


def pairing() -> Pairing:
    return Pairing(
        workspace="T1",
        id="P1",
        request_id="R1",
        form=Form.INTRO,
        mentor_id="U1",
        mentee_id="U2",
        topic="Python",
        minutes=30,
        opened_at=MONDAY,
    )


class Pair(RuleBasedStateMachine):
    """Any order of answers about the fit, and the end."""

    def __init__(self) -> None:
        super().__init__()
        self.pairing = pairing()
        self.fit: dict[str, Fit | None] = {"U1": None, "U2": None}
        self.went_on = False
        self.ended = False

    @rule(person=st.sampled_from(["U1", "U2", "U3"]), fit=st.sampled_from(Fit))
    def say_fit(self, person: str, fit: Fit) -> None:
        """Each for themselves, while it lasts; an answer may be changed."""
        refused = errors.NotYours if person not in self.fit else errors.Gone if self.ended else None
        if refused:
            with pytest.raises(refused):
                self.pairing.say_fit(person, fit)
            return
        self.pairing.say_fit(person, fit)
        self.fit[person] = fit
        self.went_on = self.went_on or set(self.fit.values()) == {Fit.AGAIN}

    @rule()
    def end(self) -> None:
        """Once; the moment is kept."""
        if self.ended:
            with pytest.raises(errors.Gone):
                self.pairing.end(MONDAY + 2 * DAY)
            return
        self.pairing.end(MONDAY + DAY)
        self.ended = True

    @invariant()
    def all_is_kept(self) -> None:
        """The two answers are kept apart, and one `enough` of either is seen."""
        assert self.fit == {"U1": self.pairing.mentor_fit, "U2": self.pairing.mentee_fit}
        assert self.pairing.enough is (Fit.ENOUGH in self.fit.values())
        assert self.pairing.open is not self.ended
        assert self.pairing.ended_at == (MONDAY + DAY if self.ended else None)

    @invariant()
    def only_two_times_again_goes_on(self) -> None:
        """One person's wish binds nobody; two wishes make it ongoing, and an end is an end."""
        expected = PairingState.ONGOING if self.went_on else PairingState.OPEN
        assert self.pairing.state is (PairingState.ENDED if self.ended else expected)


TestPair = Pair.TestCase
TestPair.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)


def test_each_is_the_other_ones_partner() -> None:
    """Mentor and mentee find each other; a stranger is refused."""
    pair = pairing()
    assert (pair.mentor_id, pair.mentee_id) == pair.people
    assert (pair.partner_of("U1"), pair.partner_of("U2")) == ("U2", "U1")
    with pytest.raises(errors.NotYours):
        pair.partner_of("U3")
