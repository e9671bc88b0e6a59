"""Crowds: tables of waits of as many pairs as wanted, made inside the database."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, String, cast, insert, literal, select, text

from bot.domain.nudging import Phase
from storage.engine import open_engine
from storage.migrations import migrate
from storage.tables import waits
from tests.builders import a_wait
from tests.fakes import MONDAY

MOMENTS: Final = 500
"""Looks are spread evenly over so many hours."""


def moment(number: int) -> datetime:
    """When the looks of the n-th hour are due."""
    return MONDAY + timedelta(hours=number)


def crowd(url: str, pairs: int) -> None:
    """Fill a database in which so many pairs wait to meet again; nothing is due on Monday."""
    migrate(url)
    engine = open_engine(url)
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA cache_size = -400000")
        connection.execute(insert(waits), [_wait(number) for number in range(1, MOMENTS + 1)])
        _multiply(connection, pairs // MOMENTS)
        connection.execute(text("ANALYZE"))
    engine.dispose()


def _wait(number: int) -> dict[str, object]:
    wait = a_wait(
        f"U{number:04}",
        id=f"w{number:04}",
        subject_id=f"p{number:04}",
        phase=Phase.MEET_AGAIN,
        next_look_at=moment(number),
    )
    return {one.name: getattr(wait, one.name) for one in waits.c}


def _multiply(connection: Connection, times: int) -> None:
    """Put so many in the place of each, with ids of their own."""
    counted = select(literal(2).label("n")).cte("counted", recursive=True)
    counted = counted.union_all(select(counted.c.n + 1).where(counted.c.n < times))
    suffix = "-" + cast(counted.c.n, String)
    copies = [one + suffix if one.name in {"id", "person_id", "subject_id"} else one for one in waits.c]
    rows = select(*copies).select_from(waits.join(counted, literal(1) == 1))
    connection.execute(insert(waits).from_select([one.name for one in waits.c], rows))
