"""Pairings: who is with whom, and how many places that takes."""

from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, case, func, or_, select, type_coerce
from sqlalchemy.orm import joinedload

from bot.domain.pairings import Pairing, PairingState, Part
from bot.domain.people import PersonId
from storage.columns import Moment
from storage.repository import Repository, in_turn
from storage.tables import PRESENT, members, pairings


class SqlPairings(Repository):
    """`ports.Pairings` on one workspace."""

    def add(self, pairing: Pairing) -> None:
        """Keep a new pairing."""
        self._session.add(pairing)

    def find(self, pairing_id: str) -> Pairing | None:
        """The pairing, or None."""
        return self._find(Pairing, pairing_id)

    def of(self, person_id: PersonId, *, ended_since: datetime | None = None) -> list[Pairing]:
        """The person's open pairings (and those that were over for them since then), newest first."""
        since = {} if ended_since is None else {"since": ended_since}
        whose = {"here": self._workspace, "who": person_id}
        return list(self._session.scalars(_of(bool(since)), {**whose, **since}).unique())

    def of_program(self, program_id: str) -> list[Pairing]:
        """The open pairings of a program, oldest first."""
        query = (
            select(Pairing)
            .where(
                pairings.c.workspace == self._workspace,
                pairings.c.program_id == program_id,
                pairings.c.state != PairingState.ENDED,
            )
            .order_by(pairings.c.opened_at, pairings.c.id)
        )
        return list(self._session.scalars(query))

    def together_since(self, since: datetime) -> list[Mapping[PersonId, datetime | None]]:
        """Everyone who was brought together, read without their pairings: there may be very many."""
        last = case((pairings.c.once, pairings.c.opened_at), else_=members.c.left_at)
        query = (
            select(members.c.pairing_id, members.c.person_id, type_coerce(last, Moment))
            .join(
                pairings,
                (pairings.c.workspace == members.c.workspace) & (pairings.c.id == members.c.pairing_id),
            )
            .where(members.c.workspace == self._workspace, or_(last.is_(None), last >= since))
            .order_by(members.c.pairing_id, members.c.position)
        )
        found: dict[str, dict[PersonId, datetime | None]] = {}
        for pairing_id, person_id, at in self._rows(query):
            found.setdefault(pairing_id, {})[person_id] = at
        return list(found.values())

    def lasting_with(self, person_ids: Collection[PersonId]) -> Mapping[str, tuple[PersonId, ...]]:
        """Who is in what lasts, read without the pairings."""
        found: dict[str, tuple[PersonId, ...]] = {}
        for few in in_turn(person_ids):
            theirs = {"here": self._workspace, "who": few}
            for pairing_id, person_id in self._rows(_lasting_with(), theirs):
                found[pairing_id] = (*found.get(pairing_id, ()), person_id)
        return {one: tuple(dict.fromkeys(everyone)) for one, everyone in found.items()}

    def places_taken(self, mentor_ids: Collection[PersonId]) -> Mapping[PersonId, int]:
        """Places of each mentor that open pairings take: one each, however many are mentored in it."""
        taken = select(members.c.person_id, func.count()).where(
            members.c.workspace == self._workspace, members.c.part == Part.MENTOR, PRESENT
        )
        counted = taken.group_by(members.c.person_id)
        some = (counted.where(members.c.person_id.in_(few)) for few in in_turn(mentor_ids))
        return {mentor_id: count for query in some for mentor_id, count in self._rows(query)}


# Built once, with the parts in the same query.


@cache
def _lasting_with() -> Select[str, str]:
    here: BindParameter[str] = bindparam("here")
    theirs = select(members.c.pairing_id).where(
        members.c.workspace == here, members.c.person_id.in_(bindparam("who", expanding=True)), PRESENT
    )
    return (
        select(members.c.pairing_id, members.c.person_id)
        .join(
            pairings,
            (pairings.c.workspace == members.c.workspace) & (pairings.c.id == members.c.pairing_id),
        )
        .where(members.c.workspace == here, PRESENT, pairings.c.once.is_(False), pairings.c.id.in_(theirs))
        .order_by(members.c.pairing_id, members.c.position)
    )


@cache
def _of(ended_too: bool) -> Select[Pairing]:
    ended = members.c.left_at >= bindparam("since", type_=members.c.left_at.type)
    own = select(members.c.pairing_id).where(
        members.c.workspace == bindparam("here"),
        members.c.person_id == bindparam("who"),
        or_(PRESENT, ended) if ended_too else PRESENT,
    )
    return (
        select(Pairing)
        .where(pairings.c.workspace == bindparam("here"), pairings.c.id.in_(own))
        .order_by(pairings.c.opened_at.desc(), pairings.c.id)
        .options(joinedload(Pairing.members))  # type: ignore[arg-type]  # mapped from outside
    )
