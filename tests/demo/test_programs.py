"""The made-up company has a program of each form, whose people are in its channel, however small it is."""

import pytest

from bot.demo.fernhill import FEWEST, fernhill
from bot.demo.programs import DRAFT, STATES, programs_of
from bot.domain.forms import OF_PROGRAMS


@pytest.mark.parametrize("size", [FEWEST, 40, 300])
def test_there_is_one_program_of_each_form_in_a_channel_with_the_bot(size: int) -> None:
    company = fernhill(size)
    channels = {one.name: one for one in company.channels}
    found = programs_of(company)
    assert sorted(one.form for one in found) == sorted(OF_PROGRAMS)
    assert {one.state for one in found} == set(STATES)
    assert len({one.name for one in found}) == len(found)
    assert all(channels[one.channel].has_bot for one in found)


@pytest.mark.parametrize("size", [FEWEST, 40])
def test_people_are_in_the_channel_once_and_mentors_offer_something(size: int) -> None:
    company = fernhill(size)
    channels = {one.name: one for one in company.channels}
    for program in programs_of(company):
        handles = [one.handle for one in program.wishes]
        assert len(set(handles)) == len(handles)
        assert set(handles) <= set(channels[program.channel].members)
        assert program.wishes or program.state == DRAFT
        assert all(one.offers for one in program.wishes if one.part == "mentor")


def test_the_same_company_has_the_same_programs() -> None:
    assert programs_of(fernhill()) == programs_of(fernhill())
