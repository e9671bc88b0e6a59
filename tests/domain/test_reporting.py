import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.reporting import Managers, above_any, chain, circles, in_line, share_manager

LINES = {"UANA": "UBOSS", "UPEER": "UBOSS", "UBOSS": "UCEO", "UCEO": None, "UJUN": "UANA"}
CIRCLE = {"UANA": "UBEN", "UBEN": "UCIRO", "UCIRO": "UANA", "UDAN": "UANA"}

PEOPLE = st.sampled_from("ABCDEFGH")
COMPANIES = st.dictionaries(PEOPLE, st.none() | PEOPLE)


def test_a_chain_runs_to_the_top_nearest_first() -> None:
    assert chain("UJUN", LINES) == ("UANA", "UBOSS", "UCEO")
    assert chain("UCEO", LINES) == ()
    assert chain("UNOBODY", LINES) == ()


@pytest.mark.parametrize(("one", "above"), [("UANA", ("UBEN", "UCIRO")), ("UDAN", ("UANA", "UBEN", "UCIRO"))])
def test_a_chain_into_a_circle_names_each_once_and_never_oneself(one: str, above: tuple[str, ...]) -> None:
    assert chain(one, CIRCLE) == above


def test_a_line_runs_in_both_directions_and_peers_are_in_none() -> None:
    assert in_line("UJUN", "UCEO", LINES)
    assert in_line("UCEO", "UJUN", LINES)
    assert not in_line("UANA", "UPEER", LINES)


def test_the_same_manager_is_one_that_both_report_to_directly() -> None:
    assert share_manager("UANA", "UPEER", LINES)
    assert not share_manager("UJUN", "UPEER", LINES)
    assert not share_manager("UCEO", "UNOBODY", LINES), "nobody above is no manager"
    assert not share_manager("UANA", "UANA", LINES)


def test_circles_are_those_who_report_to_themselves_not_those_below() -> None:
    assert circles(CIRCLE) == {"UANA", "UBEN", "UCIRO"}
    assert circles(LINES) == frozenset()
    assert circles({"UANA": "UANA"}) == {"UANA"}


@given(COMPANIES)
def test_circles_agree_with_walking_up_from_each_person(managers: Managers) -> None:
    def returns(start: str) -> bool:
        one = managers.get(start)
        for _ in range(len(managers)):
            if one is None or one == start:
                break
            one = managers.get(one)
        return one == start

    assert circles(managers) == {one for one in managers if returns(one)}


@given(managers=COMPANIES, people=st.frozensets(PEOPLE))
def test_who_is_above_any_of_several_is_above_one_of_them(managers: Managers, people: frozenset[str]) -> None:
    chains = {one for person_id in people for one in chain(person_id, managers)}
    assert above_any(people, managers) == chains | (people & circles(managers))


def test_a_long_line_and_a_long_circle_take_no_time() -> None:
    """A hundred thousand people one above the other."""
    most = 100_000
    line: Managers = {str(number): str(number + 1) for number in range(most)}
    assert circles(line) == frozenset()
    assert len(circles({**line, str(most): "0"})) == most + 1
