"""Flash mentoring: one short chat on one topic. The three best mentors, each with the reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain import topics
from bot.domain.people import Person, PersonId

BEST = 3
"""Mentors shown for a topic."""
MINUTES = (15, 30)
"""Lengths of a flash chat."""
DAYS = timedelta(days=14)
"""How long a flash chat may take to come about when no latest day is named."""

TOPIC_WEIGHT, HOURS_WEIGHT, LOAD_WEIGHT = 0.6, 0.2, 0.2
ENOUGH_HOURS = 10.0
"""Shared hours a week beyond which more do not help."""


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
    topic: str, mentors: Iterable[Person], hours: Mapping[PersonId, float], mentees: Mapping[PersonId, int]
) -> list[Candidate]:
    """Mentors who offer something near the topic; whoever has a free place first, then the best score."""
    found = [
        Candidate(
            mentor.id,
            shared,
            hours.get(mentor.id, 0.0),
            mentees.get(mentor.id, 0),
            mentor.profile.capacity,
            mentor.profile.about,
            mentor.profile.cannot,
            mentor.profile.languages,
        )
        for mentor in mentors
        if (shared := topics.shared(topic, mentor.profile.offers))
    ]
    return sorted(found, key=lambda one: (one.free_places == 0, -one.score(topic), one.person_id))


def named_days(earliest: date | None, latest: date | None, today: date) -> tuple[date | None, date | None]:
    """The first and last day that the requester named: not one that has come, nor an end that we chose."""
    ours = earliest is not None and latest == earliest + DAYS
    return earliest if earliest is not None and earliest > today else None, None if ours else latest
