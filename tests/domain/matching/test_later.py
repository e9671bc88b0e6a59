"""Later: whoever reads a match cannot tell whether its reasons were there or were worked out."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.matching import Match, Reason, Term

WHY = (Reason(Term.TOPICS, 350_000, ("python",)),)


def counted(read: list[str]) -> Callable[[Match], tuple[Reason, ...]]:
    """Reasons that take note of being worked out."""

    def why(_: Match) -> tuple[Reason, ...]:
        read.append("read")
        return WHY

    return why


def test_reasons_are_worked_out_once_and_when_they_are_read() -> None:
    read: list[str] = []
    match = Match.because(counted(read), ("ben", "ana"), 1)
    assert (match.members, match.mentors, match.pairs, read) == (("ben", "ana"), 1, 1, [])
    assert (match.reasons, match.points, match.reasons) == (WHY, 350_000, WHY)
    assert read == ["read"]


def test_a_match_is_the_same_either_way() -> None:
    """It is equal, has one hash, prints alike, and a copy of it has the reasons."""
    here = Match(("ben", "ana"), WHY, 1)
    for compare in (hash, repr, lambda match: match, lambda match: replace(match, role="career")):
        assert compare(Match.because(lambda _: WHY, ("ben", "ana"), 1)) == compare(here)
    assert Match(("ben", "ana")).reasons == ()
