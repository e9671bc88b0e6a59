"""Rounds: kept with their matches, one of each number, found by what is due."""

from datetime import timedelta
from typing import Any

import pytest

from bot.domain import errors
from bot.domain.matching import LeftOut, Match, Reason, Rule, Term
from bot.domain.pairings import Part
from bot.domain.rounds import RoundState
from bot.ports import Overtaken
from tests.builders import a_group, a_match, a_pairing, a_round
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_a_round_comes_back_as_it_was_left(begin: Begin) -> None:
    reasons = (Reason(Term.TOPICS, 350_000, ("python",), 1.5), Reason(Term.MET, -100))
    match = Match(("UANA", "UBEN", "UCEM"), reasons, 1, "UANA", "career")
    kept = a_round(
        "p",
        left_out=(LeftOut("UDAN", Rule.NO_REPEAT, 3),),
        blocked={Rule.NO_REPEAT: 4},
        pairs=12,
        unstable=1,
        excluded=("UEVE",),
    )
    with begin() as uow:
        uow.rounds.add(kept, [a_match(kept.id, match=match, turn=2, seat=3)])
        kept.send("UADA", MONDAY)
        kept.left_out, kept.excluded = kept.left_out[:1], ("UEVE",)
        kept.checked(MONDAY + HOUR)
        kept.introduced(MONDAY + DAY, MONDAY + HOUR)
        kept.tell(1, MONDAY + HOUR)
    with begin() as uow:
        found = uow.rounds.find(kept.id)
        assert found is not None
        assert found.left_out == (LeftOut("UDAN", Rule.NO_REPEAT, 3),)
        assert found.excluded == ("UEVE",)
        assert (found.blocked, found.pairs, found.unstable) == ({Rule.NO_REPEAT: 4}, 12, 1)
        assert (found.state, found.sent_by, found.sent_at) == (RoundState.SENT, "UADA", MONDAY)
        assert (found.checked_at, found.introduced_at) == (MONDAY + HOUR, MONDAY + HOUR)
        assert (found.told, found.closes_at, found.next_look_at) == (1, MONDAY + DAY, MONDAY + DAY)
        (one,) = uow.rounds.matches(kept.id)
        assert (one.match, one.turn, one.seat, one.pairing_id) == (match, 2, 3, None)
        found.close(MONDAY + DAY)
    with begin() as uow:
        assert uow.rounds.lock(kept.id).closed_at == MONDAY + DAY
        assert uow.rounds.find("nothing") is None
        with pytest.raises(errors.Gone):
            uow.rounds.lock("nothing")
    with begin("T2") as uow:
        assert uow.rounds.find(kept.id) is None
        assert uow.rounds.matches(kept.id) == []


def test_no_program_has_two_rounds_of_one_number(begin: Begin) -> None:
    with begin() as uow:
        uow.rounds.add(a_round("p", 1), [])
        uow.rounds.add(a_round("q", 1), [])
    with pytest.raises(Overtaken), begin() as uow:
        uow.rounds.add(a_round("p", 1), [])


def test_rounds_of_a_program_come_latest_first_and_drafts_oldest_first(begin: Begin) -> None:
    with begin() as uow:
        uow.rounds.add(sent := a_round("p", 1), [])
        sent.send(None, MONDAY)
        uow.rounds.add(late := a_round("p", 2, drafted_at=MONDAY + DAY), [])
        uow.rounds.add(early := a_round("q", 1), [])
        uow.rounds.add(a_round("other", 1), [])
    with begin() as uow:
        assert [one.id for one in uow.rounds.of_program("p")] == [late.id, sent.id]
        assert [one.id for one in uow.rounds.drafts(["p", "q"])] == [early.id, late.id]
        assert uow.rounds.drafts([]) == []


def test_matches_are_paired_a_few_at_a_time(begin: Begin) -> None:
    kept = a_round("p")
    with begin() as uow:
        uow.rounds.add(kept, [a_match(kept.id, number=number) for number in (3, 1, 2)])
    with begin() as uow:
        for one in uow.rounds.unpaired(kept.id, 2):
            one.pairing_id = f"pairing{one.number}"
    with begin() as uow:
        assert [one.number for one in uow.rounds.unpaired(kept.id, 9)] == [3]
        assert [one.number for one in uow.rounds.paired(kept.id, 0, 9)] == [1, 2]
        assert [one.number for one in uow.rounds.paired(kept.id, 0, 1)] == [1]
        assert [one.number for one in uow.rounds.paired(kept.id, 1, 9)] == [2]
        found = uow.rounds.by_pairings(["pairing1", "pairing2", "pairing9"])
        assert {name: one.number for name, one in found.items()} == {"pairing1": 1, "pairing2": 2}
        assert uow.rounds.by_pairings([]) == {}


