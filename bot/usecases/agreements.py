"""Agreements: one of them proposes, the others confirm or change it; it sets the pace and the end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import errors, notices
from bot.domain.agreements import Agreement, Points
from bot.domain.nudging import DEFAULT_POLICY, Phase
from bot.domain.pairings import Pairing
from bot.domain.people import PersonId
from bot.ports import UnitOfWork
from bot.usecases import booking, endings
from bot.usecases.reaching import (
    hours_of,
    policies_of,
    replace_posted,
    say_in_hours,
    subject_of,
    wait_for,
)


@dataclass(frozen=True, kw_only=True)
class Look:
    """One of them looks at what was agreed on or is proposed."""

    person_id: PersonId
    pairing_id: str


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """An agreement as one of them sees it.

    Attributes:
        agreement: what stands and what is proposed; one without a proposal where there was none yet.
        cannot: what its mentors said of themselves, to begin with.
        today: the date on this person's calendar.
    """

    person_id: PersonId
    pairing: Pairing
    agreement: Agreement
    today: date
    cannot: str = ""

    @property
    def asked(self) -> bool:
        """Whether a proposal waits for this person."""
        return self.agreement.waits_for(self.person_id)

    @property
    def with_ids(self) -> tuple[PersonId, ...]:
        """All the others."""
        return self.pairing.partners_of(self.person_id)

    @property
    def peers(self) -> bool:
        """Whether nobody is anybody's mentor."""
        return not self.pairing.mentors


def look(uow: UnitOfWork, command: Look, now: datetime) -> Agreed:
    """What stands and what is proposed, for somebody who is in it."""
    return _agreed(uow, booking.find_open(uow, command.pairing_id, command.person_id), command.person_id, now)


def _agreed(uow: UnitOfWork, pairing: Pairing, person_id: PersonId, now: datetime) -> Agreed:
    if pairing.once:
        raise errors.NothingToAgreeOn
    mentors = uow.people.several(pairing.mentors).values()
    agreement = uow.agreements.find(pairing.id)
    return Agreed(
        person_id=person_id,
        pairing=pairing,
        agreement=agreement or Agreement(workspace=uow.workspace, pairing_id=pairing.id),
        today=uow.people.get(person_id).today(now),
        cannot=", ".join(one.profile.cannot for one in mentors if one.profile.cannot.strip()),
    )


@dataclass(frozen=True, kw_only=True)
class Propose:
    """What one of them would like to agree on. `seen`: the number of the latest proposal that they know."""

    person_id: PersonId
    pairing_id: str
    points: Points
    seen: int


def propose(uow: UnitOfWork, command: Propose, now: datetime) -> Agreed:
    """Put it to the others. Whoever proposes what another one has proposed confirms that."""
    pairing = booking.find_and_lock(uow, command.pairing_id, command.person_id)
    found = _agreed(uow, pairing, command.person_id, now)
    agreement = found.agreement
    if found.asked and agreement.proposed == command.points:
        confirmed = Confirm(person_id=command.person_id, pairing_id=pairing.id, seen=command.seen)
        return confirm(uow, confirmed, now)
    command.points.check_end(found.today)
    agreement.propose(command.person_id, command.points, command.seen)
    if agreement.number == 1:
        uow.agreements.add(agreement)
    _settle(uow, pairing, pairing.people, now)
    _put_to(uow, pairing, agreement, pairing.partners_of(command.person_id), now)
    return found


def _put_to(
    uow: UnitOfWork, pairing: Pairing, agreement: Agreement, people: Iterable[PersonId], now: datetime
) -> None:
    """Let these people read it, and wait for them."""
    if agreement.proposed is None or agreement.proposed_by is None:
        return
    for person in map(uow.people.get, people):
        notice = notices.AgreementProposed(
            pairing_id=pairing.id,
            by_id=agreement.proposed_by,
            with_ids=pairing.partners_of(person.id),
            topic=pairing.topic,
            points=agreement.proposed,
            number=agreement.number,
            change=agreement.points is not None,
            peers=not pairing.mentors,
        )
        key = f"{_proposals_of(pairing)}{agreement.number}:{person.id}"
        say_in_hours(uow, person, notice, key, now, subject_of(Phase.AGREE, pairing.id, person.id))
        wait_for(uow, person, Phase.AGREE, pairing.id, now)


def _proposals_of(pairing: Pairing) -> str:
    return f"agreement:{pairing.id}:"


def _settle(
    uow: UnitOfWork,
    pairing: Pairing,
    people: Iterable[PersonId],
    now: datetime,
    *,
    confirmed: bool = False,
    stands: bool = False,
) -> None:
    """Take the proposal from these people: it is confirmed, or makes room for another one."""
    for person_id in people:
        settled = notices.AgreementSettled(
            with_ids=pairing.partners_of(person_id), confirmed=confirmed, stands=stands
        )
        uow.waits.close(pairing.id, (Phase.AGREE,), person_id)
        replace_posted(uow, subject_of(Phase.AGREE, pairing.id, person_id), (person_id,), settled, now)
    if not confirmed:
        uow.outbox.drop(_proposals_of(pairing))


@dataclass(frozen=True, kw_only=True)
class Confirm:
    """One of them is for the proposal of that number."""

    person_id: PersonId
    pairing_id: str
    seen: int


def confirm(uow: UnitOfWork, command: Confirm, now: datetime) -> Agreed:
    """Keep that; once all are for it, it stands from now."""
    pairing = booking.find_and_lock(uow, command.pairing_id, command.person_id)
    found = _agreed(uow, pairing, command.person_id, now)
    before = found.agreement.until
    stands = found.agreement.confirm(command.person_id, command.seen, pairing.people, now)
    _settle(uow, pairing, (command.person_id,), now, confirmed=True, stands=stands)
    if stands:
        _stand(uow, pairing, found.agreement, before, now, but=command.person_id)
    return found


def _stand(
    uow: UnitOfWork,
    pairing: Pairing,
    agreement: Agreement,
    before: date | None,
    now: datetime,
    but: PersonId | None = None,
) -> None:
    """Tell the others, keep the pace from now on, and plan the end anew where it has changed."""
    if agreement.points is None:
        return
    for person in booking.people_of(uow, pairing):
        stands = notices.AgreementStands(
            pairing_id=pairing.id,
            with_ids=pairing.partners_of(person.id),
            topic=pairing.topic,
            points=agreement.points,
            peers=not pairing.mentors,
        )
        if person.id != but:
            say_in_hours(uow, person, stands, f"agreed:{pairing.id}:{agreement.number}:{person.id}", now)
        for wait in uow.waits.of(person.id):
            if wait.phase is Phase.MEET_AGAIN and wait.subject_id == pairing.id:
                policy = policies_of(uow, (wait,), DEFAULT_POLICY)[pairing.id]
                wait.keep_pace(hours_of(uow, person, now), policy)
    if agreement.until != before:
        endings.plan(uow, pairing, now)


def go_on_without(uow: UnitOfWork, pairing: Pairing, person_id: PersonId, now: datetime) -> None:
    """One of a group has left: what only they held up stands, and what they proposed is proposed no more."""
    agreement = uow.agreements.find(pairing.id)
    if agreement is None or agreement.proposed is None:
        return
    before, theirs = agreement.until, agreement.proposed_by == person_id
    if agreement.go_on_without(person_id, pairing.people, now):
        _stand(uow, pairing, agreement, before, now)
    elif theirs:
        _settle(uow, pairing, pairing.people, now)
