"""Recaps: what came of a person's chats, as far as they may read it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from bot.domain.meetings import Meeting
from bot.domain.outcomes import Account, Outcome, Shared
from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from bot.ports import UnitOfWork

LATEST: Final = 24
"""Accounts to look at: a dozen chats of two."""


@dataclass(frozen=True, kw_only=True)
class Recap:
    """What came of one chat: one's own account (kept as `outcome_id`), and what others share of theirs."""

    with_ids: tuple[PersonId, ...]
    topic: str
    at: datetime
    outcome_id: str = ""
    own: Account | None = None
    shared: tuple[Shared, ...] = ()

    @property
    def open_step(self) -> bool:
        """Whether one's own next step has yet to be done."""
        return self.own is not None and self.own.open_step

    def due_step(self, today: date) -> bool:
        """Whether the day of one's own next step has come, and it has yet to be done."""
        return self.own is not None and self.own.due_step(today)


def of(uow: UnitOfWork, person_id: PersonId, known: Iterable[Pairing]) -> tuple[Recap, ...]:
    """The person's latest chats that somebody told of; `known` pairings are not read again."""
    told = uow.glances.outcomes(person_id, LATEST)
    meetings = uow.glances.meetings({one.meeting_id for one in told if one.meeting_id})
    pairings = {one.id: one for one in known}
    pairings |= uow.glances.pairings({one.pairing_id for one in told} - pairings.keys())
    return tuple(_recaps(person_id, told, meetings, pairings))


def _recaps(
    person_id: PersonId,
    told: Iterable[Outcome],
    meetings: Mapping[str, Meeting],
    pairings: Mapping[str, Pairing],
) -> Iterator[Recap]:
    by_chat: dict[str, list[Outcome]] = {}
    for outcome in told:
        by_chat.setdefault(outcome.meeting_id or "", []).append(outcome)
    for meeting_id, accounts in by_chat.items():
        meeting, pairing = meetings.get(meeting_id), pairings.get(accounts[0].pairing_id)
        if meeting is not None and pairing is not None:
            recap = _recap(person_id, accounts, meeting, pairing.topic)
            if recap.shared or (recap.own is not None and recap.own.told):
                yield recap


def _recap(person_id: PersonId, accounts: Iterable[Outcome], meeting: Meeting, topic: str) -> Recap:
    own = next((one for one in accounts if one.author_id == person_id), None)
    others = (one.account.shared_by(one.author_id) for one in accounts if one.author_id != person_id)
    return Recap(
        with_ids=tuple(seat.person_id for seat in meeting.seats if seat.person_id != person_id),
        topic=topic,
        at=meeting.starts_at,
        outcome_id=own.id if own else "",
        own=own.account if own else None,
        shared=tuple(one for one in others if one.thanks or one.story),
    )
