"""Announcements: brought up to date as often as needed, and of several changes only the last one is said."""

from bot.usecases import announcements
from tests.usecases.office import Office
from tests.usecases.test_programs import announce, create, in_channel, join, staff

__all__ = ["staff"]


def test_of_several_changes_in_a_row_only_the_last_one_need_be_shown(office: Office) -> None:
    program = create(office)
    announce(office, program)
    join(office, program, "UANA")
    office.delivers = False
    join(office, program, "UBEN")
    join(office, program, "UCEM")
    assert [one.joined for one in in_channel(office)] == [0, 3]


def test_a_refresh_stands_in_place_of_the_one_before(office: Office) -> None:
    """Also the second time: what was put there is about the program, too."""
    program = create(office)
    announce(office, program)
    join(office, program, "UANA")
    first, again = office.told()[-2:]
    assert (first.edits, again.edits) == (None, f"program:{program.id}")


def test_a_program_that_nobody_knows_of_is_not_spoken_of(office: Office) -> None:
    program = create(office)
    office.read(lambda uow: announcements.refresh(uow, uow.programs.get(program.id), office.now))
    assert office.told() == []
