"""Topics, compared by their words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import topics
from tests.domain.strategies import lines

phrases = lines | st.lists(
    st.sampled_from(["Python", "C++", "public", "speaking", "the", "UX", "Ärger"])
).map(" ".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Public speaking", {"public", "speaking"}),
        ("The art of speaking", {"art", "speaking"}),
        ("C++ and C#", {"c++", "c#"}),
        ("ＰＹＴＨＯＮ", {"python"}),
        ("Résumé, Ärger", {"resume", "arger"}),
        ("𝐏ython ℝ", {"python", "r"}),
        ("Straße", {"strasse"}),
        ("node.js / CI-CD", {"node", "js", "ci", "cd"}),
        ("snake_case", {"snake", "case"}),
        ("  ,;! 🚀 ", set()),
        ("of the", set()),
    ],
)
def test_words_are_what_a_reader_would_compare(text: str, expected: set[str]) -> None:
    """Case, width, accents and filling words do not count; signs that make another language do."""
    assert expected == topics.words(text)


@given(phrases)
def test_words_are_the_same_however_it_is_typed(text: str) -> None:
    """Loud, quiet or with other spaces; and words of words are themselves."""
    assert topics.words(text) == topics.words(f"  {text}\n")
    assert topics.words(text) == topics.words(text.casefold())
    assert topics.words(text) == topics.words(" ".join(topics.words(text)))


@given(phrases, st.lists(phrases, max_size=6))
def test_shared_topics_have_a_word_in_common(asked: str, offered: list[str]) -> None:
    """All of those and none but those, closest first."""
    found = topics.shared(asked, offered)
    wanted = topics.words(asked)
    assert sorted(topic for topic in offered if wanted & topics.words(topic)) == sorted(found)
    nearness = [len(wanted & topics.words(one)) / len(wanted | topics.words(one)) for one in found]
    assert sorted(nearness, reverse=True) == nearness


def test_the_closest_offer_comes_first() -> None:
    """The same words beat more words around them."""
    offered = ("Python packaging for data science teams", "packaging", "Python packaging", "Rust")
    assert topics.shared("python packaging", offered) == (
        "Python packaging",
        "packaging",
        "Python packaging for data science teams",
    )


def test_a_list_is_trimmed_and_has_no_doubles() -> None:
    """By commas, semicolons or lines, in the order typed; the first way of writing one stays."""
    typed = " Python,  public   speaking;\r\nGo,, python\nC++ "
    assert topics.listed(typed) == ("Python", "public speaking", "Go", "C++")


@given(phrases)
def test_a_list_of_what_was_listed_is_the_same(text: str) -> None:
    """Showing a list and reading it again changes nothing; no topic is empty."""
    listed = topics.listed(text)
    assert listed == topics.listed(", ".join(listed))
    assert all(topic and topic == topic.strip() for topic in listed)
