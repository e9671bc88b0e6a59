"""Chance: draws that depend on the seed and on what they are for, never on the order of drawing."""

import random
from hashlib import blake2b


class Chance:
    """Random numbers by seed and purpose: whoever asks again for the same purpose draws the same."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def of(self, *purpose: object) -> random.Random:
        """Numbers for one purpose."""
        named = "\x1f".join(map(str, (self._seed, *purpose)))
        digest = blake2b(named.encode(), digest_size=8).digest()
        return random.Random(int.from_bytes(digest))  # noqa: S311 -- made-up people, nothing secret

    def happens(self, probability: float, *purpose: object) -> bool:
        """Whether something of this probability happens."""
        return self.of(*purpose).random() < probability
