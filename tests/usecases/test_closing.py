"""Closing: round after round, how each ends, and who goes on."""

from datetime import timedelta

import pytest

from bot.domain import notices
from bot.domain.forms import Form
from bot.domain.meetings import Attendance
from bot.domain.rounds import RoundState
from bot.usecases import enrolments, people, programs, rounds
from tests.usecases.office import Office, a_mentor, a_person, at
from tests.usecases.season import ADMIN, PEERS, Season, of, own


def test_nobody_meets_the_same_person_again_within_the_window(office: Office, season: Season) -> None:
    met: set[frozenset[str]] = set()
    season.hire("UFAY")
    for _ in range(4):
        season.draft()
        season.send()
        pairs = {frozenset(one) for one in season.sets}
        assert len(pairs) == 3
        assert not pairs & met
        met |= pairs


def test_a_new_round_ends_what_the_last_one_began_unless_it_is_booked(office: Office) -> None:
    """Of two pairs one has booked a chat for the day after the next round: that one stays open."""
    season = Season(office, sends_itself=True)
    season.hire(*PEERS[:4])
    season.draft()
    first, second = season.together
    office.book(first, at("tuesday", 10, week=3), by=first.people[0])
    season.draft()
    assert office.pairing(first).open
    assert not office.pairing(second).open
    for person_id in second.people:
        assert office.notices(person_id, notices.PairingEnded) == [], "a new match says enough"
    season.until(at("friday", 12, week=4))
    assert office.told(kind=notices.RoundResults) == [], "of so few no numbers are told"


def test_results_are_posted_in_numbers_when_the_round_closes(office: Office) -> None:
    season = Season(office, sends_itself=True)
    season.hire(*(f"U{number:03}" for number in range(12)))
    season.draft()
    first, second, *_ = season.together
    booked = [office.book(one, at("tuesday", 10, week=1), by=one.people[0]) for one in (first, second)]
    season.until(at("tuesday", 12, week=1))
    for meeting, answer in zip(booked, (Attendance.MET, Attendance.NOT_YET), strict=True):
        office.check_in(meeting, meeting.people[0], answer)
    season.until(at("monday", 12, week=3))
    (told,) = [one.notice for one in office.told(kind=notices.RoundResults)]
    assert isinstance(told, notices.RoundResults)
    assert (told.introduced, told.booked, told.met, told.did_not, told.unknown) == (6, 2, 1, 1, 4)


def test_a_round_that_leaves_late_is_not_over_before_its_people_have_had_days_to_meet(office: Office) -> None:
    """Drafted on Monday, sent on Friday eve of the next week: the Monday after it is too soon to end it."""
    season = Season(office)
    season.hire(*PEERS[:4])
    first = season.draft()
    office.now = at("friday", 17, 30, week=2)
    season.send()
    chats = season.together
    season.until(at("monday", 12, week=3))
    assert season.round.number == first.number + 1
    assert len(season.matched) == 2, "who has a chat to come can be in the next draft all the same"
    assert all(office.pairing(one).open for one in chats)
    season.until(at("monday", 12, week=5))
    assert not any(office.pairing(one).open for one in chats)


@pytest.mark.parametrize("pairs", [1, 60])
def test_who_never_heard_of_a_match_is_told_before_the_round_closes(office: Office, pairs: int) -> None:
    """They come first next time, and nobody is matched by a round that is over."""
    crowd = [f"U{number:03}" for number in range(2 * pairs)]
    season = Season(office, most=2, no_repeat=0)
    season.hire(*crowd)
    season.draft()
    office.delivers = False
    season.send()
    closing = season.round
    assert closing.closes_at is not None
    office.now = closing.closes_at
    season.convene()
    assert office.told(kind=notices.Introduced) == office.told(kind=notices.PairingEnded) == []
    before = next(one for one in season.rounds if one.id == closing.id)
    assert before.state is RoundState.CLOSED
    for person_id in crowd:
        assert len(office.notices(person_id, notices.NotThisTime)) == 1
        assert season.enrolment(person_id).left_out == 1
    assert season.round.number == closing.number + 1


