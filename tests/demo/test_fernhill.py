"""The made-up company has what the demo promises, however large it is and whatever the seed."""

import pytest

from bot.demo import story
from bot.demo.company import Company, Person
from bot.demo.fernhill import FEWEST, MOST, fernhill

STORY = {"ana", "ben", "chidi", "freya", "hala", "ines", "jaya", "luz"}
COMPANIES = [(40, 1), (40, 7), (FEWEST, 2), (300, 3)]


@pytest.fixture(params=COMPANIES)
def company(request: pytest.FixtureRequest) -> Company:
    size, seed = request.param
    return fernhill(size, seed)


def by_handle(company: Company) -> dict[str, Person]:
    return {one.handle: one for one in company.people}


@pytest.mark.parametrize(("size", "seed"), COMPANIES)
def test_it_has_as_many_people_as_asked_for_and_nobody_twice(size: int, seed: int) -> None:
    people = fernhill(size, seed).people
    for key in ("id", "handle", "real_name", "email"):
        assert len({getattr(one, key) for one in people}) == size


def test_the_people_for_whom_rules_differ_are_there(company: Company) -> None:
    """Two on holiday, one who left, a guest, an app; an admin; and whoever the story is about."""
    people = company.people
    assert sum(one.away_until is not None for one in people) == 2
    assert [sum(getattr(one, kind) for one in people) for kind in ("deleted", "is_restricted", "is_bot")] == [
        1,
        1,
        1,
    ]
    assert any(one.is_admin for one in people)
    assert set(by_handle(company)) >= STORY


def test_it_works_in_six_time_zones_and_eight_departments() -> None:
    people = fernhill().people
    assert len({one.tz for one in people}) == 6
    assert len({one.department for one in people if one.level} - {"Leadership"}) == 8


def test_everybody_reports_to_the_chief_in_the_end(company: Company) -> None:
    people = by_handle(company)
    for one in people.values():
        seen = {one.handle}
        above = one
        while above.manager:
            above = people[above.manager]
            assert above.handle not in seen
            assert not above.deleted
            seen.add(above.handle)
        assert above.handle == "imani" or one.is_bot


def test_nobody_reports_to_somebody_below_them(company: Company) -> None:
    people = by_handle(company)
    assert all(people[one.manager].level > one.level for one in people.values() if one.manager)


def test_the_same_seed_gives_the_same_company_and_another_seed_another() -> None:
    assert fernhill(60, 5) == fernhill(60, 5)
    assert fernhill(60, 5).people != fernhill(60, 6).people
    assert by_handle(fernhill(60, 5))["ana"] == by_handle(fernhill(60, 6))["ana"]


def test_a_larger_company_has_the_same_people_and_more() -> None:
    assert fernhill(200).people[:40] == fernhill(40).people


def test_the_mentors_of_the_story_offer_what_they_say_in_it() -> None:
    people = by_handle(fernhill())
    assert {handle: ", ".join(people[handle].offers) for handle in story.MENTORS} == story.MENTORS


@pytest.mark.parametrize("size", [FEWEST - 1, MOST + 1, -1])
def test_a_size_that_makes_no_sense_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="Fernhill has from"):
        fernhill(size)
