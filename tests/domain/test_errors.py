"""What can be refused: every refusal is a sentence that can be said."""

import inspect
import string
from collections.abc import Iterator
from datetime import date

import pytest

from bot.domain import errors
from bot.domain.errors import DomainError

NAMES = {
    "person": "@ben",
    "other": "@cat",
    "until": date(2026, 3, 2),
    "after": date(2026, 3, 2),
    "example": date(2026, 3, 2),
    "at": "Monday, 10:00",
    "days": 90,
    "least": 0,
    "most": 10,
    "length": 11,
    "count": 11,
    "text": "next moon",
    "topic": "Python",
    "channel": "mentoring",
    "day": date(2026, 3, 2),
}
"""Every name that a sentence may leave open, with something that can stand there."""


def below(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for each in kind.__subclasses__():
        if each.__module__ == errors.__name__:
            yield each
            yield from below(each)


ALL = [DomainError, *below(DomainError)]


def made(kind: type[DomainError]) -> DomainError:
    """The error as its own signature wants it, with something in every name."""
    wanted = inspect.signature(kind).parameters.values()
    if any(one.kind is inspect.Parameter.VAR_KEYWORD for one in wanted):
        return kind(**{name: NAMES[name] for name in names_in(kind.__doc__ or "")})
    return kind(**{one.name: NAMES.get(one.name, "whom") for one in wanted})


def names_in(sentence: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None]


@pytest.mark.parametrize("kind", ALL)
def test_a_refusal_is_a_sentence(kind: type[DomainError]) -> None:
    """Its own, on one line, beginning like a sentence and ending with a full stop; no shouting."""
    sentence = made(kind).sentence
    assert "__doc__" in vars(kind), "an error says its own sentence"
    assert "\n" not in sentence
    assert "  " not in sentence
    assert sentence[0].isupper() or sentence[0] in "{“`"
    assert sentence.endswith((".", "`."))
    assert "!" not in sentence


@pytest.mark.parametrize("kind", ALL)
def test_every_name_in_a_sentence_is_known_and_filled(kind: type[DomainError]) -> None:
    """The keyword arguments fill it completely, and none of them is left over."""
    error = made(kind)
    names = names_in(error.sentence)
    assert set(names) <= set(NAMES)
    assert set(names) == set(error.values)
    assert "{" not in error.sentence.format(**error.values)


@pytest.mark.parametrize("kind", ALL)
def test_an_error_about_a_field_names_it(kind: type[DomainError]) -> None:
    """As an identifier: the modal's input of that name shows the sentence."""
    field = made(kind).field
    assert field is None or field.isidentifier()


def test_no_two_refusals_share_a_sentence() -> None:
    """Whoever reads one can tell what happened."""
    sentences = [kind.__doc__ for kind in ALL]
    assert len(set(sentences)) == len(sentences)


def test_one_field_for_each_error_of_its_own() -> None:
    """Two refusals of one class at two inputs do not get into each other's way."""
    assert (errors.Missing("topic").field, errors.Missing("why").field) == ("topic", "why")
    assert errors.Missing.field is None
