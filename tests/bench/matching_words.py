"""Goals and what mentors say of themselves, in people's words: is a right mentor among the nearest?"""

import csv
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.domain.matching.corpus import Texts

Likeness = NDArray[np.float64]
"""Goals x mentors: higher is nearer."""

_SAID: Final = Path(__file__).with_name("goals.csv")
"""Forty goals, each in a row with one of the two mentors for its subject; both are right."""


@dataclass(frozen=True)
class Hits:
    """The share of goals with a right mentor first, and among the first three, in %; seconds for all."""

    first: float
    three: float
    seconds: float


def tfidf(goals: Sequence[str], words: Sequence[str]) -> Likeness:
    """What rounds use."""
    texts = Texts.of(goals, words)
    return np.asarray((texts.goals @ texts.words.T).todense(), np.float64)


def hits(likeness: Callable[[Sequence[str], Sequence[str]], Likeness]) -> Hits:
    """How often it finds the right ones. Who is as near as others is as likely before them as after them."""
    with _SAID.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    begin = time.process_time()
    table = likeness([row["goal"] for row in rows], [row["words"] for row in rows])
    seconds = time.process_time() - begin
    right = np.array([[one["subject"] == other["subject"] for other in rows] for one in rows])
    random = np.random.default_rng(1)
    ranked = [np.lexsort((random.random(table.shape), -table), axis=1) for _ in range(200)]
    found = [np.take_along_axis(right, order, axis=1) for order in ranked]
    return Hits(
        100 * float(np.mean([one[:, 0] for one in found])),
        100 * float(np.mean([one[:, :3].any(axis=1) for one in found])),
        seconds,
    )
