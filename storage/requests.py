"""Requests and their asks. The database sees to one open ask per requester and person."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.domain.errors import AskedRecently
from bot.domain.people import PersonId
from bot.domain.requests import NO_REPEAT, Ask, AskState, Request, Role
from storage.repository import Repository
from storage.tables import OPEN_ASK, OPEN_REQUEST, asks, requests

_NEW_ASKS = "new asks"


class SqlRequests(Repository):
    """`ports.Requests` on one workspace. Its session listens to `remember_new_asks`."""

    def add(self, request: Request) -> None:
        """Keep a new request; AskedRecently, and nothing kept, when an ask of its pair is open."""
        try:
            with self._session.begin_nested():
                self._session.add(request)
        except IntegrityError as error:
            raise refusal_of(error, self._session) or error from error

    def find(self, request_id: str) -> Request | None:
        """The request with its asks, or None."""
        return self._session.get(Request, (self._workspace, request_id))

    def find_by_ask(self, ask_id: str) -> Request | None:
        """The request that holds this ask, or None."""
        holds = select(asks.c.request_id).where(asks.c.workspace == self._workspace, asks.c.id == ask_id)
        query = select(Request).where(
            requests.c.workspace == self._workspace, requests.c.id == holds.scalar_subquery()
        )
        return self._session.scalars(query).one_or_none()

    def open_by(self, requester_id: PersonId) -> list[Request]:
        """The person's own open requests, oldest first."""
        query = (
            select(Request)
            .where(
                requests.c.workspace == self._workspace, requests.c.requester_id == requester_id, OPEN_REQUEST
            )
            .order_by(requests.c.asked_at, requests.c.id)
        )
        return list(self._session.scalars(query))

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
        return self._open_asks(mentor_id, asks.c.state == AskState.WAITING)

    def asked(self, person_id: PersonId) -> list[Ask]:
        """Asks to this person in state asked, oldest first."""
        return self._open_asks(person_id, asks.c.state == AskState.ASKED)

    def _open_asks(self, person_id: PersonId, state: ColumnElement[bool]) -> list[Ask]:
        query = (
            select(Ask)
            .where(asks.c.workspace == self._workspace, asks.c.person_id == person_id, OPEN_ASK, state)
            .order_by(asks.c.asked_at, asks.c.id)
        )
        return list(self._session.scalars(query))


def refusal_of(error: IntegrityError, session: Session) -> AskedRecently | None:
    """What a broken "one open ask per pair" means to a person; None for any other broken rule."""
    # PostgreSQL names the index, SQLite its columns.
    if not any(sign in str(error.orig) for sign in ("uq_asks_one_open", "asks.requester_id, asks.person_id")):
        return None
    person_id, asked_at = session.info[_NEW_ASKS][-1]
    return AskedRecently(person=person_id, after=(asked_at + NO_REPEAT).date())


def remember_new_asks(session: Session, *_: object) -> None:
    """Before a flush: a failed one forgets what was new, and the refusal names the person."""
    new = [(one.person_id, one.asked_at) for one in session.new if isinstance(one, Ask)]
    session.info[_NEW_ASKS] = new or session.info.get(_NEW_ASKS, [])
