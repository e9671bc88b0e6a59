"""People come into one reporting line: open questions go on, and a pairing that lasts is pointed out."""

from typing import Any

from bot.domain import notices
from bot.domain.people import Profile
from bot.domain.requests import AskState
from bot.usecases import people
from bot.usecases.directory import Row, import_people
from bot.usecases.personnel import Employee, Roll, follow
from tests.usecases.office import Office, a_mentor, a_person


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
