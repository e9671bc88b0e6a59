"""Mentors and mentees: the best there is, nobody left out who need not be, and a reason for everything."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from bot.domain import matching
from bot.domain.matching import POINT, Meeting, Pool, Rule, Rules, Term, Weights
from bot.domain.matching.bars import Bars
from bot.domain.matching.crowd import Crowd
from bot.domain.matching.terms import Terms
from tests.bench.matching_crowds import company
from tests.domain.matching.crowds import (
    DAY,
    a_pool,
    mentee,
    mentor,
    open_pairs,
    pools,
    served_best,
    served_by,
)


@settings(max_examples=60, deadline=None)
@given(pools())
def test_the_assignment_is_what_an_integer_program_finds(pool: Pool) -> None:
    """As many as possible, then whoever waited longest, then the highest score: exactly."""
    assert served_by(pool, matching.mentors(pool)) == served_best(pool)


@settings(max_examples=40, deadline=None)
@given(pools())
def test_no_rule_is_broken_and_no_place_is_taken_twice(pool: Pool) -> None:
    draft = matching.mentors(pool)
    places = {person.id: person.capacity for person in pool.people}
    taken = Counter(match.members[0] for match in draft.matches)
    assert all(taken[one] <= places[one] for one in taken)
    assert all(matching.barred(pool, *match.members, mentor=True) == () for match in draft.matches)
    everyone = [match.members[1] for match in draft.matches] + [left.person_id for left in draft.left_out]
    assert sorted(everyone) == sorted(person.id for person in pool.people if person.mentored)


@settings(max_examples=40, deadline=None)
@given(pools())
def test_whoever_is_left_out_reads_why(pool: Pool) -> None:
    """A rule with the number of people it bars, when rules bar everybody; else that no mentor was free."""
    able = {one.id for one, _ in open_pairs(pool)}
    for left in matching.mentors(pool).left_out:
        if left.person_id in able or not any(one.mentors and one.capacity for one in pool.people):
            assert (left.rule, left.count) == (Rule.NO_FREE_MENTOR, 0)
        else:
            mentors = [one.id for one in pool.people if one.mentors and one.capacity]
            bars = Counter(
                rule for one in mentors for rule in matching.barred(pool, one, left.person_id, mentor=True)
            )
            assert left.count == bars[left.rule] == max(bars.values())


@settings(max_examples=40, deadline=None)
@given(pools())
def test_the_dry_run_counts_each_pair_that_a_rule_bars(pool: Pool) -> None:
    counted: Counter[Rule] = Counter()
    pairs = 0
    for one in pool.people:
        for other in pool.people:
            if one.mentored and other.mentors and other.capacity and one is not other:
                pairs += 1
                counted.update(matching.barred(pool, other.id, one.id, mentor=True))
    assert matching.blocked(pool) == (pairs, dict(counted))
    assert (matching.mentors(pool).pairs, dict(matching.mentors(pool).blocked)) == (pairs, dict(counted))


@settings(max_examples=30, deadline=None)
@given(pools(), st.randoms())
def test_the_order_in_which_people_come_does_not_matter(pool: Pool, chance: object) -> None:
    shuffled = list(pool.people)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis's own random
    assert matching.mentors(replace(pool, people=tuple(shuffled))) == matching.mentors(pool)


@settings(max_examples=30, deadline=None)
@given(pools())
def test_nobody_is_left_out_twice_running_when_it_can_be_avoided(pool: Pool) -> None:
    """Of those who were left out, the next round serves as many as any round could."""
    left = {one.person_id for one in matching.mentors(pool).left_out}
    waiting = tuple(replace(one, waited=int(one.id in left)) for one in pool.people)
    again = matching.mentors(replace(pool, people=waiting))
    only = tuple(one for one in waiting if one.mentors or one.id in left)
    most = matching.mentors(replace(pool, people=only))
    still = {one.person_id for one in again.left_out} & left
    assert len(still) == len(most.left_out)


def test_reasons_are_the_arithmetic_itself() -> None:
    """Every term in points; together they are the score, and the score is what was maximised."""
    pool = a_pool(
        mentee(
            "ana",
            asks=("python", "career"),
            goal="ship a data product",
            level=2,
            department="Sales",
            waited=1,
        ),
        mentor(
            "ben",
            2,
            offers=("python packaging",),
            words="data and product",
            level=4,
            department="IT",
            load=2,
        ),
        rules=Rules(best_gap=2),
    )
    (match,) = matching.mentors(pool).matches
    found = {reason.term: (reason.points, reason.named, reason.amount) for reason in match.reasons}
    assert found[Term.TOPICS] == (POINT * 35 // 400, ("python packaging",), 0.0)
    assert found[Term.LEVEL] == (POINT // 10, (), 2.0)
    assert found[Term.DEPARTMENT] == (POINT // 20, (), 0.0)
    assert found[Term.HOURS] == (POINT * 15 // 100, (), 40.0)
    assert found[Term.LOAD] == (-POINT // 40, (), 2.0)
    assert found[Term.WAITED] == (16667, (), 1.0)
    assert set(found[Term.WORDS][1]) == {"data", "product"}
    assert match.points == sum(reason.points for reason in match.reasons)
    assert match.members == ("ben", "ana")


def test_a_weight_of_nothing_is_no_reason() -> None:
    pool = replace(a_pool(mentee("ana"), mentor("ben")), weights=Weights(hours=0))
    assert matching.mentors(pool).matches[0].reasons == ()


def test_preferences_count_from_both_sides() -> None:
    """Whom both name first is worth the whole weight; a second place on one side a quarter of it."""
    pool = a_pool(mentee("ana", prefers=("ben", "cleo")), mentor("ben", prefers=("ana",)), mentor("cleo"))
    gained = {
        one: next(
            (
                reason.points
                for reason in matching.explain(pool, [one, "ana"], 1).reasons
                if reason.term == "preference"
            ),
            0,
        )
        for one in ("ben", "cleo")
    }
    assert gained == {"ben": 150_000, "cleo": 37_500}


def test_who_met_before_loses_and_who_met_lately_is_barred() -> None:
    pool = replace(
        a_pool(mentee("ana"), mentor("ben"), mentor("cleo"), rules=Rules(repeat_after=DAY)),
        past=(Meeting("ben", "ana", DAY), Meeting("ana", "cleo", DAY.replace(year=2020))),
    )
    draft = matching.mentors(pool)
    assert draft.blocked == {Rule.NO_REPEAT: 1}
    assert draft.matches[0].members == ("cleo", "ana")
    assert draft.matches[0].reasons[-1].points == -POINT // 10


@settings(max_examples=60, deadline=None)
@given(pools())
def test_as_many_would_both_leave_as_a_count_of_all_pairs_finds(pool: Pool) -> None:
    """Each of the two gains more than 0.05 by the other, beside whom they have; waiting is nobody's gain."""
    draft = matching.mentors(pool)
    pairs = [match.members for match in draft.matches]
    suits = {(other.id, one.id): _suits(pool, other.id, one.id) for one, other in open_pairs(pool)}
    has = {one: suits[mentor, one] for mentor, one in pairs}
    given = {
        one.id: [suits[mentor, mentee] for mentor, mentee in pairs if mentor == one.id] for one in pool.people
    }
    free = {one.id for one in pool.people if len(given[one.id]) < one.capacity}
    worst = {
        one: min([*some, *([0] if one in free else [])]) for one, some in given.items() if some or one in free
    }
    assert draft.unstable == sum(
        gain - has.get(one, 0) > POINT // 20 and gain - worst[mentor] > POINT // 20
        for (mentor, one), gain in suits.items()
    )


