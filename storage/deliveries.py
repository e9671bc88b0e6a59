"""Deliveries: the outbox as its worker sees it, over all workspaces; each call is its own transaction."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    and_,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from bot.ports import DeadLetter, Letter, Parcel, Posted
from storage.columns import UnknownNotice, notice_of
from storage.outbox import address_of
from storage.tables import CLAIMED, DEAD, QUEUED, outbox

_ONE_CLAIM_AT_A_TIME: Final = 0x6D656E746F72  # any number that nobody else locks

# The other messages to the same people.
_other = outbox.alias("other")
_of_same_address = and_(
    _other.c.workspace == outbox.c.workspace,
    _other.c.address == outbox.c.address,
    _other.c.state == literal_column("'queued'"),
    _other.c.id != outbox.c.id,
)
_is_older = _other.c.id < outbox.c.id
_was_tried = _other.c.attempts > 0  # a claim counts as an attempt: what is in flight was tried too

# Built once: building one takes longer than SQLite takes to answer it, and a clock that is turned asks often.
_held_back = exists().where(
    _of_same_address, or_(_was_tried, and_(_is_older, _other.c.send_at <= outbox.c.send_at))
)
_NEXT_DUE: Final = (
    select(outbox.c.send_at)
    .where(QUEUED, outbox.c.claimed_until.is_(None), ~_held_back)
    .order_by(outbox.c.send_at)
    .limit(1)
)
_LEASE_ENDS: Final = select(func.min(outbox.c.claimed_until)).where(CLAIMED)


class SqlDeliveries:
    """`ports.Deliveries`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, now: datetime, most: int, lease: timedelta, worker: str) -> list[Parcel]:
        """Up to `most` due messages, oldest first, at most one for each address."""
        with self._engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                # Two claims that overlap could each see one message of an address as its first.
                connection.execute(select(func.pg_advisory_xact_lock(_ONE_CLAIM_AT_A_TIME)))
            rows = connection.execute(_claimable(now, most)).all()
            claim = f"{worker} {secrets.token_hex(6)}"
            _take(connection, [row.id for row in rows], now + lease, claim)
            parcels = [parcel for row in rows if (parcel := _parcel(row, claim)) is not None]
            _bury(connection, {row.id for row in rows} - {parcel.id for parcel in parcels}, now)
        return parcels

    def sent(self, parcel: Parcel, posted: Posted | None, now: datetime) -> None:
        """It is said; where may be told later, by a second call."""
        where = {"posted_channel": posted.channel, "posted_ts": posted.ts} if posted else {}
        self._settle(parcel, Letter.SENT, now, sent_at=func.coalesce(outbox.c.sent_at, now), **where)

    def retry(self, parcel: Parcel, at: datetime, error: str) -> None:
        """Give the claim back, to be tried again then; what was dropped meanwhile stays so."""
        # At most once is marked before it is said: when it certainly was not, the mark is taken back.
        marked_ahead = and_(outbox.c.state == Letter.SENT, outbox.c.posted_channel.is_(None))
        self._queue(parcel.id, _held_by(parcel), or_(QUEUED, marked_ahead), send_at=at, last_error=error)

    def dead(self, parcel: Parcel, error: str, now: datetime) -> None:
        """Give the message up."""
        self._settle(parcel, Letter.DEAD, now, last_error=error)

    def dropped(self, parcel: Parcel, why: str, now: datetime) -> None:
        """It need not be said any more."""
        self._settle(parcel, Letter.DROPPED, now, last_error=why)

    def posted(self, workspace: str, about: str, to: Sequence[str]) -> list[Posted]:
        """Where messages about this stand at just this address, oldest first; not those replaced."""
        query = select(outbox.c.posted_channel, outbox.c.posted_ts).where(_standing(workspace, about, to))
        with self._engine.begin() as connection:
            return [Posted(*row) for row in connection.execute(query.order_by(outbox.c.id))]

    def replaced(self, workspace: str, about: str, to: Sequence[str]) -> None:
        """What was posted there about this has been replaced: nothing will replace it again."""
        with self._engine.begin() as connection:
            connection.execute(update(outbox).where(_standing(workspace, about, to)).values(about=None))

    def next_due_at(self) -> datetime | None:
        """When the first message that no other holds back is due, or the first claim runs out."""
        with self._engine.begin() as connection:
            times = connection.scalar(_NEXT_DUE), connection.scalar(_LEASE_ENDS)
        return min((at for at in times if at is not None), default=None)

    def dead_letters(self, most: int = 100) -> list[DeadLetter]:
        """Messages that were given up, latest first."""
        query = select(outbox).where(DEAD).order_by(outbox.c.settled_at.desc(), outbox.c.id.desc())
        with self._engine.begin() as connection:
            return [_dead_letter(row) for row in connection.execute(query.limit(most))]

    def revive(self, parcel_id: int, now: datetime) -> bool:
        """Queue a message again that was given up, with all its attempts; False when it is not dead."""
        return self._queue(parcel_id, DEAD, send_at=now, attempts=0) > 0

    def counts(self) -> Mapping[Letter, int]:
        """How many messages stand where; absent means none."""
        query = select(outbox.c.state, func.count()).group_by(outbox.c.state)
        with self._engine.begin() as connection:
            return dict(connection.execute(query).all())

    def _queue(self, parcel_id: int, *those: ColumnElement[bool], **values: Any) -> int:
        unclaimed = {"sent_at": None, "settled_at": None, "claimed_until": None, "claimed_by": None}
        change = {"state": Letter.QUEUED, **unclaimed, **values}
        with self._engine.begin() as connection:
            result = connection.execute(update(outbox).where(outbox.c.id == parcel_id, *those).values(change))
            return result.rowcount

    def _settle(self, parcel: Parcel, state: Letter, now: datetime, **values: Any) -> None:
        # Whose claim it was stays: who marked it ahead may still say where it stands, or take the mark back.
        change = {"state": state, "settled_at": now, "claimed_until": None, **values}
        mine = update(outbox).where(outbox.c.id == parcel.id, _held_by(parcel))
        with self._engine.begin() as connection:
            connection.execute(mine.values(change))


