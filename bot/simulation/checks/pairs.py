"""Pairs: who may not be brought together with whom."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from typing import Final

from bot.domain.forms import Form
from bot.domain.pairings import Part
from bot.domain.terms import Seniority, Terms
from bot.simulation.chronicle import Chronicle
from bot.simulation.records import Brought, InIt
from bot.simulation.staff import Colleague
from bot.simulation.tally import Invariant, Tally

_GAPS: Final[Mapping[Seniority, Callable[[int], bool]]] = {
    Seniority.ANY: lambda _: True,
    Seniority.ABOVE: lambda gap: gap >= 1,
    Seniority.BELOW: lambda gap: gap <= -1,
    Seniority.ALIKE: lambda gap: abs(gap) <= 1,
}
"""Levels that the mentor stands above the mentee."""
_PAIR: Final = "{} and {} in {} {} at {}"


def check_pairs(
    tally: Tally,
    together: Iterable[Brought],
    staff: Mapping[str, Colleague],
    chronicle: Chronicle,
    programs: Mapping[str, tuple[Form, Terms]],
) -> None:
    """Everyone against everyone in each pairing, as things stood when it began."""
    for one in together:
        program = programs.get(one.program_id or "")
        for here, there in combinations(one.members, 2):
            _check_pair(tally, one, (staff[here.person_id], staff[there.person_id]), chronicle)
            if program is not None and across(here, there):
                _check_in_program(tally, one, (staff[here.person_id], staff[there.person_id]), chronicle)
                # Whom an admin puts together by hand is the admin's own choice.
                if one.round_id is not None and one.round_id not in chronicle.hand_made:
                    _check_terms(tally, one, (here, there), staff, program[1])


def across(here: InIt, there: InIt) -> bool:
    """Whether two are there for each other: mentor and mentee, or peers."""
    return here.part is not there.part or here.part is Part.PEER


def in_line(one: Colleague, other: Colleague) -> bool:
    """Whether either of the two is above the other, however far."""
    return one.id in other.managers or other.id in one.managers


def directly(one: Colleague, other: Colleague) -> bool:
    """Whether one of the two reports to the other directly."""
    return one.managers[:1] == (other.id,) or other.managers[:1] == (one.id,)


def _sponsored(where: Brought, one: str, other: str) -> bool:
    """Whether one of the two is the executive whom the other advises: a panel speaks over all levels."""
    sponsors = {member.person_id for member in where.members if member.part is Part.MENTOR}
    return where.form is Form.SHADOW_BOARD and len(sponsors & {one, other}) == 1


def same_manager(one: Colleague, other: Colleague) -> bool:
    """Whether two report to the same person directly."""
    return bool(one.managers) and one.managers[:1] == other.managers[:1]


def suits(terms: Terms, one: Colleague, other: Colleague, *, mentor: bool) -> bool:
    """Whether the terms on levels and departments let two meet; `mentor`: the first as the other's."""
    gap = (one.level or 0) - (other.level or 0)
    levels = _GAPS[terms.seniority](gap) if mentor or terms.seniority is Seniority.ALIKE else True
    return levels and not (terms.cross_department and one.department == other.department)


def blocked(chronicle: Chronicle, one: str, other: str, at: datetime) -> bool:
    """Whether either of the two has blocked the other by then."""
    blocks = chronicle.blocks
    return blocks.holds((one, other), at) or blocks.holds((other, one), at)


def rather_not(chronicle: Chronicle, program_id: str, one: str, other: str, at: datetime) -> bool:
    """Whether either of the two would rather not meet the other in a program by then."""
    wishes = chronicle.rather_not
    return wishes.holds((program_id, one, other), at) or wishes.holds((program_id, other, one), at)


def _check_pair(
    tally: Tally, where: Brought, pair: tuple[Colleague, Colleague], chronicle: Chronicle
) -> None:
    one, other = pair
    named = (one.id, other.id, where.form, where.id, where.opened_at)
    kept = directly if _sponsored(where, one.id, other.id) else in_line
    tally.check(Invariant.REPORTING_LINE, not kept(one, other), _PAIR, *named)
    tally.check(Invariant.BLOCKED, not blocked(chronicle, one.id, other.id, where.opened_at), _PAIR, *named)


def _check_in_program(
    tally: Tally, where: Brought, pair: tuple[Colleague, Colleague], chronicle: Chronicle
) -> None:
    one, other = pair
    named = (one.id, other.id, where.form, where.id, where.opened_at)
    tally.check(Invariant.SAME_MANAGER, not same_manager(one, other), _PAIR, *named)
    apart = rather_not(chronicle, where.program_id or "", one.id, other.id, where.opened_at)
    tally.check(Invariant.RATHER_NOT, not apart, _PAIR, *named)


def _check_terms(
    tally: Tally, where: Brought, pair: tuple[InIt, InIt], staff: Mapping[str, Colleague], terms: Terms
) -> None:
    first, second = sorted(pair, key=lambda one: one.part is not Part.MENTOR)
    one, other = staff[first.person_id], staff[second.person_id]
    if not _sponsored(where, one.id, other.id):
        named = (one.id, other.id, where.form, where.id, where.opened_at)
        mentor = first.part is Part.MENTOR
        tally.check(Invariant.TERMS, suits(terms, one, other, mentor=mentor), _PAIR, *named)


# --- the same again ---------------------------------------------------------------------------------


def check_repeats(
    tally: Tally, together: Sequence[Brought], programs: Mapping[str, tuple[Form, Terms]]
) -> None:
    """In order of their beginning: the last time together of each two, against the program's window.

    An event counts for what comes after it; itself it stays as it was drafted, whoever met since then. Whom
    somebody asks by themselves may well be somebody they know: only rounds are held to the window.
    """
    last: dict[frozenset[str], list[Brought]] = defaultdict(list)
    for one in together:
        program = programs.get(one.program_id or "")
        for pair in _pairs(one):
            by_a_round = one.request_id is None and one.form is not Form.SPEED
            if program is not None and program[1].no_repeat and by_a_round:
                since = one.opened_at - timedelta(weeks=program[1].no_repeat)
                again = next((before for before in last[pair] if _lasted_until(before, pair) > since), None)
                tally.check(Invariant.REPEAT, again is None, "{} after {}, by {}", sorted(pair), again, one)
            last[pair].append(one)


def _pairs(one: Brought) -> Iterator[frozenset[str]]:
    for here, there in combinations(one.members, 2):
        if across(here, there):
            yield frozenset((here.person_id, there.person_id))


def _lasted_until(one: Brought, pair: frozenset[str]) -> datetime:
    """Until when two were together: who meets once counts from the beginning."""
    if one.once:
        return one.opened_at
    ends = (member.left_at for member in one.members if member.person_id in pair)
    return min(
        (end for end in ends if end is not None), default=datetime.max.replace(tzinfo=one.opened_at.tzinfo)
    )
