"""Enrolments: joining a program, saying what one wants of it, breaks, skipped rounds, leaving."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain import errors, notices
from bot.domain.enrolments import Enrolment, Wishes
from bot.domain.forms import Form
from bot.domain.people import Kind, Person, PersonId
from bot.domain.programs import Program
from bot.domain.rounds import Round
from bot.domain.terms import Joining
from bot.ports import UnitOfWork
from bot.usecases import announcements, events, waitlist
from bot.usecases.reaching import say_in_hours


@dataclass(frozen=True)
class Place:
    """A person's place in a program; `enrolment` is None for whoever was never in it."""

    person: Person
    program: Program
    enrolment: Enrolment | None = None

    @property
    def wishes(self) -> Wishes:
        """What they want of it; before they have said so, what their profile says."""
        if self.enrolment is not None:
            return self.enrolment.wishes
        profile = self.person.profile
        mentors = profile.mentor and not self.program.form.equals
        return Wishes(mentors=mentors, asks=profile.wants, offers=profile.offers if mentors else ())


@dataclass(frozen=True, kw_only=True)
class OfEnrolment:
    """Somebody, about their own place in a program."""

    person_id: PersonId
    program_id: str


@dataclass(frozen=True, kw_only=True)
class Look(OfEnrolment):
    """Look at a program. `belongs`: whether the person is in its channel, as Slack has just said."""

    belongs: bool


def look(uow: UnitOfWork, command: Look, now: datetime) -> Place:
    """What the form to join starts with; refused for whoever cannot join."""
    person = uow.people.get(command.person_id)
    person.check_can_take_part()
    program = uow.programs.get(command.program_id)
    place = Place(person, program, uow.enrolments.find(program.id, person.id))
    _check_may_be_in(place, belongs=command.belongs)
    return place


@dataclass(frozen=True, kw_only=True)
class SaveWishes(Look):
    """Join, or say anew what one wants; without wishes they stay as they are."""

    wishes: Wishes | None = None


def join(uow: UnitOfWork, command: SaveWishes, now: datetime) -> Place:
    """Be in a program from now on; whoever is in it already says anew what they want of it."""
    place = look(uow, command, now)
    wishes = command.wishes or place.wishes
    wishes.check_for(place.program.form)
    enrolment = place.enrolment
    came = enrolment is None or not enrolment.active
    if enrolment is None:
        enrolment = _new(uow, place.program, command.person_id, now)
        uow.enrolments.add(enrolment)
    elif not enrolment.active:
        enrolment.rejoin(now)
    if not place.program.terms.preferences:  # nobody is asked for them now, and nobody has taken them back
        known = enrolment.wishes
        wishes = replace(wishes, prefers=known.prefers, rather_not=known.rather_not)
    uow.enrolments.save_wishes(enrolment, wishes)
    if place.program.form is Form.FLASH:
        waitlist.part_changed(uow, place.person, now)
    if came:
        announcements.refresh(uow, place.program, now)
    return Place(place.person, place.program, enrolment)


def _check_may_be_in(place: Place, *, belongs: bool) -> None:
    """Whoever is in it may go on saying what they want; to come in takes more."""
    place.program.check_open()
    if place.enrolment is not None and place.enrolment.active:
        return
    if not place.program.joinable:
        raise errors.Gone
    if not belongs:
        raise errors.NotOfTheChannel


def leave(uow: UnitOfWork, command: OfEnrolment, now: datetime) -> Place:
    """Be in it no more. Whom one has been matched with stays: that is ended with its own button.

    But for an event, which goes on without them: nobody is left alone at a table.
    """
    place = _own(uow, command)
    _enrolled(place).leave(now)
    if place.program.form is Form.FLASH:
        waitlist.part_changed(uow, place.person, now)
    _go_on_without(uow, place.program, place.person, now)
    return place


def _go_on_without(uow: UnitOfWork, program: Program, person: Person, now: datetime) -> None:
    if program.form is Form.SPEED:
        events.go_on_without(uow, program, person, now)
    announcements.refresh(uow, program, now)


