"""People: found by id, by what they offer, by whom they report to."""

from dataclasses import replace

import pytest

from bot.domain.errors import UnknownPerson
from bot.domain.people import Entry, Kind, Profile
from tests.builders import a_mentor, a_person
from tests.contracts.conftest import Begin


def test_a_person_comes_back_as_they_were_kept(begin: Begin) -> None:
    kept = a_mentor("UBEN", "Rust", blocked=("UEVE",), country="DE", manager_id="UCEO", admin=True)
    kept.level, kept.imported, kept.left, kept.employee_id = 7, ("manager_id", "title"), True, "e7"
    with begin() as uow:
        uow.people.add(kept)
    with begin() as uow:
        found = uow.people.get("UBEN")
        assert found.profile == kept.profile
        assert (found.name, found.zone, found.country) == ("Ben", "Europe/Berlin", "DE")
        assert (found.blocked, found.manager_id, found.admin) == (("UEVE",), "UCEO", True)
        assert (found.level, found.imported, found.left) == (7, ("manager_id", "title"), True)
        assert found.employee_id == "e7"
        assert found.manager_imported
        assert uow.people.find("UBEN") is found


def test_who_is_unknown_is_none_or_refused(begin: Begin) -> None:
    with begin() as uow:
        uow.people.add(a_person("UANA"))
        assert uow.people.find("UNOBODY") is None
        with pytest.raises(UnknownPerson):
            uow.people.get("UNOBODY")
        with pytest.raises(UnknownPerson):
            uow.people.lock(["UANA", "UNOBODY"])


def test_a_change_of_what_was_handed_out_is_kept(begin: Begin) -> None:
    with begin() as uow:
        uow.people.add(a_person("UANA"))
    with begin() as uow:
        uow.people.get("UANA").name = "Anna"
        assert uow.people.lock(["UANA", "UANA"])["UANA"].name == "Anna"
    with begin() as uow:
        assert uow.people.get("UANA").name == "Anna"


def test_mentors_are_found_by_a_shared_word(begin: Begin) -> None:
    with begin() as uow:
        uow.people.add(a_mentor("UBEN", "Python packaging", "public speaking"))
        uow.people.add(a_mentor("UCAT", "Café culture"))
        uow.people.add(a_person("UDAN", profile=Profile(mentor=False, offers=("python",))))
        uow.people.add(a_mentor("UEVE", "python", active=False))
        uow.people.add(a_mentor("UFAY", "python", kind=Kind.GUEST))
    with begin() as uow:
        assert [one.id for one in uow.people.mentors_on("PYTHON for beginners, and speaking")] == ["UBEN"]
        assert [one.id for one in uow.people.mentors_on("cafe")] == ["UCAT"]
        assert uow.people.mentors_on("the") == []
        assert uow.people.mentors_on("knitting") == []


def test_a_new_profile_is_found_by_its_words_and_no_longer_by_the_old_ones(begin: Begin) -> None:
    with begin() as uow:
        uow.people.add(a_mentor("UBEN", "python"))
    with begin() as uow:
        ben = uow.people.get("UBEN")
        uow.people.save_profile(ben, Profile(mentor=True, offers=("rust", "rust and go")))
        assert [ben] == uow.people.mentors_on("rust")
        assert uow.people.mentors_on("python") == []
    with begin() as uow:
        uow.people.save_profile(uow.people.get("UBEN"), Profile(mentor=False, offers=("rust",)))
        assert uow.people.mentors_on("rust") == []


def test_the_reporting_line_runs_all_the_way_up_and_down(begin: Begin) -> None:
    with begin() as uow:
        uow.people.add(a_person("UCEO"))
        uow.people.add(a_person("UBOSS", manager_id="UCEO"))
        uow.people.add(a_person("UPEER", manager_id="UCEO"))
        uow.people.add(a_person("UANA", manager_id="UBOSS"))
        uow.people.add(a_person("UJUN", manager_id="UANA"))
        uow.people.add(a_person("UNEW", manager_id="UJUN"))
        assert uow.people.reporting_line("UANA") == {"UBOSS", "UCEO", "UJUN", "UNEW"}
        assert uow.people.reporting_line("UPEER") == {"UCEO"}


