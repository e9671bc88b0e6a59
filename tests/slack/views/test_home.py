"""The App Home and the status: all of it, whatever the amount, and friendly when there is nothing."""

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.demo.limits import check_message, check_view
from bot.domain.nudging import Phase
from bot.domain.outcomes import Account, Shared
from bot.domain.pairings import Part
from bot.domain.people import Person
from bot.domain.requests import Form
from bot.domain.rounds import Round
from bot.usecases.enrolments import Place
from bot.usecases.programs import AtHome, Overview, Seen
from bot.usecases.recaps import Recap
from bot.usecases.status import Paired, Sent, Status, Upcoming, Waiting
from handlers.slack.views import home, ids, status
from handlers.slack.views.ids import Verb
from handlers.slack.views.reader import PSEUDO, Reader
from tests.builders import a_program, an_enrolment
from tests.slack.views import reading
from tests.slack.views.shown import people
from tests.slack.views.values import made, readers

BERLIN = Reader("en-GB", "Europe/Berlin")
ANA = Person(workspace="T1", id="U1", name="Ana")
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
WAITING = Waiting(wait_id="w", phase=Phase.BOOK, subject_id="p", about=("U2",), topic="", since=TUESDAY)
RECAP = Recap(
    with_ids=("U2",),
    topic="packaging",
    at=TUESDAY,
    outcome_id="o",
    own=Account(
        happened=True, takeaway="Use a src layout", next_step="Publish", next_step_on=date(2026, 3, 9)
    ),
    shared=(Shared(from_id="U2", thanks="That was fun", takeaway="Ask more"),),
)
standings = st.builds(
    Status,
    person=people,
    waiting=st.lists(made(Waiting), max_size=14).map(tuple),
    upcoming=st.lists(made(Upcoming), max_size=14).map(tuple),
    sent=st.lists(made(Sent), max_size=14).map(tuple),
    pairings=st.lists(made(Paired), max_size=14).map(tuple),
    recaps=st.lists(made(Recap), max_size=14).map(tuple),
    free_places=st.none() | st.integers(0, 10),
)


def verbs(payload: dict[str, Any]) -> set[Verb]:
    """What can be pressed."""
    return {ids.pressed(node).verb for node in _pressable(payload)}


@given(readers, standings)
def test_slack_accepts_every_home_and_status(reader: Reader, standing: Status) -> None:
    shown = home.view(reader, standing).to_dict()
    said = status.message(reader, standing).payload()
    assert check_view(shown) == []
    assert check_message(said) == []
    assert reading.rings_somebody(shown) + reading.rings_somebody(said) == []


@given(standings)
def test_every_sentence_of_home_and_status_is_translated(standing: Status) -> None:
    assert reading.untranslated(home.view(PSEUDO, standing).to_dict(), set()) == []
    assert reading.untranslated(status.message(PSEUDO, standing).payload(), set()) == []


def test_a_hundred_of_each_fit_and_the_rest_is_counted() -> None:
    many = Status(
        person=ANA,
        waiting=(WAITING,) * 100,
        upcoming=(Upcoming(meeting_id="m", with_ids=("U2",), topic="", starts_at=TUESDAY, minutes=30),) * 100,
        sent=(Sent(request_id="r", form=Form.FLASH, topic="", asked=("U2",), position=3),) * 100,
        pairings=(Paired(pairing_id="p", part=Part.MENTOR, across=("U2",), topic="", ongoing=True),) * 100,
        recaps=(RECAP,) * 100,
    )
    program = a_program()
    place = Place(ANA, program, an_enrolment(program.id))
    draft = Round(workspace="T1", id="r1", program_id=program.id, number=1, drafted_at=TUESDAY)
    programs = AtHome((place,) * 100, Overview(ANA, (Seen(program, 5, draft),) * 100, True))
    view = home.view(BERLIN, many, TUESDAY.date(), programs).to_dict()
    assert check_view(view) == []
    assert reading.markup(view).count("And 93 more.") == 4
    assert reading.markup(view).count("And 95 more.") == 1
    assert reading.markup(view).count("And 97 more.") == 2


