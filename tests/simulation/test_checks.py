"""Every check of the simulation can fail: each is shown a case that is fine, and one that is not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.enrolments import Wishes
from bot.domain.forms import Form
from bot.domain.rounds import RoundState
from bot.domain.terms import PRESETS
from bot.simulation.checks import messages, pairs, places, rounds, telling
from bot.simulation.chronicle import Chronicle
from bot.simulation.records import Group, Post, Sent, came_out_empty, seated
from bot.simulation.spans import Spans
from bot.simulation.staff import Colleague
from bot.simulation.tally import Invariant, Tally
from tests.fakes import MONDAY
from tests.simulation.records import (
    DAY,
    HOUR,
    WEEK,
    a_colleague,
    booked,
    brought,
    programs,
    said,
    staff,
)

ANA, BEN, CEM = a_colleague("ANA"), a_colleague("BEN"), a_colleague("CEM")
TRIO = staff(ANA, BEN, CEM)


@pytest.fixture
def tally() -> Tally:
    return Tally()


@pytest.fixture
def chronicle() -> Chronicle:
    return Chronicle()


def broken(tally: Tally) -> list[Invariant]:
    """What did not hold; something must have been checked."""
    assert tally.checked.total() > 0
    return [one for one in Invariant if tally.broken[one]]


def test_a_reporting_line_is_noticed_over_any_number_of_levels(tally: Tally, chronicle: Chronicle) -> None:
    people = staff(a_colleague("ANA", "BEN", "CEM"), a_colleague("CEM"), BEN)
    pairs.check_pairs(tally, [brought("CEM", "ANA", program=None)], people, chronicle, {})
    assert broken(tally) == [Invariant.REPORTING_LINE]


def test_one_manager_is_noticed_in_programs_only(tally: Tally, chronicle: Chronicle) -> None:
    people = staff(a_colleague("ANA", "CEM"), a_colleague("BEN", "CEM"))
    pairs.check_pairs(tally, [brought("ANA", "BEN", program=None)], people, chronicle, {})
    assert broken(tally) == []
    pairs.check_pairs(tally, [brought("ANA", "BEN")], people, chronicle, programs())
    assert broken(tally) == [Invariant.SAME_MANAGER]


@pytest.mark.parametrize("pair", [("ANA", "BEN"), ("BEN", "ANA")])
def test_a_block_is_noticed_whoever_made_it(
    tally: Tally, chronicle: Chronicle, pair: tuple[str, str]
) -> None:
    chronicle.blocks.begin(pair, MONDAY)
    pairs.check_pairs(tally, [brought("ANA", "BEN", at=MONDAY - HOUR)], TRIO, chronicle, programs())
    assert broken(tally) == []
    pairs.check_pairs(tally, [brought("ANA", "BEN")], TRIO, chronicle, programs())
    assert broken(tally) == [Invariant.BLOCKED]


def test_rather_not_is_noticed_in_its_own_program(tally: Tally, chronicle: Chronicle) -> None:
    chronicle.rather_not.begin(("other", "ANA", "BEN"), MONDAY)
    pairs.check_pairs(tally, [brought("ANA", "BEN")], TRIO, chronicle, programs())
    assert broken(tally) == []
    chronicle.rather_not.begin(("p", "ANA", "BEN"), MONDAY)
    pairs.check_pairs(tally, [brought("ANA", "BEN")], TRIO, chronicle, programs())
    assert broken(tally) == [Invariant.RATHER_NOT]


@pytest.mark.parametrize(
    ("form", "mentor", "mentee", "fine"),
    [
        (Form.ONE_ON_ONE, a_colleague("ANA", level=4), a_colleague("BEN", level=3), True),
        (Form.ONE_ON_ONE, a_colleague("ANA", level=3), a_colleague("BEN", level=3), False),
        (Form.REVERSE, a_colleague("ANA", level=3), a_colleague("BEN", level=4), True),
        (Form.REVERSE, a_colleague("ANA", level=4), a_colleague("BEN", level=3), False),
        (
            Form.CROSS_DEPARTMENT,
            a_colleague("ANA", department="Data"),
            a_colleague("BEN", department="Design"),
            True,
        ),
        (
            Form.CROSS_DEPARTMENT,
            a_colleague("ANA", department="Data"),
            a_colleague("BEN", department="Data"),
            False,
        ),
    ],
)
def test_a_round_against_its_terms_is_noticed_unless_an_admin_changed_it(
    tally: Tally, chronicle: Chronicle, form: Form, mentor: Colleague, mentee: Colleague, *, fine: bool
) -> None:
    people = staff(mentor, mentee)
    matched = [brought("ANA", "BEN", mentors=1, form=form)]
    pairs.check_pairs(tally, matched, people, chronicle, programs(form))
    assert broken(tally) == ([] if fine else [Invariant.TERMS])
    checked = tally.checked[Invariant.TERMS]
    chronicle.hand_made.add("round")
    pairs.check_pairs(tally, matched, people, chronicle, programs(form))
    assert tally.checked[Invariant.TERMS] == checked == 1


def test_the_same_two_again_are_noticed_within_the_window(tally: Tally) -> None:
    first, late = brought("ANA", "BEN"), brought("BEN", "ANA", at=MONDAY + 12 * WEEK, id="late")
    pairs.check_repeats(tally, [first, late], programs())
    assert broken(tally) == []
    early = brought("BEN", "ANA", at=MONDAY + 11 * WEEK, id="early")
    pairs.check_repeats(tally, [first, early], programs())
    assert broken(tally) == [Invariant.REPEAT]


def test_who_is_asked_again_was_chosen(tally: Tally) -> None:
    """Questions in a flash program go to whomever one likes; the window is one for rounds."""
    asked = replace(brought("BEN", "ANA", at=MONDAY + WEEK, id="asked"), request_id="q", round_id=None)
    pairs.check_repeats(tally, [brought("ANA", "BEN"), asked], programs())
    assert broken(tally) == []


def an_event(*seats: tuple[str, str]) -> Sent:
    """An event of another program, a week before the first round, at which these sat together."""
    at = MONDAY - WEEK
    groups = tuple(Group(two, 0, turn) for turn, two in enumerate(seats, start=1))
    return Sent("event", "speed", 1, at, at, (), (), groups)


def test_who_sat_together_at_an_event_and_is_matched_soon_after_is_noticed(tally: Tally) -> None:
    sat, again = seated([an_event(("ANA", "BEN"))]), brought("BEN", "ANA", id="again")
    pairs.check_repeats(tally, [*sat, again], programs())
    assert broken(tally) == [Invariant.REPEAT]


def test_who_goes_on_meeting_counts_until_the_end(tally: Tally) -> None:
    first = brought("ANA", "BEN", once=False, until=MONDAY + 8 * WEEK)
    again = brought("ANA", "BEN", at=MONDAY + 13 * WEEK, id="again")
    pairs.check_repeats(tally, [first, again], programs())
    assert broken(tally) == [Invariant.REPEAT]


def test_two_mentees_of_one_group_may_meet_again(tally: Tally) -> None:
    some = [
        brought("ANA", "BEN", "CEM", mentors=1, id=name, at=MONDAY + n * 13 * WEEK)
        for n, name in enumerate("ab")
    ]
    other = brought("DAN", "BEN", "CEM", mentors=1, form=Form.GROUP, id="c", at=MONDAY + 14 * WEEK)
    pairs.check_repeats(tally, [*some, other], programs(Form.GROUP))
    assert broken(tally) == []


def test_a_place_too_many_is_noticed(tally: Tally, chronicle: Chronicle) -> None:
    chronicle.places["ANA"] = [(MONDAY - DAY, 1)]
    one = brought("ANA", "BEN", mentors=1, program=None, until=MONDAY + HOUR)
    two = brought("ANA", "CEM", mentors=1, program=None, at=MONDAY + HOUR, id="two")
    places.check_capacity(tally, [one, two], chronicle, {})
    assert broken(tally) == []
    at_once = replace(two, opened_at=MONDAY + HOUR / 2)
    places.check_capacity(tally, [one, at_once], chronicle, {})
    assert broken(tally) == [Invariant.CAPACITY]


@pytest.mark.parametrize("count", [1, 4])
def test_a_group_of_another_size_is_noticed(tally: Tally, count: int) -> None:
    places.check_sizes(tally, [brought(*"ABC"), brought(*"AB")], programs())
    assert broken(tally) == []
    places.check_sizes(tally, [brought(*"ABCD"[:count])], programs())
    assert broken(tally) == [Invariant.GROUP_SIZE]


def test_two_chats_at_one_time_are_noticed(tally: Tally) -> None:
    one, after = booked("ANA", "BEN"), booked("ANA", "CEM", at=MONDAY + HOUR / 2, id="after")
    cancelled = replace(booked("ANA", "CEM", id="cancelled"), cancelled=True)
    places.check_double_bookings(tally, [one, after, cancelled])
    assert broken(tally) == []
    places.check_double_bookings(tally, [one, booked("CEM", "ANA", at=MONDAY + HOUR / 4, id="meanwhile")])
    assert broken(tally) == [Invariant.DOUBLE_BOOKING]


def test_a_short_chat_in_a_long_one_is_noticed_though_another_lies_between(tally: Tally) -> None:
    chats = [
        booked("ANA", "BEN", minutes=90),
        booked("BEN", "CEM", at=MONDAY + 2 * HOUR, id="apart"),
        booked("ANA", "CEM", at=MONDAY + HOUR, id="within"),
    ]
    places.check_double_bookings(tally, chats)
    assert tally.broken[Invariant.DOUBLE_BOOKING] == 1


# --- what is said -----------------------------------------------------------------------------------


def test_a_fourth_nudge_in_seven_days_is_noticed(tally: Tally) -> None:
    three = [said("ANA", at=MONDAY + number * DAY) for number in range(3)]
    asked = said("ANA", at=MONDAY + 3 * DAY, unprompted=False)
    messages.check_budget(
        tally, [*three, asked, said("BEN", at=MONDAY + 4 * DAY), said("ANA", at=MONDAY + WEEK)]
    )
    assert broken(tally) == []
    messages.check_budget(tally, [*three, said("ANA", at=MONDAY + WEEK - HOUR)])
    assert broken(tally) == [Invariant.BUDGET]


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 2, 7, 59, tzinfo=UTC),  # a minute before nine in Paris
        datetime(2026, 3, 2, 16, 0, tzinfo=UTC),  # five in the afternoon
        datetime(2026, 3, 7, 10, 0, tzinfo=UTC),  # a Saturday
        datetime(2026, 7, 14, 10, 0, tzinfo=UTC),  # the national holiday
    ],
)
def test_a_nudge_outside_working_hours_is_noticed(tally: Tally, at: datetime) -> None:
    messages.check_hours(tally, [said("ANA", at=datetime(2026, 3, 2, 8, tzinfo=UTC))], TRIO)
    assert broken(tally) == []
    messages.check_hours(tally, [said("ANA", at=at)], TRIO)
    assert broken(tally) == [Invariant.WORKING_HOURS]


@pytest.mark.parametrize(
    ("zone", "hour", "fine"),
    [
        ("Europe/London", 9, True),  # the first hour of both
        ("Europe/London", 8, False),  # an hour before London's day: Paris could have waited
        ("Europe/London", 16, False),  # an hour after that of Paris
        ("Australia/Sydney", 8, True),  # they share none: seven in Sydney's evening
        ("Australia/Sydney", 12, False),  # eleven at night there
    ],
)
def test_an_introduction_outside_the_hours_of_a_group_is_noticed(
    tally: Tally, zone: str, hour: int, fine: bool
) -> None:
    """A round was sent at six on a Monday, and brings Ana in Paris together with Dan, who lives elsewhere."""
    people, morning = staff(ANA, a_colleague("DAN", zone=zone)), MONDAY.replace(hour=6)
    told = said("ANA", "DAN", at=MONDAY.replace(hour=hour), kind="Introduced", unprompted=False)
    messages.check_group_hours(tally, [told], [brought("ANA", "DAN", at=morning)], people)
    assert broken(tally) == ([] if fine else [Invariant.GROUP_HOURS])


def test_a_nudge_on_a_break_is_noticed(tally: Tally, chronicle: Chronicle) -> None:
    chronicle.breaks.begin("ANA", MONDAY, MONDAY + WEEK)
    fine = [said("ANA", at=MONDAY + WEEK), said("ANA", unprompted=False), said("BEN")]
    messages.check_peace(tally, fine, TRIO, chronicle)
    assert broken(tally) == []
    messages.check_peace(tally, [said("ANA", at=MONDAY + DAY)], TRIO, chronicle)
    assert broken(tally) == [Invariant.IN_PEACE]


def test_a_message_after_leaving_is_noticed_once_the_bot_knows(tally: Tally, chronicle: Chronicle) -> None:
    gone = a_colleague("ANA")
    gone.left_at, gone.struck_at = MONDAY, MONDAY + DAY
    messages.check_peace(tally, [said("ANA", at=MONDAY + HOUR)], staff(gone), chronicle)
    assert broken(tally) == []
    messages.check_peace(tally, [said("ANA", at=MONDAY + DAY, unprompted=False)], staff(gone), chronicle)
    assert broken(tally) == [Invariant.IN_PEACE]


def test_the_same_words_again_are_noticed_unless_they_are_a_nudge(tally: Tally) -> None:
    asked = said("ANA", unprompted=False, digest=7)
    messages.check_twice(tally, [asked, said("ANA", digest=7), said(digest=7, unprompted=False)], [])
    assert broken(tally) == []
    messages.check_twice(tally, [asked, asked], [])
    assert broken(tally) == [Invariant.SAID_TWICE]


def test_the_same_question_may_come_again_once_it_was_taken_back(tally: Tally) -> None:
    first, again = (said("ANA", at=at, unprompted=False, digest=7) for at in (MONDAY, MONDAY + DAY))
    messages.check_twice(tally, [first, again], [(MONDAY + HOUR, ("ANA",), "pairing")])
    assert broken(tally) == []
    messages.check_twice(tally, [first, again], [(MONDAY + HOUR, ("BEN",), "pairing")])
    assert broken(tally) == [Invariant.SAID_TWICE]


def test_who_waits_in_line_is_asked_for_and_waits_again_may_hear_so_again(tally: Tally) -> None:
    waits, asked = (said("ANA", kind="RequestSent", unprompted=False, digest=one) for one in (7, 8))
    messages.check_twice(tally, [waits, asked, waits], [])
    assert broken(tally) == []
    messages.check_twice(tally, [waits, asked, asked], [])
    assert broken(tally) == [Invariant.SAID_TWICE]


def test_what_is_dead_or_overdue_is_noticed(tally: Tally) -> None:
    ahead = Post("Asked", "asked:1", ("ANA",), MONDAY + HOUR, False)
    messages.check_delivered(tally, [ahead], MONDAY)
    assert broken(tally) == []
    messages.check_delivered(tally, [ahead], MONDAY + 3 * HOUR)
    messages.check_delivered(tally, [replace(ahead, dead=True)], MONDAY)
    assert tally.broken[Invariant.DELIVERED] == 2


def test_who_is_not_told_of_being_brought_together_is_noticed(tally: Tally) -> None:
    told = [said("ANA", "BEN", kind="Introduced", unprompted=False)]
    telling.check_introduced(tally, [brought("ANA", "BEN")], [], TRIO, telling.Heard(told, []), Spans())
    assert broken(tally) == []
    telling.check_introduced(
        tally, [brought("ANA", "BEN", "CEM")], [], TRIO, telling.Heard(told, []), Spans()
    )
    assert broken(tally) == [Invariant.INTRODUCED]


def test_who_is_on_a_break_all_the_time_until_it_is_over_need_not_be_told(tally: Tally) -> None:
    over, told = (
        brought("ANA", "BEN", until=MONDAY + DAY),
        [said("ANA", kind="TimesOffered", unprompted=False)],
    )
    breaks, heard = Spans[str](), telling.Heard(told, [])
    breaks.begin("BEN", MONDAY - DAY)
    telling.check_introduced(tally, [over], [], TRIO, heard, breaks)
    assert broken(tally) == []
    breaks.end("BEN", MONDAY + HOUR)
    telling.check_introduced(tally, [over], [], TRIO, heard, breaks)
    assert broken(tally) == [Invariant.INTRODUCED]


@pytest.mark.parametrize(("left", "expected"), [(HOUR, []), (3 * HOUR, [Invariant.INTRODUCED])])
def test_who_left_a_group_before_it_read_of_itself_need_not_be_told(
    tally: Tally, left: timedelta, expected: list[Invariant]
) -> None:
    group = brought("ANA", "BEN", "CEM", once=False)
    gone = replace(group.members[2], left_at=MONDAY + left)
    group = replace(group, members=(*group.members[:2], gone))
    told = [replace(said("ANA", "BEN", kind="Introduced", unprompted=False), at=MONDAY + 2 * HOUR)]
    telling.check_introduced(tally, [group], [], TRIO, telling.Heard(told, []), Spans())
    assert broken(tally) == expected


def test_what_was_over_before_anybody_read_of_it_leaves_nobody_alone(tally: Tally) -> None:
    """Each has another match in the round, or is left out of it; and nobody reads of an end."""
    over, heard = brought("ANA", "BEN", until=MONDAY + DAY), telling.Heard([], [])
    left_out = replace(a_round(1, left_out=("ANA", "BEN")), id="round")
    telling.check_introduced(tally, [over], [left_out], TRIO, heard, Spans())
    telling.check_ends(tally, [over], [], TRIO, heard, set())
    assert broken(tally) == []
    telling.check_introduced(tally, [over], [replace(left_out, left_out=("ANA",))], TRIO, heard, Spans())
    assert broken(tally) == [Invariant.INTRODUCED]


def test_an_end_without_a_kind_word_is_noticed(tally: Tally) -> None:
    over = brought("ANA", "BEN", until=MONDAY + DAY, once=False, mentors=1, form=Form.ONE_ON_ONE)
    told = [said("ANA", kind=kind, unprompted=False) for kind in ("Introduced", "PairingEnded")]
    queued = [Post("PairingEnded", "ended:pairing:BEN", ("BEN",), MONDAY + 2 * DAY, False)]
    telling.check_ends(tally, [over], [], TRIO, telling.Heard(told, queued), set())
    assert broken(tally) == []
    telling.check_ends(tally, [over], [], TRIO, telling.Heard(told, []), set())
    assert broken(tally) == [Invariant.KIND_END]


@pytest.mark.parametrize(("struck", "expected"), [(HOUR, []), (2 * DAY, [Invariant.KIND_END])])
def test_who_leaves_the_company_before_their_next_work_need_not_read_of_an_end(
    tally: Tally, struck: timedelta, expected: list[Invariant]
) -> None:
    evening = MONDAY.replace(hour=20)
    over = brought("ANA", "BEN", until=evening, once=False, mentors=1, form=Form.ONE_ON_ONE)
    told = [said("ANA", kind=kind, unprompted=False) for kind in ("Introduced", "PairingEnded")]
    gone = replace(BEN, struck_at=evening + struck)
    telling.check_ends(tally, [over], [], staff(ANA, gone), telling.Heard(told, []), set())
    assert broken(tally) == expected


# --- rounds -----------------------------------------------------------------------------------------


def enrolled(*people: str) -> Chronicle:
    """Everybody is in the program since a week."""
    chronicle = Chronicle()
    for person_id in people:
        chronicle.enrolled.begin(("p", person_id), MONDAY - WEEK)
    return chronicle


def test_whoever_is_matched_though_an_admin_took_them_out_is_noticed(tally: Tally) -> None:
    chronicle = enrolled("ANA", "BEN", "CEM")
    taken_out = replace(a_round(1, ("ANA", "BEN")), excluded=("CEM",))
    rounds.check_members(tally, [], [taken_out], chronicle, programs())
    assert broken(tally) == []
    rounds.check_members(tally, [], [replace(taken_out, excluded=("ANA",))], chronicle, programs())
    assert broken(tally) == [Invariant.TAKEN_OUT]


def test_somebody_who_is_not_in_the_program_is_noticed(tally: Tally) -> None:
    chronicle = enrolled("ANA", "BEN")
    rounds.check_members(tally, [brought("ANA", "BEN")], [], chronicle, programs())
    assert broken(tally) == []
    chronicle.enrolled.end(("p", "BEN"), MONDAY - HOUR)
    rounds.check_members(tally, [brought("ANA", "BEN")], [], chronicle, programs())
    assert broken(tally) == [Invariant.ENROLLED]


@pytest.mark.parametrize("how", ["break", "program break", "skip"])
def test_somebody_who_is_away_is_noticed(tally: Tally, how: str) -> None:
    chronicle = enrolled("ANA", "BEN")
    if how == "break":
        chronicle.breaks.begin("ANA", MONDAY - DAY, MONDAY + DAY)
    else:
        spans = chronicle.skips if how == "skip" else chronicle.program_breaks
        spans.begin(("p", "ANA"), MONDAY - DAY)
    rounds.check_members(tally, [brought("ANA", "BEN")], [], chronicle, programs())
    assert broken(tally) == [Invariant.ON_A_BREAK]


def a_round(number: int, *groups: tuple[str, ...], left_out: tuple[str, ...] = (), mentors: int = 0) -> Sent:
    """A round a fortnight after the one before."""
    at = MONDAY + (number - 1) * 2 * WEEK
    return Sent(f"r{number}", "p", number, at, at, left_out, (), tuple(Group(one, mentors) for one in groups))


@pytest.mark.parametrize(
    ("placed", "expected"), [("ANA", []), ("CEM", [Invariant.ON_A_BREAK])], ids=["without them", "with them"]
)
def test_who_skips_in_the_moment_in_which_a_round_leaves_sits_that_one_out(
    tally: Tally, placed: str, expected: list[Invariant]
) -> None:
    """Unless they are in it: then it is the next."""
    chronicle = enrolled("ANA", "BEN", "CEM")
    chronicle.skips.begin(("p", "CEM"), MONDAY)
    later = brought("CEM", "BEN", at=MONDAY + 2 * WEEK)
    rounds.check_members(tally, [later], [a_round(1, (placed, "BEN"))], chronicle, programs())
    assert broken(tally) == expected


def test_a_draft_that_an_admin_emptied_left_nobody_out() -> None:
    """It waits to be sent, or something else takes its place: nobody is told anything of it."""
    assert came_out_empty(RoundState.CANCELLED, (), ())
    assert not came_out_empty(RoundState.DRAFTED, (), ("ANA",))
    assert not came_out_empty(RoundState.CANCELLED, (), ("ANA",))
    assert not came_out_empty(RoundState.CANCELLED, (Group(("ANA", "BEN"), 0),), ())


def test_who_is_left_out_and_not_told_why_is_noticed(tally: Tally) -> None:
    sent, chronicle = [a_round(1, ("ANA", "BEN"), left_out=("CEM",))], enrolled("CEM")
    told = telling.Heard([said("CEM", kind="NotThisTime", subject="p", unprompted=False)], [])
    rounds.check_told_why(tally, sent, TRIO, chronicle, told)
    assert broken(tally) == []
    rounds.check_told_why(tally, sent, TRIO, chronicle, telling.Heard([], []))
    assert broken(tally) == [Invariant.TOLD_WHY]


def check_left_out(
    tally: Tally, sent: list[Sent], chronicle: Chronicle, form: Form = Form.PEER, **levels: int
) -> list[Invariant]:
    names = sorted(
        {who for one in sent for who in (*one.left_out, *(m for g in one.groups for m in g.members))}
    )
    people = staff(*(a_colleague(one, level=levels.get(one, 3)) for one in {*names, *levels}))
    terms = replace(PRESETS[form], most=2) if form is Form.PEER else PRESETS[form]
    rounds.check_left_out(tally, sent, [], people, chronicle, programs(form, terms))
    return broken(tally)


def test_who_is_left_out_twice_though_the_other_has_not_waited_is_noticed(tally: Tally) -> None:
    """Three people, one pair each time: who was left out comes first."""
    sent = [a_round(1, ("ANA", "BEN"), left_out=("CEM",)), a_round(2, ("ANA", "BEN"), left_out=("CEM",))]
    assert check_left_out(tally, sent, enrolled("ANA", "BEN", "CEM")) == [Invariant.LEFT_OUT_TWICE]


def test_who_is_left_out_twice_since_nobody_may_meet_them_is_not(tally: Tally) -> None:
    chronicle = enrolled("ANA", "BEN", "CEM")
    for other in ("ANA", "BEN"):
        chronicle.rather_not.begin(("p", "CEM", other), MONDAY - DAY)
    sent = [a_round(1, ("ANA", "BEN"), left_out=("CEM",)), a_round(2, ("ANA", "BEN"), left_out=("CEM",))]
    assert check_left_out(tally, sent, chronicle) == []


def test_who_is_left_out_twice_since_they_sat_with_all_others_at_an_event_is_not(tally: Tally) -> None:
    event = an_event(("CEM", "ANA"), ("BEN", "CEM"))
    sent = [a_round(1, ("ANA", "BEN"), left_out=("CEM",)), a_round(2, ("ANA", "BEN"), left_out=("CEM",))]
    met, chronicle = seated([event]), enrolled("ANA", "BEN", "CEM")
    rounds.check_left_out(
        tally, sent, met, TRIO, chronicle, programs(terms=replace(PRESETS[Form.PEER], most=2))
    )
    assert broken(tally) == []


def test_a_way_over_several_pairs_is_found(tally: Tally) -> None:
    """E can only meet A, whose partner B waited as well; B can meet D, whose partner C has not waited."""
    chronicle = enrolled(*"ABCDE")
    for other in "BCD":
        chronicle.rather_not.begin(("p", "E", other), MONDAY - DAY)
    chronicle.rather_not.begin(("p", "B", "C"), MONDAY - DAY)
    sent = [a_round(1, ("A", "C"), left_out=("B", "E")), a_round(2, ("A", "B"), ("C", "D"), left_out=("E",))]
    assert check_left_out(tally, sent, chronicle) == [Invariant.LEFT_OUT_TWICE]


def mentoring(*mentors: str, mentees: str) -> Chronicle:
    """Some offer themselves as mentors, one mentee each; the others look for one."""
    chronicle = enrolled(*mentors, *mentees)
    for one in mentors:
        wishes = Wishes(mentors=True, mentored=False, offers=("python",))
        chronicle.wishes["p", one] = [(MONDAY - WEEK, wishes)]
        chronicle.places[one] = [(MONDAY - WEEK, 1)]
    return chronicle


def test_a_mentee_who_is_left_out_twice_beside_a_free_mentor_is_noticed(tally: Tally) -> None:
    sent = [
        a_round(1, ("M", "A"), left_out=("B",), mentors=1),
        a_round(2, ("M", "C"), left_out=("B",), mentors=1),
    ]
    chronicle = mentoring("M", "N", mentees="ABC")
    assert check_left_out(tally, sent, chronicle, Form.ONE_ON_ONE, M=6, N=2) == [Invariant.LEFT_OUT_TWICE]


def test_a_mentee_whose_mentor_leaves_in_the_middle_of_a_round_was_not_left_out_of_it(tally: Tally) -> None:
    """B waits again since M has left: the other one whom M mentored had not waited, and has nobody either."""
    sent = [
        a_round(1, left_out=("B", "C"), mentors=1),
        a_round(2, ("M", "A"), ("M", "B"), left_out=("A", "B", "C"), mentors=1),
    ]
    chronicle = mentoring("M", mentees="ABC")
    chronicle.rather_not.begin(("p", "C", "M"), MONDAY - DAY)
    assert check_left_out(tally, sent, chronicle, Form.ONE_ON_ONE, M=6) == []


def test_a_mentee_is_not_left_out_when_all_who_are_matched_have_waited(tally: Tally) -> None:
    sent = [
        a_round(1, left_out=("A", "B"), mentors=1),
        a_round(2, ("M", "A"), left_out=("B",), mentors=1),
    ]
    assert check_left_out(tally, sent, mentoring("M", mentees="AB"), Form.ONE_ON_ONE, M=6) == []


def test_a_circle_with_room_is_noticed(tally: Tally) -> None:
    sent = [a_round(1, tuple("ABCD"), left_out=("E",)), a_round(2, tuple("ABCD"), left_out=("E",))]
    assert check_left_out(tally, sent, enrolled(*"ABCDE"), Form.CIRCLE) == [Invariant.LEFT_OUT_TWICE]


@pytest.mark.parametrize(("manager", "wrong"), [("BOSS", []), ("HEAD", [Invariant.LEFT_OUT_TWICE])])
def test_whom_a_sponsor_leads_is_no_adviser_of_theirs(
    tally: Tally, manager: str, wrong: list[Invariant]
) -> None:
    """There is a place for E on the panel, unless E reports to the sponsor."""
    sent = [a_round(1, tuple("ABCD"), left_out=("E",)), a_round(2, tuple("ABCD"), left_out=("E",))]
    people = staff(*map(a_colleague, "ABCD"), a_colleague("E", manager), a_colleague("BOSS"))
    terms = replace(PRESETS[Form.SHADOW_BOARD], sponsor_id="BOSS")
    rounds.check_left_out(tally, sent, [], people, enrolled(*"ABCDE"), programs(Form.SHADOW_BOARD, terms))
    assert broken(tally) == wrong


def test_violations_are_told_up_to_a_number(tally: Tally) -> None:
    for number in range(50):
        tally.check(Invariant.BUDGET, number % 2 == 0, "number {}", number)
    assert (tally.checked[Invariant.BUDGET], tally.broken[Invariant.BUDGET]) == (50, 25)
    assert len(tally.violations[Invariant.BUDGET]) == 20
    assert tally.violations[Invariant.BUDGET][0] == "number 1"
    assert not tally.clean
