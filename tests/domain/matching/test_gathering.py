"""What makes large rounds quick: words told apart at once, crowds in parts of people who suit each other."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching import gathering
from bot.domain.matching.bars import Bars
from bot.domain.matching.candidates import Candidates
from bot.domain.matching.crowd import Crowd
from bot.domain.matching.terms import Terms
from bot.domain.matching.wording import Wording
from tests.bench.matching_crowds import peers

CHARACTERS = "abABz09 _-.\n\x00éÉß中‘—"
SAID = (
    "internationalisation",
    "The coaches are coaching testers, tested",
    "tests and testing",
    "nerve, nerves",
)
EMPTY = frozenset({"a", "be", "the", "are", "and"})


def stem(word: str) -> str:
    """A word without its ending."""
    ends = [
        end for end in "ingly ations ation edly ings ing ers ies er ed es ly s".split() if word.endswith(end)
    ]
    left = next((word[: -len(end)] for end in ends if len(word) - len(end) >= 3), word)
    return left.removesuffix("e") if len(left) > 3 else left


@given(st.lists(st.text(CHARACTERS, max_size=40) | st.sampled_from(SAID), max_size=6))
def test_words_are_those_that_a_search_finds(texts: list[str]) -> None:
    """In their texts, in their order, the same number for words that differ in their endings only."""
    found = Wording.of(texts)
    told = [
        [stem(name) for name in found.named(found.word[found.text == number].tolist())]
        for number in range(len(texts))
    ]
    plain = [text.casefold().replace("é", "e") for text in texts]
    words = [[word for word in re.findall(r"[^\W_]+", text) if word not in EMPTY] for text in plain]
    assert told == [[stem(word) for word in some] for some in words]
    stems = {word for some in told for word in some}
    assert len(set(found.word.tolist())) == len(stems)


@pytest.mark.parametrize(("people", "count"), [(50, 1), (400, 3), (1001, 7)])
def test_parts_are_even_and_hold_everybody_once(people: int, count: int) -> None:
    source = Candidates(Terms(Bars(Crowd.of(peers(people)), peers=True)))
    parts = gathering.parts(source.near, np.arange(people), count, np.random.default_rng(1))
    assert sorted(np.concatenate(parts).tolist()) == list(range(people))
    assert max(map(len, parts)) - min(map(len, parts)) <= count


def test_those_in_a_part_suit_each_other() -> None:
    """Whom somebody likes best in their part comes closer to whom they like best of all than by chance."""
    source = Candidates(Terms(Bars(Crowd.of(peers(800)), peers=True)))
    everyone = np.arange(800)
    table = source.near.among(everyone)
    np.fill_diagonal(table, -np.inf)

    def best_within(parts: list[np.ndarray[tuple[int], np.dtype[np.int64]]]) -> float:
        return float(np.mean([table[part[:, None], part].max(axis=1).mean() for part in parts]))

    random = np.random.default_rng(1)
    gathered = best_within(gathering.parts(source.near, everyone, 8, random))
    drawn = best_within(np.array_split(random.permutation(everyone), 8))
    best = float(table.max(axis=1).mean())
    assert best - gathered < 0.7 * (best - drawn)