def test_what_lasts_ends_as_planned_and_makes_room(office: Office) -> None:
    season = Season(office, Form.ONE_ON_ONE, lasts=4, chemistry_first=False, cadence=2, capacity=1)
    season.hire("UBEN", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", asks=("go",))
    season.draft()
    season.send()
    (pairing,) = season.together
    assert not pairing.once
    season.draft()
    assert season.round.state is RoundState.CANCELLED, "who has a mentor is matched with no second one"
    assert season.round.left_out == ()
    season.until(at("monday", 12, week=5))
    assert not office.pairing(pairing).open
    for person_id in pairing.people:
        assert len(office.notices(person_id, notices.PairingEnded)) == 1


@pytest.mark.parametrize("form", [Form.CIRCLE, Form.GROUP])
def test_the_next_round_has_everybody_whose_weeks_are_over_with_it(office: Office, form: Form) -> None:
    """The presets: twelve weeks together, a round every twelve weeks. They are warned and can skip."""
    season = Season(office, form, no_repeat=0)
    office.hire(a_mentor("UBEN", "go"), *map(a_person, ("UANA", "UCEM", "UDAN", "UEVE")))
    season.join("UBEN", mentors=form is Form.GROUP, mentored=form is not Form.GROUP, offers=("go",))
    season.join("UANA", "UCEM", "UDAN", "UEVE", asks=("go",))
    season.draft()
    office.now += timedelta(hours=2)
    season.send()
    (first,) = season.together
    warned = len(office.notices("UANA", notices.RoundAhead))
    assert first.ends_at == season.round.closes_at == season.program.next_round_at
    season.draft()
    assert not office.pairing(first).open
    assert season.round.number == 2
    assert len(season.matched) == 1
    for person_id in ("UANA", "UCEM", "UDAN", "UEVE"):
        assert len(office.notices(person_id, notices.RoundAhead)) == warned + 1
    season.send()
    (second,) = season.together
    assert set(second.people) == set(first.people)


def test_who_has_a_chat_booked_beyond_the_end_is_not_free_for_the_next_round(office: Office) -> None:
    season = Season(office, Form.CIRCLE, no_repeat=0)
    season.hire(*PEERS)
    season.draft()
    season.send()
    (circle,) = season.together
    ends = circle.ends_at
    assert ends is not None
    season.until(ends - timedelta(days=7))
    warned = len(office.notices("UANA", notices.RoundAhead))
    office.book(circle, ends + timedelta(days=1, hours=3))
    season.draft()
    assert office.pairing(circle).open
    assert season.round.state is RoundState.CANCELLED
    assert len(office.notices("UANA", notices.RoundAhead)) == warned


def test_when_somebody_leaves_the_company_the_partner_is_matched_again(office: Office) -> None:
    """Ben has free places: Cem's mentees are his, as soon as Cem's account is closed."""
    season = Season(office, Form.ONE_ON_ONE)
    season.hire("UBEN", "UCEM", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", "UDAN", asks=("go",))
    season.draft()
    season.send()
    cems = [one for one in season.together if "UCEM" in one.people]
    office.run(people.record, a_person("UCEM", active=False))
    season.convene()
    assert not any(office.pairing(one).open for one in cems)
    assert {frozenset(one.people) for one in season.together} == {
        frozenset({"UBEN", "UANA"}),
        frozenset({"UBEN", "UDAN"}),
    }
    for pairing in cems:
        assert len(office.notices(pairing.mentees[0], notices.PairingEnded)) == 1
    (mended,) = office.notices(ADMIN, notices.RoundMended)
    assert mended.matched == len(cems) > 0


@pytest.mark.parametrize("again", [True, False], ids=["matched", "left out"])
def test_who_finds_a_mentor_while_a_draft_waits_gets_no_second_one(office: Office, *, again: bool) -> None:
    """Nor do they read that there was nobody for them, days after they were introduced."""
    season = Season(office, Form.ONE_ON_ONE, capacity=1)
    season.hire("UBEN", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", "UEVE", asks=("go",))
    season.draft()
    season.send()
    ((_, placed),) = (one.members for one in season.matched)
    (left,) = {"UANA", "UEVE"} - {placed}
    season.hire("UCEM", mentors=True, mentored=False, offers=("law",))
    if not again:
        season.hire("UDAN", asks=("law",))
        office.change(left, blocked=("UCEM",))
    season.draft()
    assert again is any(left in one for one in season.sets)
    office.run(people.record, a_person(placed, active=False))
    season.convene()
    told = len(office.notices(left, notices.NotThisTime))
    season.send()
    assert [one.mentors for one in season.together if left in one.people] == [("UBEN",)]
    assert len(office.notices(left, notices.NotThisTime)) == told


def test_who_sits_a_round_out_is_not_drawn_into_it_when_somebody_leaves(office: Office) -> None:
    """Ben has free places, and skips the round. Dan, who would skip the one after it, still does."""
    season = Season(office, Form.ONE_ON_ONE)
    season.hire("UBEN", "UCEM", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", "UDAN", asks=("go",))
    season.launch()
    office.run(enrolments.skip, own(season, "UBEN"))
    season.draft()
    season.send()
    assert not season.enrolment("UBEN").skips_next
    office.run(enrolments.skip, own(season, "UDAN"))
    office.run(people.record, a_person("UCEM", active=False))
    season.convene()
    assert season.together == []
    assert season.enrolment("UDAN").skips_next
    assert season.enrolment("UANA").left_out == 1


def test_without_another_partner_they_come_first_next_time(office: Office) -> None:
    season = Season(office)
    season.hire("UANA", "UBEN")
    season.draft()
    season.send()
    office.run(people.record, a_person("UBEN", active=False))
    season.convene()
    (sorry,) = office.notices("UANA", notices.NotThisTime)
    assert sorry.next_round_at == season.program.next_round_at
    assert season.enrolment("UANA").left_out == 1


def test_who_leaves_after_the_end_of_the_program_is_no_news_to_its_admins(office: Office) -> None:
    season = Season(office, Form.ONE_ON_ONE)
    season.hire("UBEN", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", asks=("go",))
    season.draft()
    season.send()
    office.run(programs.close, programs.OfProgram(person_id=ADMIN, program_id=season.program_id))
    office.run(people.record, a_mentor("UBEN", active=False))
    season.convene()
    assert office.notices(ADMIN, notices.RoundMended) == []


def test_a_round_that_was_on_its_way_at_the_end_of_the_program_is_no_news_to_its_admins(
    office: Office, season: Season
) -> None:
    season.draft()
    office.run(rounds.send, of(season))
    office.run(programs.close, programs.OfProgram(person_id=ADMIN, program_id=season.program_id))
    season.convene()
    assert season.together == []
    assert office.notices(ADMIN, notices.RoundMended) == []


def test_admins_hear_of_nobody_who_waited_for_the_next_round_anyway(office: Office) -> None:
    """Of three mentees two have a mentor; the third has left, when the one of a mentor who goes waits."""
    season = Season(office, Form.ONE_ON_ONE, capacity=1)
    season.hire("UBEN", "UCEM", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", "UDAN", "UEVE", asks=("go",))
    season.draft()
    season.send()
    (left,) = season.round.without
    office.run(enrolments.leave, own(season, left))
    office.run(people.record, a_person("UCEM", active=False))
    season.convene()
    (mended,) = office.notices(ADMIN, notices.RoundMended)
    assert (mended.gone, mended.left_out) == ((), 1)


def test_a_program_ends_by_itself_with_its_closing_words(office: Office) -> None:
    season = Season(office, ends_on=at("friday", week=1).date(), closing="It was a joy.", sends_itself=True)
    season.hire("UANA", "UBEN")
    season.draft()
    season.until(at("monday", 12, week=2))
    assert not season.program.open
    (over,) = office.notices("UANA", notices.ProgramEnded)
    assert over.closing == "It was a joy."
    assert len(season.together) == 1, "what it brought together is the people's own"
