"""Requests and their asks. The database sees to one open ask per requester and person."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Final

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select, union
from sqlalchemy.orm import joinedload

from bot.domain.people import PersonId
from bot.domain.requests import Ask, AskState, Request, Role
from storage.repository import Repository, in_turn
from storage.tables import OPEN_ASK, OPEN_REQUEST, asks, requests


class SqlRequests(Repository):
    """`ports.Requests` on one workspace."""

    def add(self, request: Request) -> None:
        """Keep a new request; that a pair has one open ask is told by the next query or the commit."""
        self._session.add(request)

    def find(self, request_id: str) -> Request | None:
        """The request with its asks, or None."""
        return self._find(Request, request_id)

    def find_by_ask(self, ask_id: str) -> Request | None:
        """The request that holds this ask, or None."""
        self._session.flush()
        holds = self._session.scalar(_HOLDS, {"here": self._workspace, "this": ask_id})
        return self.find(holds) if holds is not None else None

    def by_asks(self, ask_ids: Collection[str]) -> Mapping[str, Request]:
        """The requests that hold these asks, by ask, in one query."""
        if not ask_ids:
            return {}
        wanted = {"here": self._workspace, "these": list(ask_ids)}
        found = self._session.scalars(_by_asks(), wanted).unique()
        return {ask.id: request for request in found for ask in request.asks if ask.id in ask_ids}

    def open_by(self, requester_id: PersonId) -> list[Request]:
        """The person's own open requests, oldest first."""
        found = self._session.scalars(_open_by(), {"here": self._workspace, "who": requester_id})
        return list(found.unique())

    def last_asked(self, requester_id: PersonId, since: datetime) -> Mapping[PersonId, datetime]:
        """Whom the person asked as a mentor since then, and when. Only the unanswered end otherwise."""
        query = (
            select(asks.c.person_id, func.max(asks.c.asked_at))
            .where(
                asks.c.workspace == self._workspace,
                asks.c.requester_id == requester_id,
                asks.c.asked_at >= since,
                asks.c.role == Role.MENTOR,
                asks.c.state.not_in([AskState.WITHDRAWN, AskState.RELEASED]),
            )
            .group_by(asks.c.person_id)
        )
        return dict(self._rows(query))

    def waitlist(self, mentor_id: PersonId) -> list[Ask]:
        """Waiting asks to this mentor, first come first."""
        return self._open_asks(asks.c.person_id == mentor_id, asks.c.state == AskState.WAITING)

    def asked(self, person_id: PersonId) -> list[Ask]:
        """Asks to this person in state asked, oldest first."""
        return self._open_asks(asks.c.person_id == person_id, asks.c.state == AskState.ASKED)

    def open_with(self, person_ids: Collection[PersonId]) -> list[Request]:
        """Open requests of these people, to them, or of somebody who would meet them by it, oldest first."""
        found: dict[str, Request] = {}
        for few in in_turn(person_ids):
            theirs = self._session.scalars(_open_with(), {"here": self._workspace, "who": few})
            found |= {one.id: one for one in theirs.unique()}
        return sorted(found.values(), key=lambda one: (one.asked_at, one.id))

    def _open_asks(self, *wanted: ColumnElement[bool]) -> list[Ask]:
        query = (
            select(Ask)
            .where(asks.c.workspace == self._workspace, OPEN_ASK, *wanted)
            .order_by(asks.c.asked_at, asks.c.id)
        )
        return list(self._session.scalars(query))


# Built once, with the parts in the same query.


@cache
def _by_asks() -> Select[Request]:
    holding = select(asks.c.request_id).where(
        asks.c.workspace == bindparam("here"), asks.c.id.in_(bindparam("these", expanding=True))
    )
    return (
        select(Request)
        .where(requests.c.workspace == bindparam("here"), requests.c.id.in_(holding))
        .options(joinedload(Request.asks))  # type: ignore[arg-type]  # mapped from outside
    )


@cache
def _open_by() -> Select[Request]:
    return (
        select(Request)
        .where(
            requests.c.workspace == bindparam("here"),
            requests.c.requester_id == bindparam("who"),
            OPEN_REQUEST,
        )
        .order_by(requests.c.asked_at, requests.c.id)
        .options(joinedload(Request.asks))  # type: ignore[arg-type]  # mapped from outside
    )


@cache
def _open_with() -> Select[Request]:
    here: BindParameter[str] = bindparam("here")
    who: BindParameter[Sequence[PersonId]] = bindparam("who", expanding=True)
    asked = select(asks.c.request_id).where(asks.c.workspace == here, asks.c.person_id.in_(who), OPEN_ASK)
    of_all = select(requests.c.id).where(requests.c.workspace == here, OPEN_REQUEST)
    theirs = (of_all.where(column.in_(who)) for column in (requests.c.requester_id, requests.c.target_id))
    return (
        select(Request)
        .where(requests.c.workspace == here, OPEN_REQUEST, requests.c.id.in_(union(asked, *theirs)))
        .options(joinedload(Request.asks))  # type: ignore[arg-type]  # mapped from outside
    )


_HOLDS: Final = select(asks.c.request_id).where(
    asks.c.workspace == bindparam("here"), asks.c.id == bindparam("this")
)
