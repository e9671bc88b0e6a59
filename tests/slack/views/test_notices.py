"""Whatever the notice says and whoever reads it, the message holds."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.limits import check_message
from bot.domain.notices import (
    ALL,
    Asked,
    AskedToIntroduce,
    DidYouMeet,
    Introduced,
    Introduction,
    MeetingBooked,
    Notice,
    RequestMovedOn,
    RequestSent,
    TimesOffered,
    TimesSettled,
)
from bot.domain.pairings import Part
from bot.domain.people import Break
from bot.domain.requests import AskState, Form, Purpose
from handlers.slack.views import ids
from handlers.slack.views.notices import RENDERERS, render
from handlers.slack.views.reader import PSEUDO, Reader
from tests.slack.views import reading
from tests.slack.views.values import HOSTILE, made, notices, readers

TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
BERLIN = Reader("en-GB", "Europe/Berlin")
IN_FULL = {"why", "tried", "time", "line", "takeaway", "next_step"}


def test_every_kind_of_notice_has_words() -> None:
    assert set(ALL.values()) == set(RENDERERS)


@given(notices(), readers)
def test_slack_accepts_every_message(notice: Notice, reader: Reader) -> None:
    assert check_message(render(notice, reader).payload()) == []


@given(notices(), readers)
def test_no_message_rings_anybody(notice: Notice, reader: Reader) -> None:
    assert reading.rings_somebody(render(notice, reader).payload()) == []


@given(notices(), readers)
def test_a_message_mentions_only_people_the_notice_names(notice: Notice, reader: Reader) -> None:
    assert reading.mentioned(render(notice, reader).payload()) <= _texts(notice)


@given(notices())
def test_every_sentence_is_translated(notice: Notice) -> None:
    """In the made-up language nothing but typed text, numbers and dates stands outside the brackets."""
    payload = render(notice, PSEUDO).payload()
    assert reading.untranslated(payload, _texts(notice)) == []


@given(st.sampled_from([Asked, AskedToIntroduce]).flatmap(made), st.sampled_from(HOSTILE))
def test_what_was_typed_is_shown_as_typed(notice: Asked | AskedToIntroduce, text: str) -> None:
    said = dataclasses.replace(notice, purpose=dataclasses.replace(notice.purpose, why=text))
    shown = reading.literal(render(said, BERLIN).payload())
    assert not text.strip() or text in shown


@given(notices())
def test_buttons_can_be_read_back(notice: Notice) -> None:
    payload = render(notice, BERLIN).payload()
    for element in (node for node in reading.nodes(payload) if "action_id" in node):
        for held in element.get("options", [element]):
            action = {**element, "value": held.get("value")}
            press = ids.pressed(action)
            assert press.subject in _texts(notice) | {""}
            assert press.verb.pattern.match(element["action_id"])


@pytest.mark.parametrize("name", ["AskSettled", "RequestSettled", "TimesSettled"])
def test_what_stands_in_place_of_a_question_has_no_buttons(name: str) -> None:
    @given(made(ALL[name]))
    def settled(notice: Notice) -> None:
        assert not [node for node in reading.nodes(render(notice, BERLIN).payload()) if "action_id" in node]

    settled()


def test_a_chat_that_nobody_planned_is_asked_about_without_a_time() -> None:
    asked = DidYouMeet(wait_id="w", meeting_id="m", with_ids=("U1",), topic="", starts_at=TUESDAY)
    assert "Your chat was planned for Tue 3 Mar, 10:00 (Berlin)." in render(asked, BERLIN).text
    unplanned = render(dataclasses.replace(asked, starts_at=None), BERLIN)
    assert unplanned.text.startswith("Did you meet <@U1>?\n")
    assert "We moved it" not in reading.literal(unplanned.payload())


def test_where_times_were_offered_it_is_said_what_became_of_them() -> None:
    settled = TimesSettled(pairing_id="p", people=("U1", "U2"), topic="")
    friday = TUESDAY + timedelta(days=3)
    for starts_at, was_at, words in (
        (None, None, "Nothing is left to book here."),
        (TUESDAY, None, "Your chat is booked for"),
        (friday, TUESDAY, "Your chat was moved to"),
        (None, TUESDAY, "was cancelled."),
    ):
        said = render(dataclasses.replace(settled, starts_at=starts_at, was_at=was_at), BERLIN).text
        assert words in said
        assert (f"date^{int(friday.timestamp())}" in said) is (starts_at == friday)


def test_a_break_is_why_there_are_no_times() -> None:
    """Not the hours; whoever is on it themselves can come back with one tap."""
    mine = TimesOffered(
        pairing_id="p",
        with_ids=("U2",),
        topic="",
        minutes=15,
        away=Break(person_id="U1", until=date(2026, 4, 6)),
    )
    theirs = dataclasses.replace(mine, away=Break(person_id="U2", until=date(2026, 4, 6)))
    assert "You are on a break until Mon, 6 Apr 2026" in render(mine, BERLIN).text
    assert "<@U2> is on a break until Mon, 6 Apr 2026." in render(theirs, BERLIN).text
    for notice, offered in ((mine, True), (theirs, False)):
        said = render(notice, BERLIN)
        assert ("Come back now" in reading.literal(said.payload())) is offered
        assert "overlap" not in said.text
    sent = RequestSent(request_id="r", topic="", asked_ids=("U2",), back_on=date(2026, 4, 6))
    assert "You are on a break until Mon, 6 Apr 2026" in render(sent, BERLIN).text
    assert "Come back now" in reading.literal(render(sent, BERLIN).payload())


def test_a_time_is_shown_in_the_readers_zone_with_its_name() -> None:
    booked = MeetingBooked(meeting_id="m", with_ids=("U1",), topic="", starts_at=TUESDAY, minutes=30)
    assert "Tue 3 Mar, 10:00 (Berlin)" in render(booked, BERLIN).text


def test_buttons_in_a_group_name_both_clocks() -> None:
    notice = Introduced(
        pairing_id="p",
        members=(
            Introduction(person_id="U1", part=Part.MENTOR),
            Introduction(person_id="U2", part=Part.MENTEE),
        ),
        purpose=Purpose(),
        minutes=30,
        slots=(TUESDAY,),
    )
    reader = dataclasses.replace(BERLIN, others=("America/New_York",))
    assert "Tue 3 Mar, 10:00 Berlin · 04:00 New York" in reading.literal(render(notice, reader).payload())


def test_a_decline_says_why_only_in_its_authors_words() -> None:
    moved = RequestMovedOn(request_id="r", topic="", from_id="U1", because=AskState.DECLINED, next_id="U2")
    assert "can't make it this time" in render(moved, BERLIN).text
    assert "They wrote" not in render(moved, BERLIN).text
    assert "They wrote" in render(dataclasses.replace(moved, line="On leave"), BERLIN).text


def test_the_text_beside_the_blocks_says_the_same() -> None:
    asked = Asked(
        ask_id="a", form=Form.FLASH, requester_id="U1", purpose=Purpose(topic="Go", why="I try"), minutes=15
    )
    assert render(asked, BERLIN).text.splitlines() == [
        "<@U1> would like a 15-minute chat with you.",
        "Any day suits them.",
        "About: Go",
        "What <@U1> wrote:",
        "> I try",
        "One tap is enough, and a no needs no reason.",
    ]


def test_a_suggestion_is_no_introduction() -> None:
    asked = Asked(ask_id="a", form=Form.INTRO, requester_id="U1", purpose=Purpose(), minutes=30, via_id="U3")
    assert "<@U3> introduces you." in render(asked, BERLIN).text
    assert "<@U3> thought of you." in render(dataclasses.replace(asked, suggested=True), BERLIN).text


def test_whoever_asks_reads_by_when() -> None:
    """A named person is not replaced without asking; on a waitlist somebody free is offered."""
    sent = RequestSent(request_id="r", topic="", asked_ids=("U1",))
    assert "within 3 working days, I ask someone else" in render(sent, BERLIN).text
    assert "within 3 working days, I tell you" in render(dataclasses.replace(sent, named=True), BERLIN).text
    in_line = dataclasses.replace(sent, position=2, free_id="U5")
    assert "<@U5> has a free place now." in render(in_line, BERLIN).text
    assert "Ask them instead" in reading.literal(render(in_line, BERLIN).payload())


def _texts(notice: Notice) -> set[object]:
    return set(_flat(dataclasses.asdict(notice)))


def _flat(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _flat(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _flat(inner)
    else:
        yield value


def test_who_is_asked_later_was_not_asked_yet() -> None:
    """At night nothing says "I asked": the question leaves in their working hours."""
    for named, through in ((True, False), (False, False), (False, True)):
        sent = RequestSent(
            request_id="r", topic="", asked_ids=("U1",), named=named, through=through, later=True
        )
        said = render(sent, BERLIN).text
        assert "I'll ask <@U1> in their working hours" in said
        assert "I asked" not in said
