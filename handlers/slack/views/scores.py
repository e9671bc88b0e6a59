"""Scores: what a match is worth, and what each reason adds to it, as admins read it."""

from collections.abc import Sequence
from typing import Final

from bot.domain.matching import POINT, Match, Reason, Term
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Sentence

HUNDREDTH: Final = POINT // 100
"""Points that make one of a hundred."""
_TOLD: Final = frozenset(Term) - {Term.PREFERENCE}
"""What admins read: without what people wished, which could else be worked out from the sum."""


def scored(reader: Reader, match: Match, people: Sentence) -> Sentence:
    """Who, and what each reason adds; what somebody wished in private is no reason, and in no sum here."""
    told = [reason for reason in match.reasons if reason.term in _TOLD and reason.points]
    shares = of_100([reason.points for reason in told], HUNDREDTH * max(match.pairs, 1))
    score = max(0, sum(shares))
    why = [_reason(reader, reason, share) for reason, share in zip(told, shares, strict=True) if share]
    if not why:
        return reader.say("{people}: {score} of 100", people=people, score=score)
    reasons = reader.listed(why)
    return reader.say("{people}: {score} of 100 ({reasons})", people=people, score=score, reasons=reasons)


def of_100(points: Sequence[int], unit: int) -> list[int]:
    """Each in units, rounded to add up to their rounded sum: up where the largest remainders are."""
    shares = [one // unit for one in points]
    missing = round(sum(points) / unit) - sum(shares)
    by_remainder = sorted(range(len(points)), key=lambda place: -(points[place] % unit))
    for place in by_remainder[:missing]:
        shares[place] += 1
    return shares


def _reason(reader: Reader, reason: Reason, share: int) -> Sentence:
    points = f"{share:+d}".replace("-", "−")
    return reader.say("{reason} {points}", reason=_named(reader, reason.term), points=points)


def _named(reader: Reader, term: Term) -> Sentence:
    match term:
        case Term.TOPICS:
            return reader.say("topics in common")
        case Term.WORDS:
            return reader.say("goals that fit")
        case Term.LEVEL:
            return reader.say("levels that fit")
        case Term.DEPARTMENT:
            return reader.say("different departments")
        case Term.HOURS:
            return reader.say("shared hours")
        case Term.LANGUAGES:
            return reader.say("a shared language")
        case Term.ZONES:
            return reader.say("different places")
        case Term.WAITED:
            return reader.say("having waited")
        case Term.LOAD:
            return reader.say("mentees so far")
    return reader.say("having met before")
