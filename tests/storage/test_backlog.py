"""The backlog says what waits, what was given up and what is looked at next, in the right order."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete

from bot.domain.nudging import Phase, Wait
from bot.domain.people import PersonId
from bot.ports import Letter, UnitOfWork
from storage.backlog import Backlog, UnreadableDatabase, read_backlog
from storage.deliveries import SqlDeliveries
from storage.engine import open_engine
from storage.tables import outbox
from tests.builders import WORKSPACE, a_meeting, a_pairing, a_post, a_request, an_outcome
from tests.fakes import MONDAY
from tests.storage.conftest import Begin


def test_what_waits_and_what_was_given_up(begin: Begin, engine: Engine) -> None:
    deliveries = SqlDeliveries(engine)
    with begin() as uow:
        for number, person in enumerate(("UANA", "UBEN", "UHALA")):
            uow.outbox.put(a_post(person, key=str(number), send_at=MONDAY + timedelta(hours=number)))
    sent, dead = deliveries.claim(MONDAY + timedelta(hours=1), 2, timedelta(minutes=1), "test")
    deliveries.sent(sent, None, MONDAY)
    deliveries.dead(dead, "user_disabled", MONDAY)
    backlog = read_backlog(engine, WORKSPACE)
    assert [(one.to, one.state, one.error) for one in backlog.queued] == [
        (("UBEN",), Letter.DEAD, "user_disabled"),
        (("UHALA",), Letter.QUEUED, ""),
    ]
    assert [backlog.count(state) for state in (Letter.SENT, Letter.QUEUED, Letter.DEAD)] == [1, 1, 1]
    assert read_backlog(engine, "TELSEWHERE") == Backlog((), (), {})


def test_the_next_looks_and_what_they_are_about(begin: Begin, engine: Engine) -> None:
    """A question, a pairing, a meeting, a next step: the topic and both people, the next look first."""
    request = a_request("UANA", "UBEN")
    pairing = a_pairing("UBEN", "UANA")
    meeting = a_meeting(pairing_id=pairing.id)
    outcome = an_outcome("UANA", pairing_id=pairing.id)
    with begin() as uow:
        uow.requests.add(request)
        uow.pairings.add(pairing)
        uow.meetings.add(meeting)
        uow.outcomes.add(outcome)
        _wait(uow, Phase.STEP, "UANA", outcome.id, 4)
        _wait(uow, Phase.CHECK_IN, "UANA", meeting.id, 3)
        _wait(uow, Phase.BOOK, "UBEN", pairing.id, 2)
        _wait(uow, Phase.ANSWER, "UBEN", request.asks[0].id, 1)
    looks = read_backlog(engine, WORKSPACE).pending
    assert [(one.phase, one.person, one.topic, set(one.about)) for one in looks] == [
        ("answer", "UBEN", request.purpose.topic, {"UANA", "UBEN"}),
        ("book", "UBEN", pairing.topic, {"UANA", "UBEN"}),
        ("check in", "UANA", pairing.topic, {"UANA", "UBEN"}),
        ("step", "UANA", pairing.topic, {"UANA", "UBEN"}),
    ]
    assert [one.at for one in looks] == [MONDAY + timedelta(hours=hours) for hours in (1, 2, 3, 4)]


def test_where_there_are_no_tables_there_is_nothing(tmp_path: object) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/new.db")
    assert read_backlog(engine, WORKSPACE) == Backlog()
    engine.dispose()


def test_who_writes_holds_up_nobody_who_looks(engine: Engine) -> None:
    """Another transaction has written and is not at its end: the backlog is what it was before."""
    other = open_engine(engine.url.render_as_string(hide_password=False))
    with other.connect() as writing, writing.begin():
        writing.execute(delete(outbox))
        assert read_backlog(engine, WORKSPACE) == Backlog((), (), {})
    other.dispose()


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/demo", "sqlite:////no/such/folder/demo.db"])
def test_a_database_that_cannot_be_read_is_no_empty_one(url: str) -> None:
    engine = open_engine(url)
    with pytest.raises(UnreadableDatabase):
        read_backlog(engine, WORKSPACE)
    engine.dispose()


def _wait(uow: UnitOfWork, phase: Phase, person: PersonId, subject: str, hours: int) -> None:
    uow.waits.add(
        Wait(
            workspace=WORKSPACE,
            id=uow.new_id(),
            phase=phase,
            person_id=person,
            subject_id=subject,
            since=MONDAY,
            next_look_at=MONDAY + timedelta(hours=hours),
        )
    )
