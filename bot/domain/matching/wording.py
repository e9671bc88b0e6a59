"""Wording: the words of many texts, told apart at once. An object for each word takes three times as long.

All texts are one string of bytes. A word of up to eight bytes is a number as it stands; what is longer is
folded into one, and two of a million words are alike by chance once in ten million rounds.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]

_END: Final = "\x00"
"""Between texts: a word of its own."""
_WIDE: Final = 8
"""Bytes in a number."""
_SPACED: Final = bytes(ord(chr(at).lower()) if chr(at).isalnum() else 32 for at in range(128))
"""ASCII in small letters, without what is no part of a word."""
_BYTES: Final = b"\x00" + _SPACED[1:] + bytes(range(128, 256))
_TOKEN: Final = re.compile(r"[^\W_]+|\x00")
_FOLD: Final = np.uint64(0x9E3779B97F4A7C15)
_MASKS: Final = np.array([2 ** (8 * size) - 1 for size in range(_WIDE + 1)], np.uint64)


@dataclass(frozen=True)
class Wording:
    """The words of texts.

    Attributes:
        text: which text each word is in.
        word: the number of each word, the same for the same.
        size: how many different words there are.
    """

    text: Numbers
    word: Numbers
    size: int
    _raw: bytes
    _where: tuple[Numbers, Numbers]

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Wording":
        """Tell the words of these texts apart: case, width and accents do not count."""
        raw = _plain(f" {_END} ".join([*(text.replace(_END, " ") for text in texts), ""]))
        starts, sizes = _found(raw)
        keys, numbers = np.unique(_keys(raw, starts, sizes), return_inverse=True)
        ends = numbers == 0  # nothing is less than the key of what ends a text
        somewhere = np.empty(keys.size, np.int64)
        somewhere[numbers] = np.arange(numbers.size)
        where = starts[somewhere][1:], sizes[somewhere][1:]
        return cls(np.cumsum(ends)[~ends], numbers[~ends] - 1, max(keys.size - 1, 1), raw, where)

    def named(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """The words that have these numbers."""
        starts, sizes = self._where
        return tuple(self._raw[starts[one] : starts[one] + sizes[one]].decode() for one in numbers)


def _plain(joined: str) -> bytes:
    """Words in small letters with spaces between them, and room for one more number."""
    if not joined.isascii():
        apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", joined).casefold())
        bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
        joined = " ".join(_TOKEN.findall(bare))
    return joined.encode().translate(_BYTES) + b" " * _WIDE


def _found(raw: bytes) -> tuple[Numbers, Numbers]:
    """Where each word begins, and its bytes."""
    within = np.frombuffer(raw, np.uint8) != ord(" ")
    edges = np.flatnonzero(np.diff(within, prepend=False))
    return edges[::2], edges[1::2] - edges[::2]


def _keys(raw: bytes, starts: Numbers, sizes: Numbers) -> Keys:
    """One number for each word."""
    # Eight bytes from every byte on, as one number each.
    windows: Keys = np.ndarray((len(raw) - _WIDE + 1,), np.uint64, raw, strides=(1,))
    keys = windows[starts] & _MASKS[np.minimum(sizes, _WIDE)]
    long, at = np.flatnonzero(sizes > _WIDE), _WIDE
    while long.size:
        more = windows[starts[long] + at] & _MASKS[np.minimum(sizes[long] - at, _WIDE)]
        keys[long] = keys[long] * _FOLD ^ more
        at += _WIDE
        long = long[sizes[long] > at]
    return keys
