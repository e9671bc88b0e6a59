"""Wholes: a change of a part counts as a change of what it belongs to.

Whoever decides on a request looks at all of its asks, on a check-in at all seats, on going on at all members,
on a booking at the pairing, on sending a round at its matches. Two such decisions at once would each rest on
what the other one changes: the whole's version tells them, and the second one is made again.
"""

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from bot.domain.meetings import Meeting, Seat
from bot.domain.pairings import Member, Pairing
from bot.domain.requests import Ask, Request
from bot.domain.rounds import Matched, Round


def count_changes(session: Session, *_: object) -> None:
    """Before a flush: give the wholes of all changed parts a new version."""
    changed = {*session.new, *(one for one in session.dirty if session.is_modified(one))}
    for whole in {one for part in changed if (one := _whole_of(session, part)) is not None}:
        if whole not in session.new:
            flag_modified(whole, "state")


def _whole_of(session: Session, part: object) -> Request | Meeting | Pairing | Round | None:
    if isinstance(part, Ask):
        return session.get(Request, (part.workspace, part.request_id))
    if isinstance(part, Seat):
        return session.get(Meeting, (part.workspace, part.meeting_id))
    if isinstance(part, Member):
        return session.get(Pairing, (part.workspace, part.pairing_id))
    if isinstance(part, Matched):
        return session.get(Round, (part.workspace, part.round_id))
    if isinstance(part, Meeting) and part in session.new:
        return session.get(Pairing, (part.workspace, part.pairing_id))
    return None
