"""Wording: the words of many texts, told apart at once. An object for each word takes three times as long.

All texts are one string of bytes. A word of up to eight bytes is a number as it stands; what is longer is
folded into one, and two of a million words are alike by chance once in ten million rounds. Endings do not
count, nor do words that say nothing by themselves (English ones: others are common, and so weigh little).
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
_ENDINGS: Final = b"ingly ations ation edly ings ing ers ies er ed es ly s".split()
"""The first that fits goes, if three bytes are left; then an e."""
_LEAST: Final = 3
_EMPTY: Final = (
    "a about after all also an and any are as at be been before but by can cannot could did do does for "
    "from get had has have how i if in into is it its just like make many may me more most my no not of "
    "on one or our out over own so some than that the their them then there these they this those to "
    "too two up us very want was we were what when where which who why will with would you your"
)
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
        somewhere = np.empty(keys.size, np.int64)
        somewhere[numbers] = np.arange(numbers.size)
        starts, sizes = starts[somewhere], sizes[somewhere]
        stems = _keys(raw, starts, _stems(raw, starts, sizes))
        stems[np.isin(keys, _EMPTY_KEYS)] = _EMPTY_KEYS[0]
        _, first, stem = np.unique(stems, return_index=True, return_inverse=True)
        says = np.ones(first.size, bool)
        says[stem[(keys == 0) | (stems == _EMPTY_KEYS[0])]] = False
        ends, numbers = numbers == 0, stem[numbers]  # nothing is less than the key of what ends a text
        kept = says[numbers]
        where = starts[first], sizes[first]
        return cls(np.cumsum(ends)[kept], numbers[kept], max(first.size, 1), raw, where)

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


def _stems(raw: bytes, starts: Numbers, sizes: Numbers) -> Numbers:
    """How much of each word is left without its ending."""
    letters, left = np.frombuffer(raw, np.uint8), sizes.copy()
    for ending in _ENDINGS:
        fits = (left == sizes) & (sizes >= len(ending) + _LEAST)
        for back, letter in enumerate(reversed(ending), 1):
            fits &= letters[starts + sizes - back] == letter
        left[fits] -= len(ending)
    left[(left > _LEAST) & (letters[starts + left - 1] == ord("e"))] -= 1
    return left


_EMPTY_KEYS: Final = _keys(_plain(_EMPTY), *_found(_plain(_EMPTY)))