def test_nothing_open_is_said_in_a_friendly_way() -> None:
    """What one can do stands high up, and what there is none of in one quiet line without headings."""
    view = home.view(BERLIN, Status(person=ANA)).to_dict()
    texts = reading.literal(view)
    assert "Nothing waits for you. Enjoy the day." in texts
    headings = [one["text"]["text"] for one in view["blocks"] if one["type"] == "header"]
    assert headings == ["Waiting for you", "What would you like to do?", "Your profile"]
    nothing = "No chat is booked. No request of yours is open. No pairings right now."
    (line,) = [one for one in view["blocks"] if one["type"] == "context"]
    assert line["elements"][0]["text"].startswith(nothing)
    said = status.message(BERLIN, Status(person=ANA)).text
    assert said == "Nothing is open. `/intro` or `/flash` is a good start."


def test_a_break_is_shown_while_it_lasts() -> None:
    away = Status(person=dataclasses.replace(ANA, paused_until=date(2026, 3, 9)))
    assert "You are on a break until" in status.message(BERLIN, away, date(2026, 3, 8)).text
    assert "You are on a break until" not in status.message(BERLIN, away, date(2026, 3, 9)).text
    assert verbs(home.view(BERLIN, away).to_dict()) & {Verb.RESUME, Verb.PAUSE} == {Verb.RESUME}


def test_an_intermediary_can_introduce_from_the_home() -> None:
    asked = dataclasses.replace(WAITING, phase=Phase.ANSWER, about=("U2", "U3"))
    offered = verbs(home.view(BERLIN, Status(person=ANA, waiting=(asked,))).to_dict())
    assert offered & {Verb.INTRODUCE, Verb.ACCEPT} == {Verb.INTRODUCE}


def test_what_came_of_a_chat_is_read_again() -> None:
    """Both people's words, the next step with its day, and a button as long as it is open."""
    shown = home.view(BERLIN, Status(person=ANA, recaps=(RECAP,))).to_dict()
    assert [line for line in reading.paragraphs(shown) if "src" in line] == [
        "You take away: Use a src layout"
    ]
    said = " ".join(reading.paragraphs(shown))
    for words in ("by Mon, 9 Mar 2026: Publish", "thanks you: That was fun", "takes away: Ask more"):
        assert words in said
    assert Verb.DONE in verbs(shown)
    assert "Publish" in status.message(BERLIN, Status(person=ANA, recaps=(RECAP,))).text

    assert RECAP.own is not None
    done = dataclasses.replace(RECAP.own, step_done_on=TUESDAY.date() + timedelta(days=1))
    over = Status(person=ANA, recaps=(dataclasses.replace(RECAP, own=done),))
    assert Verb.DONE not in verbs(home.view(BERLIN, over).to_dict())
    assert "Done on Wed, 4 Mar 2026: Publish" in reading.paragraphs(home.view(BERLIN, over).to_dict())
    assert "Publish" not in status.message(BERLIN, over).text


def test_a_step_whose_day_has_come_waits() -> None:
    """From its day on it stands under what waits, with its button; until then with its chat alone."""
    on_time, standing = RECAP.own, Status(person=ANA, recaps=(RECAP,))
    assert on_time is not None
    day = on_time.next_step_on
    assert day is not None
    for today, waits in ((day - timedelta(days=1), False), (day, True), (day + timedelta(days=9), True)):
        shown = home.view(BERLIN, standing, today).to_dict()
        said = " ".join(reading.paragraphs(shown))
        assert waits == ("Nothing waits for you" not in said)
        assert waits == ("By Mon, 9 Mar 2026: Publish" in said)
        assert "Your next step, by Mon, 9 Mar 2026: Publish" in said
        assert [ids.pressed(node).verb for node in _pressable(shown)].count(Verb.DONE) == 1
        told = status.message(BERLIN, standing, today).text
        assert waits == ("Waiting for you" in told)
        assert waits == ("Your next steps" not in told)


def _pressable(payload: dict[str, Any]) -> list[dict[str, Any]]:
    return [node for node in reading.nodes(payload) if "action_id" in node]
