"""People from the beginning to the end: two of them, or a group that some leave."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain import errors
from bot.domain.pairings import MOST, Fit, Pairing, PairingState, Part
from bot.domain.requests import Form
from tests.domain.strategies import DAY, MONDAY

M, E, P = Part.MENTOR, Part.MENTEE, Part.PEER
SHAPES = ((M, E), (P, P), (M, E, E), (P, P, P), (M, M, E, E, E), (P,) * MOST, (M, E, E, E, E, E, E))


def pairing(*parts: Part) -> Pairing:
    made = Pairing(workspace="T1", id="P1", form=Form.INTRO, topic="Python", minutes=30, opened_at=MONDAY)
    for number, part in enumerate(parts or (M, E), 1):
        made.join(f"U{number}", part)
    return made


class Together(RuleBasedStateMachine):
    """Any order of answers about the fit, of leaving, and the end."""

    @initialize(parts=st.sampled_from(SHAPES))
    def begin(self, parts: tuple[Part, ...]) -> None:
        self.pairing = pairing(*parts)
        self.parts = {f"U{number}": part for number, part in enumerate(parts, 1)}
        self.present = list(self.parts)
        self.fit: dict[str, Fit] = {}
        self.went_on = False
        self.ended = False

    def _settle(self, before: bool, told: bool) -> None:
        all_would = all(self.fit.get(one) is Fit.AGAIN for one in self.present)
        self.went_on = self.went_on or all_would
        assert told is (self.went_on and not before), "told once, when it is so from now"

    @rule(number=st.integers(1, MOST + 1), fit=st.sampled_from(Fit))
    def say_fit(self, number: int, fit: Fit) -> None:
        """Each for themselves, while they are in it; an answer may be changed."""
        person = f"U{number}"
        refused = errors.NotYours if person not in self.present else errors.Gone if self.ended else None
        if refused:
            with pytest.raises(refused):
                self.pairing.say_fit(person, fit)
            return
        self.fit[person] = fit
        self._settle(self.went_on, self.pairing.say_fit(person, fit))

    @rule(number=st.integers(1, MOST))
    def leave(self, number: int) -> None:
        """Only where two are left, and somebody in each part."""
        person = f"U{number}"
        rest = [one for one in self.present if one != person]
        parts_left = {self.parts[one] for one in rest}
        can = len(rest) >= 2 and parts_left == set(self.parts.values())
        if person in self.present:
            assert self.pairing.can_do_without(person) is can
        if person in self.present and can and not self.ended:
            self.present = rest
            self._settle(self.went_on, self.pairing.leave(person, MONDAY + DAY))

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
        """Who is in it, and each one's own answer; after the end still those who were in it then."""
        assert self.pairing.people == tuple(self.present)
        assert self.pairing.everyone == tuple(self.parts)
        assert {one.person_id: one.fit for one in self.pairing.members if one.fit} == self.fit
        assert self.pairing.open is not self.ended
        assert self.pairing.ended_at == (MONDAY + DAY if self.ended else None)
        left = [self.pairing.member(one).left_at for one in self.present]
        assert left == [self.pairing.ended_at] * len(self.present)

    @invariant()
    def everyone_has_company(self) -> None:
        """Whoever is in it has somebody across, and meets all the others once."""
        for person in self.present:
            across, beside = self.pairing.across(person), self.pairing.beside(person)
            assert across
            assert sorted((*across, *beside)) == sorted(self.pairing.partners_of(person))

    @invariant()
    def only_when_all_would_it_goes_on(self) -> None:
        """One person's wish binds nobody; the wish of all makes it ongoing, and an end is an end."""
        expected = PairingState.ONGOING if self.went_on else PairingState.OPEN
        assert self.pairing.state is (PairingState.ENDED if self.ended else expected)


TestTogether = Together.TestCase
TestTogether.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)


def test_each_is_the_other_ones_partner() -> None:
    """Mentor and mentee find each other; a stranger is refused."""
    pair = pairing()
    assert (pair.mentors, pair.mentees, pair.group) == (("U1",), ("U2",), False)
    assert (pair.partners_of("U1"), pair.partners_of("U2")) == (("U2",), ("U1",))
    with pytest.raises(errors.NotYours):
        pair.partners_of("U3")


def test_mentors_host_and_among_peers_anyone() -> None:
    assert pairing(M, E, E).hosts == ("U1",)
    assert pairing(P, P).hosts == ("U1", "U2")


def test_a_side_is_seen_from_each_member() -> None:
    """Two mentors of three: mentees across, the other mentor beside; peers have only across."""
    group = pairing(M, M, E, E, E)
    assert (group.across("U1"), group.beside("U1")) == (("U3", "U4", "U5"), ("U2",))
    assert (group.across("U3"), group.beside("U3")) == (("U1", "U2"), ("U4", "U5"))
    assert (pairing(P, P, P).across("U2"), pairing(P, P, P).beside("U2")) == (("U1", "U3"), ())


def test_a_group_message_takes_no_eighth() -> None:
    with pytest.raises(ValueError, match="at most 7"):
        pairing(*(P,) * MOST).join("U8", P)


def test_everyone_in_a_circle_hosts_in_turn_and_nobody_elsewhere() -> None:
    circle = pairing(P, P, P)
    assert circle.host_of(0) is None
    circle.form = Form.CIRCLE
    assert [circle.host_of(session) for session in range(4)] == ["U1", "U2", "U3", "U1"]
    circle.leave("U2", MONDAY)
    assert circle.host_of(1) == "U3"
