"""Reviews: one of each author for a pairing."""

import pytest

from bot.domain.reviews import Answers, Goal, Review
from bot.ports import Overtaken
from tests.builders import WORKSPACE
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

ANSWERS = Answers(goal=Goal.PARTLY, helped="Grüße \\ <3", recommends=False, line="Thanks", pass_on=True)


def a_review(author_id: str, pairing_id: str = "p") -> Review:
    return Review(
        workspace=WORKSPACE, pairing_id=pairing_id, author_id=author_id, answers=ANSWERS, given_at=MONDAY
    )


def test_it_comes_back_and_can_be_replaced(begin: Begin) -> None:
    with begin() as uow:
        for review in (a_review("UBEN"), a_review("UANA"), a_review("UANA", "q"), a_review("UANA", "r")):
            uow.reviews.add(review)
    with begin() as uow:
        found = uow.reviews.find("p", "UANA")
        assert found is not None
        assert found.answers == ANSWERS
        found.answers = Answers(goal=Goal.REACHED)
        assert uow.reviews.find("p", "UCEM") is None
    with begin() as uow:
        found_ones = uow.reviews.of_pairings(["p", "q"])
        assert [(one.author_id, one.answers.goal) for one in found_ones] == [
            ("UANA", Goal.REACHED),
            ("UBEN", Goal.PARTLY),
            ("UANA", Goal.PARTLY),
        ]
    with begin("T2") as uow:
        assert uow.reviews.of_pairings(["p"]) == []


def test_an_author_gives_one(begin: Begin) -> None:
    with begin() as uow:
        uow.reviews.add(a_review("UANA"))
    with pytest.raises(Overtaken), begin() as uow:
        uow.reviews.add(a_review("UANA"))
