"""The reader: sentences in parts, so that what was typed can do nothing but be read."""

import inspect
from datetime import UTC, date, datetime

import pytest
from hypothesis import given

from bot.demo.limits import check_message
from bot.domain import errors
from handlers.slack.views import moments
from handlers.slack.views.blocks import prose
from handlers.slack.views.reader import PSEUDO, Reader
from handlers.slack.views.words import Link, Mention, Shared
from tests.slack.views import reading
from tests.slack.views.values import HOSTILE, readers, typed

BERLIN = Reader("en-GB", "Europe/Berlin")
TUESDAY = datetime(2026, 3, 3, 9, tzinfo=UTC)
MONDAY = date(2026, 3, 2)
REFUSALS = [
    kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.DomainError)
]


@given(readers, typed)
def test_typed_text_is_only_text(reader: Reader, text: str) -> None:
    said = reader.say("You wrote {text}. Thanks.", text=text)
    payload = {"text": said.mrkdwn, "blocks": [prose(said).to_dict()]}
    assert reading.rings_somebody(payload) == []
    assert check_message(payload) == []


@pytest.mark.parametrize("text", [text for text in HOSTILE if len(text) < 99])
def test_typed_text_stands_in_its_block_as_it_was_typed(text: str) -> None:
    shown = prose(BERLIN.say("{text}", text=text)).to_dict()
    assert " ".join(text.split()) in reading.paragraphs(shown)[0]


def test_marks_that_format_do_not_in_the_text_beside_the_blocks() -> None:
    said = BERLIN.say("*Ours* {text}", text="*theirs* <!channel> & more")
    assert said.mrkdwn == "*Ours* \u2060*theirs\u2060* &lt;!channel\u2060&gt; &amp; more"
    assert said.plain == "Ours *theirs* <!channel> & more"


def test_right_to_left_text_does_not_turn_what_follows() -> None:
    assert BERLIN.plain("{text}!", text="\u05e9\u05dc") == "\u2068\u05e9\u05dc\u2069!"


def test_people_are_mentioned_where_slack_shows_it_and_named_elsewhere() -> None:
    said = Reader(names={"U1": "Ana"}).say("Ask {person}", person=Mention("U1"))
    assert (said.mrkdwn, said.plain) == ("Ask <@U1>", "Ask Ana")
    assert BERLIN.plain("Ask {person}", person=Mention("U1")) == "Ask this person"
    assert BERLIN.say("{person}", person=Mention("U1> <!channel")).mrkdwn == "this person"


def test_times_and_days_are_the_readers_own() -> None:
    assert BERLIN.plain("{at}", at=TUESDAY) == "Tue 3 Mar, 10:00 (Berlin)"
    assert BERLIN.plain("{on}", on=MONDAY) == "Mon, 2 Mar 2026"
    assert Reader("en-US", "Europe/Berlin").time(TUESDAY) == "Tue, Mar 3, 10:00 AM (Berlin)"


def test_a_group_reads_every_clock() -> None:
    both = Reader("en-GB", "Europe/Berlin", others=("Pacific/Auckland", "Europe/Berlin"))
    assert both.times(TUESDAY.replace(hour=15)) == "Tue 3 Mar, 16:00 Berlin · Wed 4 Mar, 04:00 Auckland"
    assert BERLIN.say("{at}", at=Shared(TUESDAY)).mrkdwn == (
        "<!date^1772528400^{date_short} at {time}|Tue 3 Mar, 10:00 (Berlin)>"
    )


def test_a_link_is_clicked_only_when_it_is_one() -> None:
    assert BERLIN.show(Link("https://x.example/a|b>")).mrkdwn == "<https://x.example/a%7Cb%3E>"
    assert BERLIN.show(Link("javascript:alert(1)")).mrkdwn == "javascript:alert(1)"


def test_an_unknown_locale_reads_english() -> None:
    assert Reader("xx-nonsense").plain("Hello") == "Hello"


@pytest.mark.parametrize("kind", REFUSALS, ids=lambda kind: kind.__name__)
def test_every_refusal_is_a_translated_sentence(kind: type[errors.DomainError]) -> None:
    refused = kind.__new__(kind)
    refused.values = {
        "person": "U1",
        "other": "U2",
        "text": "<!channel>",
        "topic": "<!channel>",
        "at": TUESDAY,
    }
    refused.values |= {"channel": "<!channel>", "day": MONDAY}
    refused.values |= dict.fromkeys(("until", "after", "example"), MONDAY)
    refused.values |= dict.fromkeys(("most", "length", "count", "days", "least"), 7)
    assert "{" not in BERLIN.error(refused).plain
    payload = moments.sentence(PSEUDO.error(refused)).payload()
    assert reading.untranslated(payload, set()) == []
    assert reading.rings_somebody(payload) == []


def test_an_example_to_type_is_written_as_it_is_typed() -> None:
    refused = errors.PauseInThePast(example=MONDAY)
    assert BERLIN.error(refused).mrkdwn.endswith("for example `/mentor pause until 2026-03-02`.")
