"""What a group reads: everyone named as one would say it, and nobody called what they are not."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.limits import check_message
from bot.domain.matching.values import Reason, Term
from bot.domain.meetings import Attendance
from bot.domain.notices import (
    BookNudge,
    CheckInSettled,
    DidYouMeet,
    Introduced,
    Introduction,
    MeetingBooked,
    Notice,
    PairingEnded,
    TimesOffered,
    TimesSettled,
)
from bot.domain.pairings import Part
from bot.domain.requests import Purpose
from bot.usecases.meetings import Times
from bot.usecases.outcomes import Chat
from bot.usecases.status import Paired
from handlers.slack.views import outcomes, standing, times
from handlers.slack.views.notices import render
from handlers.slack.views.reader import Reader
from tests.slack.views import reading
from tests.slack.views.values import made, readers

TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
BERLIN = Reader("en-GB", "Europe/Berlin")
M, E, P = Part.MENTOR, Part.MENTEE, Part.PEER


def introduced(*parts: Part) -> Introduced:
    members = tuple(Introduction(person_id=f"U{number}", part=part) for number, part in enumerate(parts, 1))
    return Introduced(pairing_id="p", members=members, purpose=Purpose(), minutes=30, slots=(TUESDAY,))


def said(notice: Notice, reader: Reader = BERLIN) -> str:
    return render(notice, reader).text


@pytest.mark.parametrize(
    ("parts", "opening"),
    [
        ((M, E), ["<@U1>, meet <@U2>. <@U2>, meet <@U1>."]),
        ((P, P, P), ["<@U1>, <@U2> and <@U3>, meet each other."]),
        ((M, E, E), ["<@U1>, <@U2> and <@U3>, meet each other.", "<@U1> mentors <@U2> and <@U3>."]),
        (
            (M, M, E, E),
            ["<@U1>, <@U2>, <@U3> and <@U4>, meet each other.", "<@U1> and <@U2> mentor <@U3> and <@U4>."],
        ),
    ],
)
def test_people_are_introduced_as_what_they_are(parts: tuple[Part, ...], opening: list[str]) -> None:
    assert said(introduced(*parts)).splitlines()[: len(opening)] == opening


@given(made(Introduced), readers, st.integers(2, 7))
def test_peers_are_nobodys_mentors(notice: Introduced, reader: Reader, count: int) -> None:
    """Whatever else is said of a match, the words "mentor" and "mentee" stand nowhere in it."""
    peers = tuple(Introduction(person_id=f"U{number}", part=P) for number in range(count))
    bare = replace(
        notice, members=peers, purpose=Purpose(), icebreaker=None, opening="", agenda=(), reasons=()
    )
    payload = render(bare, reader).payload()
    assert check_message(payload) == []
    assert not [text for text in reading.paragraphs(payload) if "ment" in text.lower().replace("moment", "")]


def test_a_match_says_why_and_how_to_begin() -> None:
    """What was wished in private, and what spoke against it, is told to nobody."""
    notice = replace(
        introduced(P, P),
        reasons=(
            Reason(Term.TOPICS, 300_000, ("Go", "Rust")),
            Reason(Term.PREFERENCE, 200_000),
            Reason(Term.DEPARTMENT, 50_000),
            Reason(Term.HOURS, -10_000),
        ),
        opening="Be kind.",
        icebreaker=0,
        agenda=("What you build", " "),
    )
    lines = said(notice).splitlines()
    assert lines[1:3] == [
        "What is asked for among you is offered among you: Go and Rust.",
        "You come from different departments.",
    ]
    assert lines[3:9] == [
        "From your admins:",
        "> Be kind.",
        "To begin with:",
        "What did you make that nobody has seen yet?",
        "What to talk about:",
        "• What you build",
    ]


def test_hours_are_no_reason_above_times_outside_somebodys() -> None:
    notice = replace(introduced(P, P, P), reasons=(Reason(Term.HOURS, 90_000),))
    assert "Your hours overlap well." in said(notice)
    assert "Your hours overlap well." not in said(replace(notice, outside_ids=("U3",)))


def test_times_that_do_not_suit_everyone_say_so() -> None:
    warning = "these lie outside the usual hours of <@U3>."
    offered = TimesOffered(
        pairing_id="p", with_ids=("U2", "U3"), topic="", minutes=30, slots=(TUESDAY,), outside_ids=("U3",)
    )
    nudge = BookNudge(wait_id="w", pairing_id="p", with_ids=("U2", "U3"), topic="", minutes=30)
    settled = CheckInSettled(
        meeting_id="m", pairing_id="p", with_ids=("U2", "U3"), topic="", answer=Attendance.NOT_YET
    )
    for notice in (
        replace(introduced(P, P, P), outside_ids=("U3",)),
        offered,
        replace(nudge, slots=(TUESDAY,), outside_ids=("U3",)),
        replace(settled, slots=(TUESDAY,), outside_ids=("U3",)),
    ):
        assert warning in said(notice)
    assert warning not in said(introduced(P, P, P))


def test_several_are_named_in_a_row() -> None:
    booked = MeetingBooked(meeting_id="m", with_ids=("U1", "U2"), topic="", starts_at=TUESDAY, minutes=30)
    assert said(booked).startswith("Your chat with <@U1> and <@U2> is booked: Tue 3 Mar, 10:00 (Berlin)")
    moved = replace(booked, sequence=1, by_id="U2")
    assert said(moved).startswith("<@U2> moved your chat to")
    asked = DidYouMeet(wait_id="w", meeting_id="m", with_ids=("U1", "U2"), topic="")
    assert said(asked).startswith("Did you meet <@U1> and <@U2>?")
    ended = PairingEnded(pairing_id="p", with_ids=("U1", "U2"), topic="")
    assert said(ended).startswith("Your chats with <@U1> and <@U2> have come to an end.")


def test_what_stands_in_place_of_times_names_nobody_when_somebody_left() -> None:
    settled = TimesSettled(pairing_id="p", people=(), topic="", starts_at=TUESDAY)
    assert said(settled).startswith("Your chat is booked for")
    assert said(replace(settled, people=("U1", "U2", "U3"))).startswith("<@U1>, <@U2> and <@U3>: Your chat")


def test_a_group_is_left_and_a_pair_is_wrapped_up() -> None:
    nudge = BookNudge(wait_id="w", pairing_id="p", with_ids=("U1",), topic="", minutes=30, again=True)
    group = replace(nudge, with_ids=("U1", "U2"))
    alone, among = (reading.literal(render(one, BERLIN).payload()) for one in (nudge, group))
    assert ("Wrap it up" in alone, "Leave the group" in alone) == (True, False)
    assert ("Wrap it up" in among, "Leave the group" in among) == (False, True)
    assert "The others go on. They are not told, and no reason is asked of you." in among


def test_a_button_names_each_time_once() -> None:
    """Five people on three clocks: three times, whatever their cities are called."""
    zones = ("Europe/Paris", "America/New_York", "Europe/Rome", "Asia/Kolkata")
    group = replace(BERLIN, others=zones)
    assert group.times(TUESDAY) == "Tue 3 Mar, 10:00 Berlin · 04:00 New York · 14:30 Kolkata"
    assert replace(BERLIN, others=zones[:1]).times(TUESDAY) == "Tue 3 Mar, 10:00 Berlin · 10:00 Paris"


def test_status_tells_who_is_across_and_who_beside() -> None:
    trio = Paired(pairing_id="p", part=M, across=("U1", "U2"), topic="", ongoing=False)
    assert standing.paired(BERLIN, trio).mrkdwn == "You mentor <@U1> and <@U2>."
    mentee = replace(trio, part=E, across=("U1",), beside=("U2",))
    assert standing.paired(BERLIN, mentee).mrkdwn == "<@U1> mentors you. With you: <@U2>."
    assert standing.paired(BERLIN, replace(trio, part=E)).mrkdwn == "<@U1> and <@U2> mentor you."
    assert standing.paired(BERLIN, replace(trio, part=P)).mrkdwn == "You meet <@U1> and <@U2>."


def test_forms_speak_of_all_of_them() -> None:
    shown = Times(
        subject_id="p",
        with_ids=("U1", "U2"),
        topic="",
        minutes=30,
        slots=(TUESDAY,),
        outside_ids=(),
        now=TUESDAY,
    )
    assert "Times that suit you all" in reading.literal(times.modal(BERLIN, shown).to_dict())
    named = replace(BERLIN, names={"U2": "Ben"})
    late = times.modal(named, replace(shown, outside_ids=("U2",))).to_dict()
    assert "Outside the hours of Ben" in reading.literal(late)
    chat = Chat(pairing_id="p", meeting_id="m", with_ids=("U1", "U2"), topic="", at=TUESDAY)
    assert "All of us" in reading.literal(outcomes.modal(BERLIN, [chat]).to_dict())