@dataclass(frozen=True, kw_only=True)
class Pause(OfEnrolment):
    """Take a break from one program until a day, the first day back; four weeks when no day is named."""

    until: date | None = None


def pause(uow: UnitOfWork, command: Pause, now: datetime) -> Place:
    """Take a break: rounds go by without this person until the day named.

    Who asked them in a program of flash chats goes on to the next mentor, as when they take a break from
    everything: nobody would be told of a place on the day that the break ends by itself.
    """
    place = _own(uow, command)
    _enrolled(place).pause(command.until, place.person.today(now))
    if place.program.form is Form.FLASH:
        waitlist.part_changed(uow, place.person, now)
    return place


def resume(uow: UnitOfWork, command: OfEnrolment, now: datetime) -> Place:
    """Be back, and in the next round after all."""
    place = _own(uow, command)
    _enrolled(place).resume()
    return place


def skip(uow: UnitOfWork, command: OfEnrolment, now: datetime) -> Place:
    """Sit out the next round that is drafted, and only that."""
    place = _own(uow, command)
    _enrolled(place).skip()
    return place


@dataclass(frozen=True, kw_only=True)
class SkipOne(OfEnrolment):
    """Sit out the round that was planned for this moment, as they read; without one, the next."""

    round_at: datetime | None = None


def skip_one(uow: UnitOfWork, command: SkipOne, now: datetime) -> Place:
    """Sit out the round that somebody read of: also while its draft waits, and no other one."""
    place = _own(uow, command)
    here = _read_of(uow, place.program, command.round_at)
    if here is None:
        _enrolled(place).skip()
        return place
    if not here.drafted:
        raise errors.RoundHasLeft
    enrolment = _enrolled(place)
    enrolment.check_active()
    enrolment.sit_out(here.number)
    return place


def _read_of(uow: UnitOfWork, program: Program, round_at: datetime | None) -> Round | None:
    """The round that was planned for a moment, if it is drafted by now."""
    planned = program.next_round_at
    if round_at is None or (planned is not None and int(planned.timestamp()) == int(round_at.timestamp())):
        return None
    later = (one for one in uow.rounds.of_program(program.id) if one.drafted_at >= round_at)
    return min(later, key=lambda one: one.number, default=None)


def _own(uow: UnitOfWork, command: OfEnrolment) -> Place:
    """A person's own place in an open program; there is no way to another one's."""
    person = uow.people.get(command.person_id)
    person.check_can_take_part()
    program = uow.programs.get(command.program_id)
    program.check_open()
    return Place(person, program, uow.enrolments.find(program.id, person.id))


def _enrolled(place: Place) -> Enrolment:
    if place.enrolment is None:
        raise errors.NotEnrolled
    return place.enrolment


@dataclass(frozen=True)
class Mine:
    """The programs that somebody is in, and the others that are open to the people of their channels.

    Which of those channels the person is in, only the messenger knows: the others are not theirs to read yet.
    """

    person: Person
    places: tuple[Place, ...]
    others: tuple[Program, ...] = ()

    def within(self, channel_ids: Collection[str]) -> "Mine":
        """The same, with only those others whose channel the person is in."""
        return replace(self, others=tuple(one for one in self.others if one.channel_id in channel_ids))


def channel_of(uow: UnitOfWork, program_id: str, now: datetime) -> str:
    """The channel of a program."""
    return uow.programs.get(program_id).channel_id


def with_others(uow: UnitOfWork, person_id: PersonId, now: datetime) -> Mine:
    """The programs that this person is in, and those they might join, in the order of their next rounds."""
    found = mine(uow, person_id, now)
    known = {place.program.id for place in found.places}
    others = (one for one in uow.programs.open() if one.joinable and one.id not in known)
    return replace(found, others=tuple(sorted(others, key=lambda one: one.soonness)))


