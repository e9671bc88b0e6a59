"""What holds for every form: nothing heavy at start, and an answer for an empty room."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from bot.domain import matching
from bot.domain.matching import Draft, Participant, Pool, Rule
from tests.domain.matching.crowds import a_pool, mentee, mentor

FORMS: dict[str, Callable[[Pool], Draft]] = {
    "mentors": matching.mentors,
    "peers": matching.peers,
    "groups": matching.groups,
    "team groups": matching.team_groups,
    "board": lambda pool: matching.board(pool, ("career",)),
    "circles": matching.circles,
    "panel": lambda pool: matching.panel(pool, 3, Participant(id="sponsor")),
}


def test_the_arrays_are_not_loaded_before_a_round_is_matched() -> None:
    """`mentorbot run` starts fast and stays small."""
    asked = "import sys, bot.domain.matching; print(*{'numpy', 'scipy', 'ortools'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert found.stdout.split() == []


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_nobody_is_matched_with_nobody(form: Callable[[Pool], Draft]) -> None:
    draft = form(a_pool())
    assert (draft.matches, draft.left_out, draft.pairs) == ((), (), 0)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_whoever_is_alone_reads_so(form: Callable[[Pool], Draft]) -> None:
    draft = form(a_pool(mentee("ana")))
    assert draft.matches == ()
    assert [one.person_id for one in draft.left_out] == ["ana"]


def test_an_event_with_nobody_has_empty_rounds() -> None:
    assert matching.speed(a_pool(), 2).rounds == ((), ())
    assert matching.speed(a_pool(mentor("ben")), 2).idle == (("ben",), ("ben",))


def test_two_mentors_for_sixty_serve_as_many_as_they_have_places() -> None:
    pool = a_pool(
        *(mentee(f"mentee {number:02}") for number in range(60)), mentor("ben", 2), mentor("cleo", 3)
    )
    draft = matching.mentors(pool)
    assert len(draft.matches) == 5
    assert {one.rule for one in draft.left_out} == {Rule.NO_FREE_MENTOR}
    assert len(draft.left_out) == 55
