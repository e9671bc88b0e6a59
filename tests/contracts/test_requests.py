"""Requests: kept with their asks in order; one open ask per requester and person."""

from datetime import date, timedelta

import pytest

from bot.domain.requests import AskState, Form, RequestState, Role
from bot.ports import Overtaken
from tests.builders import a_request
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

DAY = timedelta(days=1)


def test_a_request_comes_back_with_its_asks_in_order(begin: Begin) -> None:
    kept = a_request("UANA", "UZOE", "UBEN", "UMIA", form=Form.INTRO, earliest=date(2026, 3, 3))
    with begin() as uow:
        uow.requests.add(kept)
    with begin() as uow:
        found = uow.requests.find(kept.id)
        assert found is not None
        assert [ask.person_id for ask in found.asks] == ["UZOE", "UBEN", "UMIA"]
        assert (found.purpose, found.form, found.earliest) == (kept.purpose, Form.INTRO, date(2026, 3, 3))
        assert uow.requests.find_by_ask(kept.asks[1].id) is found
        assert uow.requests.find_by_ask("nothing") is None
        ids = [one.id for one in kept.asks[1:]]
        assert uow.requests.by_asks([*ids, "nothing"]) == dict.fromkeys(ids, found)
        assert uow.requests.by_asks([]) == {}
        assert uow.requests.find("nothing") is None


def test_answers_and_further_asks_are_kept(begin: Begin) -> None:
    with begin() as uow:
        uow.requests.add(request := a_request("UANA", "UBEN"))
    with begin() as uow:
        found = uow.requests.find_by_ask(request.asks[0].id)
        assert found is not None
        found.decline(found.asks[0], MONDAY + DAY, "Next month?")
        found.ask("second", "UAMY", Role.MENTOR, MONDAY)  # earlier and smaller: the order is that of asking
        assert [ask.id for ask in uow.requests.asked("UAMY")] == ["second"]
        assert uow.requests.asked("UBEN") == []
    with begin() as uow:
        found = uow.requests.find(request.id)
        assert found is not None
        assert [(one.person_id, one.state) for one in found.asks] == [
            ("UBEN", AskState.DECLINED),
            ("UAMY", AskState.ASKED),
        ]
        assert (found.asks[0].line, found.asks[0].answered_at) == ("Next month?", MONDAY + DAY)


def test_a_second_open_ask_of_a_pair_is_refused_and_leaves_nothing(begin: Begin) -> None:
    """It names nobody: whom a requester asked is theirs to know. The next try finds the first one."""
    with begin() as uow:
        uow.requests.add(a_request("UANA", "UBEN"))
    second = a_request("UANA", "UBEN", asked_at=MONDAY + DAY, waiting=True)

    def ask_again() -> None:
        with begin() as uow:
            uow.requests.add(second)

    with pytest.raises(Overtaken) as refused:
        ask_again()
    assert str(refused.value) == ""
    with begin() as uow:
        uow.requests.add(a_request("UANA", "UCAT"))
        uow.requests.add(a_request("UDAN", "UBEN"))
    with begin() as uow:
        assert uow.requests.find(second.id) is None
        assert len(uow.requests.asked("UBEN")) == 2


def test_a_further_ask_of_an_open_pair_is_refused_at_the_latest_by_the_commit(begin: Begin) -> None:
    with begin() as uow:
        uow.requests.add(a_request("UANA", "UBEN"))
        uow.requests.add(other := a_request("UANA", "UCAT"))

    def ask_ben_again() -> None:
        with begin() as uow:
            request = uow.requests.find(other.id)
            assert request is not None
            request.ask("again", "UBEN", Role.MENTOR, MONDAY)

    with pytest.raises(Overtaken):
        ask_ben_again()


def test_after_the_answer_the_pair_is_free_again(begin: Begin) -> None:
    with begin() as uow:
        uow.requests.add(first := a_request("UANA", "UBEN"))
    with begin() as uow:
        found = uow.requests.find(first.id)
        assert found is not None
        found.expire(found.asks[0], MONDAY + DAY)
        uow.requests.add(a_request("UANA", "UBEN"))
    with begin() as uow:
        assert len(uow.requests.asked("UBEN")) == 1


