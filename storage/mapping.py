"""The domain's classes on their tables, mapped from here, so that the domain imports no SQL."""

from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.ext.orderinglist import ordering_list
from sqlalchemy.orm import Relationship, registry, relationship

from bot.domain.agreements import Agreement
from bot.domain.enrolments import Enrolment
from bot.domain.meetings import Meeting, Seat
from bot.domain.outcomes import Outcome
from bot.domain.pairings import Member, Pairing
from bot.domain.people import Person
from bot.domain.programs import Program
from bot.domain.requests import Ask, Request
from bot.domain.reviews import Review
from bot.domain.rounds import Matched, Round
from storage import tables

_registry = registry(metadata=tables.metadata)


def map_domain() -> None:
    """Map the classes, once per interpreter; calling it again changes nothing."""
    if any(_registry.mappers):
        return
    _map(Person, tables.people, version_id_col=tables.people.c.version)
    _map(Program, tables.programs, version_id_col=tables.programs.c.version)
    _map(Enrolment, tables.enrolments, version_id_col=tables.enrolments.c.version)
    _map(Round, tables.rounds, version_id_col=tables.rounds.c.version)
    _map(Matched, tables.matches)
    _map(Agreement, tables.agreements, version_id_col=tables.agreements.c.version)
    _map(Outcome, tables.outcomes)
    _map(Review, tables.reviews)
    _map(Ask, tables.asks, properties={"_position": tables.asks.c.position})
    _map(Member, tables.members, properties={"_position": tables.members.c.position})
    _map(Seat, tables.seats, properties={"_position": tables.seats.c.position})
    _map(
        Request,
        tables.requests,
        version_id_col=tables.requests.c.version,
        properties={"asks": _parts(Ask, tables.asks.c.position)},
    )
    _map(
        Pairing,
        tables.pairings,
        version_id_col=tables.pairings.c.version,
        properties={"members": _parts(Member, tables.members.c.position)},
    )
    _map(
        Meeting,
        tables.meetings,
        version_id_col=tables.meetings.c.version,
        properties={"seats": _parts(Seat, tables.seats.c.position)},
    )
    # What is only glanced at never passes the session, which would do this at its first use.
    _registry.configure()


def _map(kind: type, table: Table, **options: Any) -> None:
    _registry.map_imperatively(kind, table, **options)


def _parts(kind: type, position: Column[Any]) -> Relationship[Any]:
    """The parts of one thing, in order, always loaded with it by one more query for all of them."""
    return relationship(
        kind,
        lazy="selectin",
        cascade="all, delete-orphan",
        order_by=position,
        collection_class=ordering_list("_position"),
    )
