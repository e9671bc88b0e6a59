"""Messages: how often, when and to whom something is said."""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.simulation.chronicle import Chronicle, Said
from bot.simulation.records import Brought, Post
from bot.simulation.staff import GRID, Colleague
from bot.simulation.tally import Invariant, Tally

BUDGET: Final = 3
WEEK: Final = timedelta(days=7)
LATE: Final = timedelta(hours=1)
Replaced = tuple[datetime, tuple[str, ...], str]
"""When the messages to these people about something gave way to something else."""
_OF_STATES: Final = frozenset({"RequestSent"})
"""Kinds that tell how things stand: what was so, and then was not, may be so again."""
WAITED: Final = timedelta(days=2)
"""For hours that all of a group share, at the least."""


def check_budget(tally: Tally, said: Iterable[Said]) -> None:
    """Unprompted messages of each person in any seven days."""
    recent: dict[str, deque[datetime]] = defaultdict(deque)
    for one in said:
        if not one.unprompted:
            continue
        for person_id in one.to:
            times = recent[person_id]
            times.append(one.at)
            while times[0] <= one.at - WEEK:
                times.popleft()
            within = len(times) <= BUDGET
            tally.check(Invariant.BUDGET, within, "{} in a week for {}: {}", len(times), person_id, one)


def check_hours(tally: Tally, said: Iterable[Said], staff: Mapping[str, Colleague]) -> None:
    """Unprompted messages, on the clock and calendar of whoever gets them."""
    for one in said:
        if one.unprompted:
            for person_id in one.to:
                at_work = staff[person_id].at_work(one.at)
                tally.check(Invariant.WORKING_HOURS, at_work, "{} gets {}", person_id, one)


def check_group_hours(
    tally: Tally, said: Iterable[Said], together: Iterable[Brought], staff: Mapping[str, Colleague]
) -> None:
    """What a round says to several at once: in the hours of all, or else in nobody's night."""
    of_rounds = {one.id: one for one in together if one.round_id is not None}
    for one in said:
        if one.kind == "Introduced" and one.subject in of_rounds:
            pairing = of_rounds[one.subject]
            people = [staff[person_id] for person_id in pairing.ids]
            welcome = _welcome(people, one.at, pairing.opened_at)
            tally.check(Invariant.GROUP_HOURS, welcome, "{} get {}", pairing.ids, one)


def _welcome(people: Sequence[Colleague], at: datetime, since: datetime) -> bool:
    if all(one.at_work(at) for one in people):
        return True
    moments = [since + n * GRID for n in range(WAITED // GRID)]
    if any(all(one.at_work(moment) for one in people) for moment in moments):
        return False
    in_peace = not any(one.asleep(at) for one in people)
    return in_peace or all(any(one.asleep(moment) for one in people) for moment in moments)


def check_peace(
    tally: Tally, said: Iterable[Said], staff: Mapping[str, Colleague], chronicle: Chronicle
) -> None:
    """Nobody is nudged on a break, and who has left, as the bot knows, hears nothing."""
    for one in said:
        for person_id in one.to:
            gone = staff[person_id].known_gone(one.at)
            away = one.unprompted and chronicle.breaks.holds(person_id, one.at)
            tally.check(Invariant.IN_PEACE, not (gone or away), "{} gets {}", person_id, one)


def check_twice(tally: Tally, said: Iterable[Said], replaced: Iterable[Replaced]) -> None:
    """The same words to the same people: once, but for nudges, which come again in their time.

    They may come again once they stand no more: something took their place, or the same was told otherwise
    meanwhile, as when a place was free, taken by somebody else, and free again.
    """
    known: dict[tuple[tuple[str, ...], str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    gone = deque(replaced)
    for one in said:
        if not one.to or one.unprompted:
            continue
        while gone and gone[0][0] <= one.at:
            _, to, subject = gone.popleft()
            if subject:
                known.pop((to, subject), None)
        alike = known[one.to, one.subject][one.kind]
        tally.check(Invariant.SAID_TWICE, one.digest not in alike, "{}", one)
        if one.kind in _OF_STATES:
            alike.clear()
        alike.add(one.digest)


def check_delivered(tally: Tally, unsaid: Iterable[Post], now: datetime) -> None:
    """What is queued has its time before it; nothing was given up."""
    for one in unsaid:
        late = one.send_at < now - LATE
        tally.check(Invariant.DELIVERED, not (one.dead or late), "{}", one)
