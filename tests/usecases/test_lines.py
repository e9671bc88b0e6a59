"""People come into one reporting line: open questions go on, and a pairing that lasts is pointed out."""

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import Engine, text

from bot.domain import notices
from bot.domain.people import Profile
from bot.domain.requests import AskState
from bot.usecases import people
from bot.usecases.directory import Row, import_people
from bot.usecases.personnel import Employee, Roll, follow
from storage.engine import open_engine
from storage.unit_of_work import units_of_work
from tests.usecases.office import HOLIDAYS, WORKSPACE, Office, a_mentor, a_person


def hired(office: Office) -> None:
    office.hire(
        a_person("UANA", email="ana@a.example"),
        a_mentor("UBEN", "python packaging", email="ben@a.example"),
        a_mentor("UCHIDI", "python", email="chidi@a.example"),
        a_person("UEVA", email="eva@a.example"),
        a_person("UIDA", admin=True),
    )


def leads(office: Office, **managers: str) -> None:
    """By the personnel system, who leads whom."""
    names = {*managers, *managers.values()}
    roll = [
        Employee(id=name, names=(f"{name}@a.example",), manager_id=managers.get(name, "")) for name in names
    ]
    office.run(follow, Roll(roll))


def test_a_question_to_a_new_manager_goes_on_to_the_next_mentor(office: Office) -> None:
    """Also to one far above."""
    hired(office)
    request = office.intro("UANA", None)
    assert office.asks(request) == {"UBEN": AskState.ASKED}
    leads(office, ana="eva", eva="chidi")
    assert office.asks(request) == {"UBEN": AskState.ASKED}, "Chidi leads her now, and is not asked"
    leads(office, ana="eva", eva="ben")
    assert office.asks(request) == {"UBEN": AskState.RELEASED, "UCHIDI": AskState.ASKED}
    assert [one.because for one in office.notices("UANA", notices.RequestMovedOn)] == [AskState.RELEASED]


def test_a_pairing_that_lasts_is_pointed_out_to_an_admin_once(office: Office) -> None:
    """It goes on; the same file again is no news; a single chat is left alone."""
    hired(office)
    lasting = office.accept(office.intro("UANA", "UCHIDI"), "UCHIDI").pairing
    assert lasting is not None
    office.flash_pair("UBEN", "UEVA")
    row = [Row(line=2, person="UANA", manager="UCHIDI"), Row(line=3, person="UEVA", manager="UBEN")]
    office.run(import_people, row)
    office.run(import_people, row)
    (told,) = office.notices("UIDA", notices.InOneLine)
    assert (told.pairing_id, set(told.people)) == (lasting.id, {"UANA", "UCHIDI"})
    assert office.pairing(lasting).open


def test_a_manager_whom_one_names_oneself_counts_as_well(office: Office) -> None:
    hired(office)
    request = office.flash("UANA", "UBEN")
    mine: dict[str, Any] = {"person_id": "UANA", "profile": Profile()}
    office.run(people.save_profile, people.SaveProfile(**mine, manager_id="UBEN"))
    assert office.asks(request)["UBEN"] is AskState.RELEASED
    office.run(people.save_profile, people.SaveProfile(**mine, manager_id="UBEN"))
    assert not office.notices("UIDA", notices.InOneLine)


def test_an_introduction_to_a_new_manager_is_not_asked_for_any_more(office: Office) -> None:
    """Whoever introduces may lead one; whom one would meet may not."""
    hired(office)
    request = office.intro("UANA", "UCHIDI", via="UEVA")
    leads(office, ana="eva")
    assert office.asks(request) == {"UEVA": AskState.ASKED}
    leads(office, ana="chidi")
    assert office.asks(request)["UEVA"] is AskState.RELEASED


def test_who_is_above_or_below_whoever_moves_counts_as_well(office: Office) -> None:
    """Eva leads Ana and says that Dora leads her; Chidi is above Dora, and has asked Ana himself."""
    hired(office)
    office.hire(a_person("UDORA"))
    office.change("UANA", manager_id="UEVA")
    office.change("UDORA", manager_id="UCHIDI")
    office.change("UANA", profile=Profile(mentor=True, offers=("chess",)))
    up, down = office.intro("UANA", "UCHIDI"), office.intro("UCHIDI", "UANA", topic="chess")
    beside = office.intro("UEVA", "UBEN")
    office.run(
        people.save_profile,
        people.SaveProfile(person_id="UEVA", profile=Profile(), manager_id="UDORA"),
    )
    assert [office.asks(one) for one in (up, down, beside)] == [
        {"UCHIDI": AskState.RELEASED},
        {"UANA": AskState.RELEASED},
        {"UBEN": AskState.ASKED},
    ]


def test_nobody_waits_for_another_in_a_circle(postgresql_url: str) -> None:
    """Eva names Ben as her manager, so that Ana is asked instead; somebody else holds Ana, then Eva."""
    engine = open_engine(postgresql_url)
    office = Office(engine, units_of_work(engine, HOLIDAYS))
    office.hire(a_person("UEVA"), a_mentor("UBEN", "python packaging"), a_mentor("UANA", "python"))
    asked = office.flash("UEVA", "UBEN")
    office.change("UEVA", name="Eva")
    named = people.SaveProfile(person_id="UEVA", profile=Profile(), manager_id="UBEN")
    with ThreadPoolExecutor(1) as executor:
        with office.unit_of_work(WORKSPACE) as uow:
            uow.people.lock(["UANA"])
            saving = executor.submit(office.run, people.save_profile, named)
            wait_for_a_lock(engine)
            uow.people.lock(["UANA", "UEVA"])
        saving.result(timeout=30)
    assert office.asks(asked) == {"UBEN": AskState.RELEASED, "UANA": AskState.ASKED}
    engine.dispose()


def wait_for_a_lock(engine: Engine) -> None:
    """Until a transaction waits for another one."""
    waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    for _ in range(600):
        with engine.begin() as connection:
            if connection.scalar(waiting):
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits for a lock")
