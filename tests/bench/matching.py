"""Matching: people to pairs; the solving step beside SciPy's; rounds of peers beside the greedy method."""

import asyncio
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from statistics import mean

from bot.domain import matching
from bot.domain.matching import Draft, Meeting, Participant, Pool, Rules
from tests.bench import children, matching_crowds, matching_greedy, matching_solvers, matching_words
from tests.bench.figures import Figure, at_least, at_most, beside, in_between

_SUBJECTS = 3
_STRICT = Rules(cross_department=True, most_hours_apart=3, least_shared_hours=5, shared_language=True)
_WINDOW = 5
"""Rounds, two weeks from one to the next, in which nobody meets anybody again: 12 weeks lie between."""


async def measure(*, short: bool) -> list[Figure]:
    """Each size in a child process of its own, on all cores, then what is compared within this one."""
    return await asyncio.to_thread(_measure, short=short)


def _measure(*, short: bool) -> list[Figure]:
    return [
        *_mentors(short=short),
        *_solving(2_000 if short else 10_000),
        *_peers(short=short),
        *_gaps((101, 300) if short else (101, 300, 1_000)),
        *_year(200 if short else 1_000),
        *_ruled(),
        *_weekly(),
        *_lives(),
        *_words(300 if short else 1_000),
    ]


