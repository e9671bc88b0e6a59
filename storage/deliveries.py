"""Deliveries: the outbox as its worker sees it, over all workspaces; each call is its own transaction."""

import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    Row,
    Update,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from bot.ports import DeadLetter, Letter, Parcel, Posted
from storage.columns import Moment, UnknownNotice, notice_of
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

# Built once: building one takes longer than SQLite takes to answer it, and delivery asks often.
_held_back = exists().where(
    _of_same_address, or_(_was_tried, and_(_is_older, _other.c.send_at <= outbox.c.send_at))
)
_next_due = (
    select(outbox.c.send_at)
    .where(QUEUED, outbox.c.claimed_until.is_(None), ~_held_back)
    .order_by(outbox.c.send_at)
    .limit(1)
)
_lease_ends = select(func.min(outbox.c.claimed_until)).where(CLAIMED)
_NEXT_TIMES: Final = select(_next_due.scalar_subquery(), _lease_ends.scalar_subquery())

_NOW: Final = bindparam("the_time", type_=Moment())
_IDS: Final = bindparam("those", type_=outbox.c.id.type, expanding=True)
_MINE: Final = and_(outbox.c.id == bindparam("this"), outbox.c.claimed_by == bindparam("my_claim"))
_in_flight = _other.c.claimed_until > _NOW
_comes_first = and_(_is_older, or_(_other.c.send_at <= _NOW, _was_tried))
_CLAIMABLE: Final = (
    select(outbox)
    .where(QUEUED, outbox.c.send_at <= _NOW)
    .where(or_(outbox.c.claimed_until.is_(None), outbox.c.claimed_until <= _NOW))
    .where(~exists().where(_of_same_address, or_(_in_flight, _comes_first)))
    .order_by(outbox.c.send_at, outbox.c.id)
    .limit(bindparam("most", type_=Integer()))
    .with_for_update(skip_locked=True, of=outbox)
)
_TAKE: Final = (
    update(outbox)
    .where(outbox.c.id.in_(_IDS))
    .values(
        claimed_until=bindparam("until", type_=Moment()),
        claimed_by=bindparam("my_claim"),
        attempts=outbox.c.attempts + 1,
    )
)
_BURY: Final = (
    update(outbox)
    .where(outbox.c.id.in_(_IDS))
    .values(state=Letter.DEAD, settled_at=_NOW, claimed_until=None, last_error="unknown kind")
)
# Whose claim it was stays: who marked it ahead may still say where it stands, or take the mark back.
_SETTLED: Final = update(outbox).where(_MINE).values(settled_at=_NOW, claimed_until=None)
_NOT_SENT: Final = _SETTLED.values(
    state=bindparam("letter", type_=outbox.c.state.type), last_error=bindparam("why")
)
_SENT: Final = _SETTLED.values(state=Letter.SENT, sent_at=func.coalesce(outbox.c.sent_at, _NOW))
_SENT_THERE: Final = _SENT.values(posted_channel=bindparam("place"), posted_ts=bindparam("stamp"))

_PLACE: Final = (outbox.c.workspace, outbox.c.about, outbox.c.address)
_PLACES: Final = (
    select(*_PLACE, outbox.c.posted_channel, outbox.c.posted_ts)
    .where(outbox.c.workspace.in_(bindparam("here", expanding=True)))
    .where(outbox.c.about.in_(bindparam("subjects", expanding=True)), outbox.c.posted_channel.is_not(None))
    .order_by(outbox.c.id)
)
_REPLACED: Final = (
    update(outbox)
    .where(outbox.c.workspace == bindparam("here"), outbox.c.about == bindparam("subject"))
    .where(outbox.c.address == bindparam("whom"), outbox.c.posted_channel.is_not(None))
    .values(about=None)
)

_Place = tuple[str, str, str]
"""A workspace, what is spoken of, and the address at which."""


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
            rows = connection.execute(_CLAIMABLE, {"the_time": now, "most": most}).all()
            claim = f"{worker} {secrets.token_hex(6)}"
            _take(connection, [row.id for row in rows], now + lease, claim)
            places = _places(connection, rows)
            parcels = [parcel for row in rows if (parcel := _parcel(row, claim, places)) is not None]
            _bury(connection, {row.id for row in rows} - {parcel.id for parcel in parcels}, now)
        return parcels

    def sent(self, parcel: Parcel, posted: Posted | None, now: datetime) -> None:
        """It is said; where may be told later, by a second call."""
        mark, where = (_SENT, {}) if posted is None else (_SENT_THERE, _place(posted))
        with self._engine.begin() as connection:
            if parcel.edits is not None:
                connection.execute(_REPLACED, _there(parcel, parcel.edits))
            connection.execute(mark, {**_mine(parcel, now), **where})

    def retry(self, parcel: Parcel, at: datetime, error: str) -> None:
        """Give the claim back, to be tried again then; what was dropped meanwhile stays so."""
        # At most once is marked before it is said: when it certainly was not, the mark is taken back.
        marked_ahead = and_(outbox.c.state == Letter.SENT, outbox.c.posted_channel.is_(None))
        held = outbox.c.claimed_by == parcel.claim
        self._queue(parcel.id, held, or_(QUEUED, marked_ahead), send_at=at, last_error=error)

    def dead(self, parcel: Parcel, error: str, now: datetime) -> None:
        """Give the message up."""
        self._settle(_NOT_SENT, parcel, now, letter=Letter.DEAD, why=error)

    def dropped(self, parcel: Parcel, why: str, now: datetime) -> None:
        """It need not be said any more."""
        self._settle(_NOT_SENT, parcel, now, letter=Letter.DROPPED, why=why)

    def next_due_at(self) -> datetime | None:
        """When the first message that no other holds back is due, or the first claim runs out."""
        with self._engine.begin() as connection:
            times = connection.execute(_NEXT_TIMES).one()
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

    def _settle(self, mark: Update, parcel: Parcel, now: datetime, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(mark, {**_mine(parcel, now), **values})


def _mine(parcel: Parcel, now: datetime) -> Mapping[str, object]:
    return {"this": parcel.id, "my_claim": parcel.claim, "the_time": now}


def _there(parcel: Parcel, about: str) -> Mapping[str, str]:
    return {"here": parcel.workspace, "subject": about, "whom": address_of(parcel.address)}


def _place(posted: Posted) -> Mapping[str, str]:
    return {"place": posted.channel, "stamp": posted.ts}


def _take(connection: Connection, ids: list[int], until: datetime, claim: str) -> None:
    if ids:
        connection.execute(_TAKE, {"those": ids, "until": until, "my_claim": claim})


def _bury(connection: Connection, ids: set[int], now: datetime) -> None:
    """Give up what another version queued and this one cannot read: the operator may revive it."""
    if ids:
        connection.execute(_BURY, {"those": list(ids), "the_time": now})


def _places(connection: Connection, rows: Sequence[Row[Any]]) -> Mapping[_Place, Sequence[Posted]]:
    """Where the messages stand that these are to replace: those about the same thing, at the same address."""
    edits = [row for row in rows if row.edits is not None]
    found: dict[_Place, list[Posted]] = defaultdict(list)
    if edits:
        those = {"here": {row.workspace for row in edits}, "subjects": {row.edits for row in edits}}
        for *place, channel, stamp in connection.execute(_PLACES, those):
            found[tuple(place)].append(Posted(channel, stamp))
    return found


def _parcel(row: Row[Any], claim: str, places: Mapping[_Place, Sequence[Posted]]) -> Parcel | None:
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
        places=tuple(places.get((row.workspace, row.edits, row.address), ())),
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
