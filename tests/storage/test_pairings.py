"""Pairings: whoever asks which ones a person is in reads an index, however many there have been."""

from sqlalchemy import event

from storage.engine import open_engine
from storage.unit_of_work import units_of_work
from tests.builders import WORKSPACE
from tests.fakes import MONDAY, FakeHolidays


def test_what_a_person_is_in_is_read_from_an_index_alone(sqlite_url: str) -> None:
    """Open pairings, those that were over since then, and places taken: no row is read to find them."""
    engine = open_engine(sqlite_url)
    asked: list[tuple[str, object]] = []

    def listen(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", listen)
    with units_of_work(engine, FakeHolidays())(WORKSPACE) as uow:
        uow.glances.open_pairings("UANA")
        uow.pairings.of("UANA")
        uow.pairings.of("UANA", ended_since=MONDAY)
        uow.pairings.places_taken(["UANA", "UBEN"])
    event.remove(engine, "before_cursor_execute", listen)
    with engine.connect() as connection:
        for statement, values in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]  # as they were passed
            steps = [str(row[-1]) for row in plan]
            assert any("COVERING INDEX ix_members_person" in step for step in steps), steps
            assert not [step for step in steps if step.startswith("SCAN")]
    assert len(asked) == 4
    engine.dispose()