def _suits(pool: Pool, mentor: str, one: str) -> int:
    reasons = matching.explain(pool, [mentor, one], 1).reasons
    return sum(reason.points for reason in reasons if reason.term != Term.WAITED)


def test_pairs_that_would_both_leave_are_counted() -> None:
    """Ana and Cy would both gain by leaving whom the best total gives them; then Bo would have nothing."""
    torn = a_pool(
        mentee("ana", asks=("python", "sql")),
        mentee("bo", asks=("python", "sql", "career")),
        mentor("cy", offers=("python", "sql")),
        mentor("di", offers=("python",), blocked=frozenset({"bo"})),
    )
    draft = matching.mentors(torn)
    assert {match.members for match in draft.matches} == {("cy", "bo"), ("di", "ana")}
    assert draft.unstable == 1


def test_nobody_mentors_their_own_mentor() -> None:
    """Ana and Ben suit each other both ways round, and still only one of them is the other's mentor."""
    both = [
        replace(mentor(name, asks=("python",), offers=("python",)), mentored=True) for name in ("ana", "ben")
    ]
    others = [replace(mentor(name), mentored=True) for name in ("cleo", "dora")]
    draft = matching.mentors(a_pool(*both, *others))
    pairs = {match.members for match in draft.matches}
    assert pairs & {("ana", "ben"), ("ben", "ana")}
    assert not pairs & {(mentee, mentor) for mentor, mentee in pairs}
    assert len(pairs) == 4


