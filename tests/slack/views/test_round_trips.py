"""Round trips: what a modal shows comes back as it was, and what was filled in becomes a command."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given

from bot.domain import errors, topics
from bot.domain.flash import Candidate
from bot.domain.notices import EndNears
from bot.domain.outcomes import Account, Visibility
from bot.domain.people import WORKING_WEEK, Person, Profile, Window
from bot.usecases.flash import AskFlash, FindMentors, Shortlist
from bot.usecases.intros import AskIntro
from bot.usecases.meetings import Book, Move, Times
from bot.usecases.nudges import Snooze
from bot.usecases.outcomes import Chat, Log
from bot.usecases.people import Block, Find, Pause
from bot.usecases.requests import PassOn
from handlers.slack.views import (
    agreements,
    blocked,
    flash,
    found,
    intros,
    nudges,
    outcomes,
    pass_on,
    pauses,
    profile,
    snooze,
    times,
)
from handlers.slack.views.reader import Reader
from tests.slack.views import reading
from tests.slack.views.shown import people
from tests.slack.views.submitting import picked, submitted

BERLIN = Reader("en-GB", "Europe/Berlin")
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
ANA = Person(workspace="T1", id="U1", name="Ana")


@given(people)
def test_a_profile_comes_back_as_it_was(person: Person) -> None:
    kept = dataclasses.replace(
        person.profile,
        offers=_listed(person.profile.offers),
        wants=_listed(person.profile.wants),
        languages=_listed(person.profile.languages),
        about=_keepable(person.profile.about),
        cannot=_keepable(person.profile.cannot),
        windows=tuple(sorted(set(person.profile.windows))),
    )
    person.profile = kept
    command = profile.parse(submitted(profile.modal(BERLIN, person)), "U1")
    assert command.profile == kept
    assert command.manager_id == person.manager_id


def test_nobody_is_a_mentor_without_ticking_the_box() -> None:
    command = profile.parse(submitted(profile.modal(BERLIN, ANA)), "U1")
    assert command.profile.mentor is False
    assert command.profile == Profile()
    ticked = profile.parse(submitted(profile.modal(BERLIN, ANA), {"mentor": [picked("yes")]}), "U1")
    assert ticked.profile.mentor is True


def test_other_days_can_have_other_hours() -> None:
    filled = {"days_2": [picked("5")], "window_start_2": "10:00", "window_end_2": "12:00"}
    command = profile.parse(submitted(profile.modal(BERLIN, ANA), filled), "U1")
    assert command.profile.windows == (*WORKING_WEEK, Window(5, time(10), time(12)))


@pytest.mark.parametrize("field", ["window_end", "window_end_2"])
def test_hours_that_end_before_they_start_are_refused_where_they_stand(field: str) -> None:
    suffix = field.removeprefix("window_end")
    filled = {f"days{suffix}": [picked("1")], f"window_start{suffix}": "11:00", field: "10:00"}
    with pytest.raises(errors.WindowEndsBeforeStart) as refused:
        profile.parse(submitted(profile.modal(BERLIN, ANA), filled), "U1")
    assert refused.value.field == field


def test_an_intro_comes_back_with_its_drafted_sentence() -> None:
    command = intros.parse(submitted(intros.modal(BERLIN, whom="U2", topic="SQL")), "U1")
    assert command == AskIntro(
        person_id="U1",
        whom="U2",
        topic="SQL",
        why="I'm working on SQL. Would you be open to a short chat about your experience with this?",
    )


def test_a_flash_chat_keeps_what_was_filled_in_over_both_steps() -> None:
    wanted = FindMentors(
        person_id="U1",
        topic="SQL",
        question="Why *?",
        minutes=30,
        earliest=date(2026, 3, 3),
        latest=date(2026, 3, 9),
    )
    mentor = Candidate("U2", ("SQL",), 3.0, 0, 2)
    second = flash.choose(BERLIN, Shortlist(wanted, (mentor,)))
    whoever = flash.parse_choice(submitted(second), "U1")
    assert whoever == AskFlash(**dataclasses.asdict(wanted), mentor_id=None)
    chosen = flash.parse_choice(submitted(second, {"mentor": picked("U2")}), "U1")
    assert chosen.mentor_id == "U2"
    assert flash.parse(submitted(second), "U1") == wanted


def test_without_mentors_the_form_says_so_kindly_and_asks_again() -> None:
    wanted = FindMentors(person_id="U1", topic="SQL", question="?", minutes=15)
    view = flash.choose(BERLIN, Shortlist(wanted, (), errors.NobodyFound(topic="SQL")))
    assert view.callback_id == "flash.find"
    assert any("Nobody is free for" in text for text in reading.literal(view.to_dict()))


def test_a_chosen_time_books_and_another_time_counts_first() -> None:
    shown = Times(
        subject_id="p1", with_ids=("U2",), topic="", minutes=30, slots=(TUESDAY,), outside_ids=(), now=TUESDAY
    )
    view = times.modal(BERLIN, shown)
    stamp = str(int(TUESDAY.timestamp()))
    listed = submitted(view, {"slot": picked(stamp)})
    assert times.parse_book(listed, "U1") == Book(person_id="U1", pairing_id="p1", starts_at=TUESDAY)
    named = submitted(view, {"slot": picked(stamp), "starts_at": int(TUESDAY.timestamp()) + 3600})
    assert times.parse_book(named, "U1").starts_at == TUESDAY.replace(hour=10)
    moved = times.modal(BERLIN, dataclasses.replace(shown, moving=True, subject_id="m1"))
    assert moved.callback_id == "times.move"
    assert times.parse_move(submitted(moved, {"slot": picked(stamp)}), "U1") == Move(
        person_id="U1", meeting_id="m1", starts_at=TUESDAY
    )
    with pytest.raises(errors.Missing):
        times.parse_book(submitted(view), "U1")


def test_an_outcome_is_private_until_its_author_chooses_otherwise() -> None:
    chat = Chat(pairing_id="p", meeting_id="m", with_ids=("U2",), topic="SQL", at=TUESDAY)
    view = outcomes.modal(BERLIN, [chat], "m")
    assert outcomes.parse(submitted(view, {"useful": picked("4")}), "U1") == Log(
        person_id="U1", chat="p:m", account=Account(happened=True, useful=4, visibility=Visibility.ME)
    )
    filled = {
        "happened": picked("no"),
        "useful": picked("4"),
        "takeaway": "Less is more",
        "visibility": picked("us"),
        "next_step": "Try it",
        "next_step_on": "2026-03-09",
        "thanks": "Thanks!",
    }
    assert outcomes.parse(submitted(view, filled), "U1").account == Account(
        happened=False,
        useful=4,
        takeaway="Less is more",
        visibility=Visibility.US,
        next_step="Try it",
        next_step_on=date(2026, 3, 9),
        thanks="Thanks!",
    )


def test_the_chat_that_was_asked_about_is_offered_first() -> None:
    chats = [
        Chat(pairing_id="p", meeting_id=f"m{number}", with_ids=("U2",), topic="", at=TUESDAY)
        for number in range(20)
    ]
    assert (
        outcomes.parse(submitted(outcomes.modal(BERLIN, chats, "m15"), {"thanks": "Thanks!"}), "U1").chat
        == "p:m15"
    )


def test_the_small_forms_come_back() -> None:
    assert snooze.parse(submitted(snooze.modal(BERLIN, "w"), {"until": "2026-03-09"}), "U1") == Snooze(
        person_id="U1", wait_id="w", until=date(2026, 3, 9)
    )
    listed = dataclasses.replace(ANA, blocked=("U8", "U9"))
    assert blocked.parse(submitted(blocked.modal(BERLIN, listed)), "U1") == Block(
        person_id="U1", blocked=("U8", "U9")
    )
    assert pauses.parse(submitted(pauses.modal(BERLIN)), "U1") == Pause(person_id="U1")
    assert found.parse(submitted(found.modal(BERLIN, "SQL")), "U1") == Find(person_id="U1", topic="SQL")
    suggested = submitted(pass_on.suggestion_modal(BERLIN, "a"), {"whom": "U3", "line": "Ask Eve"})
    assert pass_on.parse_suggestion(suggested, "U1") == PassOn(
        person_id="U1", ask_id="a", to_id="U3", line="Ask Eve"
    )
    assert pass_on.parse_line(submitted(pass_on.line_modal(BERLIN, "a"), {"line": "Hi"}), "U1") == PassOn(
        person_id="U1", ask_id="a", line="Hi"
    )


def test_snooze_counts_in_the_persons_own_days() -> None:
    friday = date(2026, 3, 6)
    assert snooze.until("tomorrow", friday) == date(2026, 3, 7)
    assert snooze.until("next week", friday) == date(2026, 3, 9)
    assert snooze.until("day", friday) is None
    with pytest.raises(errors.NotAChoice):
        snooze.until("never", friday)


def _listed(typed: tuple[str, ...]) -> tuple[str, ...]:
    """What becomes of a list that is typed into one field: commas in a topic make more topics of it."""
    return topics.listed(",".join(_whole(typed)))[: topics.MOST_TOPICS]


def _whole(listed: tuple[str, ...]) -> Iterator[str]:
    return (_keepable(one)[: topics.LONGEST_TOPIC].replace(";", "") for one in listed)


def _keepable(text: str) -> str:
    return "".join(letter for letter in text if letter != "\x00")


def test_an_outcome_logged_again_begins_from_what_was_kept() -> None:
    """Saving it unchanged changes nothing, and no other chat is on offer: its account would be lost."""
    kept = Account(
        happened=False,
        useful=4,
        takeaway="A",
        visibility=Visibility.US,
        next_step="B",
        next_step_on=date(2026, 3, 9),
        thanks="C",
    )
    told, other = (
        Chat(pairing_id="p", meeting_id=one, with_ids=("U2",), topic="", at=None, account=account)
        for one, account in (("m", kept), ("n", None))
    )
    view = outcomes.modal(BERLIN, [other, told], "m")
    assert outcomes.parse(submitted(view), "U1") == Log(person_id="U1", chat="p:m", account=kept)
    assert "p:n" not in str(view.to_dict())


def test_an_empty_account_is_refused_at_its_field() -> None:
    """That they met alone says nothing that is worth keeping."""
    chat = Chat(pairing_id="p", meeting_id="m", with_ids=("U2",), topic="", at=None)
    with pytest.raises(errors.NothingToKeep):
        outcomes.parse(submitted(outcomes.modal(BERLIN, [chat], "m")), "U1")


def test_a_chat_that_is_not_in_the_list_chooses_no_other() -> None:
    chat = Chat(pairing_id="p", meeting_id="m", with_ids=("U2",), topic="", at=None)
    with pytest.raises(errors.Missing):
        outcomes.parse(submitted(outcomes.modal(BERLIN, [chat], "gone")), "U1")


@pytest.mark.parametrize("seen", ["", "-1", "²", "1" * 10, "x"])
def test_a_forged_number_of_a_proposal_names_nothing(seen: str) -> None:
    with pytest.raises(errors.Gone):
        agreements.number(seen)


def test_an_end_is_one_day_to_whoever_reads_of_it_in_los_angeles() -> None:
    """17:00 there is the next day in UTC; the day that was agreed on is that day to everybody."""
    reader = dataclasses.replace(BERLIN, zone="America/Los_Angeles")
    end = datetime(2026, 5, 2, 0, tzinfo=UTC)
    nears = EndNears(wait_id="w", pairing_id="p", with_ids=("U1",), topic="", ends_at=end)
    assert "1 May" in str(nudges.end_nears(nears, reader))
    agreed = dataclasses.replace(nears, ends_on=date(2026, 5, 1))
    assert "1 May" in str(nudges.end_nears(agreed, BERLIN))
