"""Plans: what is asked again and again is found by an index, however much has been kept."""

from datetime import timedelta

from storage.deliveries import SqlDeliveries
from storage.engine import open_engine
from storage.unit_of_work import units_of_work
from tests.builders import WORKSPACE, a_post
from tests.fakes import MONDAY, FakeHolidays
from tests.storage.plans import plans


def test_what_a_person_is_in_is_read_from_an_index_alone(sqlite_url: str) -> None:
    """Open pairings, those that were over since then, and places taken: no row is read to find them."""
    engine = open_engine(sqlite_url)
    with plans(engine) as found, units_of_work(engine, FakeHolidays())(WORKSPACE) as uow:
        uow.glances.open_pairings("UANA")
        uow.pairings.of("UANA")
        uow.pairings.of("UANA", ended_since=MONDAY)
        uow.pairings.places_taken(["UANA", "UBEN"])
    for steps in found:
        assert any("COVERING INDEX ix_members_person" in step for step in steps), steps
        assert not [step for step in steps if step.startswith("SCAN")]
    assert len(found) == 4
    engine.dispose()


def test_what_was_said_long_ago_is_forgotten_without_reading_what_was_not(sqlite_url: str) -> None:
    """Once a day, in an outbox of all that was ever said: only what is old enough is read."""
    engine = open_engine(sqlite_url)
    with plans(engine) as found, units_of_work(engine, FakeHolidays())(WORKSPACE) as uow:
        uow.outbox.forget(MONDAY, MONDAY, 10)
    for steps, index in zip(found, ("said", "empty", "dead"), strict=True):
        search = f"INDEX ix_outbox_{index} (workspace=? AND settled_at<?)"
        assert any(search in step for step in steps), steps
    engine.dispose()


def test_a_message_is_claimed_and_replaced_without_reading_the_others(sqlite_url: str) -> None:
    """What is due, where it stands, and that it is said."""
    engine = open_engine(sqlite_url)
    deliveries = SqlDeliveries(engine)
    with units_of_work(engine, FakeHolidays())(WORKSPACE) as uow:
        uow.outbox.put(a_post(about="ask:1"))
    with plans(engine) as found:
        with units_of_work(engine, FakeHolidays())(WORKSPACE) as uow:
            uow.outbox.put(a_post(edits="ask:1"))
        for _ in range(2):
            (parcel,) = deliveries.claim(MONDAY, 1, timedelta(minutes=1), "worker")
            deliveries.sent(parcel, None, MONDAY)
        with units_of_work(engine, FakeHolidays())(WORKSPACE) as uow:
            uow.outbox.bring_forward("UBEN", MONDAY, MONDAY)
    assert len(found) == 10
    for steps in found:
        assert all("INDEX" in step or "PRIMARY KEY" in step for step in steps if "outbox" in step), steps
    engine.dispose()
