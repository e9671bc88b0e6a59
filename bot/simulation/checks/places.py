"""Places: how many mentees a mentor has at once, how many people a group has, and who sits where when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.domain.forms import Form
from bot.domain.pairings import Part
from bot.domain.terms import Terms
from bot.simulation.chronicle import Chronicle
from bot.simulation.records import Booked, Brought
from bot.simulation.tally import Invariant, Tally

Programs = Mapping[str, tuple[Form, Terms]]


def check_capacity(
    tally: Tally, together: Sequence[Brought], chronicle: Chronicle, programs: Programs
) -> None:
    """Whenever a mentor gets another mentee: how many they have then, against what they take."""
    spans: dict[str, list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for one in together:
        for member in one.members:
            if member.part is not Part.MENTOR or _is_sponsor(one, member.person_id, programs):
                continue
            taken = spans[member.person_id]
            taken.append((one.opened_at, member.left_at))
            count = sum(end is None or end > one.opened_at for _, end in taken)
            most = _most(one, chronicle.takes(member.person_id, one.opened_at), programs)
            tally.check(
                Invariant.CAPACITY,
                count <= most,
                "{} has {} of {} with {} {} at {}",
                member.person_id,
                count,
                most,
                one.form,
                one.id,
                one.opened_at,
            )


def _is_sponsor(one: Brought, person_id: str, programs: Programs) -> bool:
    """A panel's sponsor takes it by being named, whatever else they do."""
    program = programs.get(one.program_id or "")
    return program is not None and program[1].sponsor_id == person_id


def _most(one: Brought, own: int | None, programs: Programs) -> int:
    """What the mentor takes by their profile and the program lets them; who names nothing: the program."""
    program = programs.get(one.program_id or "")
    if program is None:
        return own or 0
    return program[1].capacity if own is None else min(own, program[1].capacity)


def check_sizes(tally: Tally, together: Iterable[Brought], programs: Programs) -> None:
    """How many people were brought together, against what the program says."""
    for one in together:
        least, most = bounds(one.form, programs.get(one.program_id or ""))
        tally.check(
            Invariant.GROUP_SIZE,
            least <= len(one.members) <= most,
            "{} in {} {}, not from {} to {}",
            len(one.members),
            one.form,
            one.id,
            least,
            most,
        )


def bounds(form: Form, program: tuple[Form, Terms] | None) -> tuple[int, int]:
    """How many people belong together: two, but for groups, circles, panels and the odd trio of peers."""
    if program is None or form not in (Form.GROUP, Form.CIRCLE, Form.SHADOW_BOARD, Form.PEER):
        return 2, 2
    return program[1].least, program[1].most


def check_double_bookings(tally: Tally, chats: Iterable[Booked]) -> None:
    """Each person's booked chats in order: none begins before the one before is over."""
    of: dict[str, list[Booked]] = defaultdict(list)
    for chat in chats:
        if chat.planned and not chat.cancelled:
            for person_id in chat.answers:
                of[person_id].append(chat)
    for person_id, booked in of.items():
        booked.sort(key=lambda chat: chat.starts_at)
        until = None
        for chat in booked:
            free = until is None or until <= chat.starts_at
            words = "{} is booked twice at {}, with {}"
            tally.check(Invariant.DOUBLE_BOOKING, free, words, person_id, chat.starts_at, chat.id)
            end = chat.starts_at + timedelta(minutes=chat.minutes)
            until = end if until is None else max(until, end)
