"""People to be matched, made by hypothesis, and what an independent solver makes of them."""

from collections.abc import Iterator
from datetime import date, time
from typing import Final

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint, milp

from bot.domain import matching
from bot.domain.matching import Draft, Participant, Pool, Rules
from bot.domain.people import WORKING_WEEK, Window

DAY: Final = date(2026, 1, 5)
TOPICS: Final = ("python", "python packaging", "career", "leading a team", "writing")
WORDS: Final = ("grow", "lead", "ship", "teach", "listen", "plan", "the", "data")
ZONES: Final = ("UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York")
WEEKS: Final = (WORKING_WEEK, (Window(0, time(9), time(12)),), (Window(4, time(13), time(17)),))

topics = st.lists(st.sampled_from(TOPICS), max_size=3, unique=True).map(tuple)
texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
scarce = st.lists(st.sampled_from([f"U{number}" for number in range(12)]), max_size=2, unique=True)


@st.composite
def people(draw: st.DrawFn, least: int = 2, most: int = 12, *, sides: bool = True) -> tuple[Participant, ...]:
    """A few people who differ in everything that counts."""
    return tuple(_person(draw, number, sides=sides) for number in range(draw(st.integers(least, most))))


def _person(draw: st.DrawFn, number: int, *, sides: bool) -> Participant:
    mentor = sides and draw(st.booleans())
    return Participant(
        id=f"U{number}",
        asks=draw(topics),
        offers=draw(topics),
        goal=draw(texts),
        words=draw(texts),
        level=draw(st.none() | st.integers(1, 5)),
        department=draw(st.sampled_from(["", "Sales", "Research", "Design"])),
        manager_id=draw(st.none() | st.sampled_from(["U0", "U1", "U99"])),
        zone=draw(st.sampled_from(ZONES)),
        windows=draw(st.sampled_from(WEEKS)),
        languages=draw(st.sampled_from([(), ("English",), ("english", "German"), ("German",)])),
        prefers=tuple(draw(scarce)),
        rather_not=frozenset(draw(scarce)),
        blocked=frozenset(draw(scarce)),
        capacity=draw(st.integers(0, 3)),
        load=draw(st.integers(0, 2)),
        waited=draw(st.integers(0, 2)),
        mentors=mentor,
        mentored=not mentor,
    )


@st.composite
def pools(draw: st.DrawFn, *, sides: bool = True, most: int = 12) -> Pool:
    """A pool under any rules."""
    return Pool(
        people=draw(people(most=most, sides=sides)),
        day=DAY,
        rules=draw(
            st.builds(
                Rules,
                least_gap=st.none() | st.integers(0, 1),
                best_gap=st.none() | st.integers(0, 2),
                cross_department=st.booleans(),
                most_hours_apart=st.none() | st.just(6.0),
                least_shared_hours=st.sampled_from([0.0, 3.0]),
                shared_language=st.booleans(),
                same_manager=st.booleans(),
            )
        ),
        seed=draw(st.integers(0, 3)),
    )


def a_pool(*members: Participant, rules: Rules | None = None, seed: int = 0) -> Pool:
    """A pool of these."""
    return Pool(people=members, day=DAY, rules=rules or Rules(), seed=seed)


def mentee(name: str, **said: object) -> Participant:
    """Somebody who looks for a mentor."""
    return Participant(id=name, **said)  # type: ignore[arg-type]  # each test says what it is about


def mentor(name: str, capacity: int = 1, **said: object) -> Participant:
    """Somebody who offers to be one."""
    return Participant(
        id=name,
        mentors=True,
        mentored=False,
        capacity=capacity,
        **said,  # type: ignore[arg-type]  # the same
    )


def open_pairs(pool: Pool) -> Iterator[tuple[Participant, Participant]]:
    """Mentee and mentor for every pair that no rule bars, one at a time."""
    for one in pool.people:
        for other in pool.people:
            able = one.mentored and other.mentors and other.capacity and one.id != other.id
            if able and not matching.barred(pool, other.id, one.id, mentor=True):
                yield one, other


def points(pool: Pool, one: Participant, other: Participant) -> int:
    """What a mentee and a mentor would make."""
    return matching.explain(pool, [other.id, one.id], 1).points


def served_best(pool: Pool) -> tuple[int, int, int]:
    """How many can be served at most, their waits weighed, and the highest score: by an integer program.

    The three are sought one after the other, each with the ones before it held: no price for anybody.
    """
    pairs = list(open_pairs(pool))
    if not pairs:
        return 0, 0, 0
    once, places = _constraints(pool, pairs)
    # The longest wait first: 13 who waited less weigh less than one who waited longer.
    waits = np.array([13.0**one.waited for one, _ in pairs])
    gains = np.array([points(pool, *pair) for pair in pairs], float)
    served = _most(np.ones(len(pairs)), [once, places])
    held = LinearConstraint(np.ones((1, len(pairs))), served, served)
    waited = _most(waits, [once, places, held])
    kept = LinearConstraint(waits[None, :], waited - 0.5, waited + 0.5)
    return served, waited, _most(gains, [once, places, held, kept])


def _most(gains: NDArray[np.float64], constraints: list[LinearConstraint]) -> int:
    found = milp(-gains, constraints=constraints, integrality=np.ones(len(gains)), bounds=(0, 1))
    assert found.success, found.message
    best: float = -found.fun
    return round(best)


def _constraints(
    pool: Pool, pairs: list[tuple[Participant, Participant]]
) -> tuple[LinearConstraint, LinearConstraint]:
    one = np.array([[mentee is person for mentee, _ in pairs] for person in pool.people], float)
    other = np.array([[mentor is person for _, mentor in pairs] for person in pool.people], float)
    return LinearConstraint(one, 0, 1), LinearConstraint(
        other, 0, [person.capacity for person in pool.people]
    )


def served_by(pool: Pool, draft: Draft) -> tuple[int, int, int]:
    """The same three of a draft."""
    waited = {person.id: person.waited for person in pool.people}
    return (
        len(draft.matches),
        sum(13 ** waited[match.members[1]] for match in draft.matches),
        sum(match.points for match in draft.matches),
    )
