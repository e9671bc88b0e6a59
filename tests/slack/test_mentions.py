"""What was typed after a command reads as it was typed, whatever Slack made of it."""

import pytest

from handlers.slack.mentions import as_typed, mention_in


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("R&amp;D", "R&D"),
        ("&amp;lt;", "&lt;"),
        ("1 &lt; 2 &gt; 0", "1 < 2 > 0"),
        ("<#C0GENERAL|general>", "#general"),
        ("<@U0CHIDI|chidi>", "@chidi"),
        ("<https://example.com|example>", "example"),
        ("<!channel>", "channel"),
        (" python ", "python"),
    ],
)
def test_as_typed(sent: str, typed: str) -> None:
    assert as_typed(sent) == typed


def test_a_mention_is_taken_out_of_the_topic() -> None:
    assert mention_in("<@U0INES|ines> R&amp;D") == ("U0INES", "R&D")
    assert mention_in("R&amp;D with <@U0INES>") == ("U0INES", "R&D with")
    assert mention_in("R&amp;D") == (None, "R&D")
