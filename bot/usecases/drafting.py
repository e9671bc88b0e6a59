"""Drafting: what a round is made from, read in one transaction and matched outside of any."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from typing import Final

from bot.domain.enrolments import Enrolment
from bot.domain.forms import Form
from bot.domain.matching import DIVERSE, Meeting, Participant, Pool, Rules, Weights
from bot.domain.outlines import Material
from bot.domain.pairings import Pairing
from bot.domain.people import Person, PersonId
from bot.domain.programs import Program
from bot.domain.rounds import seed_of
from bot.ports import UnitOfWork
from bot.usecases import endings
from bot.usecases.pools import participants, rules_of, taking_part

MIXED_BY: Final = 2
"""Levels apart that mix a circle or a panel best, as the matching itself has it."""


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What a draft was read from: it is kept only if the program still stands as it did."""

    program_id: str
    version: int
    material: Material


def read(uow: UnitOfWork, program_id: str, now: datetime) -> Basis:
    """Everything that the next round of a program is matched from."""
    program = uow.programs.get(program_id)
    number = next_number(uow, program.id)
    found = material(uow, program, number, now, ahead=True)
    return Basis(program_id=program.id, version=program.version, material=found)


def next_number(uow: UnitOfWork, program_id: str) -> int:
    """The number of a program's next round, from 1."""
    return 1 + max((one.number for one in uow.rounds.of_program(program_id)), default=0)


def material(
    uow: UnitOfWork, program: Program, number: int, now: datetime, *, ahead: bool = False
) -> Material:
    """What a round of this number is matched from, as things are now; `ahead`: it is not drafted yet."""
    taking = taking_part(uow, uow.enrolments.active(program.id), now, None if ahead else number)
    together = uow.pairings.of_program(program.id)
    people = [person for _, person in taking]
    day = now.date()
    rules = rules_of(program.terms, people, day)
    sponsor = _sponsor(uow, program, now) if program.form is Form.SHADOW_BOARD else None
    meeting = {person.id for person in people} | ({sponsor.id} if sponsor else set())
    pool = Pool(
        people=_free(program, participants(uow, program, taking), _lasting(uow, together, now)),
        day=day,
        rules=_mixing(program.form, rules),
        weights=DIVERSE if mixes(program.form) else Weights(),
        excluded=program.kept_apart,
        past=_past(uow, meeting, rules, now),
        seed=seed_of(program.id, number),
    )
    return Material(
        program_id=program.id,
        number=number,
        form=program.form,
        terms=program.terms,
        pool=pool,
        taken=_taken(uow, together) if program.form is Form.BOARD else {},
        hosted=uow.rounds.hosts(program.id) if program.form is Form.CIRCLE else {},
        sponsor=sponsor,
    )


def mixes(form: Form) -> bool:
    """Whether people who differ are worth more together than people who are alike."""
    return form in (Form.CIRCLE, Form.SHADOW_BOARD)


def _mixing(form: Form, rules: Rules) -> Rules:
    if not mixes(form) or rules.best_gap is not None:
        return rules
    return replace(rules, best_gap=MIXED_BY)


def _lasting(uow: UnitOfWork, together: Collection[Pairing], now: datetime) -> list[Pairing]:
    """What goes on: a round may be drafted in the very moment in which what the last one began is over."""
    return [one for one in together if not one.once and not _just_over(uow, one, now)]


def _just_over(uow: UnitOfWork, pairing: Pairing, now: datetime) -> bool:
    """Asks of the few whose time has come alone, not of all the others."""
    return pairing.ends_at is not None and pairing.ends_at <= now and endings.over_by(uow, pairing, now)


def _free(
    program: Program, people: Collection[Participant], busy: Collection[Pairing]
) -> tuple[Participant, ...]:
    """People with the places that they have now: who is in a match that lasts looks for no second one."""
    if program.form.equals:
        placed = {one for pairing in busy for one in pairing.people}
        return tuple(one for one in people if one.id not in placed)
    mentored = {one for pairing in busy for one in pairing.mentees}
    leading = {one for pairing in busy for one in pairing.mentors}
    return tuple(
        _placed(program, one, mentored=one.id in mentored, leading=one.id in leading) for one in people
    )


def _placed(program: Program, one: Participant, *, mentored: bool, leading: bool) -> Participant:
    terms, form = program.terms, program.form
    if form is Form.BOARD:
        return one  # further advisors join those that somebody has
    if form is Form.GROUP:  # a group takes one of its mentor's places, and seats as many as it holds
        seats = min(terms.capacity, terms.most - terms.mentors) if one.capacity and not leading else 0
        return replace(one, capacity=seats, mentored=one.mentored and not mentored)
    if form is Form.SPEED:  # a table seats one at a time
        return replace(one, capacity=1 if one.mentors else 0, load=0)
    return replace(one, mentored=one.mentored and not mentored)


def _past(uow: UnitOfWork, people: Collection[PersonId], rules: Rules, now: datetime) -> tuple[Meeting, ...]:
    """Who was with whom, in whatever program or at whose request: the same person is the same person.

    Without a window nothing bars them, and the last year still speaks for somebody new.
    """
    days = (now.date() - rules.repeat_after) if rules.repeat_after else timedelta(days=365)
    since = now - days - timedelta(days=1)
    seated = (dict.fromkeys(members, at) for members, at in uow.rounds.seated_since(since))
    return tuple(
        # Whoever leaves a group early has parted from those who go on.
        Meeting(one, other, min(members[one] or now, members[other] or now).date())
        for members in (*uow.pairings.together_since(since), *seated)
        for one, other in combinations((who for who in members if who in people), 2)
    )


def _taken(uow: UnitOfWork, together: Collection[Pairing]) -> Mapping[PersonId, frozenset[str]]:
    """The roles that each board has filled, by what the rounds matched."""
    matched = uow.rounds.by_pairings([one.id for one in together])
    taken: dict[PersonId, frozenset[str]] = {}
    for pairing in together:
        if pairing.id in matched:
            for mentee in pairing.mentees:
                taken[mentee] = taken.get(mentee, frozenset()) | {matched[pairing.id].match.role}
    return taken


def _sponsor(uow: UnitOfWork, program: Program, now: datetime) -> Participant | None:
    """The executive whom a shadow board advises, while they work here and take no break."""
    person = uow.people.find(program.terms.sponsor_id) if program.terms.sponsor_id else None
    if person is None or not person.active or person.paused(now):
        return None
    (found,) = participants(uow, program, [(_named(program, person, now), person)])
    return found


def _named(program: Program, person: Person, now: datetime) -> Enrolment:
    """A sponsor is named by the admins and has joined nothing."""
    return Enrolment(
        workspace=program.workspace, id="", program_id=program.id, person_id=person.id, joined_at=now
    )
