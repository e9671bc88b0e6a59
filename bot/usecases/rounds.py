"""Rounds: kept as drafts, looked at and changed by the admins of their program, sent once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain import errors, notices, revising
from bot.domain.lineups import Lineup
from bot.domain.matching import Match
from bot.domain.nudging import Phase
from bot.domain.people import PersonId
from bot.domain.programs import Due, Program
from bot.domain.rounds import Matched, Outline, Round, matched_ids
from bot.ports import UnitOfWork
from bot.usecases import announcements, drafting
from bot.usecases.drafts import about, settle, supersede
from bot.usecases.pools import idle_mentors, sitting_out, taking_part
from bot.usecases.programs import administered, admins_of
from bot.usecases.reaching import say_in_hours


@dataclass(frozen=True, kw_only=True)
class Keep:
    """What was matched, and what from."""

    basis: drafting.Basis
    outline: Outline


def keep(uow: UnitOfWork, command: Keep, now: datetime) -> Round | None:
    """Keep a round as a draft, or let it leave; None when somebody else has, or the program has changed.

    A draft that nobody has sent makes room for it. Where nobody could be matched, there is no round.
    """
    program = uow.programs.lock(command.basis.program_id)
    if program.version != command.basis.version or program.due(now) is not Due.ROUND:
        return None
    found = command.outline
    draft = Round(
        workspace=uow.workspace,
        id=uow.new_id(),
        program_id=program.id,
        number=command.basis.material.number,
        drafted_at=now,
        left_out=found.left_out,
        blocked=dict(found.blocked),
        pairs=found.pairs,
        unstable=found.unstable,
    )
    supersede(uow, program, now)
    lineup = Lineup(draft, list(_matched(draft, found)), command.basis.material)
    if lineup.separate():
        lineup.fill()
    matched = lineup.matched
    uow.rounds.add(draft, matched)
    program.plan(now)
    uow.waits.close(program.id, (Phase.ROUND_AHEAD,))
    announcements.refresh(uow, program, now)
    if not matched:
        draft.spare(idle_mentors(uow, program, draft.without, now))
        draft.cancel(now)
        _tell_empty(uow, program, draft, now)
        return draft
    for enrolment in uow.enrolments.active(program.id):
        enrolment.drafted(draft.number)
    if program.terms.sends_itself:
        draft.send(None, now)
    else:
        _tell_drafted(uow, program, draft, matched, now)
    return draft


def _matched(draft: Round, found: Outline) -> list[Matched]:
    """The matches with their numbers; the chats of an event turn by turn."""
    rows: list[tuple[Match, int, int]] = [(match, 0, 0) for match in found.matches]
    rows += [(match, turn, seat) for turn, chats in enumerate(found.turns, 1) for seat, match in chats]
    return [
        Matched(
            workspace=draft.workspace, round_id=draft.id, number=number, match=match, turn=turn, seat=seat
        )
        for number, (match, turn, seat) in enumerate(rows, 1)
    ]


def _tell_drafted(
    uow: UnitOfWork, program: Program, draft: Round, matched: list[Matched], now: datetime
) -> None:
    notice = notices.RoundDrafted(
        round_id=draft.id,
        program_id=program.id,
        form=program.form,
        name=program.name,
        number=draft.number,
        matches=len(matched),
        people=len(matched_ids(matched)),
        left_out=len(draft.left_out),
        unstable=draft.unstable,
        rules=draft.open_rules,
    )
    for person in admins_of(uow, program):
        say_in_hours(uow, person, notice, f"drafted:{draft.id}:{person.id}", now, about(draft))


def _tell_empty(uow: UnitOfWork, program: Program, draft: Round, now: datetime) -> None:
    notice = notices.RoundEmpty(
        program_id=program.id,
        form=program.form,
        name=program.name,
        number=draft.number,
        people=len(draft.left_out),
        rules=draft.open_rules,
        next_round_at=program.next_round_at,
    )
    for person in admins_of(uow, program):
        say_in_hours(uow, person, notice, f"empty:{draft.id}:{person.id}", now, about(draft))


# --- under an admin's eyes ----------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class OfRound:
    """An admin, about a round."""

    person_id: PersonId
    round_id: str


@dataclass(frozen=True)
class Preview:
    """A round as its admins see it: who with whom and why, never what anyone wished.

    `idle`: mentors for whom it has no mentee. `sitting_out`: how many skip the draft or are on a break.
    """

    program: Program
    round: Round
    matched: tuple[Matched, ...]
    idle: tuple[PersonId, ...] = ()
    sitting_out: int = 0


def preview(uow: UnitOfWork, command: OfRound, now: datetime) -> Preview:
    """The round as it stands, for somebody who may send it."""
    found = uow.rounds.find(command.round_id)
    if found is None:
        raise errors.Gone
    program = uow.programs.get(found.program_id)
    if not program.permits(uow.people.get(command.person_id)):
        raise errors.NotAnAdmin
    return _previewed(uow, program, found, tuple(uow.rounds.matches(found.id)), now)


def _previewed(
    uow: UnitOfWork, program: Program, here: Round, matched: tuple[Matched, ...], now: datetime
) -> Preview:
    """A draft leaves free whoever would be told so if it were sent now."""
    if not here.drafted:
        return Preview(program, here, matched, here.idle)
    counted = matched_ids(matched) | here.without
    away = sitting_out(uow, program, counted.union(here.excluded), now, here.number)
    return Preview(program, here, matched, idle_mentors(uow, program, counted, now, here.number), away)


def _held(uow: UnitOfWork, command: OfRound) -> tuple[Program, Round]:
    """The program and its draft, locked in this order everywhere; a demoted admin is refused."""
    found = uow.rounds.find(command.round_id)
    if found is None:
        raise errors.Gone
    program = administered(uow, found.program_id, command.person_id)
    program.check_open()
    draft = uow.rounds.lock(command.round_id)
    draft.check_drafted()
    return program, draft


@dataclass(frozen=True, kw_only=True)
class Swap(OfRound):
    """Let two people change places."""

    one: PersonId
    other: PersonId


def swap(uow: UnitOfWork, command: Swap, now: datetime) -> Preview:
    """Let two people change places, within the rules."""
    return _change(uow, command, now, lambda lineup: revising.swap(lineup, command.one, command.other))


@dataclass(frozen=True, kw_only=True)
class OneOf(OfRound):
    """Take one person out of the round, or back into it."""

    whom: PersonId


def exclude(uow: UnitOfWork, command: OneOf, now: datetime) -> Preview:
    """Take somebody out; whoever was with them is matched again where one fits."""
    return _change(uow, command, now, lambda lineup: revising.exclude(lineup, command.whom))


def take_back(uow: UnitOfWork, command: OneOf, now: datetime) -> Preview:
    """Let somebody in again who was taken out."""
    return _change(uow, command, now, lambda lineup: revising.take_back(lineup, command.whom))


@dataclass(frozen=True, kw_only=True)
class Apart(OfRound):
    """Keep two people of the program apart, or let them meet again: now, and in later rounds."""

    one: PersonId
    other: PersonId


def keep_apart(uow: UnitOfWork, command: Apart, now: datetime) -> Preview:
    """Match two people no more; a match that they have is no more, and both look for another one."""
    program, draft = _held(uow, command)
    for person_id in (command.one, command.other):
        enrolment = uow.enrolments.find(program.id, person_id)
        if enrolment is None or not enrolment.active:
            raise errors.NotInRound(person=person_id)
    program.keep_apart(command.one, command.other)
    return _changed(
        uow, program, draft, now, lambda lineup: revising.part(lineup, command.one, command.other)
    )


def let_meet(uow: UnitOfWork, command: Apart, now: datetime) -> Preview:
    """Two who were kept apart may be matched again, from the next draft or a swap on."""
    program, draft = _held(uow, command)
    program.let_meet(command.one, command.other)
    return _changed(uow, program, draft, now, Lineup.fill)


def _change(uow: UnitOfWork, command: OfRound, now: datetime, deed: Callable[[Lineup], None]) -> Preview:
    program, draft = _held(uow, command)
    return _changed(uow, program, draft, now, deed)


def _changed(
    uow: UnitOfWork, program: Program, draft: Round, now: datetime, deed: Callable[[Lineup], None]
) -> Preview:
    material = drafting.material(uow, program, draft.number, now)
    lineup = Lineup(draft, uow.rounds.matches(draft.id), material)
    deed(lineup)
    uow.rounds.change(lineup.new, lineup.gone)
    return _previewed(uow, program, draft, tuple(lineup.matched), now)


def send(uow: UnitOfWork, command: OfRound, now: datetime) -> Round:
    """Let it leave, once: the second of two admins reads who was first."""
    program, draft = _held(uow, command)
    if program.lost_at is not None:
        raise errors.ChannelIsLost
    if not uow.rounds.unpaired(draft.id, 1):
        raise errors.NobodyToSend
    draft.send(command.person_id, now)
    settle(uow, program, draft, now)
    return draft


def drop(uow: UnitOfWork, command: OfRound, now: datetime) -> Round:
    """Let it not take place, with no reason owed: the next one comes as planned, and who waits waits on.

    Who wished to sit out the next round sits out the next that is held: this one was not.
    """
    program, draft = _held(uow, command)
    enrolled = uow.enrolments.active(program.id)
    draft.drop(command.person_id, [one.id for _, one in taking_part(uow, enrolled, now, draft.number)], now)
    for enrolment in enrolled:
        enrolment.not_held(draft.number)
    settle(uow, program, draft, now)
    return draft
