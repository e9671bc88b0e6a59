"""Enrolments: one for each person and program, counted and found by either."""

from datetime import timedelta

import pytest

from bot import ports
from bot.domain.enrolments import Wishes
from tests.builders import an_enrolment
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

DAY = timedelta(days=1)


def test_an_enrolment_comes_back_as_it_was_left(begin: Begin) -> None:
    wishes = Wishes(
        mentors=True,
        mentored=False,
        goal="“ü” <3",
        asks=("a",),
        offers=("b", "c"),
        roles=("technical",),
        prefers=("UBEN", "UCAT"),
        rather_not=("UDAN",),
    )
    with begin() as uow:
        uow.enrolments.add(kept := an_enrolment("P1", wishes=wishes, auto=True))
        kept.pause(None, MONDAY.date())
        kept.skip()
        kept.left_out = 2
    with begin() as uow:
        found = uow.enrolments.find("P1", "UANA")
        assert found is not None
        assert (found.wishes, found.auto, found.skips_next, found.left_out) == (wishes, True, True, 2)
        assert found.paused_until == kept.paused_until
        found.leave(MONDAY + DAY)
        assert uow.enrolments.find("P1", "UBEN") is None
    with begin() as uow:
        found = uow.enrolments.find("P1", "UANA")
        assert found is not None
        assert (found.active, found.left_at, found.joined_at) == (False, MONDAY + DAY, MONDAY)


def test_who_is_in_a_program_is_found_and_counted_without_those_who_left(begin: Begin) -> None:
    with begin() as uow:
        uow.enrolments.add_all([an_enrolment("P1", one) for one in ("UCAT", "UANA", "UBEN")])
        uow.enrolments.add(an_enrolment("P2", "UANA", joined_at=MONDAY - DAY))
        uow.enrolments.add(gone := an_enrolment("P3", "UANA"))
        gone.leave(MONDAY)
    with begin() as uow:
        assert [one.person_id for one in uow.enrolments.active("P1")] == ["UANA", "UBEN", "UCAT"]
        assert uow.enrolments.active("P3") == []
        assert [one.id for one in uow.enrolments.everyone("P3")] == [gone.id]
        assert [one.program_id for one in uow.enrolments.of_person("UANA")] == ["P2", "P1"]
        few = uow.enrolments.between(["P1", "P2", "P3"], ["UBEN", "UANA", "UZOE"])
        assert sorted((one.person_id, one.program_id) for one in few) == [
            ("UANA", "P1"),
            ("UANA", "P2"),
            ("UBEN", "P1"),
        ]
        assert uow.enrolments.between([], ["UANA"]) == uow.enrolments.between(["P1"], []) == []
        assert uow.enrolments.counts(["P1", "P2", "P3"]) == {"P1": 3, "P2": 1}
        assert uow.enrolments.counts([]) == {}
    with begin("T2") as uow:
        assert uow.enrolments.active("P1") == []


def test_who_mentors_in_a_program_is_found_by_what_they_offer_there(begin: Begin) -> None:
    """As long as they say so, and are in it."""

    def offers(*topics: str, mentors: bool = True) -> Wishes:
        return Wishes(mentors=mentors, offers=topics)

    with begin() as uow:
        wished = {"UANA": offers("Python"), "UBEN": offers("chess", "python tests"), "UCAT": offers("chess")}
        uow.enrolments.add_all([an_enrolment("P1", one, wishes=wishes) for one, wishes in wished.items()])
        uow.enrolments.add(an_enrolment("P1", "UDAN", wishes=offers("python", mentors=False)))
        uow.enrolments.add(an_enrolment("P2", "UCAT", wishes=offers("python")))
    with begin() as uow:

        def found(*programs: str, topic: str = "python packaging") -> list[tuple[str, str]]:
            near = uow.enrolments.offering(programs, topic)
            return [(one.person_id, one.program_id) for one in near]

        assert found("P1") == [("UANA", "P1"), ("UBEN", "P1")]
        assert found("P1", "P2", "P3") == [("UANA", "P1"), ("UBEN", "P1"), ("UCAT", "P2")]
        assert found() == found("P1", topic="") == []
        here = {one.person_id: one for one in uow.enrolments.active("P1")}
        uow.enrolments.save_wishes(here["UANA"], offers("chess"))
        uow.enrolments.save_wishes(here["UDAN"], offers("python"))
        here["UBEN"].leave(MONDAY)
        assert found("P1") == [("UDAN", "P1")]
        uow.enrolments.save_wishes(here["UDAN"], offers("python", mentors=False))
        assert found("P1") == []
    with begin("T2") as uow:
        assert uow.enrolments.offering(["P1", "P2"], "python") == []


def test_nobody_is_in_a_program_twice(begin: Begin) -> None:
    with begin() as uow:
        uow.enrolments.add(an_enrolment("P1"))
    with pytest.raises(ports.Overtaken), begin() as uow:
        uow.enrolments.add(an_enrolment("P1"))
    with begin() as uow:
        assert len(uow.enrolments.everyone("P1")) == 1
