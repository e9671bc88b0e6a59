"""Rounds: whom they match, whom they leave out, and whether there was another way."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from bot.domain.forms import Form
from bot.domain.terms import Terms
from bot.simulation.checks.allowed import Allowed, History
from bot.simulation.checks.telling import Heard
from bot.simulation.chronicle import Chronicle
from bot.simulation.records import Brought, Drafted, Group, Sent
from bot.simulation.staff import Colleague
from bot.simulation.tally import Invariant, Tally

Programs = Mapping[str, tuple[Form, Terms]]
_TRIO: Final = 3
_MEMBER: Final = "{} in {} {} at {}"


def check_members(
    tally: Tally,
    together: Sequence[Brought],
    sent: Sequence[Sent],
    drafted: Sequence[Drafted],
    chronicle: Chronicle,
    programs: Programs,
) -> None:
    """Whoever a round brings together is in its program then, on no break, and not taken out of it."""
    history, drafted_at = History(together, drafted), {one.id: one.drafted_at for one in sent}
    for each in sent:
        placed = {who for group in each.groups for who in group.members}
        for person_id in each.excluded:
            named = (person_id, each.number, each.program_id)
            tally.check(Invariant.TAKEN_OUT, person_id not in placed, "{} in round {} of {}", *named)
    for one in together:
        if one.round_id is None or one.program_id is None:
            continue
        for person_id in one.ids:
            if programs[one.program_id][1].sponsor_id == person_id:
                continue  # named by the admins, and in no need to join
            key, at = (one.program_id, person_id), one.opened_at
            inside = chronicle.enrolled.holds(key, at)
            tally.check(Invariant.ENROLLED, inside, _MEMBER, person_id, one.form, one.id, at)
            away = chronicle.breaks.holds(person_id, at) or chronicle.program_breaks.holds(key, at)
            away = away or history.skips(chronicle, key, drafted_at.get(one.round_id, at))
            tally.check(Invariant.ON_A_BREAK, not away, _MEMBER, person_id, one.form, one.id, at)


def check_told_why(
    tally: Tally, sent: Sequence[Sent], staff: Mapping[str, Colleague], chronicle: Chronicle, heard: Heard
) -> None:
    """Everybody who was left out has read why by the next round, or will."""
    for one in sent:
        for person_id in one.left_out:
            # What is queued is known by the round that its key names, what was said by its program.
            subjects = (one.program_id, one.id)
            told = any(person_id in heard.by("NotThisTime", subject) for subject in subjects)
            gone = not chronicle.enrolled.holds((one.program_id, person_id), one.sent_at)
            tally.check(
                Invariant.TOLD_WHY,
                told or gone or not staff[person_id].here(one.sent_at),
                "{} in round {} of {}",
                person_id,
                one.number,
                one.program_id,
            )


def check_left_out(
    tally: Tally,
    sent: Sequence[Sent],
    drafted: Sequence[Drafted],
    together: Sequence[Brought],
    staff: Mapping[str, Colleague],
    chronicle: Chronicle,
    programs: Programs,
) -> None:
    """Round by round: for whoever was left out before and is again, look for another way.

    Where an admin changed the draft by hand, whom that leaves out is the admin's own choice. Whoever was
    matched and whose partner has left since was not left out: that nobody else is free is nobody's doing.
    """
    history = History(together, drafted)
    of: dict[str, list[Sent]] = defaultdict(list)
    for one in sent:
        of[one.program_id].append(one)
    for program_id, theirs in of.items():
        form, terms = programs[program_id]
        waiting: set[str] = set()
        for one in sorted(theirs, key=lambda sent: sent.number):
            moments = (one.drafted_at, one.sent_at)
            allowed = Allowed(staff, chronicle, history, (program_id, form, terms), one.id, moments)
            matched = {who for group in one.groups for who in group.members[group.mentors :]}
            again = waiting & {*one.left_out} - matched if one.id not in chronicle.hand_made else set()
            for person_id in sorted(again):
                way = _another_way(one, person_id, waiting, allowed, form, terms, _taking(chronicle, one))
                tally.check(
                    Invariant.LEFT_OUT_TWICE,
                    way is None,
                    "{} in round {} of {} {}: {}",
                    person_id,
                    one.number,
                    form,
                    program_id,
                    way,
                )
            placed = {who for group in one.groups for who in group.members}
            waiting = (waiting - placed) | {*one.left_out}


def _taking(chronicle: Chronicle, one: Sent) -> list[str]:
    return sorted(
        who for program, who in chronicle.enrolled.holding(one.drafted_at) if program == one.program_id
    )


def _another_way(
    one: Sent,
    person_id: str,
    waiting: Collection[str],
    allowed: Allowed,
    form: Form,
    terms: Terms,
    taking: Sequence[str],
) -> str | None:
    """How somebody could have had a match at the expense of nobody who had waited, or None."""
    if not allowed.takes_part(person_id) or form in (Form.SPEED, Form.BOARD):
        return None
    if form is Form.PEER and terms.least == 2:
        return _among_peers(one, person_id, waiting, allowed, terms)
    if form.grouped:
        return _in_a_group(one, person_id, waiting, allowed, terms)
    return _with_a_mentor(one, person_id, waiting, allowed, taking)


def _with_a_mentor(
    one: Sent, start: str, waiting: Collection[str], allowed: Allowed, taking: Sequence[str]
) -> str | None:
    """A path from the mentee to a free mentor, or to a mentee who has not waited, mentee by mentee."""
    mentees: dict[str, list[str]] = defaultdict(list)
    mentors: dict[str, str] = {}
    for group in one.groups:
        mentor, mentee = group.members[0], group.members[1]
        mentees[mentor].append(mentee)
        mentors[mentee] = mentor
    able = [who for who in taking if allowed.wishes(who).mentors and allowed.takes_part(who)]
    reached, queue = {start}, [start]
    while queue:
        mentee = queue.pop(0)
        for mentor in able:
            # Nobody mentors their own mentor: a way through such a pair is not looked for.
            if mentors.get(mentor) == mentee or not allowed.together(mentor, mentee, mentor=True):
                continue
            if len(mentees[mentor]) < allowed.places(mentor):
                return f"{mentor} has a place"
            for other in mentees[mentor]:
                if other not in waiting:
                    return f"{mentor} instead of {other}, who has not waited"
                if other not in reached:
                    reached.add(other)
                    queue.append(other)
    return None


def _among_peers(
    one: Sent, start: str, waiting: Collection[str], allowed: Allowed, terms: Terms
) -> str | None:
    """An alternating path to somebody else without a match, or to somebody who has not waited; or a trio."""
    partners = {who: group for group in one.groups for who in group.members}
    for group in one.groups if terms.most >= _TRIO else ():
        if len(group.members) == 2 and all(allowed.together(start, who) for who in group.members):
            return f"a trio with {' and '.join(group.members)}"
    reached, queue = {start}, [start]
    while queue:
        here = queue.pop(0)
        for there in (*partners, *one.left_out):
            if there in reached or not allowed.takes_part(there) or not allowed.together(here, there):
                continue
            if there not in partners:
                return f"{there} is without a match as well"
            if len(partners[there].members) > 2:
                continue
            (other,) = (who for who in partners[there].members if who != there)
            if other not in waiting:
                return f"{there}, whose partner {other} has not waited"
            reached.update((there, other))
            queue.append(other)
    return None


def _in_a_group(
    one: Sent, start: str, waiting: Collection[str], allowed: Allowed, terms: Terms
) -> str | None:
    """A group with room for one more, or the place of somebody who has not waited."""
    if not allowed.advises(start):
        return None
    for group in one.groups:
        if len(group.members) < terms.most and _fits(start, group, None, allowed):
            return f"room beside {', '.join(group.members)}"
        for other in group.members[group.mentors :]:
            if other not in waiting and _fits(start, group, other, allowed):
                return f"the place of {other}"
    return None


def _fits(start: str, group: Group, instead: str | None, allowed: Allowed) -> bool:
    return all(
        allowed.together(who, start, mentor=at < group.mentors)
        for at, who in enumerate(group.members)
        if who != instead
    )
