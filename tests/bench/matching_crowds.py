"""Made-up people to be matched: eight zones, a third of them mentors with one to three places each."""

import random
from dataclasses import replace
from datetime import date, time
from typing import Final

from bot.domain.matching import Participant, Pool, Rules
from bot.domain.people import WORKING_WEEK, Window

DAY: Final = date(2026, 1, 5)
ZONES: Final = (
    *("America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Europe/London"),
    *("Europe/Berlin", "Asia/Kolkata", "Asia/Singapore", "Australia/Sydney"),
)
WEEKS: Final = (
    WORKING_WEEK,
    tuple(Window(day, time(8), time(12)) for day in range(5)),
    tuple(Window(day, time(13), time(18)) for day in range(5)),
    tuple(Window(day, time(9), time(17)) for day in (0, 2, 4)),
)
LANGUAGES: Final = (("English",), ("English", "German"), ("English", "Spanish"), ("English", "Hindi"), ())
TOPICS: Final = 60
_PER_MANAGER: Final = 8
_VOCABULARY: Final = 3000
_SUBJECT: Final = 12
"""Words that belong to one topic: who writes about it uses some of them."""
RULES: Final = Rules(least_gap=1, best_gap=2, most_hours_apart=9, least_shared_hours=2, shared_language=True)
PEERS: Final = Rules(most_hours_apart=9, least_shared_hours=2)


def company(size: int, seed: int = 1, rules: Rules = RULES) -> Pool:
    """People with topics, goals, levels, departments, managers, zones, windows and languages."""
    chance = random.Random(seed)  # noqa: S311 -- made-up people are no secret
    people = tuple(_person(number, size, chance) for number in range(size))
    return Pool(people=people, day=DAY, rules=rules, seed=seed)


def peers(size: int, seed: int = 1, rules: Rules = PEERS) -> Pool:
    """The same people without a side, matched across departments or not."""
    pool = company(size, seed, rules)
    return replace(pool, people=tuple(replace(one, mentors=False) for one in pool.people))


def _subject(chance: random.Random) -> int:
    """A topic; some are asked for much more than others."""
    return int(TOPICS * chance.random() ** 2)


def _person(number: int, size: int, chance: random.Random) -> Participant:
    mentor = number % 3 == 0
    subject = _subject(chance)
    boss = (number - 1) // _PER_MANAGER
    return Participant(
        id=f"U{number:06}",
        asks=tuple(topic(one) for one in {subject, _subject(chance)}),
        offers=tuple(topic(one) for one in {subject, *chance.sample(range(TOPICS), 2)}),
        goal=text(subject, chance, 14),
        words=text(subject, chance, 18),
        level=chance.randint(3, 8) if mentor else chance.randint(1, 6),
        department=f"Department {chance.randrange(14)}",
        manager_id=f"U{boss:06}" if number else None,
        line=frozenset({f"U{boss:06}", f"U{(boss - 1) // _PER_MANAGER:06}"} if boss > 0 else ()),
        zone=chance.choice(ZONES),
        windows=WEEKS[min(int(chance.expovariate(1.2)), 3)],
        languages=chance.choice(LANGUAGES),
        mentors=mentor,
        mentored=not mentor,
        capacity=chance.randint(1, 3),
        load=chance.randint(0, 1),
    )


def topic(number: int) -> str:
    """The name of a topic."""
    return f"topic{number}"


def text(subject: int, chance: random.Random, length: int) -> str:
    """Words as people use them: a few common ones most of the time, a third from the subject."""
    words = [f"w{int(_VOCABULARY ** chance.random())}" for _ in range(length * 2 // 3)]
    return " ".join([*words, *(f"s{subject}x{chance.randrange(_SUBJECT)}" for _ in range(length // 3))])


def subject_of(person: Participant) -> str:
    """What somebody writes about."""
    return next(word for word in f"{person.goal} {person.words}".split() if word.startswith("s")).partition(
        "x"
    )[0]