def test_own_open_requests_come_oldest_first(begin: Begin) -> None:
    with begin() as uow:
        uow.requests.add(later := a_request("UANA", "UBEN", asked_at=MONDAY + DAY))
        uow.requests.add(earlier := a_request("UANA", "UCAT"))
        uow.requests.add(over := a_request("UANA", "UDAN"))
        uow.requests.add(a_request("UEVE", "UBEN"))
        over.withdraw("UANA", MONDAY)
    with begin() as uow:
        assert [one.id for one in uow.requests.open_by("UANA")] == [earlier.id, later.id]
        over_again = uow.requests.find(over.id)
        assert over_again is not None
        assert over_again.state is RequestState.WITHDRAWN


def test_last_asked_counts_mentors_and_no_withdrawn_asks(begin: Begin) -> None:
    with begin() as uow:
        uow.requests.add(old := a_request("UANA", "UBEN", asked_at=MONDAY - 9 * DAY))
        old.decline(old.asks[0], MONDAY - 8 * DAY)
        uow.requests.add(a_request("UANA", "UBEN", "UCAT", asked_at=MONDAY))
        uow.requests.add(gone := a_request("UANA", "UDAN"))
        gone.withdraw("UANA", MONDAY)
        uow.requests.add(intro := a_request("UANA"))
        intro.ask("via", "UEVE", Role.INTERMEDIARY, MONDAY)
        uow.requests.add(a_request("UFAY", "UGUS"))
        assert uow.requests.last_asked("UANA", MONDAY - 30 * DAY) == {"UBEN": MONDAY, "UCAT": MONDAY}
        assert uow.requests.last_asked("UANA", MONDAY + DAY) == {}


def test_a_waitlist_is_first_come_first(begin: Begin) -> None:
    with begin() as uow:
        for minute, requester in ((2, "UDAN"), (0, "UANA"), (1, "UCAT")):
            at = MONDAY + timedelta(minutes=minute)
            uow.requests.add(a_request(requester, "UBEN", waiting=True, asked_at=at))
        uow.requests.add(a_request("UEVE", "UBEN"))
        assert [ask.requester_id for ask in uow.requests.waitlist("UBEN")] == ["UANA", "UCAT", "UDAN"]
        assert [ask.requester_id for ask in uow.requests.asked("UBEN")] == ["UEVE"]
        uow.requests.add(closed := a_request("UFAY", "UCAT"))
        closed.withdraw("UFAY", MONDAY)


def test_what_is_open_is_found_by_whoever_has_to_do_with_it(begin: Begin) -> None:
    """Whoever asks, is asked, waits to be asked, or would be met through somebody else."""
    with begin() as uow:
        uow.requests.add(first := a_request("UANA", "UBEN"))
        uow.requests.add(second := a_request("UCAT", "UBEN", waiting=True, asked_at=MONDAY + DAY))
        uow.requests.add(third := a_request("UDAN", target_id="UANA", asked_at=MONDAY - DAY))
        third.ask("via", "UEVE", Role.INTERMEDIARY, MONDAY)
        uow.requests.add(closed := a_request("UFAY", "UANA"))
        closed.withdraw("UFAY", MONDAY)
        second.ask("no", "UGUS", Role.MENTOR, MONDAY)
        second.decline(second.asks[-1], MONDAY)
    with begin() as uow:
        for who, of in {
            "UANA": [third, first],
            "UBEN": [first, second],
            "UEVE": [third],
            "UFAY": [],
            "UGUS": [],
        }.items():
            assert [one.id for one in uow.requests.open_with([who])] == [one.id for one in of], who
        assert len(uow.requests.open_with(["UANA", "UBEN", "UCAT"])) == 3
        assert uow.requests.open_with([]) == []
