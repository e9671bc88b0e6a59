"""Rounds before their admins: pages that Slack takes, and nothing that anyone wished."""

from dataclasses import replace
from typing import Any

import pytest

from bot.demo.limits import check_view
from bot.domain.forms import Form
from bot.domain.matching import LeftOut, Match, Reason, Rule, Term
from bot.domain.rounds import Matched, Round
from bot.usecases.rounds import OneOf, Preview, Swap
from handlers.slack.views import rounds
from handlers.slack.views.ids import Verb, pressed
from handlers.slack.views.reader import PSEUDO, Reader
from handlers.slack.views.scores import HUNDREDTH, of_100
from tests.builders import a_match, a_program, a_round
from tests.slack.views import reading
from tests.slack.views.submitting import submitted

READER = Reader()
REASONS = (
    Reason(Term.TOPICS, 300_000, ("salary talks",)),
    Reason(Term.WORDS, 90_000, ("burnout",)),
    Reason(Term.PREFERENCE, 150_000),
    Reason(Term.HOURS, -10_000),
)


def preview(count: int = 2, **fields: Any) -> Preview:
    here: Round = a_round("p", **fields)
    matched = [_match(here, number) for number in range(1, count + 1)]
    return Preview(a_program(Form.PEER), here, tuple(matched))


def _match(here: Round, number: int) -> Matched:
    match = Match((f"UA{number}", f"UB{number}"), REASONS)
    return a_match(here.id, number=number, match=match)


def verbs(payload: dict[str, object]) -> list[Verb]:
    return [pressed(node).verb for node in reading.nodes(payload) if "action_id" in node]


def text(shown: Preview, page: int = 0) -> str:
    return "\n".join(reading.paragraphs(rounds.modal(READER, shown, page).to_dict()))


def test_a_match_says_why_without_anybodys_words() -> None:
    """Topics, words and preferences are counted, and never quoted to an admin."""
    seen = text(preview())
    assert "topics in common" in seen
    for secret in ("salary", "burnout", "preference"):
        assert secret not in seen
    assert "38 of 100 (topics in common +30, goals that fit +9, and shared hours −1)" in seen


@pytest.mark.parametrize(
    ("points", "shares"),
    [
        ([98_000, 77_000, 47_000], [10, 8, 4]),
        ([104_000, 84_000, 45_000], [10, 8, 5]),
        ([-4_000, 14_000], [0, 1]),
        ([-6_000, -6_000, -6_000], [0, -1, -1]),
        ([], []),
    ],
)
def test_what_each_reason_adds_is_the_score(points: list[int], shares: list[int]) -> None:
    assert of_100(points, HUNDREDTH) == shares


def test_a_draft_that_matches_nobody_says_why_and_offers_no_sending() -> None:
    left = (LeftOut("UEVE", Rule.RATHER_NOT), LeftOut("UFAY", Rule.NO_REPEAT), LeftOut("UGUS", Rule.BLOCKED))
    empty = preview(0, left_out=left)
    assert Verb.SEND_ROUND not in verbs(rounds.modal(READER, empty).to_dict())
    line = "Nobody is matched, so there is nothing to send. Why: nobody free who fits and met not long ago."
    assert line in text(empty)
    assert "nothing to send. Why: taken out by an admin." in text(preview(0, excluded=("UEVE",)))
    assert "nothing to send." not in text(preview())


def test_who_sits_out_is_counted() -> None:
    assert "1 person skips this round or is on a break." in text(replace(preview(), sitting_out=1))
    assert "on a break" not in text(preview())


def test_a_mentor_is_told_from_a_mentee() -> None:
    shown = preview(1)
    one = shown.matched[0]
    mentoring = replace(one, match=Match(("UANA", "UBEN"), REASONS, mentors=1))
    assert " mentors " not in text(shown)
    assert " mentors " in text(replace(shown, matched=(mentoring,), idle=("UEVE",)))
    assert "Nobody to mentor this time: " in text(replace(shown, idle=("UEVE",)))


def test_what_somebody_wished_in_private_goes_by_another_name() -> None:
    left = (LeftOut("UEVE", Rule.RATHER_NOT), LeftOut("UFAY", Rule.BLOCKED))
    seen = text(preview(left_out=left, blocked={Rule.BLOCKED: 3, Rule.NO_REPEAT: 2}, pairs=9))
    assert seen.count("nobody free who fits") == 2
    assert "met not long ago: 2 of 9" in seen
    assert "3 of 9" not in seen


@pytest.mark.parametrize("page", [-1, 0, 1, 66, 1000])
def test_a_round_of_a_thousand_is_shown_page_by_page(page: int) -> None:
    left = tuple(LeftOut(f"UL{number}", Rule.ODD_ONE) for number in range(500))
    shown = preview(1000, left_out=left, unstable=3)
    view = rounds.modal(READER, shown, page).to_dict()
    assert check_view(view) == []
    assert reading.rings_somebody(view) == []
    assert reading.untranslated(rounds.modal(PSEUDO, shown, page).to_dict(), set()) == []


def test_only_a_draft_can_be_changed() -> None:
    draft = preview()
    assert {Verb.SEND_ROUND, Verb.SWAP, Verb.TAKE_OUT} <= set(verbs(rounds.modal(READER, draft).to_dict()))
    draft.round.send("UADA", draft.round.drafted_at)
    assert verbs(rounds.modal(READER, draft).to_dict()) == []


def test_somebody_can_be_taken_back_once_they_were_taken_out() -> None:
    assert Verb.TAKE_BACK not in verbs(rounds.modal(READER, preview()).to_dict())
    assert Verb.TAKE_BACK in verbs(rounds.modal(READER, preview(excluded=("UEVE",))).to_dict())


def test_what_is_filled_in_comes_back_as_a_command() -> None:
    """The round it is about travels with the form."""
    swap = submitted(rounds.swapping(READER, "r1"))
    for name, person in (("person", "UANA"), ("other", "UBEN")):
        swap["state"]["values"][name][name]["selected_user"] = person
    assert rounds.parse_swap(swap, "UADA") == Swap(person_id="UADA", round_id="r1", one="UANA", other="UBEN")
    for form in (rounds.taking_out, rounds.taking_back):
        out = submitted(form(READER, "r1"))
        out["state"]["values"]["person"]["person"]["selected_user"] = "UANA"
        assert rounds.parse_one(out, "UADA") == OneOf(person_id="UADA", round_id="r1", whom="UANA")
