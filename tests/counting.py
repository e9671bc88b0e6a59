"""Counting: what is asked of the database, statement by statement."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    """The statements that are executed meanwhile."""
    executed: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        executed.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    yield executed
    event.remove(engine, "before_cursor_execute", listen)


@contextmanager
def loading() -> Iterator[list[object]]:
    """The things that are read meanwhile, to be changed."""
    loaded: list[object] = []

    def listen(_session: object, thing: object) -> None:
        loaded.append(thing)

    event.listen(Session, "loaded_as_persistent", listen)
    yield loaded
    event.remove(Session, "loaded_as_persistent", listen)