def _held_by(parcel: Parcel) -> ColumnElement[bool]:
    return outbox.c.claimed_by == parcel.claim


def _standing(workspace: str, about: str, to: Sequence[str]) -> ColumnElement[bool]:
    return and_(
        outbox.c.workspace == workspace,
        outbox.c.about == about,
        outbox.c.address == address_of(tuple(to)),
        outbox.c.posted_channel.is_not(None),
    )


def _claimable(now: datetime, most: int) -> Select[Any]:
    in_flight = _other.c.claimed_until > now
    comes_first = and_(_is_older, or_(_other.c.send_at <= now, _was_tried))
    return (
        select(outbox)
        .where(QUEUED, outbox.c.send_at <= now, _free(now))
        .where(~exists().where(_of_same_address, or_(in_flight, comes_first)))
        .order_by(outbox.c.send_at, outbox.c.id)
        .limit(most)
        .with_for_update(skip_locked=True, of=outbox)
    )


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= now)


def _take(connection: Connection, ids: list[int], until: datetime, worker: str) -> None:
    if ids:
        connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(ids))
            .values(claimed_until=until, claimed_by=worker, attempts=outbox.c.attempts + 1)
        )


def _bury(connection: Connection, ids: set[int], now: datetime) -> None:
    """Give up what another version queued and this one cannot read: the operator may revive it."""
    if ids:
        given_up = {"state": Letter.DEAD, "settled_at": now, "claimed_until": None}
        connection.execute(
            update(outbox).where(outbox.c.id.in_(ids)).values(**given_up, last_error="unknown kind")
        )


def _parcel(row: Row[Any], claim: str) -> Parcel | None:
    """The claimed message; None when this version knows no such notice."""
    try:
        notice = notice_of(row.kind, row.params)
    except UnknownNotice:
        return None
    return Parcel(
        id=row.id,
        workspace=row.workspace,
        to=row.recipients,
        notice=notice,
        key=row.key,
        send_at=row.send_at,
        about=row.about,
        edits=row.edits,
        channel=None if row.recipients else row.address,
        attempts=row.attempts,
        claim=claim,
    )


def _dead_letter(row: Row[Any]) -> DeadLetter:
    return DeadLetter(
        id=row.id,
        workspace=row.workspace,
        kind=row.kind,
        key=row.key,
        attempts=row.attempts,
        error=row.last_error or "",
        at=row.settled_at,
    )
