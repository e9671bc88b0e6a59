"""How SQLite answers what was asked of it: the steps of each statement."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

Plan = list[str]


@contextmanager
def plans(engine: Engine) -> Iterator[list[Plan]]:
    """The plans of all statements inside that read or change rows, known at its end."""
    asked: list[tuple[str, object]] = []
    found: list[Plan] = []

    def listen(_connection: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", listen)
    yield found
    event.remove(engine, "before_cursor_execute", listen)
    with engine.connect() as connection:
        for statement, values in asked:
            steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]  # as they were passed
            found.append([str(step[-1]) for step in steps])
