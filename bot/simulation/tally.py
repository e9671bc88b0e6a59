"""The tally: how often each thing that must hold was checked, and where it did not."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

MOST_KEPT: Final = 20
"""Violations of one sort that are told one by one; the others are counted."""


class Invariant(StrEnum):
    """What must always hold, in the order of the report."""

    REPORTING_LINE = "nobody is brought together within a reporting line"
    SAME_MANAGER = "no program brings two of one manager together"
    BLOCKED = "nobody is brought together with somebody whom either of them blocked"
    RATHER_NOT = "no program brings two together of whom one would rather not"
    TERMS = "no round brings two together whom its program's terms on levels or departments keep apart"
    REPEAT = "nobody meets the same person again within the program's window"
    CAPACITY = "no mentor has more than their places at any moment"
    ENROLLED = "nobody is matched in a program that they are not in"
    ON_A_BREAK = "nobody is matched on a break, or in a round that they skip"
    TAKEN_OUT = "nobody is matched in a round that an admin took them out of"
    GROUP_SIZE = "every group has as many people as its program says"
    LEFT_OUT_TWICE = "nobody is left out of two rounds running while there is another way"
    INTRODUCED = "everybody who is brought together is told of it"
    TOLD_WHY = "everybody who is left out is told why"
    KIND_END = "every end that is nobody's own doing comes with a kind word"
    BUDGET = "nobody gets more than three unprompted messages in any seven days"
    WORKING_HOURS = "no unprompted message comes outside working hours, or on a holiday"
    GROUP_HOURS = "a round introduces people in the hours of all, or where they share none, in nobody's night"
    IN_PEACE = "nobody is nudged on a break, and nobody hears of anything after leaving"
    DOUBLE_BOOKING = "nobody is booked twice at one time"
    SAID_TWICE = "nothing is said twice"
    DELIVERED = "no message is dead or overdue"
    NO_FAILURE = "every deed is done, or refused with a sentence"


@dataclass
class Tally:
    """Checks and violations by invariant."""

    checked: Counter[Invariant] = field(default_factory=Counter)
    broken: Counter[Invariant] = field(default_factory=Counter)
    violations: dict[Invariant, list[str]] = field(default_factory=dict)

    def check(self, invariant: Invariant, holds: bool, words: str, *named: object) -> None:
        """Count a check; where it does not hold, keep the words, filled in with what they name."""
        self.checked[invariant] += 1
        if holds:
            return
        self.broken[invariant] += 1
        kept = self.violations.setdefault(invariant, [])
        if len(kept) < MOST_KEPT:
            kept.append(words.format(*named))

    @property
    def clean(self) -> bool:
        """Whether everything held."""
        return not self.broken
