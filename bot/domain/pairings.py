"""Pairings: people whom a request or a round brought together, from the beginning to the end.

Two people mostly; up to seven in a group, a circle or a panel. Whoever leaves a group leaves it alone, as
long as the rest can go on without them.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.domain import errors
from bot.domain.people import PersonId
from bot.domain.requests import Form

MOST: Final = 7
"""People in one pairing: with the bot they fill one group message (Slack's `conversations.open` takes 8)."""


class PairingState(StrEnum):
    """Open pairings take a place of each mentor's capacity; ongoing ones meet again and again."""

    OPEN = "open"
    ONGOING = "ongoing"
    ENDED = "ended"


class Part(StrEnum):
    """What somebody is to the others in a pairing; peers are to each other the same."""

    MENTOR = "mentor"
    MENTEE = "mentee"
    PEER = "peer"


class Fit(StrEnum):
    """What one person answers in private after the first chat."""

    AGAIN = "again"
    ENOUGH = "enough"


@dataclass(eq=False, kw_only=True)
class Member:
    """One person in a pairing, with their own answer about the fit.

    `left_at` is when it was over for them: `early`, while the others went on, or with all of them.
    """

    workspace: str
    pairing_id: str
    person_id: PersonId
    part: Part
    fit: Fit | None = None
    left_at: datetime | None = None
    early: bool = False


@dataclass(eq=False, kw_only=True)
class Pairing:
    """Two or more people. Each one's fit answer stays their own; only when all say `again` it goes on.

    One that is for `once` is done when they have met; any other asks them whether to go on. `ends_at` is when
    its program planned it to end, if any did; its people may agree on another day.
    """

    workspace: str
    id: str
    form: Form
    topic: str
    minutes: int
    opened_at: datetime
    once: bool = False
    members: list[Member] = field(default_factory=list)
    request_id: str | None = None
    program_id: str | None = None
    round_id: str | None = None
    ends_at: datetime | None = None
    state: PairingState = PairingState.OPEN
    ended_at: datetime | None = None
    version: int = 0

    def join(self, person_id: PersonId, part: Part) -> None:
        """Take somebody in, before it begins."""
        if len(self.members) == MOST:
            raise ValueError(f"a pairing has at most {MOST} people")
        self.members.append(
            Member(workspace=self.workspace, pairing_id=self.id, person_id=person_id, part=part)
        )

    @property
    def open(self) -> bool:
        """Whether it takes a place and can be booked."""
        return self.state is not PairingState.ENDED

    @property
    def ongoing(self) -> bool:
        """Whether all want to meet again and again."""
        return self.state is PairingState.ONGOING

    @property
    def _present(self) -> list[Member]:
        """Whoever is in it, or was until its end."""
        return [one for one in self.members if not one.early]

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Whoever is in it, or was until its end: mentors first."""
        return tuple(one.person_id for one in self._present)

    @property
    def everyone(self) -> tuple[PersonId, ...]:
        """The same with those who left before: whom the first messages went to."""
        return tuple(one.person_id for one in self.members)

    @property
    def group(self) -> bool:
        """Whether there are more than two."""
        return len(self.people) > 2

    @property
    def mentors(self) -> tuple[PersonId, ...]:
        """Whose places it takes."""
        return self._in_part(Part.MENTOR)

    @property
    def mentees(self) -> tuple[PersonId, ...]:
        """Whoever is mentored."""
        return self._in_part(Part.MENTEE)

    @property
    def hosts(self) -> tuple[PersonId, ...]:
        """Where they meet: the mentors, or among peers anyone."""
        return self.mentors or self._in_part(Part.PEER)

    def host_of(self, session: int) -> PersonId | None:
        """Who hosts a session, counted from 0: in a circle each in turn; elsewhere nobody is named for it."""
        people = self.people
        return people[session % len(people)] if self.form is Form.CIRCLE else None

    def _in_part(self, part: Part) -> tuple[PersonId, ...]:
        return tuple(one.person_id for one in self._present if one.part is part)

    def member(self, person_id: PersonId) -> Member:
        """This person's own; whoever is not in it (any more) is refused."""
        found = next((one for one in self._present if one.person_id == person_id), None)
        if found is None:
            raise errors.NotYours
        return found

    def partners_of(self, person_id: PersonId) -> tuple[PersonId, ...]:
        """All the others; strangers are refused."""
        own = self.member(person_id)
        return tuple(one for one in self.people if one != own.person_id)

    def across(self, person_id: PersonId) -> tuple[PersonId, ...]:
        """Those on the other side: a mentor's mentees, a mentee's mentors, a peer's peers."""
        beside = self.beside(person_id)
        return tuple(one for one in self.partners_of(person_id) if one not in beside)

    def beside(self, person_id: PersonId) -> tuple[PersonId, ...]:
        """Those who are in it in the same part; peers have each other across."""
        own = self.member(person_id)
        same = self._in_part(own.part) if own.part is not Part.PEER else ()
        return tuple(one for one in same if one != person_id)

    def check_open(self) -> None:
        """Refuse what comes after the end."""
        if not self.open:
            raise errors.Gone

    def say_fit(self, person_id: PersonId, fit: Fit) -> bool:
        """Keep one person's answer; True when it goes on from now, since all would meet again."""
        own = self.member(person_id)
        self.check_open()
        own.fit = fit
        return self._go_on_if_all_would()

    def _go_on_if_all_would(self) -> bool:
        if self.ongoing or any(one.fit is not Fit.AGAIN for one in self._present):
            return False
        self.state = PairingState.ONGOING
        return True

    def can_do_without(self, person_id: PersonId) -> bool:
        """Whether at least two are left without this person, and each part that there was."""
        rest = [one for one in self._present if one.person_id != person_id]
        return len(rest) > 1 and {one.part for one in rest} == {one.part for one in self.members}

    def leave(self, person_id: PersonId, now: datetime) -> bool:
        """Go, and the rest stay; True when it goes on from now, since all of those would meet again."""
        own = self.member(person_id)
        self.check_open()
        own.left_at, own.early = now, True
        return self._go_on_if_all_would()

    def end(self, now: datetime) -> None:
        """Close it for everyone; the mentors' places are free again."""
        self.check_open()
        for one in self._present:
            one.left_at = now
        self.state, self.ended_at = PairingState.ENDED, now
