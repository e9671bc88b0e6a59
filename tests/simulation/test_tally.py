"""Tally: what was checked, and what did not hold."""

from bot.simulation.tally import Invariant, Tally


def test_violations_are_told_up_to_a_number() -> None:
    tally = Tally()
    for number in range(50):
        tally.check(Invariant.BUDGET, number % 2 == 0, "number {}", number)
    assert (tally.checked[Invariant.BUDGET], tally.broken[Invariant.BUDGET]) == (50, 25)
    assert len(tally.violations[Invariant.BUDGET]) == 20
    assert tally.violations[Invariant.BUDGET][0] == "number 1"
    assert not tally.clean
