"""The funnel: how far people got in each form of mentoring, from what the bot keeps."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.forms import Form
from bot.domain.meetings import Attendance
from bot.simulation.records import Booked, Brought


@dataclass(frozen=True, kw_only=True)
class Row:
    """One form: people who were invited and who joined, then pairings by what came of them.

    For requests `invited` are those that were asked, `enrolled` those answered with a yes. Of all chats of a
    pairing one that was held counts most: `met` when anybody says so.
    """

    form: Form
    invited: int
    enrolled: int
    introduced: int
    booked: int
    met: int
    not_met: int
    unknown: int
    logged: int


def funnel(
    invited: Mapping[Form, int],
    enrolled: Mapping[Form, int],
    together: Iterable[Brought],
    chats: Iterable[Booked],
    logged: Collection[tuple[str, str]],
    now: datetime,
) -> Sequence[Row]:
    """A row for each form that anybody was invited to."""
    stages: dict[Form, Counter[str]] = defaultdict(Counter)
    of: dict[str, list[Booked]] = defaultdict(list)
    for chat in chats:
        if not chat.cancelled:
            of[chat.pairing_id].append(chat)
    told = {pairing_id for pairing_id, _ in logged}
    for one in together:
        here = stages[one.form]
        here["introduced"] += 1
        here["booked"] += bool(of[one.id])
        here[_came_of(of[one.id], now)] += 1
        here["logged"] += one.id in told
    return [_row(form, invited, enrolled, stages[form]) for form in Form if invited.get(form) or stages[form]]


def _came_of(chats: Sequence[Booked], now: datetime) -> str:
    answers = {answer for chat in chats if chat.starts_at <= now for answer in chat.answers.values()}
    if Attendance.MET in answers:
        return "met"
    if answers & {Attendance.NOT_YET, Attendance.WONT_HAPPEN}:
        return "not met"
    return "unknown" if answers else "nothing booked"


def _row(form: Form, invited: Mapping[Form, int], enrolled: Mapping[Form, int], here: Counter[str]) -> Row:
    return Row(
        form=form,
        invited=invited.get(form, 0),
        enrolled=enrolled.get(form, 0),
        introduced=here["introduced"],
        booked=here["booked"],
        met=here["met"],
        not_met=here["not met"],
        unknown=here["unknown"],
        logged=here["logged"],
    )
