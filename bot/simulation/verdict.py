"""The verdict: all checks over a year that has passed."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot.simulation import records
from bot.simulation.checks import messages, pairs, places, rounds, telling
from bot.simulation.chronicle import Chronicle
from bot.simulation.staff import Colleague
from bot.simulation.tally import Invariant, Tally


def check_year(
    connection: Connection,
    tally: Tally,
    staff: Mapping[str, Colleague],
    chronicle: Chronicle,
    now: datetime,
) -> None:
    """Hold what the bot keeps and said against what the simulation saw."""
    together, chats = records.brought(connection), records.booked(connection)
    programs, sent, unsaid = (
        records.terms(connection),
        records.rounds(connection),
        records.unsaid(connection),
    )
    met = sorted([*together, *records.seated(sent)], key=lambda one: one.opened_at)
    pairs.check_pairs(tally, together, staff, chronicle, programs)
    pairs.check_repeats(tally, met, programs)
    places.check_capacity(tally, together, chronicle, programs)
    places.check_sizes(tally, together, programs)
    places.check_double_bookings(tally, chats)
    drafted = records.drafted(connection)
    rounds.check_members(tally, together, sent, drafted, chronicle, programs)
    rounds.check_left_out(tally, sent, drafted, met, staff, chronicle, programs)
    heard = telling.Heard(chronicle.said, unsaid)
    rounds.check_told_why(tally, sent, staff, chronicle, heard)
    telling.check_introduced(tally, together, sent, staff, heard, chronicle.breaks)
    telling.check_ends(tally, together, chats, staff, heard, records.reopened(connection))
    messages.check_group_hours(tally, chronicle.said, together, staff)
    _check_messages(tally, staff, chronicle)
    messages.check_delivered(tally, unsaid, now)


def _check_messages(tally: Tally, staff: Mapping[str, Colleague], chronicle: Chronicle) -> None:
    said = chronicle.said
    messages.check_budget(tally, said)
    messages.check_hours(tally, said, staff)
    messages.check_peace(tally, said, staff, chronicle)
    messages.check_twice(tally, said, chronicle.replaced)
    tally.checked[Invariant.NO_FAILURE] += chronicle.deeds.total() + chronicle.refused.total()
    for at, what in chronicle.failures:
        tally.check(Invariant.NO_FAILURE, False, "{} at {}", what, at)


def check_evening(connection: Connection, tally: Tally, now: datetime) -> None:
    """What may change again: whether anybody is booked twice as things stand, or anything is stuck."""
    places.check_double_bookings(tally, records.booked(connection, now))
    messages.check_delivered(tally, records.unsaid(connection), now)
