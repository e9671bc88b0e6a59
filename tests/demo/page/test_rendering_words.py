"""Marked-up words: as Slack shows them, and never as HTML of whoever typed them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.page.markdown import markdown
from bot.demo.page.markup import Reading
from bot.demo.page.rich_text import rich_text
from tests.demo.page.drawn import ANA, line, message, rich, workspace
from tests.demo.page.seeing import Page
from tests.slack.views.values import HOSTILE

READING = Reading(workspace().reader(ANA), ANA)
NASTY = [
    *HOSTILE,
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<javascript:alert(1)|click>",
    "<https://a.example/\"onmouseover='x'|y>",
    "<!date^1772442000^{date}^javascript:alert(1)|x>",
    "[x](javascript:alert(1)) ![y](data:text/html,z)",
    "'; --",
    "{{ 7 * 7 }} {% raw %}",
    "<javascript:x|&lt;img src=x onerror=alert(1)&gt;>",
    "]]> <![CDATA[ <!-- -->",
    "*a _b* c_ ~d `e* f`",
    "```\n<b>\n``` > q",
]
nasty = (
    st.sampled_from(NASTY) | st.text(alphabet="<>&*_~`|^!@#:/'\"\n abc", max_size=80) | st.text(max_size=60)
)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _it_ ~gone~ `code`", "<b>bold</b> <em>it</em> <s>gone</s> <code>code</code>"),
        ("*bold with _it_ inside*", "<b>bold with <em>it</em> inside</b>"),
        ("2 * 3 * 4, snake_case_name, a*b*c", "2 * 3 * 4, snake_case_name, a*b*c"),
        ("* not bold *", "* not bold *"),
        ("`*as it is*`", "<code>*as it is*</code>"),
        ("one\ntwo", "one<br>two"),
        ("&gt; quoted\n&gt; more\nnot", "<blockquote>quoted<br>more</blockquote>not"),
        ("```\ndef f():\n    *x*\n```", "<pre>def f():\n    *x*</pre>"),
        ("• a point", "• a point"),
        ("a &lt;b&gt; &amp;c", "a &lt;b&gt; &amp;c"),
        (":wave: :unknown_thing: 10:30:15", "👋 :unknown_thing: 10:30:15"),
    ],
)
def test_markup_is_drawn_as_slack_draws_it(text: str, html: str) -> None:
    assert READING.mrkdwn(text) == html


def test_a_link_opens_beside_the_page() -> None:
    link = Page(READING.mrkdwn("<https://a.example/?x=1&amp;y|this *way*>")).one("a")
    assert (link["href"], link["target"], link["rel"]) == (
        "https://a.example/?x=1&y",
        "_blank",
        "noopener noreferrer",
    )
    assert (
        Page(READING.mrkdwn("<mailto:ana@a.example|ana@a.example>")).one("a")["href"]
        == "mailto:ana@a.example"
    )


def test_a_bare_address_is_a_link_unless_the_text_is_verbatim() -> None:
    assert Page(READING.mrkdwn("see https://a.example/x")).one("a")["href"] == "https://a.example/x"
    assert Page(READING.mrkdwn("see https://a.example/x", verbatim=True)).all("a") == []


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "file:///etc", "//a.example", "x"]
)
def test_an_address_that_is_not_safe_is_only_words(address: str) -> None:
    seen = Page(READING.mrkdwn(f"<{address}|words>"))
    assert (seen.words, seen.all("a")) == ("words", [])
    assert Page(str(markdown(f"[words]({address})"))).all("a") == []
    block = [line({"type": "link", "url": address, "text": "words"})]
    assert Page(rich_text(block, READING)).all("a") == []


@pytest.mark.parametrize("address", ["https://a.example", "javascript:alert(1)"])
def test_the_words_of_a_link_are_no_html(address: str) -> None:
    seen = Page(READING.mrkdwn(f"<{address}|&lt;script&gt;x&lt;/script&gt;>"))
    assert (seen.words, seen.problems) == ("<script>x</script>", [])


def test_people_and_channels_have_names_and_ones_own_stands_out() -> None:
    seen = Page(READING.mrkdwn("<@U0ANA> <@U0BEN|x> <#C0GENERAL> <!here> <@U0NOBODY>"))
    assert seen.words == "@Ana Silva @Ben Okafor #general @here @U0NOBODY"
    looks = [tag["class"].split()[-1] for tag in seen.all("span")]
    assert looks == ["mention-me", "mention", "mention", "mention-loud", "mention"]


def test_a_date_stands_in_the_readers_zone() -> None:
    reading = Reading(workspace().reader("U0GORO"), "U0GORO")
    seen = Page(reading.mrkdwn("<!date^1772442000^{date_short_pretty} at {time}|fallback>"))
    assert seen.words == "today at 18:00"
    assert seen.one("time")["datetime"] == "2026-03-02T18:00:00+09:00"


def test_plain_text_has_no_markup_and_keeps_emoji_codes_when_told_to() -> None:
    assert READING.text({"type": "plain_text", "text": "*a* <@U0ANA> :wave:"}) == "*a* &lt;@U0ANA&gt; 👋"
    assert READING.text({"type": "plain_text", "text": ":wave:", "emoji": False}) == ":wave:"


def test_rich_text_has_styles_quotes_code_and_what_is_typed_stays_typed() -> None:
    seen = message(
        rich(
            line({"type": "text", "text": "a *b* <@U0ANA>", "style": {"bold": True, "strike": True}}),
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "said"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
            line({"type": "user", "user_id": "U0BEN"}, {"type": "emoji", "name": "tada"}),
            line({"type": "broadcast", "range": "here"}, {"type": "color", "value": "#fff"}),
        )
    )
    assert "<s><b>a *b* &lt;@U0ANA&gt;</b></s>" in seen.html
    assert "<blockquote>said</blockquote><pre>x = 1</pre>" in seen.html
    assert "@Ben Okafor 🎉 @here #fff" in seen.words


def test_lists_nest_by_their_indent_and_number_on() -> None:
    def listed(style: str, indent: int, *items: str, offset: int = 0) -> dict[str, object]:
        elements = [line({"type": "text", "text": item}) for item in items]
        return {
            "type": "rich_text_list",
            "style": style,
            "indent": indent,
            "offset": offset,
            "elements": elements,
        }

    shown = rich_text(
        [listed("bullet", 0, "a", "b"), listed("ordered", 1, "c"), listed("ordered", 0, "d", offset=2)],
        READING,
    )
    assert shown == (
        '<ul class="disc"><li>a</li><li>b<ol type="a" start="1"><li>c</li></ol></li></ul>'
        '<ol type="1" start="3"><li>d</li></ol>'
    )


def test_a_markdown_block_has_tables_and_no_html() -> None:
    seen = message(
        {"type": "markdown", "text": "# Hi\n\n| a |\n|---|\n| <b>1</b> |\n\n![pic](https://a.example/x.png)"}
    )
    assert seen.one("h3").name == "h3", "the page has headings of its own above"
    assert seen.one("table").name == "table"
    assert "<b>1</b>" in seen.words
    assert "pic" in seen.words
    assert seen.all("img") == []


@given(nasty)
def test_nothing_that_is_typed_becomes_a_part_of_the_page(text: str) -> None:
    parts = [
        line({"type": "text", "text": text}),
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": text}]},
    ]
    for html in (READING.mrkdwn(text), READING.plain(text), rich_text(parts, READING), markdown(text)):
        assert Page(f"<div>{html}</div>").problems == []


@given(st.text(alphabet="<>&\"'*_`x \n", max_size=40))
def test_escaped_words_are_read_as_they_were_typed(text: str) -> None:
    """Rich text is not marked up: letter for letter what was typed."""
    shown = Page(f"<div>{rich_text([line({'type': 'text', 'text': text})], READING)}</div>")
    assert shown.words == " ".join(text.split())
