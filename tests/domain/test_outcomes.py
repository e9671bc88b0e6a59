"""What one person takes away from a chat."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain import errors
from bot.domain.outcomes import Account, Rating, Shared, Visibility
from bot.domain.requests import FREE_TEXT
from tests.domain.strategies import DAY, MONDAY

TODAY = date(2026, 3, 2)


def test_what_nobody_asked_to_show_is_private() -> None:
    """A take-away is for its author alone unless they choose otherwise."""
    assert Account(happened=True).visibility is Visibility.ME


@pytest.mark.parametrize("score", [1, 2, 3, 4, 5])
def test_scores_go_from_1_to_5(score: int) -> None:
    """Both ends included; no answer is an answer of its own."""
    assert score == Account(happened=True, useful=score).useful
    assert score == Rating(pairing_id="P1", person_id="U1", score=score, rated_at=MONDAY).score
    assert Account(happened=True).useful is None


@pytest.mark.parametrize("score", [-1, 0, 6])
def test_other_scores_are_refused(score: int) -> None:
    """At the field they were chosen in."""
    with pytest.raises(errors.NotAChoice) as refused:
        Account(happened=True, useful=score)
    assert refused.value.field == "useful"
    with pytest.raises(errors.NotAChoice):
        Rating(pairing_id="P1", person_id="U1", score=score, rated_at=MONDAY)


@pytest.mark.parametrize("name", ["takeaway", "next_step", "thanks"])
def test_what_is_typed_fits_into_a_text_input(name: str) -> None:
    """The longest that Slack's input holds is kept; one more is refused at its field."""
    Account(happened=True, **{name: "x" * FREE_TEXT})  # type: ignore[arg-type]  # each case has its own field
    with pytest.raises(errors.TooLong) as refused:
        Account(happened=True, **{name: "x" * (FREE_TEXT + 1)})  # type: ignore[arg-type]  # as above
    assert name == refused.value.field


def test_a_next_step_lies_ahead() -> None:
    """Today is early enough; yesterday is not; no day is none."""
    Account(happened=True).check_step(TODAY)
    Account(happened=True, next_step_on=TODAY).check_step(TODAY)
    with pytest.raises(errors.StepInThePast):
        Account(happened=True, next_step_on=TODAY - DAY).check_step(TODAY)


def test_what_others_may_read_is_its_authors_choice() -> None:
    """A thank-you is theirs in any case, a score never."""
    mine = Account(happened=True, useful=1, takeaway="One", next_step="Two", thanks="Three")
    assert mine.shared_by("U1") == Shared(from_id="U1", thanks="Three")
    ours = replace(mine, visibility=Visibility.US)
    assert ours.shared_by("U1") == Shared(from_id="U1", thanks="Three", takeaway="One", next_step="Two")


def test_a_step_stays_done_until_it_is_another_one() -> None:
    done = Account(happened=True, next_step="Publish", step_done_on=TODAY)
    assert not done.open_step
    assert not Account(happened=True, next_step="Publish", useful=3).after(done).open_step
    assert Account(happened=True, next_step="Publish again").after(done).open_step
    assert Account(happened=True, next_step="Publish", next_step_on=TODAY).after(done).open_step
    assert not Account(happened=True, next_step="  ").open_step
