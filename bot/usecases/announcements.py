"""Announcements: what a channel reads of its programs. Counts only, never who."""

from datetime import datetime

from bot.domain.notices import ProgramAnnounced
from bot.domain.programs import Program
from bot.domain.terms import Joining
from bot.ports import Post, UnitOfWork


def post(uow: UnitOfWork, program: Program, now: datetime) -> None:
    """Tell the channel of a program, with a button to join."""
    _put(uow, program, now, f"announced:{program.id}")


def refresh(uow: UnitOfWork, program: Program, now: datetime) -> None:
    """Bring the announcement up to date; of several changes in a row only the last one need be shown."""
    if program.announced_at is None:
        return
    again = f"announced-again:{program.id}:"
    uow.outbox.drop(again)
    _put(uow, program, now, f"{again}{uow.new_id()}", edits=about(program))


def about(program: Program) -> str:
    """What the announcement of a program speaks of."""
    return f"program:{program.id}"


def _put(uow: UnitOfWork, program: Program, now: datetime, key: str, edits: str | None = None) -> None:
    announced = ProgramAnnounced(
        program_id=program.id,
        form=program.form,
        name=program.name,
        purpose=program.purpose,
        welcome=program.terms.welcome,
        joined=uow.enrolments.counts([program.id]).get(program.id, 0),
        next_round_at=program.next_round_at,
        auto=program.terms.joining is Joining.AUTO,
        over=not program.open,
    )
    uow.outbox.put(
        Post(
            channel=program.channel_id,
            notice=announced,
            key=key,
            send_at=now,
            about=about(program),
            edits=edits,
        )
    )
