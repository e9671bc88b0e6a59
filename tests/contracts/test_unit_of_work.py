"""Units of work: all or nothing, each workspace for itself."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import StatementError

from tests.builders import a_meeting, a_mentor, a_pairing, a_person, a_post, a_request, a_wait, an_outcome
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

NAIVE = datetime(2026, 3, 2, 9)  # noqa: DTZ001  # what must be refused


class Trouble(Exception):
    """Something went wrong in the middle."""


def fill(begin: Begin, workspace: str) -> None:
    with begin(workspace) as uow:
        uow.people.add(a_mentor("UBEN", "python", admin=True, workspace=workspace))
        uow.requests.add(a_request("UANA", "UBEN", id="r", workspace=workspace))
        uow.pairings.add(a_pairing("UBEN", "UANA", id="p", workspace=workspace))
        uow.meetings.add(a_meeting("UBEN", "UANA", pairing_id="p", workspace=workspace))
        uow.outcomes.add(an_outcome("UANA", pairing_id="p", workspace=workspace))
        uow.waits.add(a_wait("UBEN", subject_id="a", workspace=workspace))
        uow.outbox.put(a_post(key="k"))
        uow.inbox.first_time("Ev1", MONDAY)


def seen(begin: Begin, workspace: str) -> tuple[object, ...]:
    """How much of everything there is."""
    with begin(workspace) as uow:
        return (
            len(uow.people.mentors_on("python")),
            len(uow.people.admins()),
            len(uow.requests.asked("UBEN")),
            len(uow.requests.open_by("UANA")),
            dict(uow.requests.last_asked("UANA", MONDAY)),
            len(uow.pairings.of("UANA")),
            dict(uow.pairings.places_taken(["UBEN"])),
            len(uow.meetings.of_pairing("p")),
            len(uow.meetings.busy("UBEN", MONDAY)),
            len(uow.outcomes.about(["p"])),
            len(uow.waits.of("UBEN")),
            uow.waits.next_look_at(),
        )


NOTHING: tuple[object, ...] = (0, 0, 0, 0, {}, 0, {}, 0, 0, 0, 0, None)
ALL = (1, 1, 1, 1, {"UBEN": MONDAY}, 1, {"UBEN": 1}, 1, 1, 1, 1, MONDAY)


def test_one_workspace_sees_nothing_of_another(begin: Begin) -> None:
    fill(begin, "T1")
    assert seen(begin, "T2") == NOTHING
    fill(begin, "T2")
    assert seen(begin, "T1") == seen(begin, "T2") == ALL


def test_an_error_undoes_everything(begin: Begin) -> None:
    def fail() -> None:
        with begin() as uow:
            uow.people.get("UBEN").name = "Changed"
            uow.requests.add(a_request("UCAT", "UBEN"))
            uow.waits.close("a")
            uow.outbox.drop("k")
            uow.outbox.put(a_post(key="k2"))
            assert uow.inbox.first_time("Ev2", MONDAY)
            raise Trouble

    fill(begin, "T1")
    with pytest.raises(Trouble):
        fail()
    assert seen(begin, "T1") == ALL
    with begin() as uow:
        assert uow.people.get("UBEN").name == "Ben"
        assert uow.inbox.first_time("Ev2", MONDAY)
        uow.outbox.put(a_post(key="k2"))
        assert uow.queued


def test_what_was_handed_out_can_be_read_after_the_end(begin: Begin) -> None:
    fill(begin, "T1")
    with begin() as uow:
        ben, [request] = uow.people.get("UBEN"), uow.requests.open_by("UANA")
        ben.title = "Engineer"
    assert (ben.title, ben.profile.offers) == ("Engineer", ("python",))
    assert [ask.person_id for ask in request.asks] == ["UBEN"]


@pytest.mark.parametrize("name", ["pairing", "wait", "post", "change"])
def test_a_moment_without_a_zone_is_refused(begin: Begin, name: str) -> None:
    def keep() -> None:
        with begin() as uow:
            if name == "pairing":
                uow.pairings.add(a_pairing(opened_at=NAIVE))
            elif name == "wait":
                uow.waits.add(a_wait(next_look_at=NAIVE))
            elif name == "post":
                uow.outbox.put(a_post(send_at=NAIVE))
            else:
                uow.requests.open_by("UANA")[0].asks[0].answered_at = NAIVE

    fill(begin, "T1")
    with pytest.raises((ValueError, StatementError), match="2026-03-02"):
        keep()


def test_moments_come_back_in_utc_whatever_the_zone_they_were_given_in(begin: Begin) -> None:
    berlin = a_person().local(MONDAY + timedelta(microseconds=7))
    with begin() as uow:
        uow.pairings.add(kept := a_pairing(opened_at=berlin))
    with begin() as uow:
        found = uow.pairings.find(kept.id)
        assert found is not None
        assert found.opened_at == MONDAY + timedelta(microseconds=7)
        assert found.opened_at.utcoffset() in (timedelta(), berlin.utcoffset())


def test_new_ids_are_short_and_never_the_same(begin: Begin) -> None:
    with begin() as uow:
        ids = {uow.new_id() for _ in range(1000)}
    assert len(ids) == 1000
    assert max(map(len, ids)) <= 16


def test_what_fails_apart_is_undone_alone(begin: Begin) -> None:
    """Everything of the attempt is taken back, on what was handed out too; what was done before stays."""
    with begin() as uow:
        uow.people.add(a_person("UANA"))
        uow.waits.add(a_wait("UANA", id="w", subject_id="a"))
    with begin() as uow:
        (wait,) = uow.waits.of("UANA")
        wait.step = 1

        def fail() -> None:
            wait.step = 7
            uow.waits.add(a_wait("UANA", subject_id="b"))
            assert len(uow.waits.of("UANA")) == 2
            uow.waits.close("a")
            uow.people.get("UANA").name = "Changed"
            uow.outbox.put(a_post(key="k"))
            raise Trouble

        assert isinstance(uow.attempt(fail), Trouble)
        assert uow.attempt(lambda: uow.waits.add(a_wait("UANA", subject_id="c"))) is None
        assert wait.step == 1
        wait.next_look_at = MONDAY + timedelta(hours=1)
    with begin() as uow:
        first, second = uow.waits.of("UANA")
        assert {first.subject_id: first.step, second.subject_id: second.step} == {"a": 1, "c": 0}
        assert max(one.next_look_at or MONDAY for one in (first, second)) == MONDAY + timedelta(hours=1)
        assert uow.people.get("UANA").name == "Ana"
        uow.outbox.put(a_post(key="k"))
        assert uow.queued
