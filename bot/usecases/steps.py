"""Next steps: kept in mind until they are done."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain import errors
from bot.domain.hours import OPENS, instant
from bot.domain.nudging import Phase
from bot.domain.outcomes import Account, Outcome
from bot.domain.people import Person, PersonId
from bot.ports import UnitOfWork
from bot.usecases.reaching import settle_nudge, wait_for


@dataclass(frozen=True, kw_only=True)
class Finish:
    """The author of an outcome has done their next step."""

    person_id: PersonId
    outcome_id: str


def finish(uow: UnitOfWork, command: Finish, now: datetime) -> Outcome:
    """The step is done: it stays with the outcome, and is not brought up again."""
    person = uow.people.lock([command.person_id])[command.person_id]
    outcome = uow.outcomes.by_id(command.outcome_id)
    if outcome is None:
        raise errors.Gone
    if outcome.author_id != person.id:
        raise errors.NotYours
    if not outcome.account.open_step:
        raise errors.Gone
    outcome.account = replace(outcome.account, step_done_on=person.today(now))
    _forget(uow, outcome, now)
    return outcome


def keep_in_mind(
    uow: UnitOfWork, person: Person, outcome: Outcome, before: Account | None, now: datetime
) -> None:
    """Remember a next step on its day. Whoever writes it on that very day needs no reminder."""
    account = outcome.account
    if before is not None and account.same_step(before):
        return
    if before is not None and before.open_step:
        _forget(uow, outcome, now)
    day = account.next_step_on
    if account.open_step and day is not None and day > person.today(now):
        wait_for(uow, person, Phase.STEP, outcome.id, _morning(person, day))


def _morning(person: Person, day: date) -> datetime:
    return instant(day, OPENS, ZoneInfo(person.zone))


def _forget(uow: UnitOfWork, outcome: Outcome, now: datetime) -> None:
    uow.waits.close(outcome.id, (Phase.STEP,))
    people = others_of(uow, outcome)
    settle_nudge(uow, Phase.STEP, outcome.id, outcome.author_id, people, now)


def others_of(uow: UnitOfWork, outcome: Outcome) -> tuple[PersonId, ...]:
    """Whom its author met."""
    pairing = uow.pairings.find(outcome.pairing_id)
    return tuple(one for one in pairing.people if one != outcome.author_id) if pairing else ()
