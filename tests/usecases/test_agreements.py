"""Agreements: proposed by one, confirmed by all; they set the pace of nudges and the end."""

from datetime import date, timedelta

import pytest

from bot.domain import errors, notices
from bot.domain.agreements import Format, Points
from bot.domain.meetings import Attendance
from bot.domain.nudging import Phase
from bot.domain.pairings import Fit, Pairing, PairingState, Part
from bot.domain.requests import Form, Purpose
from bot.usecases import agreements, pairings, status
from bot.usecases.agreements import Agreed, Confirm, Look, Propose
from bot.usecases.pairings import OfPairing, Together
from tests.usecases.office import Office, a_mentor, a_person, at

BIWEEKLY = Points(every=2, format=Format.VIDEO, helps="Packaging")
RARELY = Points(every=6, format=Format.PHONE)
SHORT = Points(every=2, format=Format.VIDEO, until=date(2026, 4, 24))


def a_pair(office: Office) -> Pairing:
    office.hire(a_mentor(), a_person())
    return office.ongoing_pair()


def propose(office: Office, pairing: Pairing, points: Points, who: str = "UANA", seen: int = 0) -> Agreed:
    command = Propose(person_id=who, pairing_id=pairing.id, points=points, seen=seen)
    return office.run(agreements.propose, command)


def confirm(office: Office, pairing: Pairing, who: str = "UBEN", seen: int = 1) -> Agreed:
    return office.run(agreements.confirm, Confirm(person_id=who, pairing_id=pairing.id, seen=seen))


def agree(office: Office, pairing: Pairing, points: Points) -> None:
    seen = office.run(agreements.look, Look(person_id="UANA", pairing_id=pairing.id)).agreement.number
    propose(office, pairing, points, seen=seen)
    confirm(office, pairing, seen=seen + 1)


def test_when_they_go_on_both_are_told_that_an_agreement_helps(office: Office) -> None:
    """Whoever was the last to say so reads it at once, the other in their hours."""
    pairing = a_pair(office)
    (ana,), (ben,) = (office.told(one, notices.GoesOn) for one in ("UANA", "UBEN"))
    assert (ben.at, ana.at) == (office.now, office.now)
    assert isinstance(ana.notice, notices.GoesOn)
    assert ana.notice.with_ids == ("UBEN",)
    assert ana.notice.slots
    assert pairing.ongoing


def test_one_proposes_the_other_confirms_and_both_see_it(office: Office) -> None:
    pairing = a_pair(office)
    propose(office, pairing, BIWEEKLY)
    (asked,) = office.notices("UBEN", notices.AgreementProposed)
    assert (asked.points, asked.number, asked.change, asked.peers) == (BIWEEKLY, 1, False, False)
    waiting = office.run(status.read, "UBEN").waiting
    assert [one.phase for one in waiting if one.phase is Phase.AGREE] == [Phase.AGREE]
    proposed = office.run(status.read, "UANA").pairings[0].agreement
    assert proposed is not None
    assert proposed.points is None

    found = confirm(office, pairing)
    assert (found.agreement.points, found.agreement.proposed) == (BIWEEKLY, None)
    (stands,) = office.notices("UANA", notices.AgreementStands)
    assert stands.points == BIWEEKLY
    assert Phase.AGREE not in office.phases("UBEN")
    for one in ("UANA", "UBEN"):
        shown = office.run(status.read, one).pairings[0].agreement
        assert shown is not None
        assert shown.points == BIWEEKLY


def test_the_later_of_two_proposals_sees_the_newer_one_first(office: Office) -> None:
    """Both have the empty form open: Ben's is refused with Ana's name, and nothing of hers is lost."""
    pairing = a_pair(office)
    propose(office, pairing, BIWEEKLY)
    with pytest.raises(errors.ProposedMeanwhile) as refused:
        propose(office, pairing, RARELY, "UBEN")
    assert refused.value.values == {"person": "UANA"}
    propose(office, pairing, RARELY, "UBEN", seen=1)
    with pytest.raises(errors.ProposedMeanwhile):
        confirm(office, pairing, "UBEN", seen=1)
    assert confirm(office, pairing, "UANA", seen=2).agreement.points == RARELY


