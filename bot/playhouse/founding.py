"""Founding: the programs of a made-up company, set up and joined by the use cases of every company.

They began before the story, so that a page opens on programs at work: some first rounds are due at once.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.demo.company import Channel, Company
from bot.demo.programs import ADMIN, DRAFT, DRAFTED, PLANNED, SENT, SPONSOR, Program, Wish, programs_of
from bot.domain.enrolments import Wishes
from bot.domain.forms import Form
from bot.domain.people import PersonId
from bot.domain.programs import Channel as Place
from bot.domain.terms import PRESETS, Terms
from bot.main import Mentorbot
from bot.ports import UnitOfWork
from bot.usecases import enrolments, programs

BEGUN: Final = timedelta(days=10)
"""How long ago people heard of the programs: the first Monday that left time to join is just over."""
AHEAD: Final = timedelta(weeks=2)
"""Until the first round of a program that has none yet."""
BEGINS: Final = frozenset({PLANNED, DRAFTED, SENT})
"""States in which the rounds have begun, or are about to."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A program as it shall be, with the ids of everybody and of its channel."""

    program: Program
    channel: Channel
    ids: dict[str, PersonId]


async def found(bot: Mentorbot, company: Company) -> None:
    """Set up every program of the company."""
    ids = {one.handle: one.id for one in company.people}
    channels = {one.name: one for one in company.channels}
    for one in programs_of(company):
        command = Found(program=one, channel=channels[one.channel], ids=ids)
        await bot.transact(_found, command, workspace=bot.workspace)


def _found(uow: UnitOfWork, command: Found, now: datetime) -> None:
    """One program, from its two choices to its first round."""
    begun, admin = now - BEGUN, command.ids[ADMIN]
    fact, place = command.program, _place(command.channel)
    form = Form(fact.form)
    program = programs.create(
        uow,
        programs.Create(
            person_id=admin,
            form=form,
            channel=place,
            name=fact.name,
            purpose=fact.purpose,
            terms=_terms(command, form, now),
        ),
        begun,
    )
    if fact.state == DRAFT:
        return
    announce = programs.Announce(person_id=admin, program_id=program.id, channel=place)
    programs.announce(uow, announce, begun)
    wishes = [one for one in fact.wishes if one.handle in command.channel.members]
    for one in wishes:
        enrolments.join(uow, _joining(command, program.id, one), begun)
    if fact.state in BEGINS and len(wishes) >= program.terms.least:
        programs.launch(uow, announce, begun)


def _place(channel: Channel) -> Place:
    return Place(channel.id, channel.name, private=channel.is_private)


def _terms(command: Found, form: Form, now: datetime) -> Terms:
    state, preset = command.program.state, PRESETS[form]
    return replace(
        preset,
        sends_itself=state == SENT,
        starts_on=(now + AHEAD).date() if state == PLANNED else None,
        sponsor_id=command.ids[SPONSOR] if form is Form.SHADOW_BOARD else None,
    )


def _joining(command: Found, program_id: str, wish: Wish) -> enrolments.SaveWishes:
    wishes = Wishes(
        mentors=wish.part == "mentor",
        mentored=wish.part != "mentor",
        goal=wish.goal,
        asks=wish.asks,
        offers=wish.offers,
        roles=wish.seats,
    )
    return enrolments.SaveWishes(
        person_id=command.ids[wish.handle], program_id=program_id, belongs=True, wishes=wishes
    )
