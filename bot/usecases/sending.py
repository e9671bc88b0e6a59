"""Sending: a round that has left, brought together a few matches at a time, so that a crash repeats nothing.

Each match is its own row: what was brought together bears its pairing, in the same transaction as everything
that is said of it. Whoever goes on after a crash goes on with the rows that bear none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from bot.domain import notices
from bot.domain.enrolments import Enrolment
from bot.domain.forms import Form
from bot.domain.lineups import Lineup
from bot.domain.matching import LeftOut, Match, Term
from bot.domain.mending import gone_from, mend
from bot.domain.people import PersonId
from bot.domain.programs import Program
from bot.domain.requests import Purpose
from bot.domain.rounds import Matched, Round, Stage, matched_ids, parts_of, readable
from bot.domain.terms import Terms
from bot.ports import Post, UnitOfWork
from bot.usecases import drafting, events
from bot.usecases.pairings import Together, bring_together
from bot.usecases.pools import idle_mentors, places_of
from bot.usecases.programs import admins_of
from bot.usecases.reaching import say_in_hours

AT_ONCE: Final = 25
"""Matches in one transaction: a round of thousands never holds the database for long."""
TOLD_AT_ONCE: Final = 100
TRIAL: Final = timedelta(weeks=4)
"""What was tried and came to nothing by then makes room for another try."""
_NAMED: Final = 2
"""Topics that say what a match is about."""


# --- once more, is everybody still there? -------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """A round that was sent, as it stood at a moment."""

    version: int
    lineup: Lineup


@dataclass(frozen=True, kw_only=True)
class Mended:
    """What has become of it: nothing when everybody is still there. `gone`: who was to be introduced."""

    round_id: str
    version: int
    lineup: Lineup
    gone: frozenset[PersonId]
    changed: bool


def read(uow: UnitOfWork, round_id: str, now: datetime) -> Standing | None:
    """Read what the check needs; None when there is nothing to check any more."""
    found = uow.rounds.find(round_id)
    if found is None or found.due(now) is not Stage.CHECK:
        return None
    program = uow.programs.get(found.program_id)
    matched = uow.rounds.matches(found.id)
    return Standing(found.version, Lineup(found, matched, drafting.material(uow, program, found.number, now)))


def compute(standing: Standing) -> Mended:
    """Hold the round against who is there now, outside of any transaction: on what was read alone."""
    lineup = standing.lineup
    hosts = {one.match.host for one in lineup.open if one.match.host is not None}
    missed = gone_from(lineup) & (matched_ids(lineup.open) | hosts)
    changed = mend(lineup)
    return Mended(
        round_id=lineup.round.id, version=standing.version, lineup=lineup, gone=missed, changed=changed
    )


def keep_mended(uow: UnitOfWork, command: Mended, now: datetime) -> bool:
    """Keep it, unless the round has changed meanwhile; tell the admins what is different."""
    here = uow.rounds.lock(command.round_id)
    if here.version != command.version or here.due(now) is not Stage.CHECK:
        return False
    lineup = command.lineup
    if command.changed:
        known = {one.number: one for one in uow.rounds.matches(here.id)}
        for one in lineup.matched:
            if one.number in known and known[one.number].match != one.match:
                known[one.number].match = one.match
        uow.rounds.change(lineup.new, [known[one.number] for one in lineup.gone])
        here.left_out, here.told = lineup.round.left_out, lineup.round.told
        here.excluded = lineup.round.excluded
        _tell_mended(uow, here, command, now)
    here.checked(now)
    return True


def _tell_mended(uow: UnitOfWork, here: Round, command: Mended, now: datetime) -> None:
    """Unless the program is over, or only somebody has gone who waited for the next round."""
    program = uow.programs.get(here.program_id)
    untold = len(here.left_out) - here.told
    if not program.open or not (command.gone or command.lineup.new or command.lineup.gone or untold):
        return
    notice = notices.RoundMended(
        program_id=program.id,
        form=program.form,
        name=program.name,
        number=here.number,
        gone=tuple(sorted(command.gone)),
        matched=len(command.lineup.new),
        left_out=untold,
    )
    for person in admins_of(uow, program):
        key = f"mended:{here.id}:{now.timestamp():.0f}:{person.id}"
        say_in_hours(uow, person, notice, key, now)


# --- bringing together --------------------------------------------------------------------------


def introduce(uow: UnitOfWork, round_id: str, now: datetime) -> bool:
    """Bring the next few matches together; whether there was anything to do."""
    ahead = uow.rounds.unpaired(round_id, AT_ONCE)
    named = (person_id for one in ahead for person_id in (*one.members, one.match.host))
    uow.people.lock(filter(None, named))  # before their round, as in leaving; a sponsor with the others
    here = uow.rounds.lock(round_id)
    if here.due(now) is not Stage.INTRODUCE:
        return False
    program = uow.programs.get(here.program_id)
    if program.form is Form.SPEED:
        events.invite(uow, program, uow.rounds.matches(here.id), now)
        _all_introduced(uow, program, here, now)
        return True
    few = uow.rounds.unpaired(here.id, AT_ONCE)
    for one in few:
        enrolled = _able(uow, program, here, one, now)
        if enrolled is None:
            here.recheck(now)
            return True
        one.pairing_id = bring_together(uow, together(uow, program, here, one, now), now).id
        if here.closes_at is not None:  # some have had to read that there is nobody for them, or are about to
            _take_back(uow, here, one)
        for enrolment in enrolled:
            enrolment.matched()
    if len(few) < AT_ONCE:
        _all_introduced(uow, program, here, now)
    return True


def _take_back(uow: UnitOfWork, here: Round, one: Matched) -> None:
    """Whoever has a match after all does not read that they have none."""
    for person_id in one.members:
        uow.outbox.drop(_left_out_of(here, person_id))
        uow.outbox.drop(_idle_in(here, person_id))


def _able(
    uow: UnitOfWork, program: Program, here: Round, one: Matched, now: datetime
) -> list[Enrolment] | None:
    """The places of everybody in a match; None when somebody can't take part, or has no place any more."""
    sponsor_id = one.match.host if program.form is Form.SHADOW_BOARD else None
    people = uow.people.lock((*one.members, sponsor_id) if sponsor_id else one.members)
    if sponsor_id and not (people[sponsor_id].active and not people[sponsor_id].paused(now)):
        return None
    mentors = one.members[: one.match.mentors]
    taken = uow.pairings.places_taken(mentors)
    if any(taken.get(mentor, 0) >= places_of(program.terms, people[mentor]) for mentor in mentors):
        return None
    found = [uow.enrolments.find(program.id, person_id) for person_id in one.members]
    able = [
        enrolment
        for enrolment in found
        if enrolment is not None and enrolment.takes_part(people[enrolment.person_id], now, here.number)
    ]
    return able if len(able) == len(one.members) else None