def test_a_cascade_goes_down_tier_by_tier() -> None:
    """Each tier is mentored by the next one above; the middle is in two matches."""
    tiers = [replace(mentor(f"level {level}", level=level), mentored=True) for level in range(4)]
    draft = matching.mentors(a_pool(*tiers, rules=Rules(least_gap=1, most_gap=1)))
    assert sorted(match.members for match in draft.matches) == [
        ("level 1", "level 0"),
        ("level 2", "level 1"),
        ("level 3", "level 2"),
    ]
    assert [(left.person_id, left.rule, left.count) for left in draft.left_out] == [
        ("level 3", Rule.SENIORITY, 3)
    ]


def test_candidates_are_widened_until_nobody_stays_out_who_need_not() -> None:
    """500 mentees look alike to all mentors, and to them only 100 of the mentors are any good."""
    mentees = [mentee(f"mentee {number:03}", asks=("python",)) for number in range(500)]
    mentors = [
        mentor(f"mentor {number:03}", offers=("python",) if number < 100 else ()) for number in range(500)
    ]
    draft = matching.mentors(a_pool(*mentees, *mentors))
    matched = len(draft.matches)
    assert matched == 500


def test_a_place_is_freed_along_a_path_that_no_candidate_shows() -> None:
    """One mentee can only have the mentor whom all prefer; everyone else moves on."""
    others = [mentee(f"mentee {number:03}", asks=("python",)) for number in range(300)]
    liked = [mentor(f"a liked {number:03}", offers=("python",)) for number in range(100)]
    spare = [mentor(f"spare {number:03}", level=5) for number in range(201)]
    barred = frozenset(one.id for one in (*liked[1:], *spare))
    draft = matching.mentors(a_pool(*others, *liked, *spare, mentee("picky", blocked=barred)))
    matched = len(draft.matches)
    assert matched == 301


def test_a_thousand_people_are_matched_alike_each_time() -> None:
    pool = company(1000)
    assert matching.mentors(pool) == matching.mentors(pool)


def test_forty_candidates_lose_next_to_nothing() -> None:
    """Beside the optimum over all pairs of 900 people, found by a solver of another kind."""
    pool = company(900)
    draft = matching.mentors(pool)
    terms = Terms(Bars(Crowd.of(pool)))
    seats = np.repeat(terms.crowd.mentors, terms.crowd.capacity[terms.crowd.mentors])
    i, j = np.repeat(terms.crowd.mentees, seats.size), np.tile(seats, terms.crowd.mentees.size)
    gains = np.where(terms.bars.of(i, j), -(10.0**9), terms.total(i, j)).reshape(-1, seats.size)
    best = gains[linear_sum_assignment(gains, maximize=True)]
    assert len(draft.matches) == np.count_nonzero(best > -(10.0**8))
    assert sum(match.points for match in draft.matches) >= 0.9999 * best[best > -(10.0**8)].sum()
