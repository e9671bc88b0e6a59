"""Sponsors: named by the admins of a shadow board, and told so."""

from datetime import datetime

from bot.domain import notices
from bot.domain.forms import Form
from bot.domain.people import PersonId
from bot.domain.programs import Program
from bot.ports import UnitOfWork
from bot.usecases.reaching import say_in_hours


def tell_named(uow: UnitOfWork, program: Program, by: PersonId, now: datetime) -> None:
    """Whoever has joined nothing hears what they are to be, and who knows whom to name instead."""
    take_back(uow, program)
    sponsor_id = program.terms.sponsor_id if program.form is Form.SHADOW_BOARD else None
    sponsor = uow.people.find(sponsor_id) if sponsor_id else None
    if sponsor is None or not sponsor.active or sponsor.id == by:
        return
    named = notices.SponsorNamed(
        program_id=program.id, form=program.form, name=program.name, purpose=program.purpose, by=by
    )
    key = f"{_named_in(program)}{now.timestamp():.0f}:{sponsor.id}"
    say_in_hours(uow, sponsor, named, key, now)


def take_back(uow: UnitOfWork, program: Program) -> None:
    """Nobody reads of it who is the sponsor no more before they have."""
    uow.outbox.drop(_named_in(program))


def _named_in(program: Program) -> str:
    return f"sponsor:{program.id}:"