def together(uow: UnitOfWork, program: Program, here: Round, one: Matched, now: datetime) -> Together:
    """What a match is told: why just these people, a question to begin with, what each hopes for."""
    terms = program.terms
    return Together(
        form=program.form,
        members=parts_of(program.form, one.match),
        purpose=Purpose(topic=_topic(program, one.match)),
        minutes=terms.minutes,
        once=is_once(terms),
        program_id=program.id,
        round_id=here.id,
        reasons=one.match.reasons,
        opening=terms.opening,
        icebreaker=here.number + one.number,
        agenda=_agenda(uow, program, one),
        ends_at=(here.closes_at or program.together_until(now)) if terms.lasts else None,
    )


def is_once(terms: Terms) -> bool:
    """Whether a match is for one chat."""
    return not terms.lasts and not terms.chemistry_first


def _topic(program: Program, match: Match) -> str:
    """The seat on a board, or what is asked for and offered among them."""
    if match.role:
        return match.role
    named = next((one.named for one in match.reasons if one.term is Term.TOPICS and one.points > 0), ())
    return ", ".join(named[:_NAMED]) or program.name


def _agenda(uow: UnitOfWork, program: Program, one: Matched) -> tuple[str, ...]:
    """What those who look for something would like to reach, in their own words."""
    asking = one.members[one.match.mentors :]
    found = (uow.enrolments.find(program.id, person_id) for person_id in asking)
    return tuple(enrolment.wishes.goal for enrolment in found if enrolment and enrolment.wishes.goal.strip())


def _all_introduced(uow: UnitOfWork, program: Program, here: Round, now: datetime) -> None:
    first = here.closes_at is None
    here.introduced(_closes_at(program, here, now), now)
    matched = uow.rounds.matches(here.id)
    placed = matched_ids(matched)
    if first:  # who has nobody since somebody left meanwhile has read of that
        here.spare(idle_mentors(uow, program, placed | here.without, now, here.number))
    if first and not matched:
        for enrolment in uow.enrolments.active(program.id):
            enrolment.not_held(here.number)
    if first and matched and program.lost_at is None:
        _announce(uow, program, here, matched, now)


