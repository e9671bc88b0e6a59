"""Programs: found open, by channel, and by whom the scheduler looks at next."""

from dataclasses import fields
from datetime import timedelta

import pytest

from bot.domain import errors
from bot.domain.forms import Form
from bot.domain.programs import ProgramState
from bot.domain.terms import Joining, Nudges, Seniority, Terms
from tests.builders import a_program
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

HOUR = timedelta(hours=1)


def test_a_program_comes_back_as_it_was_left(begin: Begin) -> None:
    with begin() as uow:
        uow.programs.add(kept := a_program(Form.CIRCLE, purpose="Meet <someone> new", admins=("UEVE",)))
        kept.announce(MONDAY)
        kept.launch(9, MONDAY)
    with begin() as uow:
        found = uow.programs.get(kept.id)
        assert (found.form, found.terms, found.admins) == (Form.CIRCLE, kept.terms, ("UEVE",))
        assert (found.state, found.next_round_at) == (ProgramState.RUNNING, kept.next_round_at)
        assert found.next_round_at is not None
        found.close(MONDAY + HOUR)
    with begin() as uow:
        assert uow.programs.lock(kept.id).closed_at == MONDAY + HOUR
        assert uow.programs.find("nothing") is None
        for look_up in (uow.programs.get, uow.programs.lock):
            with pytest.raises(errors.Gone):
                look_up("nothing")


def test_what_was_closed_lately_is_found_the_latest_first(begin: Begin) -> None:
    with begin() as uow:
        uow.programs.add(a_program())
        closed = [a_program() for _ in range(3)]
        for hours, program in enumerate(closed):
            uow.programs.add(program)
            program.close(MONDAY + hours * HOUR)
    with begin() as uow:
        assert [one.id for one in uow.programs.closed(MONDAY + HOUR)] == [closed[2].id, closed[1].id]
        assert uow.programs.closed(MONDAY + 3 * HOUR) == []
    with begin("T2") as uow:
        assert uow.programs.closed(MONDAY) == []


def test_every_term_is_kept(begin: Begin) -> None:
    day = MONDAY.date()
    terms = Terms(
        joining=Joining.AUTO,
        least=3,
        most=5,
        mentors=2,
        cadence=3,
        dates=(day, day + timedelta(days=7)),
        starts_on=day,
        ends_on=day + timedelta(days=30),
        minutes=45,
        no_repeat=5,
        capacity=4,
        seniority=Seniority.BELOW,
        cross_department=True,
        most_hours_apart=6,
        shared_language=True,
        preferences=False,
        lasts=7,
        chemistry_first=True,
        sends_itself=True,
        nudges=Nudges.FEWER,
        welcome="Welcome “ü”",
        opening="Hello <3",
        closing="Bye",
        roles=("technical", "carrière"),
        turns=4,
        sponsor_id="UEVE",
    )
    assert all(getattr(terms, one.name) != one.default for one in fields(terms))
    with begin() as uow:
        uow.programs.add(kept := a_program(terms=terms, apart=(("UANA", "UBEN"),)))
    with begin() as uow:
        assert uow.programs.get(kept.id).terms == terms
        assert uow.programs.get(kept.id).apart == (("UANA", "UBEN"),)


def test_open_programs_come_oldest_first(begin: Begin) -> None:
    with begin() as uow:
        uow.programs.add(late := a_program(created_at=MONDAY + HOUR))
        uow.programs.add(early := a_program())
        uow.programs.add(elsewhere := a_program(channel_id="COTHER", created_at=MONDAY + 2 * HOUR))
        uow.programs.add(over := a_program())
        over.close(MONDAY)
    with begin() as uow:
        assert [one.id for one in uow.programs.open()] == [early.id, late.id, elsewhere.id]
        assert [one.id for one in uow.programs.open("CMENTORING")] == [early.id, late.id]
        found = uow.programs.several([over.id, elsewhere.id, "nothing"])
        assert {one.id for one in found.values()} == {over.id, elsewhere.id}
        assert uow.programs.several([]) == {}
    with begin("T2") as uow:
        assert uow.programs.open() == []


def test_due_programs_are_claimed_oldest_first(begin: Begin) -> None:
    with begin() as uow:
        assert uow.programs.next_look_at() is None
        looks = {"late": HOUR, "now": 0 * HOUR, "old": -2 * HOUR}
        for name, look in looks.items():
            uow.programs.add(a_program(name=name, next_look_at=MONDAY + look))
        uow.programs.add(a_program(name="never"))
    with begin() as uow:
        assert uow.programs.next_look_at() == MONDAY - 2 * HOUR
        assert [one.name for one in uow.programs.claim_due(MONDAY, 9)] == ["old", "now"]
        assert [one.name for one in uow.programs.claim_due(MONDAY, 1)] == ["old"]
