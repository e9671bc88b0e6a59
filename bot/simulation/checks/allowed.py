"""Allowed: whether a round might have brought two together, by the simulation's own reading of the rules."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.enrolments import Wishes
from bot.domain.forms import Form
from bot.domain.pairings import Part
from bot.domain.terms import Terms
from bot.simulation.checks.pairs import blocked, directly, in_line, rather_not, same_manager, suits
from bot.simulation.chronicle import Chronicle
from bot.simulation.records import Brought, Drafted
from bot.simulation.staff import Colleague


class History:
    """Who was together with whom until when, who had how many mentees when, and what was drafted when."""

    def __init__(self, together: Sequence[Brought], drafted: Sequence[Drafted]) -> None:
        self._drafted: dict[str, list[Drafted]] = defaultdict(list)
        for draft in drafted:
            self._drafted[draft.program_id].append(draft)
        self._of: dict[frozenset[str], list[Brought]] = defaultdict(list)
        self._mentoring: dict[str, list[tuple[Brought, datetime | None]]] = defaultdict(list)
        for one in together:
            for at, here in enumerate(one.members):
                if here.part is Part.MENTOR:
                    self._mentoring[here.person_id].append((one, here.left_at))
                for there in one.members[at + 1 :]:
                    self._of[frozenset((here.person_id, there.person_id))].append(one)

    def together(self, one: str, other: str, since: datetime, before: datetime, but: str) -> bool:
        """Whether two were together after a moment, and before another, in anything but a round."""
        pair = frozenset((one, other))
        return any(
            known.round_id != but
            and known.opened_at <= before
            and (known.opened_at > since or (not known.once and _until(known, pair) > since))
            for known in self._of.get(pair, ())
        )

    def skips(self, chronicle: Chronicle, key: tuple[str, str], at: datetime) -> bool:
        """Whether somebody sits out the round drafted at this moment: they said so, and none was since.

        One that was drafted without them in the moment in which they said so is the one that they sat out.
        """
        since = chronicle.skips.since(key, at)
        return since is not None and not any(
            since < one.at < at or (since == one.at < at and key[1] not in one.placed)
            for one in self._drafted[key[0]]
        )

    def mentees(self, person_id: str, at: datetime, but: str) -> int:
        """How many places of a mentor are taken at a moment, those of a round not counted."""
        return sum(
            known.round_id != but and known.opened_at <= at and (end is None or end > at)
            for known, end in self._mentoring.get(person_id, ())
        )


def _until(one: Brought, pair: frozenset[str]) -> datetime:
    ends = [member.left_at for member in one.members if member.person_id in pair]
    known = [end for end in ends if end is not None]
    return min(known) if known else datetime.max.replace(tzinfo=one.opened_at.tzinfo)


class Allowed:
    """The rules of one round, at the moment of its drafting and at the one of its sending: both count."""

    def __init__(
        self,
        staff: Mapping[str, Colleague],
        chronicle: Chronicle,
        history: History,
        program: tuple[str, Form, Terms],
        round_id: str,
        moments: tuple[datetime, ...],
    ) -> None:
        self._staff, self._chronicle, self._history = staff, chronicle, history
        self._program_id, self._form, self._terms = program
        self._round_id, self._moments = round_id, moments

    def takes_part(self, person_id: str) -> bool:
        """Whether somebody is in the program, here, on no break, and does not skip the round."""
        key = (self._program_id, person_id)
        chronicle, who = self._chronicle, self._staff[person_id]
        return all(
            not self._history.skips(chronicle, key, self._moments[0])
            and chronicle.enrolled.holds(key, at)
            and who.here(at)
            and not chronicle.breaks.holds(person_id, at)
            and not chronicle.program_breaks.holds(key, at)
            for at in self._moments
        )

    def wishes(self, person_id: str) -> Wishes:
        """What somebody wants of the program."""
        return self._chronicle.wants(self._program_id, person_id, self._moments[0])

    def places(self, person_id: str) -> int:
        """Places that a mentor had free for the round."""
        free = []
        for at in self._moments:
            own = self._chronicle.takes(person_id, at)
            most = self._terms.capacity if own is None else min(own, self._terms.capacity)
            free.append(most - self._history.mentees(person_id, at, self._round_id))
        return min(free)

    def together(self, one: str, other: str, *, mentor: bool = False) -> bool:
        """Whether no rule keeps two apart; `mentor`: the first as mentor of the second."""
        here, there = self._staff[one], self._staff[other]
        apart = in_line(here, there) or same_manager(here, there) or one == other
        fits = suits(self._terms, here, there, mentor=mentor)
        return fits and not apart and all(self._at(here, there, at) for at in self._moments)

    def advises(self, person_id: str) -> bool:
        """Whether somebody may sit on the panel: not below its sponsor directly, nor kept away by either."""
        if self._terms.sponsor_id is None:
            return True
        sponsor, person = self._staff[self._terms.sponsor_id], self._staff[person_id]
        here, program = self._chronicle, self._program_id
        bars = (
            blocked(here, sponsor.id, person_id, at) or rather_not(here, program, sponsor.id, person_id, at)
            for at in self._moments
        )
        return not (directly(sponsor, person) or person.id in sponsor.managers or any(bars))

    def _at(self, here: Colleague, there: Colleague, at: datetime) -> bool:
        if blocked(self._chronicle, here.id, there.id, at):
            return False
        if rather_not(self._chronicle, self._program_id, here.id, there.id, at):
            return False
        most = self._terms.most_hours_apart
        offsets = (at.astimezone(one.zone).utcoffset() or timedelta() for one in (here, there))
        if most is not None and abs(next(offsets) - next(offsets)) > timedelta(hours=most):
            return False
        since = at - timedelta(weeks=self._terms.no_repeat, days=2)
        return not self._terms.no_repeat or not self._history.together(
            here.id, there.id, since, at, self._round_id
        )
