"""Grouping: mentors with several mentees each, no group too small to be one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.domain.matching import drafting
from bot.domain.matching.bars import Bars, count
from bot.domain.matching.candidates import Candidates, Edges
from bot.domain.matching.circling import circles_of
from bot.domain.matching.crowd import Crowd
from bot.domain.matching.flow import Demand, solve, tiers
from bot.domain.matching.terms import Terms
from bot.domain.matching.values import Draft, Pool, Rule

Groups = dict[int, list[int]]
"""The mentees of each mentor, or of each team under the place of its first mentor."""


def around_mentors(pool: Pool, least: int, most: int) -> Draft:
    """A group around each mentor who gets enough mentees."""
    terms = Terms(Bars(Crowd.of(pool)))
    crowd = terms.crowd
    edges = Candidates(terms).among(crowd.mentees, crowd.mentors)
    demand = Demand(
        crowd.mentees,
        tiers(crowd.waited[crowd.mentees]),
        crowd.mentors,
        np.minimum(crowd.capacity[crowd.mentors], most),
    )
    groups = _Filling(edges, demand, least).groups()
    return _drafted(terms, [[mentor, *members] for mentor, members in groups.items()], 1, edges)


def around_teams(pool: Pool, team: int, least: int, most: int) -> Draft:
    """A larger group around each team of mentors. A team seats `most`, whatever its members mentor alone."""
    terms = Terms(Bars(Crowd.of(pool)))
    crowd = terms.crowd
    among = Terms(Bars(crowd, peers=True))
    teams = {one[0]: sorted(one) for one in circles_of(among, crowd.mentors, team, team)}
    edges = _team_edges(terms, teams)
    leads = np.array(sorted(teams), np.int64)
    demand = Demand(
        crowd.mentees, tiers(crowd.waited[crowd.mentees]), leads, np.full(leads.size, most, np.int64)
    )
    groups = _Filling(edges, demand, least).groups()
    members = [[*teams[lead], *mentees] for lead, mentees in groups.items()]
    return _drafted(terms, members, team, edges)


def _team_edges(terms: Terms, teams: dict[int, list[int]]) -> Edges:
    """What each mentee and each team are worth to each other; barred from one is barred from the team."""
    mentees = terms.crowd.mentees
    i, j = np.repeat(mentees, len(teams)), np.tile(np.array(list(teams), np.int64), mentees.size)
    points, barred = np.zeros(i.size, np.int64), np.zeros(i.size, bool)
    for members in zip(*teams.values(), strict=True):
        each = np.tile(np.array(members, np.int64), mentees.size)
        points += terms.total(i, each)
        barred |= terms.bars.of(i, each)
    return Edges(i[~barred], j[~barred], points[~barred])


@dataclass(frozen=True)
class _Filling:
    """Groups are filled at the best total; those that stay too small are given up, the smallest first."""

    edges: Edges
    demand: Demand
    least: int

    def groups(self) -> Groups:
        """The mentees of each group that is large enough."""
        demand = replace(
            self.demand,
            places=np.where(self.demand.places < self.least, 0, self.demand.places),
            wanted=np.full(self.demand.columns.size, self.least),
        )
        while True:
            groups = self._filled(demand)
            small = sorted(
                (one for one in groups if len(groups[one]) < self.least), key=lambda one: len(groups[one])
            )
            if not small:
                return self._reopened(groups)
            # Half of them at a time: their mentees fill up the other half.
            closed = np.isin(demand.columns, small[: max(len(small) // 2, 1)])
            demand = replace(demand, places=np.where(closed, 0, demand.places))

    def _filled(self, demand: Demand) -> Groups:
        open_to = demand.columns[demand.places > 0]
        edges = self.edges.without(~np.isin(self.edges.j, open_to) | ~np.isin(self.edges.i, demand.rows))
        chosen = solve(edges, demand)
        groups: Groups = {}
        for mentee, mentor in zip(edges.i[chosen].tolist(), edges.j[chosen].tolist(), strict=True):
            groups.setdefault(mentor, []).append(mentee)
        return groups

    def _reopened(self, groups: Groups) -> Groups:
        """A group that was given up is opened again when enough people are left for it alone."""
        for at, mentor in enumerate(self.demand.columns.tolist()):
            served = [one for members in groups.values() for one in members]
            left = ~np.isin(self.demand.rows, served)
            if mentor not in groups and left.sum() >= self.least <= self.demand.places[at]:
                one = slice(at, at + 1)
                alone = self._filled(
                    Demand(
                        self.demand.rows[left],
                        self.demand.urgency[left],
                        self.demand.columns[one],
                        self.demand.places[one],
                    )
                )
                groups |= {lead: each for lead, each in alone.items() if len(each) >= self.least}
        return groups


def _drafted(terms: Terms, members: Sequence[Sequence[int]], mentors: int, edges: Edges) -> Draft:
    crowd = terms.crowd
    served = np.array([one for group in members for one in group[mentors:]], np.int64)
    left = np.setdiff1d(crowd.mentees, served)
    pairs, blocked = count(terms.bars, crowd.mentees, crowd.mentors)
    return Draft(
        matches=drafting.of_members(terms, members, mentors),
        left_out=drafting.left_out(terms.bars, left, crowd.mentors, np.unique(edges.i), Rule.GROUP_SIZE),
        pairs=pairs,
        blocked=blocked,
    )
