"""Rounds: drafts, what was sent, and which of them the scheduler looks at next."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select

from bot.domain.errors import Gone
from bot.domain.matching import Match
from bot.domain.people import PersonId
from bot.domain.rounds import Matched, Round, RoundState
from storage.looks import Looked
from storage.repository import in_turn
from storage.tables import PAIRED, matches, rounds


class SqlRounds(Looked[Round]):
    """`ports.Rounds` on one workspace."""

    _kind = Round

    def add(self, round_: Round, matches: Sequence[Matched]) -> None:
        """Keep a new round: it first, since its matches refer to it."""
        self._session.add(round_)
        self._session.flush()
        self._session.add_all(matches)

    def find(self, round_id: str) -> Round | None:
        """The round, or None."""
        return self._find(Round, round_id)

    def lock(self, round_id: str) -> Round:
        """The round as it is now, held until the transaction ends."""
        query = select(Round).where(self._here, rounds.c.id == round_id)
        held = query.with_for_update().execution_options(populate_existing=True)
        found = self._session.scalar(held)
        if found is None:
            raise Gone
        return found

    def of_program(self, program_id: str) -> list[Round]:
        """The program's rounds, the latest first."""
        query = select(Round).where(self._here, rounds.c.program_id == program_id)
        return list(self._session.scalars(query.order_by(rounds.c.number.desc())))

    def drafts(self, program_ids: Collection[str]) -> list[Round]:
        """Rounds that wait to be sent, oldest first."""
        query = select(Round).where(
            self._here, rounds.c.program_id.in_(program_ids), rounds.c.state == RoundState.DRAFTED
        )
        return list(self._session.scalars(query.order_by(rounds.c.drafted_at, rounds.c.id)))

    def matches(self, round_id: str) -> list[Matched]:
        """All matches of a round, by number."""
        return list(self._session.scalars(self._of(round_id)))

    def unpaired(self, round_id: str, most: int) -> list[Matched]:
        """Matches that were not brought together yet, by number."""
        query = self._of(round_id).where(matches.c.pairing_id.is_(None)).limit(most)
        return list(self._session.scalars(query))

    def paired(self, round_id: str, after: int, most: int) -> list[Matched]:
        """Matches that were brought together, those after a number."""
        query = self._of(round_id).where(PAIRED, matches.c.number > after).limit(most)
        return list(self._session.scalars(query))

    def change(self, new: Sequence[Matched], gone: Sequence[Matched]) -> None:
        """Keep new matches, and forget others."""
        for one in gone:
            self._session.delete(one)
        self._session.flush()
        self._session.add_all(new)

    def by_pairings(self, pairing_ids: Collection[str]) -> Mapping[str, Matched]:
        """The matches that these pairings come from."""
        here = select(Matched).where(matches.c.workspace == self._workspace)
        some = (here.where(matches.c.pairing_id.in_(few)) for few in in_turn(pairing_ids))
        found = (one for query in some for one in self._session.scalars(query))
        return {one.pairing_id: one for one in found if one.pairing_id}

    def hosts(self, program_id: str) -> Mapping[PersonId, int]:
        """How often each person has hosted in the program."""
        query = self._kept(rounds.c.program_id == program_id, rounds.c.sent_at.is_not(None))
        found = (match for match, _ in self._rows(query))
        return Counter(match.host for match in found if match.host is not None)

    def seated_since(self, since: datetime) -> list[tuple[tuple[PersonId, ...], datetime]]:
        """Who sat together at an event since then."""
        query = self._kept(matches.c.turn > 0, rounds.c.sent_at >= since)
        return [(match.members, at) for match, at in self._rows(query)]

    def _kept(self, *conditions: ColumnElement[bool]) -> Select[Match, datetime]:
        """Matches alone with the moment at which they were sent: there may be very many."""
        of = (rounds.c.workspace == matches.c.workspace) & (rounds.c.id == matches.c.round_id)
        query = select(matches.c.match, rounds.c.sent_at).join(rounds, of).where(self._here, *conditions)
        return query.order_by(rounds.c.sent_at, rounds.c.id, matches.c.number)

    def _of(self, round_id: str) -> Select[Matched]:
        query = select(Matched).where(matches.c.workspace == self._workspace, matches.c.round_id == round_id)
        return query.order_by(matches.c.number)

    @property
    def _here(self) -> ColumnElement[bool]:
        return rounds.c.workspace == self._workspace
