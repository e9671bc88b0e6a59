"""Notices about pairings: to those who were brought together, and to admins about them."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.matching.values import Reason
from bot.domain.notices.kinds import Notice, Nudge
from bot.domain.nudging import Phase
from bot.domain.pairings import Part
from bot.domain.people import Break, PersonId
from bot.domain.requests import Purpose


@dataclass(frozen=True, kw_only=True)
class Introduction:
    """One of those who are introduced, with what they say of themselves; a mentee's `cannot` stays out."""

    person_id: PersonId
    part: Part
    offers: tuple[str, ...] = ()
    about: str = ""
    cannot: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Introduced(Notice):
    """To all in a group message: who they are, why they meet, times to click.

    `requester_id` wrote the purpose, where someone asked. A round gives its `reasons` for this match, its
    admins' `opening`, the number of a question to begin with, and what to talk about. The times lie outside
    the usual hours of `outside_ids`. No times, and somebody `away`: there are none before that one is back.
    `host_id` hosts the first session of a circle. What is for longer than one chat is planned `until` then.
    """

    pairing_id: str
    members: tuple[Introduction, ...]
    purpose: Purpose
    minutes: int
    requester_id: PersonId | None = None
    via_id: PersonId | None = None
    reasons: tuple[Reason, ...] = ()
    opening: str = ""
    icebreaker: int | None = None
    agenda: tuple[str, ...] = ()
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    away: Break | None = None
    host_id: PersonId | None = None
    until: datetime | None = None

    def without(self, person_id: PersonId) -> "Introduced":
        """The same among the others; a circle's next host is the first of them."""
        members = tuple(one for one in self.members if one.person_id != person_id)
        outside = tuple(one for one in self.outside_ids if one != person_id)
        host = members[0].person_id if self.host_id == person_id else self.host_id
        return replace(self, members=members, outside_ids=outside, host_id=host)


@dataclass(frozen=True, kw_only=True)
class TimesOffered(Notice):
    """To one of them after a flash chat was accepted: times that suit them all, `away` as above."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    minutes: int
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    away: Break | None = None


@dataclass(frozen=True, kw_only=True)
class TimesSettled(Notice):
    """In place of the times, once one was booked or the pairing ended (`starts_at` is None).

    What was booked and moved, or cancelled, names the time at which it `was_at`. Names nobody where somebody
    has left: those who stayed are not told who.
    """

    pairing_id: str
    people: tuple[PersonId, ...]
    topic: str
    starts_at: datetime | None = None
    was_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class GoesOn(Notice):
    """All of them would meet again: times to click, and the moment to agree on how they go on."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    booked: bool = False


@dataclass(frozen=True, kw_only=True)
class PairingEnded(Notice):
    """A kind end, for all or for whoever left a group; nobody's name is on the decision.

    Each is asked to look back on their own on what `lasted`.
    """

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    lasted: bool = False


@dataclass(frozen=True, kw_only=True)
class BookNudge(Nudge):
    """The chat is not booked yet (or the last one is a while ago, with `again`): times to click.

    `every`: the weeks from session to session that they agreed on, if they did. `midway`: half
    of a round is over.
    """

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    minutes: int
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    again: bool = False
    every: int | None = None
    midway: bool = False


@dataclass(frozen=True, kw_only=True)
class LastWord(Nudge):
    """We stop asking about this; they can still book whenever they like."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str


@dataclass(frozen=True, kw_only=True)
class FitNudge(Nudge):
    """In private, after the first chat: meet again, or was once enough?"""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str


@dataclass(frozen=True, kw_only=True)
class QualityNudge(Nudge):
    """In private: how is it going, 1 to 5?"""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str


@dataclass(frozen=True, kw_only=True)
class InactiveNudge(Nudge):
    """Nothing was heard of this pairing for a long time: go on (times to click) or close it?"""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EndNears(Nudge):
    """The end that was planned is near: times for the last chats, and how to plan it anew."""

    pairing_id: str
    with_ids: tuple[PersonId, ...]
    topic: str
    ends_at: datetime
    ends_on: date | None = None
    slots: tuple[datetime, ...] = ()
    outside_ids: tuple[PersonId, ...] = ()
    booked: bool = False


@dataclass(frozen=True, kw_only=True)
class NudgeSettled(Notice):
    """In place of a private question about these people: answered, waved away, or asked `again` below."""

    people: tuple[PersonId, ...] = ()
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class PairFlagged(Nudge):
    """To an admin: these people may need a hand. Says where it stalled, never what anyone wrote."""

    pairing_id: str
    people: tuple[PersonId, ...]
    stalled: Phase


@dataclass(frozen=True, kw_only=True)
class InOneLine(Notice):
    """To an admin: of these people, who are in a pairing that lasts, one reports to another from now on."""

    pairing_id: str
    people: tuple[PersonId, ...]