def test_whoever_proposes_the_same_confirms_it(office: Office) -> None:
    pairing = a_pair(office)
    propose(office, pairing, BIWEEKLY)
    assert propose(office, pairing, BIWEEKLY, "UBEN", seen=1).agreement.points == BIWEEKLY


def test_it_is_theirs_alone_and_needs_more_than_one_chat(office: Office) -> None:
    pairing = a_pair(office)
    office.hire(a_person("UCEM"))
    with pytest.raises(errors.NotYours):
        propose(office, pairing, BIWEEKLY, "UCEM")
    with pytest.raises(errors.NotYours):
        confirm(office, pairing, "UCEM")
    with pytest.raises(errors.NotYours):
        office.run(agreements.look, Look(person_id="UCEM", pairing_id=pairing.id))
    single = office.flash_pair(mentee_id="UCEM")
    with pytest.raises(errors.NothingToAgreeOn):
        propose(office, single, BIWEEKLY, "UCEM")
    with pytest.raises(errors.AgreementEndsInThePast):
        propose(office, pairing, Points(every=2, format=Format.VIDEO, until=office.now.date()))
    office.run(pairings.stop, OfPairing(person_id="UANA", pairing_id=pairing.id))
    with pytest.raises(errors.Gone):
        propose(office, pairing, BIWEEKLY)


def test_a_proposal_is_brought_up_once_more_and_then_left_alone(office: Office) -> None:
    pairing = a_pair(office)
    propose(office, pairing, BIWEEKLY)
    office.wait_until(at("monday", 9, week=6))
    nudged = office.notices("UBEN", notices.AgreementNudge)
    assert [one.by_id for one in nudged] == ["UANA"]
    assert office.notices("UANA", notices.AgreementNudge) == []
    assert Phase.AGREE not in office.phases("UBEN")


@pytest.mark.parametrize(("points", "week"), [(None, 3), (BIWEEKLY, 2), (RARELY, 6)])
def test_the_nudge_between_sessions_keeps_the_agreed_pace(
    office: Office, points: Points | None, week: int
) -> None:
    """They met on the Tuesday of the first week; the nudge comes as many weeks later as they agreed."""
    pairing = a_pair(office)
    if points is not None:
        agree(office, pairing, points)
    office.wait_until(at("monday", 17, week=week))
    assert office.notices("UANA", notices.BookNudge) == []
    office.wait_until(at("wednesday", 17, week=week))
    (nudge,) = office.notices("UANA", notices.BookNudge)
    assert nudge.again
    assert nudge.every == (points.every if points else None)


def test_another_pace_counts_from_the_next_chat_and_from_this_one(office: Office) -> None:
    """Nudged once at the pace of two weeks, they agree on six: the second nudge is as much later."""
    pairing = a_pair(office)
    agree(office, pairing, BIWEEKLY)
    office.wait_until(at("wednesday", 17, week=2))
    agree(office, pairing, RARELY)
    office.wait_until(at("friday", 17, week=5))
    assert len(office.notices("UANA", notices.BookNudge)) == 1
    meeting = office.book(pairing, at("monday", 10, week=6))
    office.wait_until(at("monday", 16, week=6))
    office.check_in(meeting, "UANA", Attendance.MET)
    office.wait_until(at("friday", 17, week=11))
    assert len(office.notices("UANA", notices.BookNudge)) == 1
    office.wait_until(at("tuesday", 17, week=12))
    assert len(office.notices("UANA", notices.BookNudge)) == 2


def test_the_agreed_end_is_told_two_weeks_before_and_comes(office: Office) -> None:
    pairing = a_pair(office)
    agree(office, pairing, SHORT)
    office.wait_until(at("friday", 12, week=5))
    assert office.notices("UANA", notices.EndNears) == []
    office.wait_until(at("tuesday", 12, week=6))
    for one in ("UANA", "UBEN"):
        (nears,) = office.notices(one, notices.EndNears)
        assert (nears.ends_on, nears.booked) == (date(2026, 4, 24), False)
    office.wait_until(at("friday", 12, week=7))
    assert office.pairing(pairing).open
    office.wait_until(at("monday", 12, week=8))
    assert office.pairing(pairing).state is PairingState.ENDED
    for one in ("UANA", "UBEN"):
        (ended,) = office.notices(one, notices.PairingEnded)
        assert ended.lasted


