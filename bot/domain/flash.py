"""Flash mentoring: one short chat on one topic. The three best mentors, each with the reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain import topics
from bot.domain.people import Person, PersonId
from bot.domain.terms import FLASH_MINUTES, Seniority, Terms

BEST = 3
"""Mentors shown for a topic."""
MINUTES = FLASH_MINUTES
"""Lengths of a flash chat."""
DAYS = timedelta(days=14)
"""How long a flash chat may take to come about when no latest day is named."""

TOPIC_WEIGHT, HOURS_WEIGHT, LOAD_WEIGHT = 0.6, 0.2, 0.2
ENOUGH_HOURS = 10.0
"""Shared hours a week beyond which more do not help."""


@dataclass(frozen=True)
class Offer:
    """What somebody offers in a program of flash chats: topics, and as many places as it gives them."""

    program_id: str
    topics: tuple[str, ...]
    capacity: int


def within(terms: Terms, requester: Person, mentor: Person, minutes: int, now: datetime) -> bool:
    """Whether a program's terms let the two have a chat of that length. What nobody knows bars nobody."""
    apart = terms.most_hours_apart
    near = apart is None or hours_apart(requester, mentor, now) <= apart
    mixed = not (terms.cross_department and requester.department == mentor.department != "")
    understood = not terms.shared_language or _share_a_language(requester, mentor)
    one_team = requester.manager_id is not None and requester.manager_id == mentor.manager_id
    short = minutes <= terms.minutes
    return near and mixed and understood and short and not one_team and _senior(terms, requester, mentor)


def hours_apart(one: Person, other: Person, now: datetime) -> float:
    """Between two people's clocks now, the shorter way around the world."""
    here, there = (now.astimezone(ZoneInfo(person.zone)).utcoffset() for person in (one, other))
    gap = abs((here or timedelta()) - (there or timedelta())) / timedelta(hours=1) % 24
    return min(gap, 24 - gap)


def _share_a_language(one: Person, other: Person) -> bool:
    """Whoever names none speaks everyone's."""
    mine, theirs = ({word.casefold() for word in person.profile.languages} for person in (one, other))
    return not mine or not theirs or bool(mine & theirs)


def _senior(terms: Terms, requester: Person, mentor: Person) -> bool:
    if requester.level is None or mentor.level is None:
        return True
    gap = mentor.level - requester.level
    return {
        Seniority.ANY: True,
        Seniority.ABOVE: gap > 0,
        Seniority.BELOW: gap < 0,
        Seniority.ALIKE: abs(gap) <= 1,
    }[terms.seniority]


@dataclass(frozen=True)
class Candidate:
    """One mentor for a topic and why: the arithmetic is the explanation."""

    person_id: PersonId
    shared_topics: tuple[str, ...]
    shared_hours: float
    mentees: int
    capacity: int
    about: str = ""
    cannot: str = ""
    languages: tuple[str, ...] = ()

    @property
    def free_places(self) -> int:
        """Places left; 0 means a waitlist."""
        return max(0, self.capacity - self.mentees)

    def score(self, topic: str) -> float:
        """From 0 to 1: how close the topics are, how many hours overlap, how little load there is."""
        asked = topics.words(topic)
        offered = frozenset[str]().union(*map(topics.words, self.shared_topics))
        near = len(asked & offered) / len(asked) if asked else 0.0
        hours = min(self.shared_hours, ENOUGH_HOURS) / ENOUGH_HOURS
        load = 1 - self.mentees / self.capacity if self.capacity else 0.0
        return TOPIC_WEIGHT * near + HOURS_WEIGHT * hours + LOAD_WEIGHT * max(0.0, load)


def candidates(
    topic: str,
    mentors: Iterable[Person],
    hours: Mapping[PersonId, float],
    mentees: Mapping[PersonId, int],
    offers: Mapping[PersonId, Offer] | None = None,
) -> list[Candidate]:
    """Mentors who offer something near the topic; whoever has a free place first, then the best score.

    `offers`: what they offer in the requester's programs, whose places count then.
    """
    theirs = offers or {}
    found = [
        Candidate(
            mentor.id,
            shared,
            hours.get(mentor.id, 0.0),
            mentees.get(mentor.id, 0),
            theirs[mentor.id].capacity if mentor.id in theirs else mentor.profile.capacity,
            mentor.profile.about,
            mentor.profile.cannot,
            mentor.profile.languages,
        )
        for mentor in mentors
        if (shared := topics.shared(topic, offered_by(mentor, theirs.get(mentor.id))))
    ]
    return sorted(found, key=lambda one: (one.free_places == 0, -one.score(topic), one.person_id))


def offered_by(mentor: Person, offer: Offer | None) -> tuple[str, ...]:
    """Topics of a mentor: in a program the ones named there, and what their profile says of a mentor."""
    own = mentor.profile.offers if mentor.profile.mentor else ()
    return own if offer is None else tuple(dict.fromkeys((*offer.topics, *own)))


def named_days(earliest: date | None, latest: date | None, today: date) -> tuple[date | None, date | None]:
    """The first and last day that the requester named: not one that has come, nor an end that we chose."""
    ours = earliest is not None and latest == earliest + DAYS
    return earliest if earliest is not None and earliest > today else None, None if ours else latest
