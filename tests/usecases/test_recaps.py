from typing import Any

import pytest

from bot.domain.outcomes import Account, Visibility
from bot.domain.pairings import Pairing
from bot.usecases import outcomes, status
from bot.usecases.recaps import Recap
from tests.usecases.office import Office, a_mentor, a_person, at

CANARY = "nobody else may read this"


@pytest.fixture
def office(office: Office) -> Office:
    """Ana, her mentors Ben and Dora, and Cem, who is nobody's partner."""
    office.hire(a_person("UANA"), a_mentor("UBEN"), a_mentor("UDORA", "python"), a_person("UCEM"))
    return office


@pytest.fixture
def flash(office: Office) -> Pairing:
    """A flash chat of Ana and Ben on Tuesday at ten; it is noon."""
    pairing = office.flash_pair()
    office.book(pairing, at("tuesday", 10))
    office.now = at("tuesday", 12)
    return pairing


def log(office: Office, pairing: Pairing, by: str, **account: Any) -> None:
    (meeting,) = office.read(lambda uow: uow.meetings.of_pairing(pairing.id))
    known = Account(**{"happened": True, **account})
    office.run(outcomes.log, outcomes.Log(person_id=by, chat=f"{pairing.id}:{meeting.id}", account=known))


def recaps(office: Office, person_id: str) -> tuple[Recap, ...]:
    return office.run(status.read, person_id).recaps


def test_each_reads_their_own_account_and_what_the_other_shares(office: Office, flash: Pairing) -> None:
    """A flash chat is over once it is logged: its take-aways stay, each as its author chose."""
    log(office, flash, "UANA", takeaway=CANARY, next_step="Publish", useful=4, thanks="Thank you, Ben")
    log(office, flash, "UBEN", takeaway="Ask more", visibility=Visibility.US)
    (anas,), (bens,) = recaps(office, "UANA"), recaps(office, "UBEN")
    assert (anas.with_ids, anas.topic, anas.at) == (("UBEN",), "python packaging", at("tuesday", 10))
    assert anas.own is not None
    assert (anas.own.takeaway, anas.open_step) == (CANARY, True)
    assert [one.takeaway for one in anas.shared] == ["Ask more"]
    assert CANARY not in repr(bens)
    assert "Publish" not in repr(bens)
    assert [(one.from_id, one.thanks) for one in bens.shared] == [("UANA", "Thank you, Ben")]
    assert recaps(office, "UCEM") == ()


def test_a_score_alone_is_nobody_elses(office: Office, flash: Pairing) -> None:
    log(office, flash, "UANA", useful=1, visibility=Visibility.SHARED)
    assert recaps(office, "UBEN") == ()
    assert [one.with_ids for one in recaps(office, "UANA")] == [("UBEN",)]


def test_whoever_was_thanked_reads_it_without_logging_anything(office: Office, flash: Pairing) -> None:
    log(office, flash, "UANA", thanks="Thank you, Ben")
    (recap,) = recaps(office, "UBEN")
    assert (recap.own, recap.outcome_id) == (None, "")


def test_what_did_not_take_place_and_left_no_words_is_no_recap(office: Office, flash: Pairing) -> None:
    log(office, flash, "UANA", happened=False)
    assert recaps(office, "UANA") == ()


def test_the_latest_comes_first(office: Office, flash: Pairing) -> None:
    log(office, flash, "UANA", takeaway="One")
    later = office.flash_pair("UDORA")
    office.book(later, at("wednesday", 10))
    office.now = at("wednesday", 12)
    log(office, later, "UANA", takeaway="Two")
    assert [one.with_ids for one in recaps(office, "UANA")] == [("UDORA",), ("UBEN",)]
