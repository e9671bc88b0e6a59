"""How often the database is asked: no more often for many people than for a few."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.domain.enrolments import Enrolment, Wishes
from bot.domain.forms import Form
from bot.domain.pairings import Pairing
from bot.domain.people import Profile
from bot.domain.requests import Ask, AskState
from bot.domain.terms import PRESETS
from bot.usecases import enrolments, flash, pairings, people, programs
from storage.engine import open_engine
from storage.unit_of_work import units_of_work
from tests.counting import counting, loading
from tests.databases import Databases, Schema
from tests.usecases.office import HOLIDAYS, Office, a_mentor, a_person
from tests.usecases.season import HERE

MENTORS = Wishes(mentors=True, mentored=False, offers=("python packaging",))
Prepare = Callable[[Office, int], Callable[[], object]]


def started(office: Office, askers: int) -> str:
    """A flash program in which Ben has one place; Ana comes first, and so many ask for it as well."""
    office.hire(a_person("UADA", admin=True), a_mentor("UBEN", "python packaging"), a_person("UANA"))
    office.hire(*(a_person(f"UZ{number}") for number in range(askers)))
    known = replace(PRESETS[Form.FLASH], capacity=1)
    created = programs.Create(person_id="UADA", form=Form.FLASH, channel=HERE, terms=known)
    program_id = office.run(programs.create, created).id
    begun = programs.Announce(person_id="UADA", program_id=program_id, channel=HERE)
    office.run(programs.announce, begun)
    for number in range(askers):
        join(office, program_id, f"UZ{number}")
    join(office, program_id, "UANA")
    join(office, program_id, "UBEN", MENTORS)
    office.run(programs.launch, begun)
    return program_id


def join(office: Office, program_id: str, person_id: str, wishes: Wishes | None = None) -> None:
    joining: dict[str, Any] = {"person_id": person_id, "program_id": program_id, "belongs": True}
    office.run(enrolments.join, enrolments.SaveWishes(**joining, wishes=wishes))


def in_line(office: Office, askers: int) -> Callable[[], object]:
    """So many wait for Ana's place; returns what ends her time with Ben."""
    started(office, askers)
    pairing = office.accept(office.flash("UANA", "UBEN", minutes=15)).pairing
    assert pairing is not None
    for number in range(askers):
        asked = office.flash(f"UZ{number}", "UBEN", minutes=15)
        assert office.asks(asked) == {"UBEN": AskState.WAITING}
    stop = pairings.OfPairing(person_id="UBEN", pairing_id=pairing.id)
    return lambda: office.run(pairings.stop, stop)


def asking(office: Office, askers: int) -> Callable[[], object]:
    """So many ask, and Ben says anew that he mentors."""
    program_id = started(office, askers)
    for number in range(askers):
        office.flash(f"UZ{number}", "UBEN", minutes=15)
    return lambda: join(office, program_id, "UBEN", MENTORS)


def naming(office: Office, others: int) -> Callable[[], object]:
    """Ana names Ben, whom she has asked, as her manager; so many others have asked and met other people."""
    office.hire(a_mentor("UBEN", "python packaging"), a_person("UANA"), a_person("UADA", admin=True))
    office.flash("UANA", "UBEN")
    office.hire(*(a_mentor(f"UM{number}", "chess") for number in range(others)))
    office.hire(*(a_person(f"UP{number}", manager_id="UADA") for number in range(others)))
    for number in range(others):
        office.flash(f"UP{number}", f"UM{number}", topic="chess")
        office.pair(f"UM{number}", f"UP{(number + 1) % others}", topic="chess")
    office.change("UANA", name="Ana")
    named = people.SaveProfile(person_id="UANA", profile=Profile(), manager_id="UBEN")
    return lambda: office.run(people.save_profile, named)


@pytest.fixture
def asked(sqlite_databases: Databases, schema: Schema) -> Callable[[Prepare, int], int]:
    """How often the database is asked for what was prepared for so many."""

    def count(prepare: Prepare, many: int) -> int:
        with sqlite_databases.fresh(schema) as url:
            engine = open_engine(url)
            office = Office(engine, units_of_work(engine, HOLIDAYS))
            deed = prepare(office, many)
            with counting(engine) as executed:
                deed()
            engine.dispose()
        return len(executed)

    return count


@pytest.mark.parametrize("prepare", [in_line, asking])
def test_a_long_line_is_read_like_a_short_one(asked: Callable[[Prepare, int], int], prepare: Prepare) -> None:
    assert asked(prepare, 2) == asked(prepare, 8)


def test_nobody_in_a_large_program_is_looked_at_who_offers_something_else(office: Office) -> None:
    program_id = started(office, 2)
    for number in range(6):
        office.hire(a_person(f"UM{number}"))
        join(office, program_id, f"UM{number}", replace(MENTORS, offers=("chess",)))
    wanted = flash.FindMentors(person_id="UANA", topic="python", question="How?", minutes=15)
    with loading() as loaded:
        found = office.run(flash.find_mentors, wanted)
    assert [one.person_id for one in found.mentors] == ["UBEN"]
    assert {one.person_id for one in loaded if isinstance(one, Enrolment)} == {"UANA", "UBEN"}


def test_who_names_a_manager_has_nobody_else_looked_at(office: Office) -> None:
    """Neither questions nor pairings of those who are in no line with them."""
    deed = naming(office, 4)
    with loading() as loaded:
        deed()
    assert {one.requester_id for one in loaded if isinstance(one, Ask)} == {"UANA"}
    assert not [one for one in loaded if isinstance(one, Pairing)]
