"""Delivery: whether a queued notice should still be said."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.domain import notices
from bot.domain.pairings import Pairing
from bot.domain.people import Person, PersonId
from bot.domain.requests import AskState, RequestState
from bot.ports import Post, UnitOfWork
from bot.usecases.reaching import hours_of, say

TO_CHANNELS: Final = (notices.ProgramAnnounced, notices.RoundAnnounced, notices.RoundResults)


def recipients(uow: UnitOfWork, post: Post, now: datetime) -> list[Person] | None:
    """Whom a notice goes to as they are now, or None when it need not be said any more.

    Whoever has left is no part of a group any more: the one who remains reads it in a direct message.
    """
    known = uow.glances.people(post.to)  # this is asked before each message: it is only glanced at
    if not _relevant(uow, post, known, now):
        _put_off(uow, post, known, now)
        return None
    if isinstance(post.notice, TO_CHANNELS):
        return _read_like(uow, post.notice.program_id)
    return [known[one] for one in _still_in_it(uow, post) if one in known and known[one].active]


def _still_in_it(uow: UnitOfWork, post: Post) -> Sequence[PersonId]:
    """Whoever has left a group before it was introduced is not brought together with it."""
    if not isinstance(post.notice, notices.Introduced):
        return post.to
    found = _pairing(uow, post.notice.pairing_id)
    return post.to if found is None else tuple(one for one in post.to if one in found.people)


def _pairing(uow: UnitOfWork, pairing_id: str) -> Pairing | None:
    return uow.glances.pairings([pairing_id]).get(pairing_id)


def _relevant(uow: UnitOfWork, post: Post, known: Mapping[PersonId, Person], now: datetime) -> bool:
    """Whether the notice still holds: nobody hears of what is over, or after they have left."""
    notice = post.notice
    if isinstance(notice, TO_CHANNELS):
        program = uow.programs.find(notice.program_id)
        late = isinstance(notice, notices.ProgramAnnounced) and not notice.over
        return program is not None and (program.open or not late)
    if not any(person.active for person in known.values()):
        return False
    if isinstance(notice, notices.Nudge):
        return uow.waits.find(notice.wait_id) is not None and _reachable(uow, known, now)
    if isinstance(notice, notices.Asked | notices.AskedToIntroduce):
        request = uow.glances.asked([notice.ask_id]).get(notice.ask_id)
        return request is not None and any(
            ask.id == notice.ask_id and ask.state is AskState.ASKED for ask in request.asks
        )
    if isinstance(notice, notices.RequestSent):
        sent = uow.requests.find(notice.request_id)
        return sent is not None and sent.open
    if isinstance(notice, notices.RequestMovedOn):
        sought = uow.requests.find(notice.request_id)
        over = sought is None or sought.state in (RequestState.ACCEPTED, RequestState.WITHDRAWN)
        return bool(notice.line) or not over  # a kind line is passed on in any case
    if isinstance(notice, notices.Introduced | notices.TimesOffered | notices.InOneLine):
        pairing = _pairing(uow, notice.pairing_id)
        return pairing is not None and pairing.open
    return _still_ahead(uow, notice, now)


def _still_ahead(uow: UnitOfWork, notice: notices.Notice, now: datetime) -> bool:
    """Whether a draft still waits to be sent, or a booked chat to begin; whatever else there is holds."""
    if isinstance(notice, notices.RoundDrafted):
        draft = uow.rounds.find(notice.round_id)
        return draft is not None and draft.drafted
    if isinstance(notice, notices.MeetingSoon):
        meeting = uow.glances.meetings([notice.meeting_id]).get(notice.meeting_id)
        stands = meeting is not None and meeting.booked and meeting.starts_at == notice.starts_at
        return stands and now < notice.starts_at
    return True


def _read_like(uow: UnitOfWork, program_id: str) -> list[Person] | None:
    """Whose language and clock a channel reads: those of whoever set its program up."""
    program = uow.programs.find(program_id)
    person = uow.people.find(program.created_by) if program else None
    return [person] if person else None


def _put_off(uow: UnitOfWork, post: Post, known: Mapping[PersonId, Person], now: datetime) -> None:
    """A nudge that is late comes in the person's next working hour, for what is left of what it waits for."""
    person = next(iter(known.values()), None)  # a nudge goes to one
    if not isinstance(post.notice, notices.Nudge) or person is None or not person.active:
        return
    wait = uow.waits.find(post.notice.wait_id)
    if wait is None or _reachable(uow, known, now):
        return
    at = hours_of(uow, person, now).next_open(now)
    say(uow, post.to, post.notice, f"nudge:{wait.id}:{at.timestamp():.0f}", at, post.about)


def _reachable(uow: UnitOfWork, known: Mapping[PersonId, Person], now: datetime) -> bool:
    """Whether it is these people's working time."""
    return any(hours_of(uow, person, now).open_at(now) for person in known.values())
