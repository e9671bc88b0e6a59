"""Telling: everybody hears of what concerns them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.domain.pairings import Part
from bot.simulation.chronicle import Said
from bot.simulation.records import Booked, Brought, InIt, Post, Sent
from bot.simulation.spans import Spans
from bot.simulation.staff import Colleague
from bot.simulation.tally import Invariant, Tally

BEGINNINGS: Final = frozenset({"Introduced", "TimesOffered"})
END: Final = "PairingEnded"


class Heard:
    """Who has heard (or will hear: it is queued) of which subject by which kind of message."""

    def __init__(self, said: Iterable[Said], unsaid: Iterable[Post]) -> None:
        self._of: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._first: dict[tuple[str, str], datetime] = {}
        for one in said:
            self._note(one.kind, one.subject, one.to, one.at)
        for post in unsaid:
            for part in post.key.split(":")[1:]:
                self._note(post.kind, part, post.to, post.send_at)

    def _note(self, kind: str, subject: str, to: Iterable[str], at: datetime) -> None:
        self._of[kind, subject].update(to)
        self._first[kind, subject] = min(at, self._first.get((kind, subject), at))

    def by(self, kind: str, subject: str) -> Collection[str]:
        """Who has heard of a subject by a kind of message."""
        return self._of.get((kind, subject), ())

    def began(self, pairing_id: str) -> datetime | None:
        """When somebody first reads of having been brought together."""
        times = (self._first.get((kind, pairing_id)) for kind in BEGINNINGS)
        return min(filter(None, times), default=None)


def check_introduced(
    tally: Tally,
    together: Sequence[Brought],
    sent: Sequence[Sent],
    staff: Mapping[str, Colleague],
    heard: Heard,
    breaks: Spans[str],
) -> None:
    """Everyone in a pairing reads of it, unless it was over, or they were gone, before they could.

    Whoever is on a break reads of it after that; whoever left a group before it read of itself, never.

    What a round brought together, and was over before anybody read of it, leaves nobody alone: a mentee or
    peer has another match in the round, or is among those whom it leaves out.
    """
    left_out = {(one.id, person_id) for one in sent for person_id in one.left_out}
    matched = {(one.round_id, who): one.id for one in together for who in one.ids}
    for one in together:
        told = {who for kind in BEGINNINGS for who in heard.by(kind, one.id)}
        for member in one.members:
            spared = member.left_at is not None and not (
                staff[member.person_id].was_at_work_between(one.opened_at, member.left_at)
                and not breaks.throughout(member.person_id, one.opened_at, member.left_at)
            )
            here = (one.round_id, member.person_id)
            others_go_on = one.ended_at is None or (member.left_at or one.ended_at) < one.ended_at
            instead = here in left_out or matched[here] != one.id or member.part is Part.MENTOR
            tally.check(
                Invariant.INTRODUCED,
                member.person_id in told
                or spared
                or (unheard(one, member, heard) and (others_go_on or instead)),
                "{} of {} {} at {}",
                member.person_id,
                one.form,
                one.id,
                one.opened_at,
            )


def unheard(one: Brought, member: InIt, heard: Heard) -> bool:
    """Whether a match of a round was over for somebody before anybody read of it."""
    began = heard.began(one.id)
    over = one.round_id is not None and member.left_at is not None
    return over and (began is None or (member.left_at is not None and member.left_at <= began))


def check_ends(
    tally: Tally,
    together: Sequence[Brought],
    chats: Sequence[Booked],
    staff: Mapping[str, Colleague],
    heard: Heard,
    reopened: Collection[str],
) -> None:
    """Whoever parts reads a kind word.

    None is due after a chat for once, or when nobody ever says whether they met; nor when the mentor has gone
    before the first chat: then the mentee reads of the next mentor; nor when a program's chat for once lapses
    as the next round comes: that one has another introduction for them; nor of what nobody had heard of.
    """
    begun: dict[str, datetime] = {}
    for chat in chats:
        if not chat.cancelled:
            begun[chat.pairing_id] = min(chat.starts_at, begun.get(chat.pairing_id, chat.starts_at))
    for one in together:
        for member in one.members:
            none = unheard(one, member, heard) or _needs_none(one, member, begun.get(one.id), reopened)
            if member.left_at is not None and not none:
                gone = staff[member.person_id].gone_before_work(member.left_at)
                tally.check(
                    Invariant.KIND_END,
                    gone or member.person_id in heard.by(END, one.id),
                    "{} of {} {}, over at {}",
                    member.person_id,
                    one.form,
                    one.id,
                    member.left_at,
                )


def _needs_none(one: Brought, member: InIt, begun: datetime | None, reopened: Collection[str]) -> bool:
    held = begun is not None and member.left_at is not None and begun <= member.left_at
    return held or one.request_id in reopened or (one.once and one.round_id is not None)
