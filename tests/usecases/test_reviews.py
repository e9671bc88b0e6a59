"""Reviews: each looks back on their own; what is not to be passed on stays."""

from datetime import timedelta

import pytest

from bot.domain import errors, notices
from bot.domain.nudging import Phase
from bot.domain.pairings import Pairing
from bot.domain.reviews import OPEN_FOR, Answers, Goal, Review
from bot.usecases import pairings, reviews, status
from bot.usecases.pairings import OfPairing
from bot.usecases.reviews import Give, Look
from tests.usecases.office import Office, a_mentor, a_person, at


@pytest.fixture
def ended(office: Office) -> Pairing:
    """Ana and Ben went on after their first chat, and Ben has wrapped it up."""
    office.hire(a_mentor(), a_person())
    pairing = office.ongoing_pair()
    office.run(pairings.stop, OfPairing(person_id="UBEN", pairing_id=pairing.id))
    return pairing


def give(office: Office, pairing: Pairing, who: str = "UANA", **answers: object) -> Review:
    said = Answers(**{"goal": Goal.REACHED, **answers})  # type: ignore[arg-type]  # any of its fields
    return office.run(reviews.give, Give(person_id=who, pairing_id=pairing.id, answers=said, useful=5))


def lines(office: Office, who: str) -> list[str]:
    return [one.line for one in office.notices(who, notices.PartingLine)]


def test_each_is_asked_and_only_who_is_silent_is_reminded_once(office: Office, ended: Pairing) -> None:
    for one in ended.people:
        (end,) = office.notices(one, notices.PairingEnded)
        assert end.lasted
        waiting = office.run(status.read, one).waiting
        assert [wait.about for wait in waiting if wait.phase is Phase.REVIEW] == [ended.partners_of(one)]
    give(office, ended)
    office.wait_until(at("monday", 17, week=8))
    assert office.notices("UANA", notices.ReviewNudge) == []
    assert len(office.notices("UBEN", notices.ReviewNudge)) == 1
    assert Phase.REVIEW not in office.phases("UBEN")


def test_a_line_is_passed_on_only_if_its_author_says_so(office: Office, ended: Pairing) -> None:
    give(office, ended, line="Thank you", helped="A secret")
    assert lines(office, "UBEN") == []
    office.delivers = False
    give(office, ended, line="Thank you", pass_on=True)
    give(office, ended, line="Thank you", pass_on=True, goal=Goal.PARTLY)
    assert lines(office, "UBEN") == ["Thank you"]
    give(office, ended, line="Thank you", pass_on=False)
    assert lines(office, "UBEN") == [], "what was not delivered yet is taken back"
    seen = office.run(reviews.look, Look(person_id="UANA", pairing_id=ended.id))
    assert seen.before == Answers(goal=Goal.REACHED, line="Thank you")
    other = office.run(reviews.look, Look(person_id="UBEN", pairing_id=ended.id))
    assert other.before is None, "each sees their own"


def test_it_is_for_those_who_were_in_it_at_the_end_and_for_a_month(office: Office, ended: Pairing) -> None:
    office.hire(a_person("UCEM"))
    with pytest.raises(errors.NotYours):
        give(office, ended, "UCEM")
    open_one = office.pair("UBEN", "UCEM")
    with pytest.raises(errors.Gone):
        give(office, open_one, "UCEM")
    office.run(pairings.stop, OfPairing(person_id="UCEM", pairing_id=open_one.id))
    with pytest.raises(errors.Gone):
        give(office, open_one, "UCEM")
    office.now += OPEN_FOR - timedelta(minutes=1)
    give(office, ended)
    office.now += timedelta(minutes=2)
    with pytest.raises(errors.Gone):
        give(office, ended, "UBEN")