def test_matches_come_and_go(begin: Begin) -> None:
    kept = a_round("p")
    with begin() as uow:
        uow.rounds.add(kept, [a_match(kept.id, number=1), a_match(kept.id, number=2)])
    with begin() as uow:
        first, second = uow.rounds.matches(kept.id)
        second.match = Match(("UEVE", "UFAY"))
        uow.rounds.change([a_match(kept.id, "UCEM", "UDAN", number=1)], [first])
    with begin() as uow:
        members = [one.members for one in uow.rounds.matches(kept.id)]
        assert members == [("UCEM", "UDAN"), ("UEVE", "UFAY")]


def test_hosts_and_seats_are_those_of_rounds_that_were_sent(begin: Begin) -> None:
    hosted: dict[str, Any] = {"match": Match(("UANA", "UBEN"), host="UANA")}
    with begin() as uow:
        uow.rounds.add(sent := a_round("p", 1), [])
        uow.rounds.change(
            [a_match(sent.id, number=1, **hosted), a_match(sent.id, number=2, turn=1, **hosted)], []
        )
        sent.send(None, MONDAY)
        uow.rounds.add(draft := a_round("p", 2), [])
        uow.rounds.change([a_match(draft.id, turn=1, **hosted)], [])
    with begin() as uow:
        assert dict(uow.rounds.hosts("p")) == {"UANA": 2}
        assert dict(uow.rounds.hosts("q")) == {}
        assert uow.rounds.seated_since(MONDAY) == [(("UANA", "UBEN"), MONDAY)]
        assert uow.rounds.seated_since(MONDAY + HOUR) == []


def test_due_rounds_are_claimed_oldest_first(begin: Begin) -> None:
    with begin() as uow:
        assert uow.rounds.next_look_at() is None
        looks = {"late": HOUR, "now": 0 * HOUR, "old": -2 * HOUR}
        for number, (name, look) in enumerate(looks.items()):
            uow.rounds.add(a_round("p", number, id=name, next_look_at=MONDAY + look), [])
        uow.rounds.add(a_round("p", 9), [])
    with begin() as uow:
        assert uow.rounds.next_look_at() == MONDAY - 2 * HOUR
        assert [one.id for one in uow.rounds.claim_due(MONDAY, 9)] == ["old", "now"]
        assert [one.id for one in uow.rounds.claim_due(MONDAY, 1)] == ["old"]


def test_who_was_together_is_known_until_long_after(begin: Begin) -> None:
    """Who meets once counts from the beginning, who stays together until the end or until they leave."""
    with begin() as uow:
        uow.pairings.add(a_pairing("UBEN", "UANA", once=True, opened_at=MONDAY - 9 * DAY))
        uow.pairings.add(a_pairing("UCEM", "UANA", once=True))
        uow.pairings.add(ongoing := a_pairing("UDAN", "UANA", opened_at=MONDAY - 99 * DAY, program_id="p"))
        uow.pairings.add(over := a_group(("UFAY", Part.PEER), ("UGUS", Part.PEER), program_id="p"))
        over.end(MONDAY + HOUR)
        uow.pairings.add(left := a_group(*((who, Part.PEER) for who in ("UHAL", "UIDA", "UJAN", "UKIM"))))
        left.leave("UIDA", MONDAY - 2 * DAY)
        left.leave("UJAN", MONDAY + DAY)
    with begin() as uow:
        found = uow.pairings.together_since(MONDAY - DAY)
        assert sorted(found, key=sorted) == [
            {"UANA": MONDAY, "UCEM": MONDAY},
            {"UANA": None, "UDAN": None},
            {"UFAY": MONDAY + HOUR, "UGUS": MONDAY + HOUR},
            {"UHAL": None, "UJAN": MONDAY + DAY, "UKIM": None},
        ]
        assert len(uow.pairings.together_since(MONDAY - 9 * DAY)) == 5
        assert [one.id for one in uow.pairings.of_program("p")] == [ongoing.id]
