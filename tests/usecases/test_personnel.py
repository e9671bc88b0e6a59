from dataclasses import replace
from typing import Any

import pytest

from bot.domain import notices
from bot.domain.pairings import PairingState
from bot.domain.people import Person
from bot.domain.requests import AskState, RequestState
from bot.usecases import people, upkeep
from bot.usecases.directory import Row, import_people
from bot.usecases.personnel import Employee, Followed, Roll, TooManyLeft, Unusable, follow
from tests.fakes import MONDAY, FakeStore, fake_units_of_work
from tests.usecases.office import WORKSPACE, Office, a_mentor, a_person

"""To follow 20,000 employees in memory; it takes one on an idle machine."""


@pytest.fixture
def office(office: Office) -> Office:
    office.hire(
        a_person("UANA", email="ana@a.example"),
        a_mentor("UBEN", email="ben@a.example"),
        a_mentor("UCHIDI", email="chidi@a.example"),
        a_person("UEVA", email="eva@a.example"),
    )
    return office


def an_employee(name: str, **changes: Any) -> Employee:
    return Employee(**{"id": name, "names": (f"{name}@a.example",), **changes})


def person(office: Office, person_id: str) -> Person:
    return office.read(lambda uow: uow.people.get(person_id))


def hear(office: Office, *employees: Employee) -> Followed:
    return office.run(follow, Roll(employees))


def hear_all(office: Office, *employees: Employee, unread: str = "") -> Followed:
    """Of a roll that lacks nobody."""
    return office.run(follow, Roll(employees, frozenset(unread.split()), complete=True))


def test_what_the_system_says_is_taken_over_once(office: Office) -> None:
    """By any of the addresses in any case; whoever is not in Slack is left out without a word."""
    said = [
        an_employee("ana", manager_id="ben", department="Data", title="Analyst", level="senior"),
        an_employee("x", names=("nobody@b.example", "BEN@a.example"), level="9"),
        an_employee("ben"),
        an_employee("stranger"),
    ]
    said[0] = replace(said[0], manager_id="x")
    assert hear(office, *said[:2], said[3]) == Followed(2, 2, 0, (), ())
    ana = person(office, "UANA")
    assert (ana.manager_id, ana.department, ana.title, ana.level) == ("UBEN", "Data", "Analyst", 4)
    assert ana.imported == ("manager_id", "title")
    assert person(office, "UBEN").level == 9
    assert hear(office, *said[:2]).changed == 0


def test_none_says_nothing_and_an_empty_text_takes_away(office: Office) -> None:
    hear(office, an_employee("ana", manager_id="ben", department="Data", level="4"), an_employee("ben"))
    hear(office, an_employee("ana"))
    ana = person(office, "UANA")
    assert (ana.manager_id, ana.department, ana.level) == ("UBEN", "Data", 4)
    hear(office, an_employee("ana", manager_id="", department="", level=""))
    ana = person(office, "UANA")
    assert (ana.manager_id, ana.department, ana.level) == (None, "", None)
    assert ana.manager_imported, "that nobody leads her is the company's word, too"


def test_a_manager_who_is_not_in_slack_is_stood_in_for(office: Office) -> None:
    """The reporting line stays whole, over any number of people; in a circle of strangers it ends."""
    staff = (an_employee("s1", manager_id="s2"), an_employee("s2", manager_id="ben"), an_employee("ben"))
    hear(office, an_employee("ana", manager_id="s1"), *staff)
    assert person(office, "UANA").manager_id == "UBEN"
    circle = (an_employee("s1", manager_id="s2"), an_employee("s2", manager_id="s1"))
    hear(office, an_employee("ana", manager_id="s1"), *circle)
    assert person(office, "UANA").manager_id is None
    hear(office, an_employee("ana", manager_id="ana"))
    assert person(office, "UANA").manager_id is None, "whoever is named as their own manager has none"