def test_a_reporting_line_in_a_circle_ends(begin: Begin) -> None:
    with begin() as uow:
        uow.people.add(a_person("UANA", manager_id="UBEN"))
        uow.people.add(a_person("UBEN", manager_id="UCAT"))
        uow.people.add(a_person("UCAT", manager_id="UANA"))
        assert uow.people.reporting_line("UANA") == {"UBEN", "UCAT"}


def test_managers_are_named_all_the_way_up(begin: Begin) -> None:
    """Of nobody who is not above them; a circle ends."""
    with begin() as uow:
        uow.people.add(a_person("UCEO"))
        uow.people.add(a_person("UBOSS", manager_id="UCEO"))
        uow.people.add(a_person("UANA", manager_id="UBOSS"))
        uow.people.add(a_person("UJUN", manager_id="UANA"))
        uow.people.add(a_person("UONE", manager_id="UTWO"))
        uow.people.add(a_person("UTWO", manager_id="UONE"))
        assert uow.people.managers_of(["UANA"]) == {"UANA": "UBOSS", "UBOSS": "UCEO", "UCEO": None}
        assert uow.people.managers_of(["UCEO", "UTWO"]) == {"UCEO": None, "UTWO": "UONE", "UONE": "UTWO"}
        assert uow.people.managers_of([]) == {}
        uow.people.hold(["UONE", "UCEO", "UNOBODY"])


def test_admins_are_active_ones(begin: Begin) -> None:
    with begin() as uow:
        uow.people.add(a_person("UADA", admin=True))
        uow.people.add(a_person("UOLD", admin=True, active=False))
        uow.people.add(a_person("UANA"))
        assert [one.id for one in uow.people.admins()] == ["UADA"]


def test_several_are_found_at_once(begin: Begin) -> None:
    with begin() as uow:
        uow.people.add(a_person("UANA"))
        uow.people.add(a_person("UBEN"))
    with begin() as uow:
        found = uow.people.several(["UBEN", "UNOBODY", "UANA"])
        assert {one: person.name for one, person in found.items()} == {"UANA": "Ana", "UBEN": "Ben"}


def test_the_directory_names_everyone_and_their_place(begin: Begin) -> None:
    with begin() as uow:
        uow.people.add(a_mentor("UBEN", email="ben@a.example", title="Lead", level=5, country="DE"))
        uow.people.add(a_person("UANA", manager_id="UBEN", department="Data", imported=("manager_id",)))
        uow.people.add(a_person("UOLD", active=False, left=True))
    with begin("T2") as uow:
        assert uow.people.directory() == []
    with begin() as uow:
        assert uow.people.directory() == [
            Entry(
                id="UANA",
                email="",
                active=True,
                manager_id="UBEN",
                department="Data",
                imported=("manager_id",),
            ),
            Entry(id="UBEN", email="ben@a.example", active=True, title="Lead", level=5, country="DE"),
            Entry(id="UOLD", email="", active=False, left=True),
        ]


def test_people_are_placed_and_keep_what_they_said_of_themselves(begin: Begin) -> None:
    """Only the place changes: not the address, not whether the account is open, nobody else's, no profile."""
    ben = Entry(
        id="UBEN",
        email="other@a.example",
        active=False,
        manager_id="UCEO",
        department="Data",
        title="Lead",
        level=6,
        country="PT",
        imported=("manager_id", "title"),
        left=True,
        employee_id="e7",
    )
    for workspace in ("T1", "T2"):
        with begin(workspace) as uow:
            uow.people.add(a_mentor("UBEN", "rust", workspace=workspace, email="ben@a.example"))
            uow.people.add(a_person("UANA", workspace=workspace))
    with begin() as uow:
        uow.people.place([])
        uow.people.place([ben])
    with begin() as uow:
        ana, placed = uow.people.directory()
        assert placed == replace(ben, email="ben@a.example", active=True)
        assert ana == Entry(id="UANA", email="", active=True)
        assert [one.id for one in uow.people.mentors_on("rust")] == ["UBEN"]
    with begin("T2") as uow:
        assert uow.people.get("UBEN").department == ""
