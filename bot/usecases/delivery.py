"""Delivery: whether a queued notice should still be said."""

from datetime import datetime

from bot.domain import notices
from bot.domain.requests import AskState
from bot.ports import Post, UnitOfWork


def relevant(uow: UnitOfWork, post: Post, now: datetime) -> bool:
    """Whether the notice still holds: nobody hears of what is over, or after they have left."""
    if not any((person := uow.people.find(one)) and person.active for one in post.to):
        return False
    notice = post.notice
    if isinstance(notice, notices.Nudge):
        return uow.waits.find(notice.wait_id) is not None and not _away(uow, post, now)
    if isinstance(notice, notices.Asked | notices.AskedToIntroduce):
        request = uow.requests.find_by_ask(notice.ask_id)
        return request is not None and any(
            ask.id == notice.ask_id and ask.state is AskState.ASKED for ask in request.asks
        )
    if isinstance(notice, notices.Introduced | notices.TimesOffered):
        pairing = uow.pairings.find(notice.pairing_id)
        return pairing is not None and pairing.open
    if isinstance(notice, notices.MeetingSoon):
        meeting = uow.meetings.find(notice.meeting_id)
        stands = meeting is not None and meeting.booked and meeting.starts_at == notice.starts_at
        return stands and now < notice.starts_at
    return True


def _away(uow: UnitOfWork, post: Post, now: datetime) -> bool:
    return all(person.paused(now) for one in post.to if (person := uow.people.find(one)))
