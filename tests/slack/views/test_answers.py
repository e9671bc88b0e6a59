"""Short answers and help: translated, within limits, ringing nobody."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.limits import check_message
from bot.domain.flash import Candidate
from bot.domain.outcomes import Account, Outcome, Visibility
from bot.domain.pairings import Fit, Pairing
from bot.domain.people import Person
from bot.usecases.nudges import Snoozed
from bot.usecases.people import Found
from handlers.slack.views import asks, found, help, moments, outcomes, thanks  # noqa: A004 -- the command's own name
from handlers.slack.views.blocks import Message
from handlers.slack.views.reader import PSEUDO, Reader
from tests.slack.views import reading
from tests.slack.views.shown import candidates, people
from tests.slack.views.values import made, typed
from tests.slack.views.values import moments as instants


def answers(reader: Reader, text: str, person: Person, at: datetime) -> Iterator[Message]:
    """Everything that is said at once."""
    yield help.mentor(reader)
    yield help.mentor(reader, admin=True)
    yield help.mentor(reader, text, "find")
    yield help.mentor(reader, text, None)
    yield help.intro(reader)
    yield help.flash(reader)
    yield help.outcome(reader)
    yield thanks.snoozed(reader, Snoozed(until=at))
    yield thanks.snoozed(reader, Snoozed(until=at, goes_on_at=at))
    yield thanks.seen(reader)
    yield thanks.rating(reader)
    yield thanks.kept(reader, person.id)
    yield thanks.paused(reader, person)
    yield thanks.resumed(reader, person)
    yield thanks.not_away(reader)
    yield asks.no_place_left(reader, person.id)
    yield moments.one_moment(reader)


def check(message: Message, reader: Reader) -> None:
    payload = message.payload()
    assert check_message(payload) == []
    assert reading.rings_somebody(payload) == []
    assert reader is not PSEUDO or reading.untranslated(payload, set()) == []


@given(st.sampled_from([PSEUDO, Reader("de-DE", "Asia/Kolkata")]), typed, people, instants)
def test_short_answers_and_help(reader: Reader, text: str, person: Person, at: datetime) -> None:
    for message in answers(reader, text, person, at):
        check(message, reader)


@given(st.sampled_from(Fit), made(Pairing))
def test_a_private_answer_is_thanked_for(fit: Fit, pairing: Pairing) -> None:
    check(thanks.fit(PSEUDO, pairing, fit), PSEUDO)


@given(typed, st.lists(candidates, max_size=3))
def test_mentors_that_were_found(text: str, mentors: list[Candidate]) -> None:
    check(found.render(Found(text, tuple(mentors), 2), PSEUDO), PSEUDO)


def test_the_nearest_subcommand_is_offered() -> None:
    said = help.mentor(Reader(), "proflie", "profile").text
    assert said.startswith("I don't know “proflie”. Did you mean `/mentor profile`?")


@pytest.mark.parametrize(
    ("kept", "line"),
    [
        ({"takeaway": "A"}, "Only you can read your take-away."),
        ({"next_step": "B"}, "Only you can read your next step."),
        ({"next_step": "B", "visibility": Visibility.US}, "Whoever you met can read your next step."),
        (
            {"takeaway": "A", "next_step": "B", "visibility": Visibility.SHARED},
            "Whoever you met can read your take-away and your next step.",
        ),
    ],
)
def test_who_reads_what_was_logged(kept: dict[str, Any], line: str) -> None:
    """A next step is read by whoever reads the take-away, also on its own."""
    outcome = Outcome(
        workspace="T",
        id="o",
        pairing_id="p",
        meeting_id="m",
        author_id="U1",
        account=Account(happened=True, **kept),
        logged_at=datetime(2026, 3, 3, tzinfo=UTC),
    )
    assert line in reading.literal(outcomes.logged(Reader(), outcome).to_dict())