def test_a_circle_is_not_taken_over_and_the_rest_is(office: Office) -> None:
    office.change("UEVA", manager_id="UANA")
    followed = hear(
        office,
        an_employee("ana", manager_id="ben", department="Data"),
        an_employee("ben", manager_id="eva"),
        an_employee("eva"),
        an_employee("chidi", manager_id="ana"),
    )
    assert {one.employee_id for one in followed.unusable} == {"ana", "ben"}
    found = {one: person(office, one) for one in ("UANA", "UBEN", "UCHIDI", "UEVA")}
    assert [one.manager_id for one in found.values()] == [None, None, "UANA", "UANA"]
    assert found["UANA"].department == "Data"


def test_one_bad_level_or_a_second_record_holds_up_nobody(office: Office) -> None:
    followed = hear(
        office,
        an_employee("old", names=("ana@a.example",), active=False, department="Old"),
        an_employee("ana", department="Data", level="guru"),
        an_employee("twin", names=("ana@a.example",), department="Twin"),
        an_employee("ben", department="Sales"),
    )
    assert followed.unusable == (
        Unusable("twin", "Another employee has the same e-mail address."),
        Unusable("ana", "The level is neither 1 to 10 nor a known name."),
    )
    assert (person(office, "UANA").department, person(office, "UBEN").department) == ("Data", "Sales")
    assert person(office, "UANA").active


@pytest.mark.parametrize("source", ["file", "system"])
def test_an_imported_title_wins_over_slack(office: Office, source: str) -> None:
    """The next reading of Slack changes the name and not the title; an empty title is Slack's again."""

    def say(title: str) -> None:
        if source == "file":
            office.run(import_people, [Row(line=2, person="UANA", title=title)])
        else:
            hear(office, an_employee("ana", title=title))

    in_slack = a_person("UANA", email="ana@a.example", zone="Europe/London", name="Anna", title="Ninja")
    say("Analyst")
    assert office.run(upkeep.is_news, in_slack)
    assert office.run(upkeep.record_all, [in_slack]) == 1
    assert (person(office, "UANA").name, person(office, "UANA").title) == ("Anna", "Analyst")
    assert not office.run(upkeep.is_news, in_slack)
    say("")
    assert person(office, "UANA").title == ""
    office.run(upkeep.record_all, [in_slack])
    assert person(office, "UANA").title == "Ninja"
    say("")
    assert person(office, "UANA").title == "Ninja", "what Slack says is not the system's to take away"


def test_whoever_left_is_taken_out_and_their_partners_are_told(office: Office) -> None:
    """Ben leaves: his mentee's wish goes on, his own request ends; Slack brings nobody back."""
    pairing = office.flash_pair()
    asked = office.intro("UEVA", "UBEN")
    own = office.intro("UBEN", "UCHIDI")
    assert hear(office, an_employee("ben", active=False), an_employee("ana")).left == 1

    ben = person(office, "UBEN")
    assert (ben.active, ben.left) == (False, True)
    assert office.pairing(pairing).state is PairingState.ENDED
    assert office.asks(asked)["UBEN"] is AskState.RELEASED
    assert office.request(own).state is RequestState.WITHDRAWN
    assert [one.next_id for one in office.notices("UANA", notices.RequestMovedOn)] == ["UCHIDI"]
    assert [one.suggested_id for one in office.notices("UEVA", notices.RequestMovedOn)] == ["UCHIDI"]
    assert hear(office, an_employee("ben", active=False)).left == 0
    open_account = a_mentor("UBEN", email="ben@a.example", zone="Europe/London")
    assert not office.run(upkeep.is_news, open_account)
    office.run(people.record, open_account)
    assert not person(office, "UBEN").active


def test_whoever_is_back_is_back_as_far_as_slack_goes(office: Office) -> None:
    hear(office, an_employee("ben", active=False))
    assert hear(office, an_employee("ben")).back == ("UBEN",)
    assert not person(office, "UBEN").active, "whether the account is open, Slack alone knows"
    office.run(people.record, a_mentor("UBEN", email="ben@a.example"))
    assert person(office, "UBEN").active


