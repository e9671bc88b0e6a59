"""Peers: the best pairs there are, nobody met twice too soon, and everyone in one of them."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import matching
from bot.domain.matching import POINT, Draft, Meeting, Participant, Pool, Rule, Rules
from tests.bench import matching_crowds, matching_greedy, matching_solvers
from tests.domain.matching.crowds import DAY, a_pool, pools


def pairs_of(draft: Draft) -> list[tuple[str, str]]:
    """Every two who meet."""
    return [(min(pair), max(pair)) for match in draft.matches for pair in combinations(match.members, 2)]


def rounds(pool: Pool, count: int, window: int | None = None) -> tuple[list[Draft], Pool]:
    """So many weekly rounds without a repeat, ever or in a window of so many rounds; the pool after them."""
    drafts = []
    for number in range(count):
        day = DAY + timedelta(weeks=number)
        since = date.min if window is None else day - timedelta(weeks=window)
        pool = replace(pool, day=day, seed=number, rules=replace(pool.rules, repeat_after=since))
        draft = matching.peers(pool)
        drafts.append(draft)
        pool = replace(pool, past=(*pool.past, *(Meeting(*pair, day) for pair in pairs_of(draft))))
    return drafts, pool


def best_pairs(pool: Pool) -> tuple[int, int]:
    """The most pairs and their highest score, by trying all."""
    ids = sorted(person.id for person in pool.people)
    open_to = {
        frozenset(pair): matching.explain(pool, pair).points
        for pair in combinations(ids, 2)
        if not matching.barred(pool, *pair)
    }

    def best(left: tuple[str, ...]) -> tuple[int, int]:
        if not left:
            return 0, 0
        first, *rest = left
        found = [best(tuple(rest))]
        for other in rest:
            gain = open_to.get(frozenset({first, other}))
            if gain is not None:
                count, points = best(tuple(one for one in rest if one != other))
                found.append((count + 1, points + gain))
        return max(found)

    return best(tuple(ids))


@settings(max_examples=40, deadline=None)
@given(pools(sides=False, most=7))
def test_the_pairs_are_the_best_of_all(pool: Pool) -> None:
    """As many as possible and of the highest score: exactly, where nobody waits and comes first."""
    pool = replace(pool, people=tuple(replace(one, waited=0) for one in pool.people))
    draft = matching.peers(pool, trios=False)
    assert (len(draft.matches), sum(match.points for match in draft.matches)) == best_pairs(pool)


@settings(max_examples=60, deadline=None)
@given(pools(sides=False), st.booleans())
def test_as_many_would_both_leave_as_a_count_of_all_pairs_finds(pool: Pool, trios: bool) -> None:
    """Each of the two gains more than 0.05 by the other, beside the better of whom they have."""
    draft = matching.peers(pool, trios=trios)
    has: Counter[str] = Counter()
    for pair in pairs_of(draft):
        for one in pair:
            has[one] = max(has[one], matching.explain(pool, pair).points)
    assert draft.unstable == sum(
        matching.explain(pool, pair).points - max(has[one] for one in pair) > POINT // 20
        for pair in combinations([person.id for person in pool.people], 2)
        if not matching.barred(pool, *pair)
    )


@settings(max_examples=40, deadline=None)
@given(pools(sides=False))
def test_no_rule_is_broken_and_everyone_is_matched_or_told_why(pool: Pool) -> None:
    draft = matching.peers(pool)
    assert [matching.barred(pool, *pair) for pair in pairs_of(draft)] == [()] * len(pairs_of(draft))
    named = [one for match in draft.matches for one in match.members]
    named += [one.person_id for one in draft.left_out]
    assert sorted(named) == sorted(person.id for person in pool.people)
    for left in draft.left_out:
        if left.rule is not Rule.ODD_ONE:
            others = [one.id for one in pool.people if one.id != left.person_id]
            bars = Counter(rule for one in others for rule in matching.barred(pool, one, left.person_id))
            assert left.count == bars[left.rule] == max(bars.values())


@settings(max_examples=30, deadline=None)
@given(pools(sides=False))
def test_the_dry_run_counts_each_pair_once(pool: Pool) -> None:
    counted: Counter[Rule] = Counter()
    pairs = list(combinations([person.id for person in pool.people], 2))
    for pair in pairs:
        counted.update(matching.barred(pool, *pair))
    assert matching.blocked(pool, peers=True) == (len(pairs), dict(counted))


@pytest.mark.parametrize(("people", "wanted"), [(6, 5), (20, 19), (40, 39)])
def test_everybody_meets_everybody_else_before_anybody_twice(people: int, wanted: int) -> None:
    """The last possible round is reached; choosing the best pairs each time gets stuck long before."""
    pool = a_pool(*(Participant(id=f"U{number:02}") for number in range(people)))
    drafts, _ = rounds(pool, wanted)
    assert [len(draft.matches) for draft in drafts] == [people // 2] * wanted
    met = Counter(pair for draft in drafts for pair in pairs_of(draft))
    assert set(met.values()) == {1}


def test_the_odd_one_joins_a_pair() -> None:
    """And without trios it is left out with that reason, and never twice running."""
    pool = a_pool(*(Participant(id=f"U{number}") for number in range(5)))
    assert sorted(len(match.members) for match in matching.peers(pool).matches) == [2, 3]
    assert matching.peers(pool).matches[0].pairs in (1, 3)
    (left,) = matching.peers(pool, trios=False).left_out
    assert left.rule is Rule.ODD_ONE
    waiting = tuple(replace(one, waited=int(one.id == left.person_id)) for one in pool.people)
    (again,) = matching.peers(replace(pool, people=waiting), trios=False).left_out
    assert again.person_id != left.person_id


@pytest.mark.parametrize(("people", "most"), [(120, 2.5), (500, 1.5)])
def test_many_peers_are_matched_close_to_the_best(people: int, most: float) -> None:
    """The total is at most so many % below a bound that no matching exceeds."""
    assert matching_solvers.gap(people, seed=1) < most


@pytest.mark.parametrize("people", [120, 2_200])
def test_among_many_those_who_prefer_each_other_meet(people: int) -> None:
    """Whoever suits everyone alike is matched with whom they named, where both are in one block."""
    ids = [f"U{number:04}" for number in range(people)]
    friends = dict(zip(ids[:20], ids[20:40], strict=True))
    friends |= {other: one for one, other in friends.items()}
    crowd = (Participant(id=one, prefers=(friends[one],) if one in friends else ()) for one in ids)
    met = set(pairs_of(matching.peers(a_pool(*crowd))))
    happy = sum((min(pair), max(pair)) in met for pair in friends.items())
    assert happy == 40 if people == 120 else happy > 0


def test_many_people_meet_no_one_twice() -> None:
    """Rounds of 301, more than are matched exactly: all of them matched each time, one trio, no repeats."""
    drafts, pool = rounds(matching_crowds.peers(301), 8)
    met = Counter(pair for draft in drafts for pair in pairs_of(draft))
    assert set(met.values()) == {1}
    assert [draft.left_out for draft in drafts] == [()] * 8
    for draft in drafts:
        assert sorted({len(match.members) for match in draft.matches}) == [2, 3]
    bare = replace(pool, past=())
    assert all(matching.barred(bare, *pair) == () for pair in met)


def test_among_many_nobody_is_left_who_has_only_one_to_go_with() -> None:
    """Forty whom rules leave a single partner each get that partner, wherever the draw put them."""
    crowd = [Participant(id=f"U{number:03}") for number in range(400)]
    everyone = {one.id for one in crowd}
    picky = [
        Participant(id=f"picky {number:02}", blocked=frozenset(everyone - {crowd[number].id}))
        for number in range(40)
    ]
    rules = Rules(same_manager=False)
    alone = frozenset(frozenset({one.id, other.id}) for one, other in combinations(picky, 2))
    draft = matching.peers(replace(a_pool(*crowd, *picky, rules=rules), excluded=alone))
    wanted = {(crowd[number].id, f"picky {number:02}") for number in range(40)}
    missed = len(wanted - set(pairs_of(draft)))
    assert (missed, draft.left_out) == (0, ())


def test_with_too_few_pairs_no_fewer_meet_than_by_chance() -> None:
    """Two dozen people, a round a week, nobody again within 12: the best rounds in a row are not the best."""
    ours, greedy = 0.0, 0.0
    for seed in (1, 2, 4):
        pool = matching_crowds.peers(24, seed)
        bars = matching_solvers.barred(pool)
        ours += sum(len(draft.left_out) for draft in rounds(pool, 24, window=11)[0]) / (24 * 24)
        greedy += sum(matching_greedy.left_out(24, bars, 24, 11, chance) for chance in range(9)) / 9
    assert ours < greedy


def test_who_waited_is_served_before_a_better_score() -> None:
    """Four suit each other well; the fifth has nothing in common with anyone, but was left out last time."""
    crowd = [Participant(id=f"U{number}", asks=("python",), offers=("python",)) for number in range(4)]
    (left,) = matching.peers(a_pool(*crowd, Participant(id="waited", waited=1)), trios=False).left_out
    assert left.person_id != "waited"


def test_among_many_the_one_who_waited_is_not_the_odd_one() -> None:
    crowd = [Participant(id=f"U{number:03}", waited=int(number != 7)) for number in range(201)]
    (left,) = matching.peers(a_pool(*crowd), trios=False).left_out
    assert (left.person_id, left.rule) == ("U007", Rule.ODD_ONE)


def test_peers_of_like_level_are_kept_together() -> None:
    """A gap among peers holds in either direction."""
    pool = a_pool(
        *(Participant(id=f"U{number}", level=number) for number in range(6)),
        rules=Rules(most_gap=1, best_gap=0),
    )
    assert sorted(pairs_of(matching.peers(pool))) == [("U0", "U1"), ("U2", "U3"), ("U4", "U5")]
