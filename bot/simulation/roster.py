"""The roster: who works here, as the workspace's directory says; people come and go by the clock."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.demo.company import Person as Known
from bot.domain.people import Kind, Person
from bot.simulation.staff import Colleague


class Roster:
    """`ports.Directory`, of the made-up company.

    Args:
        workspace: whose people they are.
        others: guests, apps and closed accounts.
        staff: those who may take part, by id.
        now: the time.
    """

    def __init__(
        self,
        workspace: str,
        others: Mapping[str, Known],
        staff: Mapping[str, Colleague],
        now: Callable[[], datetime],
    ) -> None:
        self._workspace, self._others, self._staff, self._now = workspace, others, staff, now
        self._known: dict[tuple[str, bool], Person] = {}  # described each day, and hardly ever new

    async def fetch(self, person_id: str) -> Person | None:
        """The person, once they work here."""
        if person_id in self._others:
            return self._described(self._others[person_id], active=not self._others[person_id].deleted)
        one = self._staff.get(person_id)
        if one is None or (one.joined_at is not None and self._now() < one.joined_at):
            return None
        return self._described(one.known, active=one.here(self._now()))

    async def everyone(self) -> list[Person]:
        """All accounts, closed ones and apps included."""
        found = [await self.fetch(one) for one in (*self._others, *self._staff)]
        return [one for one in found if one is not None]

    def _described(self, known: Known, *, active: bool) -> Person:
        described = self._known.get((known.id, active))
        if described is None:
            described = self._known[known.id, active] = self._describe(known, active=active)
        return described

    def _describe(self, known: Known, *, active: bool) -> Person:
        return Person(
            workspace=self._workspace,
            id=known.id,
            name=known.real_name,
            zone=known.tz,
            locale=known.locale,
            kind=Kind.BOT if known.is_bot else Kind.GUEST if known.is_restricted else Kind.MEMBER,
            active=active,
            admin=known.is_admin,
            email=known.email,
            title=known.title,
        )
