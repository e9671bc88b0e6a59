from collections.abc import Sequence

import pytest

from bot.domain.people import Person
from bot.usecases.directory import Imported, Row, import_people
from tests.builders import WORKSPACE, a_person
from tests.fakes import MONDAY, FakeStore, fake_units_of_work


class Company:
    """People in a store."""

    def __init__(self) -> None:
        self.unit_of_work = fake_units_of_work(FakeStore())
        with self.unit_of_work(WORKSPACE) as uow:
            for name in ("Ana", "Ben", "Ciro"):
                uow.people.add(a_person(f"U{name.upper()}", email=f"{name}@a.example"))

    def take_over(self, rows: Sequence[Row]) -> Imported:
        with self.unit_of_work(WORKSPACE) as uow:
            return import_people(uow, rows, MONDAY)

    def person(self, person_id: str) -> Person:
        with self.unit_of_work(WORKSPACE) as uow:
            return uow.people.get(person_id)


@pytest.fixture
def company() -> Company:
    return Company()


def test_people_are_named_by_address_or_id_in_any_case(company: Company) -> None:
    rows = [
        Row(line=2, person="ANA@a.example", manager="uben", department="Data", title="Analyst"),
        Row(line=3, person="UBEN", manager="ciro@A.example"),
    ]
    assert company.take_over(rows) == Imported(2)
    ana = company.person("UANA")
    assert (ana.manager_id, ana.department, ana.title) == ("UBEN", "Data", "Analyst")
    assert company.person("UBEN").manager_id == "UCIRO"


def test_what_the_file_does_not_speak_of_stays(company: Company) -> None:
    company.take_over([Row(line=2, person="UANA", manager="UBEN", department="Data")])
    assert company.take_over([Row(line=2, person="UANA", title="Analyst")]) == Imported(1)
    ana = company.person("UANA")
    assert (ana.manager_id, ana.department, ana.title) == ("UBEN", "Data", "Analyst")


def test_an_empty_cell_takes_away(company: Company) -> None:
    company.take_over([Row(line=2, person="UANA", manager="UBEN", department="Data")])
    company.take_over([Row(line=2, person="UANA", manager="", department="")])
    ana = company.person("UANA")
    assert (ana.manager_id, ana.department) == (None, "")


def test_the_same_file_again_changes_nobody(company: Company) -> None:
    rows = [Row(line=2, person="UANA", manager="UBEN")]
    company.take_over(rows)
    assert company.take_over(rows) == Imported(0)


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (Row(line=3, person="x@a.example"), "Nobody in Slack"),
        (Row(line=3, person="UBEN", manager="x@a.example"), "manager x@a.example"),
        (Row(line=3, person="UBEN", country="Deutschland"), "no code of two letters"),
        (Row(line=3, person="UBEN", level="guru"), "level guru is neither a number from 1 to 10 nor a name"),
        (Row(line=3, person="UBEN", level="11"), "level 11"),
        (Row(line=3, person="UBEN", manager="ben@a.example"), "their own manager"),
    ],
)
def test_one_bad_line_and_nothing_is_imported(company: Company, bad: Row, says: str) -> None:
    result = company.take_over([Row(line=2, person="UANA", department="Data"), bad])
    assert result.changed == 0
    (line,) = result.bad
    assert line.line == 3
    assert says in line.problem
    assert company.person("UANA").department == ""


def test_a_person_named_twice_is_refused(company: Company) -> None:
    result = company.take_over([Row(line=2, person="UANA"), Row(line=3, person="ana@a.example")])
    assert [line.line for line in result.bad] == [2, 3]


def test_nobody_reports_to_themselves_through_others(company: Company) -> None:
    """The circle may close over lines of the file, or over what was known before."""
    rows = [Row(line=2, person="UANA", manager="UBEN"), Row(line=3, person="UBEN", manager="UANA")]
    assert [line.line for line in company.take_over(rows).bad] == [2, 3]
    company.take_over(
        [Row(line=2, person="UANA", manager="UBEN"), Row(line=3, person="UBEN", manager="UCIRO")]
    )
    assert [line.line for line in company.take_over([Row(line=2, person="UCIRO", manager="UANA")]).bad] == [2]


def test_a_circle_is_opened_by_the_same_file(company: Company) -> None:
    company.take_over([Row(line=2, person="UANA", manager="UBEN")])
    swapped = [Row(line=2, person="UANA", manager=""), Row(line=3, person="UBEN", manager="UANA")]
    assert company.take_over(swapped) == Imported(2)


def test_a_country_of_their_own_decides_whose_holidays_count(company: Company) -> None:
    company.take_over([Row(line=2, person="UANA", country="pt")])
    assert company.person("UANA").country == "PT"
    company.take_over([Row(line=2, person="UANA", country="")])
    assert company.person("UANA").country is None


def test_a_level_is_a_number_or_a_name(company: Company) -> None:
    company.take_over([Row(line=2, person="UANA", level="7"), Row(line=3, person="UBEN", level="Senior")])
    assert (company.person("UANA").level, company.person("UBEN").level) == (7, 4)
    company.take_over([Row(line=2, person="UANA", level=""), Row(line=3, person="UBEN")])
    assert (company.person("UANA").level, company.person("UBEN").level) == (None, 4)


@pytest.mark.parametrize("old", ["UAAA", "UZZZ"])
def test_an_address_that_two_accounts_share_is_the_open_one_s(company: Company, old: str) -> None:
    with company.unit_of_work(WORKSPACE) as uow:
        uow.people.add(a_person(old, email="ana@a.example", active=False))
    company.take_over([Row(line=2, person="ana@a.example", department="Data")])
    assert (company.person("UANA").department, company.person(old).department) == ("Data", "")
