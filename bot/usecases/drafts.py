"""Drafts: what becomes of the messages with their buttons once nobody can send them any more."""

from datetime import datetime

from bot.domain import notices
from bot.domain.programs import Program
from bot.domain.rounds import Round
from bot.ports import UnitOfWork
from bot.usecases.reaching import replace_posted


def about(draft: Round) -> str:
    """What messages about a draft speak of."""
    return f"round:{draft.id}"


def supersede(uow: UnitOfWork, program: Program, now: datetime) -> None:
    """Whatever waits to be sent makes room: for the next draft, or since the program is over."""
    for old in uow.rounds.drafts([program.id]):
        old.supersede(now)
        settle(uow, program, old, now)


def settle(uow: UnitOfWork, program: Program, draft: Round, now: datetime) -> None:
    """Take the buttons of a draft from everybody who has them, an admin still or not."""
    settled = notices.RoundSettled(
        form=program.form,
        number=draft.number,
        name=program.name,
        sent_by=draft.sent_by,
        sent_at=draft.sent_at,
        dropped_by=draft.dropped_by,
        over=not program.open,
    )
    for readers in uow.outbox.told_of(about(draft)):
        replace_posted(uow, about(draft), readers, settled, now)
