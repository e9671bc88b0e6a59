"""Agreements in memory."""

from collections.abc import Collection, Mapping

from bot import ports
from bot.domain.agreements import Agreement
from tests.fake_storage.shelves import Loan


class FakeAgreements:
    def __init__(self, shelf: Loan[Agreement]) -> None:
        self._shelf = shelf

    def add(self, agreement: Agreement) -> None:
        if self._shelf.get(agreement.pairing_id) is not None:
            raise ports.Overtaken
        self._shelf.put(agreement.pairing_id, agreement)

    def find(self, pairing_id: str) -> Agreement | None:
        return self._shelf.get(pairing_id)

    def several(self, pairing_ids: Collection[str]) -> Mapping[str, Agreement]:
        return {one: found for one in pairing_ids if (found := self.find(one))}
