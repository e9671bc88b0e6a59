"""What a reader sees, and whom a message rings."""

from datetime import UTC, datetime

from bot.demo import LocalSlack
from bot.demo.company import small_company
from bot.demo.reading import Reader, as_read, rings_in
from bot.demo.workspace import Workspace
from tests.demo.app import plain

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class FixedClock:
    """Always the same moment."""

    def now(self) -> datetime:
        """The moment."""
        return NOW


def reader(tz: str) -> Reader:
    """Somebody who reads in this zone."""
    return Reader(tz, Workspace(small_company()).name_of, NOW)


def test_markup_is_resolved() -> None:
    text = "Hi <@U0ANA>, see <#C0GENERAL|x> and <https://a.example|this> &lt;3 &amp;c <!here>"
    assert as_read(text, reader("UTC")) == "Hi @Ana Silva, see #general and this <3 &c @here"


def test_a_date_stands_in_the_readers_own_zone() -> None:
    text = f"<!date^{int(NOW.timestamp())}^{{date_short_pretty}} at {{time}}|2 March>"
    assert as_read(text, reader("Asia/Tokyo")) == "today at 18:00"
    assert as_read(text, reader("America/New_York")) == "today at 04:00"
    assert as_read("<!date^soon^{time}|2 March>", reader("UTC")) == "2 March"


def test_escaped_words_ring_nobody() -> None:
    assert rings_in("&lt;!channel&gt; @channel", []) == ()
    assert rings_in("@channel", [], loose=True) != ()


def test_plain_text_rings_nobody_but_markup_does() -> None:
    section = {"type": "section", "text": plain("<!channel>")}
    assert rings_in("", [section]) == ()
    loud = {"type": "section", "text": {"type": "mrkdwn", "text": "<!channel> <@U0ANA>"}}
    assert [one.whom for one in rings_in("", [loud])] == ["channel", "U0ANA"]


def test_rich_text_rings() -> None:
    parts = [{"type": "user", "user_id": "U0BEN"}, {"type": "broadcast", "range": "here"}]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}
    assert [one.whom for one in rings_in("", [block])] == ["U0BEN", "here"]


async def test_timestamps_come_from_the_clock_and_are_unique() -> None:
    """Even when the clock stands still."""
    slack = LocalSlack({}, clock=FixedClock())
    where = slack.workspace.direct("U0ANA")
    stamps = [slack.workspace.post(where, {"text": str(number)}).ts for number in range(3)]
    assert stamps == ["1772442000.000000", "1772442000.000001", "1772442000.000002"]
