"""Agreements: they stand once all have confirmed, and nobody writes over what they have not seen."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import errors
from bot.domain.agreements import EVERY, Agreement, Format, Points
from tests.fakes import MONDAY

PEOPLE = ("UANA", "UBEN", "UCEM")
POINTS = Points(every=2, format=Format.VIDEO, helps="Packaging")
OTHER = Points(every=4, format=Format.PHONE)


def an_agreement() -> Agreement:
    return Agreement(workspace="T1", pairing_id="p")


def test_it_stands_once_the_last_of_them_has_confirmed() -> None:
    agreement = an_agreement()
    agreement.propose("UANA", POINTS, 0)
    assert [agreement.waits_for(one) for one in PEOPLE] == [False, True, True]
    assert not agreement.confirm("UBEN", 1, PEOPLE, MONDAY)
    assert (agreement.points, agreement.proposed) == (None, POINTS)
    assert agreement.confirm("UCEM", 1, PEOPLE, MONDAY)
    stands = (agreement.points, agreement.proposed, agreement.stands_since)
    assert stands == (POINTS, None, MONDAY)
    with pytest.raises(errors.AlreadyAnswered):
        agreement.confirm("UCEM", 1, PEOPLE, MONDAY)


def test_what_stands_stays_until_a_change_is_confirmed() -> None:
    agreement = an_agreement()
    agreement.propose("UANA", POINTS, 0)
    agreement.confirm("UBEN", 1, PEOPLE[:2], MONDAY)
    agreement.propose("UBEN", OTHER, 1)
    assert (agreement.points, agreement.proposed) == (POINTS, OTHER)
    with pytest.raises(errors.AgreedAlready):
        agreement.propose("UBEN", OTHER, 2)
    agreement.confirm("UANA", 2, PEOPLE[:2], MONDAY)
    assert agreement.points == OTHER


def test_whoever_has_not_seen_the_latest_proposal_writes_over_nothing() -> None:
    agreement = an_agreement()
    agreement.propose("UANA", POINTS, 0)
    for late in (
        lambda: agreement.propose("UBEN", OTHER, 0),
        lambda: agreement.confirm("UBEN", 0, PEOPLE, MONDAY),
    ):
        with pytest.raises(errors.ProposedMeanwhile) as refused:
            late()
        assert refused.value.values == {"person": "UANA"}
    assert agreement.proposed == POINTS


def test_whoever_leaves_takes_their_proposal_with_them_and_holds_up_no_other() -> None:
    mine, held_up = an_agreement(), an_agreement()
    mine.propose("UCEM", POINTS, 0)
    assert not mine.go_on_without("UCEM", PEOPLE[:2], MONDAY)
    assert (mine.proposed, mine.proposed_by, mine.confirmed) == (None, None, ())
    for seen in (0, 1):
        with pytest.raises(errors.Gone):
            mine.confirm("UANA", seen, PEOPLE[:2], MONDAY)
    held_up.propose("UANA", POINTS, 0)
    held_up.confirm("UBEN", 1, PEOPLE, MONDAY)
    assert held_up.go_on_without("UCEM", PEOPLE[:2], MONDAY)
    assert held_up.points == POINTS


def test_an_end_is_ahead_and_within_two_years() -> None:
    today = MONDAY.date()
    for days, error in ((0, errors.AgreementEndsInThePast), (104 * 7 + 1, errors.AgreementTooLong)):
        with pytest.raises(error):
            Points(every=2, format=Format.VIDEO, until=today + timedelta(days=days)).check_end(today)
    Points(every=2, format=Format.VIDEO, until=today + timedelta(weeks=104)).check_end(today)
    POINTS.check_end(today)


@given(st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(EVERY), st.booleans(), st.integers(0, 3))))
def test_nothing_stands_that_not_all_have_confirmed(deeds: list[tuple[str, int, bool, int]]) -> None:
    """Whatever order people propose and confirm in, late or not: what stands, each of them was for."""
    agreement, for_it = an_agreement(), dict[int, set[str]]()
    for person, every, proposes, late in deeds:
        seen, before = agreement.number - late, agreement.points
        try:
            if proposes:
                agreement.propose(person, Points(every=every, format=Format.VIDEO), seen)
                for_it[agreement.number] = {person}
            else:
                agreement.confirm(person, seen, PEOPLE, MONDAY)
                for_it[agreement.number].add(person)
        except errors.DomainError:
            continue
        if agreement.points != before:
            assert for_it[agreement.number] == set(PEOPLE)
