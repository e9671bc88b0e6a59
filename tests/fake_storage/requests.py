"""Requests in memory."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from bot import ports
from bot.domain.people import PersonId
from bot.domain.requests import Ask, AskState, Request, Role
from tests.fake_storage.shelves import Loan


class FakeRequests:
    def __init__(self, shelf: Loan[Request]) -> None:
        self._shelf = shelf

    def add(self, request: Request) -> None:
        self._shelf.put(request.id, request)

    def check(self) -> None:
        """What the database's index refuses at the commit: two open asks of one pair."""
        seen: set[tuple[PersonId, PersonId]] = set()
        for ask in self._asks(lambda one: one.open):
            if self._pair(ask) in seen:
                raise ports.Overtaken
            seen.add(self._pair(ask))

    def find(self, request_id: str) -> Request | None:
        return self._shelf.get(request_id)

    def find_by_ask(self, ask_id: str) -> Request | None:
        found = self._shelf.where(lambda one: any(ask.id == ask_id for ask in one.asks))
        return found[0] if found else None

    def by_asks(self, ask_ids: Collection[str]) -> Mapping[str, Request]:
        return {one: found for one in ask_ids if (found := self.find_by_ask(one))}

    def open_by(self, requester_id: PersonId) -> list[Request]:
        found = self._shelf.where(lambda one: one.open and one.requester_id == requester_id)
        return sorted(found, key=lambda one: (one.asked_at, one.id))

    def last_asked(self, requester_id: PersonId, since: datetime) -> Mapping[PersonId, datetime]:
        asked = self._asks(
            lambda one: (
                one.requester_id == requester_id
                and one.role is Role.MENTOR
                and one.state not in (AskState.WITHDRAWN, AskState.RELEASED)
                and one.asked_at >= since
            )
        )
        return {one.person_id: one.asked_at for one in asked}

    def waitlist(self, mentor_id: PersonId) -> list[Ask]:
        return self._asks(lambda one: one.person_id == mentor_id and one.state is AskState.WAITING)

    def open_with(self, person_ids: Collection[PersonId]) -> list[Request]:
        def wanted(one: Request) -> bool:
            asked = {ask.person_id for ask in one.open_asks}
            return one.open and not asked.union({one.requester_id, one.target_id}).isdisjoint(person_ids)

        return sorted(self._shelf.where(wanted), key=lambda one: (one.asked_at, one.id))

    def asked(self, person_id: PersonId) -> list[Ask]:
        return self._asks(lambda one: one.person_id == person_id and one.state is AskState.ASKED)

    def _asks(self, wanted: Callable[[Ask], bool]) -> list[Ask]:
        holding = self._shelf.where(lambda one: any(map(wanted, one.asks)))
        found = [ask for request in holding for ask in request.asks if wanted(ask)]
        return sorted(found, key=lambda one: (one.asked_at, one.id))

    @staticmethod
    def _pair(ask: Ask) -> tuple[PersonId, PersonId]:
        return ask.requester_id, ask.person_id
