"""Agreements: one for each pairing, in one workspace."""

import pytest

from bot.domain.agreements import Agreement, Format, Points
from bot.ports import Overtaken
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

POINTS = Points(every=2, format=Format.VIDEO, between="Grüße \\ <3", until=MONDAY.date())


def test_it_comes_back_and_can_be_changed(begin: Begin) -> None:
    with begin() as uow:
        uow.agreements.add(Agreement(workspace=uow.workspace, pairing_id="p", proposed=POINTS, number=1))
        uow.agreements.add(Agreement(workspace=uow.workspace, pairing_id="q"))
    with begin() as uow:
        found = uow.agreements.find("p")
        assert found is not None
        assert (found.points, found.proposed) == (None, POINTS)
        found.points, found.proposed, found.stands_since = POINTS, None, MONDAY
        found.confirmed = ("UANA", "UBEN")
    with begin() as uow:
        again = uow.agreements.several(["p", "q", "r"])
        assert set(again) == {"p", "q"}
        assert (again["p"].points, again["p"].proposed, again["p"].confirmed) == (
            POINTS,
            None,
            ("UANA", "UBEN"),
        )
        glanced = uow.glances.agreements(["p"])
        assert (glanced["p"].points, glanced["p"].stands_since) == (POINTS, MONDAY)
        assert uow.agreements.several([]) == uow.glances.agreements([]) == {}
    with begin("T2") as uow:
        assert uow.agreements.find("p") is None


def test_a_pairing_has_one(begin: Begin) -> None:
    with begin() as uow:
        uow.agreements.add(Agreement(workspace=uow.workspace, pairing_id="p"))
    with pytest.raises(Overtaken), begin() as uow:
        uow.agreements.add(Agreement(workspace=uow.workspace, pairing_id="p"))
