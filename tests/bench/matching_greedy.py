"""The greedy method of open-source bots: shuffle; each meets the first whom they have not met lately."""

import random
from collections.abc import Iterable

Pair = tuple[int, int]


def greedy(people: int, met: Iterable[Pair], chance: random.Random) -> list[Pair]:
    """Pairs who have not met, as far as one pass finds them; those who are left meet each other."""
    pairs, left = one_pass(people, met, chance)
    return pairs + [_pair(*two) for two in zip(left[::2], left[1::2], strict=False)]


def one_pass(people: int, met: Iterable[Pair], chance: random.Random) -> tuple[list[Pair], list[int]]:
    """Pairs that are not among these, and whoever is left."""
    known = set(met)
    line = list(range(people))
    chance.shuffle(line)
    pairs, left = [], []
    while line:
        one = line.pop(0)
        fresh = next((other for other in line if _pair(one, other) not in known), None)
        if fresh is None:
            left.append(one)
        else:
            line.remove(fresh)
            pairs.append(_pair(one, fresh))
    return pairs, left


def left_out(people: int, barred: Iterable[Pair], rounds: int, window: int, seed: int) -> float:
    """The share of people whom the rules and the last rounds of a window leave nobody, round by round."""
    chance = random.Random(seed)  # noqa: S311 -- a measurement, not a secret
    always = set(barred)
    past: list[list[Pair]] = []
    left = 0
    for _ in range(rounds):
        lately = {pair for one in past[-window:] for pair in one}
        pairs, alone = one_pass(people, always | lately, chance)
        left += len(alone)
        past.append(pairs)
    return left / (people * rounds)


def fresh_rounds(people: int, most: int, seed: int) -> int:
    """Rounds until somebody would meet anybody for the second time."""
    chance = random.Random(seed)  # noqa: S311 -- a measurement, not a secret
    met: set[Pair] = set()
    for number in range(most):
        pairs = greedy(people, met, chance)
        if met.intersection(pairs):
            return number
        met.update(pairs)
    return most


def repeats(people: int, rounds: int, window: int, seed: int) -> tuple[int, float]:
    """Repeats inside a window of rounds, and the share of people who found nobody new."""
    chance = random.Random(seed)  # noqa: S311 -- the same
    past: list[list[Pair]] = []
    repeated = 0
    for _ in range(rounds):
        lately = {pair for one in past[-window:] for pair in one}
        pairs = greedy(people, lately, chance)
        repeated += len(lately.intersection(pairs))
        past.append(pairs)
    return repeated, (2 * repeated + rounds * (people % 2)) / (people * rounds)


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)