def test_half_time_moves_with_the_end(office: Office) -> None:
    """Nobody has met: half of the agreed time is asked about, of the time they agreed on last."""
    pairing = a_group(office, "UANA")
    halves = []
    for days in (60, 120, 30):
        agree(
            office,
            pairing,
            Points(every=2, format=Format.VIDEO, until=office.now.date() + timedelta(days=days)),
        )
        waits = office.run(lambda uow, who, _now: uow.waits.of(who), "UANA")
        halves.append([(one.next_look_at - office.now).days for one in waits if one.phase is Phase.MIDWAY])
    assert [len(one) for one in halves] == [1, 1, 0]
    assert halves[0][0] < halves[1][0]


def test_an_end_that_is_planned_anew_comes_when_it_says(office: Office) -> None:
    """Extended in its last days, it goes on; the word before the end comes again, before the new one."""
    pairing = a_pair(office)
    agree(office, pairing, SHORT)
    office.wait_until(at("monday", 12, week=7))
    agree(office, pairing, Points(every=2, format=Format.VIDEO, until=date(2026, 5, 29)))
    office.wait_until(at("monday", 12, week=9))
    assert office.pairing(pairing).open
    office.wait_until(at("tuesday", 12, week=11))
    assert [one.ends_on for one in office.notices("UANA", notices.EndNears)] == [
        date(2026, 4, 24),
        date(2026, 5, 29),
    ]


def test_a_chat_that_is_booked_takes_place_before_the_end(office: Office) -> None:
    pairing = a_pair(office)
    agree(office, pairing, SHORT)
    office.wait_until(at("monday", 12, week=7))
    meeting = office.book(pairing, at("tuesday", 10, week=8))
    office.wait_until(at("monday", 12, week=8))
    assert office.pairing(pairing).open
    office.wait_until(at("wednesday", 12, week=8))
    office.check_in(meeting, "UANA", Attendance.MET)
    office.wait_until(at("wednesday", 12, week=9))
    assert not office.pairing(pairing).open


# --- groups -------------------------------------------------------------------------------------


def a_group(office: Office, *people: str) -> Pairing:
    office.hire(a_mentor(), *map(a_person, people))
    together = Together(
        form=Form.INTRO,
        members=(("UBEN", Part.MENTOR), *((one, Part.MENTEE) for one in people)),
        purpose=Purpose(topic="python"),
        minutes=30,
    )
    return office.run(pairings.bring_together, together)


def test_a_group_of_seven_agrees_when_the_last_of_them_confirms(office: Office) -> None:
    people = ("UANA", "UCEM", "UDEA", "UEMI", "UFAY", "UGUS")
    pairing = a_group(office, *people)
    propose(office, pairing, BIWEEKLY)
    for one in ("UBEN", *people[1:-1]):
        assert confirm(office, pairing, one).agreement.points is None
    assert confirm(office, pairing, people[-1]).agreement.points == BIWEEKLY
    assert office.notices(people[-1], notices.AgreementStands) == []
    assert len(office.told(kind=notices.AgreementStands)) == 6


def test_who_leaves_a_group_holds_up_nobody(office: Office) -> None:
    """Cem never looked at it and leaves: it stands for those who stay, who are not told who left."""
    pairing = a_group(office, "UANA", "UCEM")
    propose(office, pairing, BIWEEKLY)
    confirm(office, pairing)
    office.run(pairings.stop, OfPairing(person_id="UCEM", pairing_id=pairing.id))
    found = office.run(agreements.look, Look(person_id="UANA", pairing_id=pairing.id))
    assert found.agreement.points == BIWEEKLY
    assert {one.to for one in office.told(kind=notices.AgreementStands)} == {("UANA",), ("UBEN",)}
    with pytest.raises(errors.NotYours):
        confirm(office, pairing, "UCEM")


def test_before_the_first_chat_it_is_as_good_as_after_it(office: Office) -> None:
    pairing = a_group(office, "UANA")
    agree(office, pairing, BIWEEKLY)
    office.now += timedelta(days=1)
    meeting = office.book(pairing, at("wednesday", 10))
    office.now = at("wednesday", 16)
    for one in pairing.people:
        office.check_in(meeting, one, Attendance.MET)
    for one in pairing.people:
        office.say_fit(pairing, one, Fit.AGAIN)
    office.wait_until(at("thursday", 12, week=2))
    assert [one.every for one in office.notices("UANA", notices.BookNudge)] == [2]
