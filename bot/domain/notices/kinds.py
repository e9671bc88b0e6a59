"""Kinds: what all notices have in common, and what delivery promises of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Promise(StrEnum):
    """What delivery promises when it dies between sending and marking."""

    AT_LEAST_ONCE = "at least once"
    AT_MOST_ONCE = "at most once"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something we say. `unprompted` ones count against the week's budget and are never repeated."""

    promise: ClassVar[Promise] = Promise.AT_LEAST_ONCE
    unprompted: ClassVar[bool] = False


@dataclass(frozen=True, kw_only=True)
class Nudge(Notice):
    """An unprompted message about a wait: lost rather than said twice, since the next look covers it."""

    promise: ClassVar[Promise] = Promise.AT_MOST_ONCE
    unprompted: ClassVar[bool] = True

    wait_id: str