def _closes_at(program: Program, here: Round, now: datetime) -> datetime:
    """One chat has until a later round; what lasts, its weeks; what is tried, some of them.

    A mentor's one chat takes a place of theirs, which the very next round may need.
    """
    terms = program.terms
    if terms.lasts:
        return program.together_until(now)
    if terms.chemistry_first:
        return now + TRIAL
    if program.form.equals or program.next_round_at is None:
        return program.chat_until(now)
    return program.next_round_at


def _announce(
    uow: UnitOfWork, program: Program, here: Round, matched: Sequence[Matched], now: datetime
) -> None:
    announced = notices.RoundAnnounced(
        program_id=program.id,
        form=program.form,
        name=program.name,
        matches=len(matched),
        people=len(matched_ids(matched)),
        next_round_at=program.next_round_at,
    )
    key = f"announced:{here.id}"
    uow.outbox.put(Post(channel=program.channel_id, notice=announced, key=key, send_at=now))


# --- those without a match ----------------------------------------------------------------------


def tell(uow: UnitOfWork, round_id: str, now: datetime) -> bool:
    """Tell the next few who have no match why, and then mentors without a mentee; whether any was left."""
    here = uow.rounds.lock(round_id)
    if here.due(now) is not Stage.TELL:
        return False
    program = uow.programs.get(here.program_id)
    few = here.left_out[here.told : here.told + TOLD_AT_ONCE]
    people = uow.people.several(one.person_id for one in few)
    for one in few:
        enrolment = uow.enrolments.find(program.id, one.person_id)
        person = people.get(one.person_id)
        if enrolment is None or not enrolment.active or person is None or not person.active:
            continue
        enrolment.not_matched()
        key = f"{_left_out_of(here, person.id)}{now.timestamp():.0f}"
        say_in_hours(uow, person, not_this_time(program, one), key, now)
    idle = here.idle[here.idle_told :][: TOLD_AT_ONCE - len(few)]
    _tell_idle(uow, program, here, idle, now)
    here.tell(len(few), now, idle=len(idle))
    return True


def _tell_idle(
    uow: UnitOfWork, program: Program, here: Round, idle: Sequence[PersonId], now: datetime
) -> None:
    """Mentors who made room and have nobody: it is no fault of theirs, and nothing is to be done."""
    people = uow.people.several(idle)
    for person_id in idle:
        enrolment = uow.enrolments.find(program.id, person_id)
        person = people.get(person_id)
        if enrolment is None or not enrolment.active or person is None or not person.active:
            continue
        notice = notices.NoMentee(
            program_id=program.id,
            form=program.form,
            name=program.name,
            next_round_at=program.next_round_at,
        )
        key = f"{_idle_in(here, person.id)}{now.timestamp():.0f}"
        say_in_hours(uow, person, notice, key, now)


def _left_out_of(here: Round, person_id: PersonId) -> str:
    """Begins the key of each time that somebody reads of having no match: one may fall away again."""
    return f"left-out:{here.id}:{person_id}:"


def _idle_in(here: Round, person_id: PersonId) -> str:
    return f"no-mentee:{here.id}:{person_id}:"


def call_off(uow: UnitOfWork, round_id: str, now: datetime) -> bool:
    """Tell the next few that a round does not take place; whether any was left."""
    here = uow.rounds.lock(round_id)
    if here.due(now) is not Stage.CALL_OFF:
        return False
    program = uow.programs.get(here.program_id)
    few = here.called_off[:TOLD_AT_ONCE]
    people = uow.people.several(few)
    notice = notices.RoundCalledOff(
        program_id=program.id, form=program.form, name=program.name, next_round_at=program.next_round_at
    )
    for person_id in few:
        enrolment = uow.enrolments.find(program.id, person_id)
        person = people.get(person_id)
        if enrolment is not None and enrolment.active and person is not None and person.active:
            say_in_hours(uow, person, notice, f"called-off:{here.id}:{person_id}", now)
    here.called(len(few), now)
    return True


def not_this_time(program: Program, one: LeftOut) -> notices.NotThisTime:
    """Why somebody has no match, without what anybody wished in private."""
    return notices.NotThisTime(
        program_id=program.id,
        form=program.form,
        name=program.name,
        rule=readable(one),
        next_round_at=program.next_round_at,
    )