def mine(uow: UnitOfWork, person_id: PersonId, now: datetime) -> Mine:
    """The programs that this person is in, in the order of joining."""
    person = uow.people.get(person_id)
    person.check_can_take_part()
    enrolled = uow.enrolments.of_person(person.id)
    programs = uow.programs.several([one.program_id for one in enrolled])
    places = (Place(person, programs[one.program_id], one) for one in enrolled if one.program_id in programs)
    return Mine(person, tuple(place for place in places if place.program.open))


# --- whoever is brought in, and whoever goes ----------------------------------------------------


def bring_in(uow: UnitOfWork, program: Program, members: Collection[PersonId], now: datetime) -> int:
    """Enrol everybody of the channel, where the program says so, and tell each; returns how many.

    Whoever was in it before is left alone: somebody who has left is not brought back.
    """
    known = {one.person_id for one in uow.enrolments.everyone(program.id)}
    people = uow.people.several(one for one in members if one not in known)
    newcomers = [one for one in people.values() if one.active and one.kind is Kind.MEMBER]
    uow.enrolments.add_all([_new(uow, program, person.id, now, auto=True) for person in newcomers])
    for person in newcomers:
        _tell_brought_in(uow, program, person, now)
    return len(newcomers)


def _tell_brought_in(uow: UnitOfWork, program: Program, person: Person, now: datetime) -> None:
    told = notices.BroughtIn(
        program_id=program.id,
        form=program.form,
        name=program.name,
        purpose=program.purpose,
        channel_id=program.channel_id,
        next_round_at=program.next_round_at,
    )
    say_in_hours(uow, person, told, f"brought-in:{program.id}:{person.id}", now, f"brought-in:{program.id}")


@dataclass(frozen=True, kw_only=True)
class OfChannel:
    """Somebody has come into a channel, or left it."""

    person_id: PersonId
    channel_id: str


def came(uow: UnitOfWork, command: OfChannel, now: datetime) -> int:
    """A new member of a channel is brought into the programs that take everybody; returns how many."""
    count = 0
    for program in uow.programs.open(command.channel_id):
        if program.joinable and program.terms.joining is Joining.AUTO:
            count += bring_in(uow, program, (command.person_id,), now)
            announcements.refresh(uow, program, now)
    return count


def went(uow: UnitOfWork, command: OfChannel, now: datetime) -> int:
    """Whoever leaves a channel leaves its programs, and is told how to come back; returns how many."""
    count = 0
    for program in uow.programs.open(command.channel_id):
        enrolment = uow.enrolments.find(program.id, command.person_id)
        if enrolment is None or not enrolment.active:
            continue
        enrolment.leave(now)
        count += 1
        person = uow.people.get(command.person_id)
        _tell_taken_out(uow, program, person, now)
        if program.form is Form.FLASH:
            waitlist.part_changed(uow, person, now)
        _go_on_without(uow, program, person, now)
    return count


def _tell_taken_out(uow: UnitOfWork, program: Program, person: Person, now: datetime) -> None:
    out = notices.TakenOut(
        program_id=program.id, form=program.form, name=program.name, channel_id=program.channel_id
    )
    if person.active:
        say_in_hours(uow, person, out, f"taken-out:{program.id}:{person.id}:{now.timestamp():.0f}", now)


def gone(uow: UnitOfWork, person: Person, now: datetime) -> None:
    """Their account was closed: they are in no program any more."""
    for enrolment in uow.enrolments.of_person(person.id):
        enrolment.leave(now)
        program = uow.programs.find(enrolment.program_id)
        if program is not None and program.open:
            _go_on_without(uow, program, person, now)


def _new(
    uow: UnitOfWork, program: Program, person_id: PersonId, now: datetime, *, auto: bool = False
) -> Enrolment:
    return Enrolment(
        workspace=uow.workspace,
        id=uow.new_id(),
        program_id=program.id,
        person_id=person_id,
        joined_at=now,
        auto=auto,
    )
