"""Outbox: messages put on their way in the transaction of what they speak of."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Result,
    Row,
    bindparam,
    delete,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from bot.domain.notices import ALL, MeetingSoon
from bot.domain.people import PersonId
from bot.ports import Letter, Post
from storage.columns import notice_of, params_of
from storage.repository import Repository
from storage.tables import DEAD, EMPTY, QUEUED, SAID, UNPROMPTED, outbox

_LAST_CHARACTER = "\U0010ffff"


class SqlOutbox(Repository):
    """`ports.Outbox` on one workspace. `touched` says whether something was queued."""

    def __init__(self, session: Session, workspace: str) -> None:
        super().__init__(session, workspace)
        self.touched = False

    def put(self, post: Post) -> None:
        """Queue a message; a key that was there before changes nothing, nor does an edit of nothing."""
        if post.edits is not None and not self._stands(post.edits, post.address):
            return
        row = {
            "workspace": self._workspace,
            "recipients": post.to,
            "address": address_of(post.address),
            "kind": type(post.notice).__name__,
            "params": params_of(post.notice),
            "key": post.key,
            "send_at": post.send_at,
            "state": Letter.QUEUED,
            "attempts": 0,
            "about": post.about,
            "edits": post.edits,
            "unprompted": post.notice.unprompted,
        }
        self.touched |= self._insert_unless_there(outbox, row)

    def _stands(self, about: str, address: tuple[str, ...]) -> bool:
        """Whether a message about this was said there, or will be: else an edit would only be dropped."""
        self._session.flush()
        there = {"here": self._workspace, "subject": about, "whom": address_of(address)}
        return self._session.execute(_STANDS, there).first() is not None

    def told_of(self, about: str) -> Collection[tuple[PersonId, ...]]:
        """Whom something about this was said to, or will be, in the order in which it was queued."""
        self._session.flush()
        rows = self._session.execute(_TOLD_OF, {"here": self._workspace, "subject": about})
        return dict.fromkeys(tuple(row.recipients) for row in rows if row.recipients)

    def spoken_to(
        self, person_ids: Collection[PersonId], since: datetime
    ) -> Mapping[PersonId, tuple[datetime, ...]]:
        """When each person was (or will be) sent unprompted messages since then, in order."""
        at: ColumnElement[datetime] = func.coalesce(outbox.c.sent_at, outbox.c.send_at)
        query = (
            select(outbox.c.address, at)
            .where(
                self._here,
                outbox.c.address.in_(person_ids),  # an unprompted message goes to one person
                UNPROMPTED,
                outbox.c.state.in_([Letter.QUEUED, Letter.SENT]),
                at >= since,
            )
            .order_by(at)
        )
        spoken: dict[PersonId, tuple[datetime, ...]] = {}
        for person_id, moment in self._rows(query):
            spoken[person_id] = (*spoken.get(person_id, ()), moment)
        return spoken

    def bring_forward(self, person_id: PersonId, sooner: datetime, until: datetime) -> None:
        """Say sooner what is queued for this person alone, for after that and until then."""
        self._session.flush()
        those = {"here": self._workspace, "whom": address_of((person_id,))}
        self._session.execute(_BRING_FORWARD, {**those, "sooner": sooner, "until": until})

    def forget(self, words_before: datetime, before: datetime, most: int) -> int:
        """Empty what was settled before then, and delete what was settled before the other."""
        said = select(outbox.c.id).where(self._here, SAID, outbox.c.settled_at < words_before).limit(most)
        emptied = self._execute(update(outbox).where(outbox.c.id.in_(said)).values(params=None))
        return sum((_count(emptied), self._delete(EMPTY, before, most), self._delete(DEAD, before, most)))

    def _delete(self, those: ColumnElement[bool], before: datetime, most: int) -> int:
        old = select(outbox.c.id).where(self._here, those, outbox.c.settled_at < before).limit(most)
        return _count(self._execute(delete(outbox).where(outbox.c.id.in_(old))))

    def drop(self, key_prefix: str) -> list[Post]:
        """Take back queued messages whose key starts so. A range, since LIKE would need escapes."""
        self._session.flush()
        first, last = key_prefix, key_prefix + _LAST_CHARACTER
        those = {"here": self._workspace, "first": first, "last": last}
        return [_post(row) for row in self._session.execute(_DROP, those) if row.kind in ALL]

    @property
    def _here(self) -> ColumnElement[bool]:
        return outbox.c.workspace == self._workspace


_SAID: Final = (Letter.QUEUED, Letter.SENT)
_STANDS: Final = (
    select(literal(1))
    .where(outbox.c.workspace == bindparam("here"), outbox.c.about == bindparam("subject"))
    # What was taken back in flight may yet arrive.
    .where(
        outbox.c.address == bindparam("whom"),
        or_(outbox.c.state.in_(_SAID), outbox.c.claimed_by.is_not(None)),
    )
    .limit(1)
)
_TOLD_OF: Final = (
    select(outbox.c.recipients)
    .where(outbox.c.workspace == bindparam("here"), outbox.c.about == bindparam("subject"))
    .where(or_(outbox.c.state.in_(_SAID), outbox.c.claimed_by.is_not(None)))
    .order_by(outbox.c.id)
)
_DROP: Final = (
    update(outbox)
    .where(outbox.c.workspace == bindparam("here"), QUEUED)
    .where(outbox.c.key >= bindparam("first"), outbox.c.key < bindparam("last"))
    .values(state=Letter.DROPPED, claimed_until=None, settled_at=outbox.c.send_at)
    .returning(outbox)
)
_SOONER: Final = bindparam("sooner", type_=outbox.c.send_at.type)
_BRING_FORWARD: Final = (
    update(outbox)
    .where(outbox.c.workspace == bindparam("here"), outbox.c.address == bindparam("whom"), QUEUED)
    .where(outbox.c.send_at > _SOONER, outbox.c.send_at <= bindparam("until", type_=outbox.c.send_at.type))
    .where(~outbox.c.unprompted, outbox.c.kind != MeetingSoon.__name__)
    .values(send_at=_SOONER)
)


def _post(row: Row[Any]) -> Post:
    return Post(
        to=row.recipients,
        notice=notice_of(row.kind, row.params),
        key=row.key,
        send_at=row.send_at,
        about=row.about,
        edits=row.edits,
        channel=None if row.recipients else row.address,
    )


def _count(result: Result[Any]) -> int:
    return result.rowcount if isinstance(result, CursorResult) else 0


def address_of(recipients: tuple[str, ...]) -> str:
    """Where messages to these people (or a channel) arrive one after the other, however they are ordered."""
    return " ".join(sorted(recipients))
