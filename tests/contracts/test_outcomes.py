"""Outcomes: one account for each author and chat."""

from datetime import date, timedelta

from bot.domain.outcomes import Account, Rating, Visibility
from tests.builders import an_outcome
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

ACCOUNT = Account(
    happened=True,
    useful=4,
    takeaway="Grüße \\ <3",
    visibility=Visibility.US,
    next_step="Publish it",
    next_step_on=date(2026, 4, 1),
)


def test_an_account_comes_back_and_can_be_replaced(begin: Begin) -> None:
    with begin() as uow:
        uow.outcomes.add(an_outcome("UANA", pairing_id="p", meeting_id="m", account=ACCOUNT))
    with begin() as uow:
        found = uow.outcomes.find("p", "m", "UANA")
        assert found is not None
        assert found.account == ACCOUNT
        found.account = Account(happened=False)
    with begin() as uow:
        assert [one.account for one in uow.outcomes.about(["p"])] == [Account(happened=False)]


def test_each_author_and_chat_has_its_own(begin: Begin) -> None:
    with begin() as uow:
        uow.outcomes.add(an_outcome("UANA", pairing_id="p", meeting_id="m"))
        uow.outcomes.add(bens := an_outcome("UBEN", pairing_id="p", meeting_id="m"))
        uow.outcomes.add(loose := an_outcome("UANA", pairing_id="p", logged_at=MONDAY - timedelta(days=1)))
        uow.outcomes.add(an_outcome("UANA", pairing_id="q"))
        assert uow.outcomes.find("p", "m", "UBEN") is bens
        assert uow.outcomes.by_id(bens.id) is bens
        assert uow.outcomes.by_id("nothing") is None
        assert uow.outcomes.find("p", None, "UANA") is loose
        assert uow.outcomes.find("p", None, "UBEN") is None
        assert uow.outcomes.about(["p"])[0] is loose
        assert len(uow.outcomes.about(["p", "q"])) == 4
        assert uow.outcomes.about([]) == []


def test_a_rating_takes_the_place_of_those_since_then(begin: Begin) -> None:
    """The same moment twice included, which is one rating."""
    with begin() as uow:
        rating = Rating(pairing_id="p", person_id="UANA", score=4, rated_at=MONDAY)
        uow.outcomes.rate(rating, replacing_since=MONDAY)
        uow.outcomes.rate(rating, replacing_since=MONDAY)
        uow.outcomes.rate(rating, replacing_since=MONDAY - timedelta(days=1))