def test_nobody_is_asked_for_a_mentee_who_leaves_as_well(office: Office) -> None:
    """Ben and his mentee Eva leave in the same reading: Chidi is not asked, and no end is told to either."""
    request = office.flash("UEVA", "UBEN")
    pairing = office.accept(request).pairing
    assert pairing is not None
    hear(office, an_employee("ben", active=False), an_employee("eva", active=False))
    assert office.pairing(pairing).state is PairingState.ENDED
    assert office.asks(request) == {"UBEN": AskState.ACCEPTED}
    assert not office.told(kind=notices.PairingEnded)
    assert not office.told(kind=notices.RequestMovedOn)


def test_an_answer_in_which_nearly_everybody_has_left_is_a_mistake(office: Office) -> None:
    office.hire(*(a_person(f"U{number}", email=f"{number}@a.example") for number in range(20)))
    gone = [an_employee(str(number), active=False) for number in range(13)]
    with pytest.raises(TooManyLeft):
        hear(office, *gone)
    assert person(office, "U0").active
    assert not person(office, "U0").left
    assert hear(office, *gone[:12]).left == 12


def test_who_is_named_no_more_has_left(office: Office) -> None:
    """As long as the roll lacks nobody; whoever was never on it stays, and so does one who cannot be read."""
    ben, chidi, eva = an_employee("ben"), an_employee("chidi"), an_employee("eva")
    assert hear_all(office, ben, chidi, eva).left == 0
    request = office.flash("UANA", "UBEN")
    hear(office, chidi, eva)
    assert person(office, "UBEN").active, "the roll may lack somebody"
    hear_all(office, chidi, eva, unread="ben")
    assert person(office, "UBEN").active, "his record cannot be read, but it is there"
    assert hear_all(office, chidi, eva).left == 1
    assert not person(office, "UBEN").active
    assert person(office, "UANA").active
    assert office.asks(request)["UBEN"] is AskState.RELEASED
    assert hear_all(office, chidi, eva).left == 0
    assert hear_all(office, ben, chidi, eva).back == ("UBEN",)


def test_whoever_gets_another_address_or_record_is_who_they_were(office: Office) -> None:
    hear_all(office, an_employee("ana"), an_employee("ben"))
    moved = an_employee("ben", names=("married@b.example",), department="Data")
    assert hear_all(office, an_employee("ana2", names=("ana@a.example",)), moved).left == 0
    assert person(office, "UBEN").department == "Data"
    assert hear_all(office, moved).left == 1, "and Ana is missed by her new record"


def test_many_who_are_named_no_more_are_a_gap_in_the_roll(office: Office) -> None:
    """More than a tenth, and more than three: nobody is taken for gone, and the rest counts."""
    office.hire(*(a_person(f"U{number}", email=f"{number}@a.example") for number in range(20)))
    staff = [an_employee(str(number)) for number in range(20)]
    hear_all(office, *staff)
    assert hear_all(office, *staff[4:19], replace(staff[19], department="Data")).doubted == 4
    assert person(office, "U0").active
    assert person(office, "U19").department == "Data"
    assert hear_all(office, *staff[3:]).left == 3
    assert hear_all(office).doubted == 17


def test_a_large_company_is_followed() -> None:
    """Everyone reports to the one before: a chain of 20,000, which a recursion would not survive."""
    store = FakeStore()
    begin = fake_units_of_work(store)
    with begin(WORKSPACE) as uow:
        for number in range(20_000):
            uow.people.add(a_person(f"U{number}", email=f"{number}@a.example"))
        staff = [
            an_employee(str(number), manager_id=str(number - 1), department="Data")
            for number in range(20_000)
        ]
        assert follow(uow, Roll(staff), MONDAY).changed == 20_000
