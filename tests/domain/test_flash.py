"""The best mentors for one topic."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain import topics
from bot.domain.flash import Candidate, candidates
from bot.domain.people import Person, Profile
from tests.domain.strategies import person

WORDS = ("Python", "packaging", "speaking", "Rust")
offers = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


@st.composite
def mentors(draw: st.DrawFn) -> list[Person]:
    profiles = st.builds(
        Profile,
        mentor=st.just(True),
        offers=st.lists(offers, max_size=3).map(tuple),
        capacity=st.integers(0, 4),
    )
    return [
        person(f"U{n}", profile=profile) for n, profile in enumerate(draw(st.lists(profiles, max_size=8)))
    ]


taken = st.dictionaries(st.integers(0, 7).map("U{}".format), st.integers(0, 5))
shared = st.dictionaries(st.integers(0, 7).map("U{}".format), st.floats(0, 60))


@given(offers, mentors(), shared, taken)
def test_free_places_first_then_the_best_score(
    topic: str, some: list[Person], hours: dict[str, float], mentees: dict[str, int]
) -> None:
    """Everyone who offers something near it and nobody else; a full mentor never before a free one."""
    found = candidates(topic, some, hours, mentees)
    near = {one.id for one in some if any(topics.words(topic) & topics.words(o) for o in one.profile.offers)}
    assert near == {one.person_id for one in found}
    assert len(near) == len(found)
    order = [(one.free_places == 0, -one.score(topic)) for one in found]
    assert sorted(order) == order
    assert all(0 <= one.score(topic) <= 1 for one in found)


@given(offers, mentors(), shared, taken, st.randoms())
def test_the_order_does_not_depend_on_who_was_found_first(
    topic: str, some: list[Person], hours: dict[str, float], mentees: dict[str, int], chance: object
) -> None:
    """Ties are settled by id."""
    assert candidates(topic, some, hours, mentees) == candidates(topic, some[::-1], hours, mentees)


@given(offers, mentors(), shared, taken)
def test_the_reasons_are_the_facts(
    topic: str, some: list[Person], hours: dict[str, float], mentees: dict[str, int]
) -> None:
    """Why this mentor: the topics in common, the hours in common, the places taken and offered."""
    by_id = {one.id: one for one in some}
    for one in candidates(topic, some, hours, mentees):
        mentor = by_id[one.person_id]
        assert topics.shared(topic, mentor.profile.offers) == one.shared_topics
        assert one.shared_topics
        assert hours.get(mentor.id, 0) == one.shared_hours
        assert max(0, mentor.profile.capacity - mentees.get(mentor.id, 0)) == one.free_places


ONE = Candidate("U1", ("Python",), 5.0, 1, 2)


def test_each_fact_raises_the_score() -> None:
    """A closer topic, more hours in common, fewer mentees: each is better, all else the same."""
    base = ONE.score("Python packaging")
    assert replace(ONE, shared_topics=("Python packaging",)).score("Python packaging") > base
    assert replace(ONE, shared_hours=8).score("Python packaging") > base
    assert replace(ONE, mentees=0).score("Python packaging") > base
    assert replace(ONE, shared_hours=10).score("Python") == replace(ONE, shared_hours=40).score("Python")


def test_a_full_expert_comes_after_a_free_beginner() -> None:
    """A place that is there beats a closer topic with a waitlist."""
    expert = person("U1", profile=Profile(mentor=True, offers=("Python packaging",), capacity=1))
    free = person("U2", profile=Profile(mentor=True, offers=("Python",)))
    found = candidates("Python packaging", [expert, free], {"U1": 20.0}, {"U1": 1})
    assert [one.person_id for one in found] == ["U2", "U1"]