def _alone(form: str, size: int, times: int) -> tuple[float, float]:
    """Seconds (the median) and MB of one form and size."""
    here = os.sched_getaffinity(0)
    os.sched_setaffinity(0, children.CORES)  # what is started here may use all of them
    found = subprocess.run(
        [sys.executable, "-m", "tests.bench.matching_alone", form, str(size), str(times)],
        cwd=children.ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    os.sched_setaffinity(0, here)
    said = json.loads(found.stdout)
    return in_between(said["seconds"]), said["memory"]


def _mentors(*, short: bool) -> list[Figure]:
    small, _ = _alone("mentors", 1_000, 7)
    if short:
        return [at_most("1,000 people to mentors, in s", small, 0.2, "{:.2f}")]
    middle, _ = _alone("mentors", 10_000, 5)
    large, memory = _alone("mentors", 50_000, 1)
    return [
        at_most("1,000 people to mentors, in s", small, 0.2, "{:.2f}"),
        at_most("10,000 people to mentors, in s", middle, 2, "{:.2f}"),
        at_most("50,000 people to mentors, in s", large, 15, "{:.1f}"),
        at_most("the same, most memory held, in MB", memory, 1000),
        at_most("50,000 people beside 10,000, times the time", large / middle, 12, "{:.1f}"),
    ]


def _solving(size: int) -> list[Figure]:
    edges, demand = matching_solvers.instance(size)
    ours = [matching_solvers.ours(edges, demand) for _ in range(5)]
    theirs = [matching_solvers.scipys(edges, demand) for _ in range(5)]
    if ours[0].served != theirs[0].served or abs(ours[0].points - theirs[0].points) > 1:
        raise RuntimeError(f"The two do not agree: {ours[0]}, {theirs[0]}")
    times = in_between([other.seconds / one.seconds for one, other in zip(ours, theirs, strict=True)])
    return [
        at_least(
            f"solving {size:,} people, times as fast as SciPy's full bipartite matching", times, 5, "{:.1f}"
        ),
        beside("the solving step, in s", in_between([one.seconds for one in ours]), "{:.2f}"),
        beside("SciPy's, in s (the same total)", in_between([one.seconds for one in theirs]), "{:.2f}"),
    ]


def _peers(*, short: bool) -> list[Figure]:
    small, _ = _alone("peers", 1_000, 9)
    figures = [at_most("1,000 peers to pairs, in ms", 1000 * small, 50)]
    if not short:
        large, _ = _alone("peers", 50_000, 3)
        figures.append(at_most("50,000 peers to pairs, in s", large, 2, "{:.1f}"))
    return figures


def _gaps(sizes: Sequence[int]) -> list[Figure]:
    """How far the pairs are below what no matching exceeds: half the best assignment of all to each other."""
    return [
        at_most(f"{size:,} peers, points below a bound of the optimum, in %", gap, most, "{:.2f}")
        for size, most in ((size, 3 if size < 200 else 1.5) for size in sizes)
        for gap in [in_between([matching_solvers.gap(size, seed) for seed in range(1, 4)])]
    ]


def _ruled() -> list[Figure]:
    """Half a year of rounds under rules that leave few to choose from, the window among them: 12 weeks."""
    figures = []
    for size in (60, 101):
        pool = matching_crowds.peers(size, rules=_STRICT)
        drafts = _rounds(pool, 13, _WINDOW)
        out = sum(len(draft.left_out) for draft in drafts) / (13 * size)
        bars = matching_solvers.barred(pool)
        alone = [matching_greedy.left_out(size, bars, 13, _WINDOW, seed) for seed in range(9)]
        figures += [
            at_most(
                f"{size} peers under strict rules: left out, in %",
                100 * out,
                100 * in_between(alone),
                "{:.1f}",
            ),
            beside("the greedy method", 100 * in_between(alone), "{:.1f}"),
        ]
    return figures


def _year(size: int) -> list[Figure]:
    """26 rounds with no repeats in any of them."""
    drafts = _rounds(matching_crowds.peers(size), 26)
    pairs = [pair for draft in drafts for pair in _pairs(draft)]
    out = sum(len(draft.left_out) for draft in drafts)
    # The line of the bots is long enough here: they fail where the window is as long as the line.
    repeats, unmatched = matching_greedy.repeats(size, 26, 26, seed=1)
    scarce, alone = matching_greedy.repeats(30, 26, 26, seed=1)
    odd = _rounds(matching_crowds.peers(size - 1), 26)
    few = _rounds(_strangers(30), 26)
    met = [pair for draft in few for pair in _pairs(draft)]
    return [
        at_least(f"26 rounds of {size:,} peers: matched, in %", 100 - 100 * out / (26 * size), 100),
        at_most("repeats in them", len(pairs) - len(set(pairs)), 0),
        at_least(f"the same of {size - 1:,} peers, one trio in each: matched, in %", _matched(odd), 100),
        beside("the greedy method: repeats", repeats),
        beside("the greedy method: people who found nobody new, in %", 100 * unmatched, "{:.1f}"),
        at_most("26 rounds of 30 peers: repeats", len(met) - len(set(met)), 0),
        beside("the greedy method: repeats in 26 rounds of 30", scarce),
        beside("the greedy method: of 30, people who found nobody new, in %", 100 * alone, "{:.1f}"),
    ]


def _matched(drafts: Sequence[Draft]) -> float:
    """The share of people in a match, in %; a round in which more than one match is a trio counts nothing."""
    fair = [draft for draft in drafts if sum(len(match.members) - 2 for match in draft.matches) <= 1]
    people = sum(len(match.members) for draft in fair for match in draft.matches)
    return 100 * people / sum(len(d.left_out) + sum(len(m.members) for m in d.matches) for d in drafts)


def _weekly() -> list[Figure]:
    """A round a week, nobody again within 12: two dozen people soon have nobody left, whoever pairs them.

    In 24 rounds each pair that the rules leave can meet twice, which bounds what any method can do.
    """
    out, greedy, bound = [], [], []
    for seed in range(1, 6):
        pool = matching_crowds.peers(24, seed)
        bars = matching_solvers.barred(pool)
        drafts = _rounds(pool, 24, 11, weeks=1)
        out.append(100 * sum(len(draft.left_out) for draft in drafts) / (24 * 24))
        greedy.append(100 * mean(matching_greedy.left_out(24, bars, 24, 11, one) for one in range(9)))
        met = Counter(one for pair in bars for one in pair)
        bound.append(100 - 100 * mean(min(24, 2 * (23 - met[one])) / 24 for one in range(24)))
    return [
        at_most(
            "24 peers, a round a week, new ones for 12: left out, in %", mean(out), mean(greedy), "{:.1f}"
        ),
        beside("the greedy method", mean(greedy), "{:.1f}"),
        beside("any method at least, by the pairs that the rules leave", mean(bound), "{:.1f}"),
    ]


def _lives() -> list[Figure]:
    """How long it goes on without a repeat."""
    return [
        figure
        for people, wanted in ((20, 19), (40, 37))
        for figure in (
            at_least(f"rounds of {people} peers before a repeat", _fresh(people), wanted),
            beside(
                "the greedy method",
                in_between([matching_greedy.fresh_rounds(people, people, seed) for seed in range(9)]),
            ),
        )
    ]


def _fresh(people: int) -> int:
    drafts = _rounds(_strangers(people), people - 1)
    return next((at for at, one in enumerate(drafts) if len(one.matches) < people // 2), people - 1)


def _strangers(people: int) -> Pool:
    return Pool(people=tuple(Participant(id=f"U{at:03}") for at in range(people)), day=matching_crowds.DAY)


def _rounds(pool: Pool, rounds: int, window: int | None = None, weeks: int = 2) -> list[Draft]:
    """Round after round; whoever is left out comes first in the next."""
    drafts: list[Draft] = []
    for number in range(rounds):
        day = matching_crowds.DAY + timedelta(weeks=weeks * number)
        since = date.min if window is None else day - timedelta(weeks=weeks * window)
        rules = replace(pool.rules, repeat_after=since)
        draft = matching.peers(replace(pool, seed=number, rules=rules))
        out = {left.person_id for left in draft.left_out}
        people = tuple(replace(one, waited=one.waited + 1 if one.id in out else 0) for one in pool.people)
        past = (*pool.past, *(Meeting(*pair, day) for pair in _pairs(draft)))
        pool = replace(pool, people=people, past=past)
        drafts.append(draft)
    return drafts


def _pairs(draft: Draft) -> list[tuple[str, str]]:
    return [(min(two), max(two)) for match in draft.matches for two in combinations(match.members, 2)]


def _words(size: int) -> list[Figure]:
    """Whether free text says anything: people who name no topic, and write about one."""
    pools = [matching_crowds.company(size, seed, Rules()) for seed in range(_SUBJECTS)]
    silent = [
        replace(pool, people=tuple(replace(one, asks=(), offers=()) for one in pool.people)) for pool in pools
    ]
    deaf = [replace(pool, weights=replace(pool.weights, words=0)) for pool in silent]
    return [
        beside("no topic named: mentors who write about what is sought, in %", _alike(silent), "{:.0f}"),
        beside("the same without TF-IDF", _alike(deaf), "{:.0f}"),
        *_goals(),
    ]


def _goals() -> list[Figure]:
    """Whether what forty people wrote leads to one of the two mentors of forty who are right for it."""
    found = matching_words.hits(matching_words.tfidf)
    return [
        beside("40 goals: a right mentor of 40 is the nearest by TF-IDF, in %", found.first, "{:.0f}"),
        beside("the same, among the three nearest", found.three, "{:.0f}"),
        beside("the same, in ms for all", 1000 * found.seconds, "{:.1f}"),
    ]


def _alike(pools: Sequence[Pool]) -> float:
    shares = []
    for pool in pools:
        about = {one.id: matching_crowds.subject_of(one) for one in pool.people}
        pairs = [match.members for match in matching.mentors(pool).matches]
        shares.append(100 * sum(about[one] == about[other] for one, other in pairs) / len(pairs))
    return in_between(shares)
