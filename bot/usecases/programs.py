"""Programs: set up, announced, begun, changed and ended by those who may."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain import eligibility, errors, notices
from bot.domain.forms import OF_PROGRAMS, Form
from bot.domain.nudging import Phase
from bot.domain.people import Person, PersonId
from bot.domain.programs import Channel, Program, check_words
from bot.domain.rounds import Round
from bot.domain.terms import PRESETS, Joining, Terms
from bot.ports import UnitOfWork
from bot.usecases import announcements, drafts, enrolments, sponsors, waitlist
from bot.usecases.reaching import say_in_hours

LOOK_BACK: Final = timedelta(weeks=26)
"""So long a program that has ended can be looked at: its last round closes after it, and people look back."""


@dataclass(frozen=True, kw_only=True)
class OfProgram:
    """Somebody, about a program."""

    person_id: PersonId
    program_id: str


def administered(uow: UnitOfWork, program_id: str, person_id: PersonId) -> Program:
    """The program, locked, for somebody who may change it; anyone else is refused, whatever they pressed."""
    person = uow.people.get(person_id)
    program = uow.programs.lock(program_id)
    if not program.permits(person):
        raise errors.NotAnAdmin
    return program


def read(uow: UnitOfWork, command: OfProgram, now: datetime) -> Program:
    """The program, for somebody who may change it."""
    person = uow.people.get(command.person_id)
    program = uow.programs.get(command.program_id)
    if not program.permits(person):
        raise errors.NotAnAdmin
    return program


@dataclass(frozen=True)
class Seen:
    """A program as its admins see it. `draft`: a round that waits for their look."""

    program: Program
    joined: int
    draft: Round | None = None


def see(uow: UnitOfWork, command: OfProgram, now: datetime) -> Seen:
    """How the program stands, for somebody who may change it."""
    program = read(uow, command, now)
    return _seen(uow, [program])[0]


def _seen(uow: UnitOfWork, programs: Sequence[Program]) -> tuple[Seen, ...]:
    """What waits for a look first, the oldest before the others; then whose round is next."""
    ids = [one.id for one in programs]
    joined, drafts = uow.enrolments.counts(ids), {one.program_id: one for one in uow.rounds.drafts(ids)}
    first = {program_id: number for number, program_id in enumerate(drafts)}
    found = (Seen(one, joined.get(one.id, 0), drafts.get(one.id)) for one in programs)
    return tuple(sorted(found, key=lambda one: (first.get(one.program.id, len(first)), one.program.soonness)))


@dataclass(frozen=True)
class Overview:
    """The open programs that a person may change; `creates`: whether they may set up another one.

    `ended`: those that ended not long ago, whose rounds can still be looked at; the latest first.
    """

    person: Person
    seen: tuple[Seen, ...]
    creates: bool
    ended: tuple[Program, ...] = ()

    @property
    def waiting(self) -> tuple[Seen, ...]:
        """Those with a round that waits for a look, the oldest first."""
        return tuple(one for one in self.seen if one.draft is not None)


def overview(uow: UnitOfWork, person_id: PersonId, now: datetime) -> Overview:
    """The programs that this person may change; refused for whoever may do nothing with any."""
    found = overseen(uow, person_id, now)
    ended = tuple(one for one in uow.programs.closed(now - LOOK_BACK) if one.permits(found.person))
    if not found.seen and not found.creates and not ended:
        raise errors.NotAnAdmin
    return replace(found, ended=ended)


def overseen(uow: UnitOfWork, person_id: PersonId, now: datetime) -> Overview:
    """The programs that this person may change, which may be none."""
    person = uow.people.get(person_id)
    person.check_can_take_part()
    theirs = [one for one in uow.programs.open() if one.permits(person)]
    return Overview(person, _seen(uow, theirs), person.admin)


@dataclass(frozen=True)
class AtHome:
    """What the App Home shows of programs: those somebody is in, and those they look after."""

    places: tuple[enrolments.Place, ...] = ()
    overview: Overview | None = None


def at_home(uow: UnitOfWork, person_id: PersonId, now: datetime) -> AtHome:
    """The programs that this person is in, and those they may change."""
    return AtHome(enrolments.mine(uow, person_id, now).places, overseen(uow, person_id, now))


@dataclass(frozen=True, kw_only=True)
class Create:
    """Set up a program; without terms it has its form's preset."""

    person_id: PersonId
    form: Form
    channel: Channel
    name: str = ""
    purpose: str = ""
    terms: Terms | None = None


def create(uow: UnitOfWork, command: Create, now: datetime) -> Program:
    """Keep a new program as a draft, of which nobody else hears yet."""
    person = uow.people.get(command.person_id)
    person.check_can_take_part()
    if not person.admin:
        raise errors.NotAnAdmin
    if command.form not in OF_PROGRAMS:
        raise errors.NotAChoice("form")
    command.channel.check_usable()
    program = Program(
        workspace=uow.workspace,
        id=uow.new_id(),
        form=command.form,
        channel_id=command.channel.id,
        name=command.name.strip(),
        purpose=command.purpose.strip(),
        terms=command.terms or PRESETS[command.form],
        created_by=person.id,
        created_at=now,
        zone=person.zone,
    )
    uow.programs.add(program)
    return program


@dataclass(frozen=True, kw_only=True)
class Configure:
    """A program as it shall be. `admins`: whom a workspace admin names; None leaves them as they are.

    `seen`: the edition of the settings that is changed.
    """

    person_id: PersonId
    program_id: str
    seen: int
    name: str
    purpose: str
    terms: Terms
    admins: tuple[PersonId, ...] | None = None


def configure(uow: UnitOfWork, command: Configure, now: datetime) -> Program:
    """Take over other words, terms and admins."""
    program = administered(uow, command.program_id, command.person_id)
    program.edit(command.seen)
    check_words(command.name, command.purpose)
    sponsor_id, sponsor_before = command.terms.sponsor_id, program.terms.sponsor_id
    if sponsor_id is not None and sponsor_id != sponsor_before:
        eligibility.check_colleague(uow.people.get(sponsor_id), "sponsor")
    program.name, program.purpose = command.name.strip(), command.purpose.strip()
    before = program.next_round_at
    program.change(command.terms, now)
    if program.next_round_at != before:  # whoever was told of that day is told of the other one
        uow.waits.close(program.id, (Phase.ROUND_AHEAD,))
    if command.admins is not None and set(command.admins) != set(program.admins):
        _name_admins(uow, program, command, now)
    if program.announced_at is not None:
        announcements.refresh(uow, program, now)
        if sponsor_id != sponsor_before:
            sponsors.tell_named(uow, program, command.person_id, now)
    return program


@dataclass(frozen=True, kw_only=True)
class TakeForm(OfProgram):
    """Another form for a program of which nobody has heard."""

    form: Form


def take_form(uow: UnitOfWork, command: TakeForm, now: datetime) -> Program:
    """Let a draft be of another form, with what was chosen kept where it still fits."""
    program = administered(uow, command.program_id, command.person_id)
    if command.form not in OF_PROGRAMS:
        raise errors.NotAChoice("form")
    program.take_form(command.form)
    return program


def _name_admins(uow: UnitOfWork, program: Program, command: Configure, now: datetime) -> None:
    if not uow.people.get(command.person_id).admin:
        raise errors.NotAnAdmin
    named = [uow.people.get(one) for one in command.admins or ()]
    for person in named:
        eligibility.check_colleague(person, "admins")
    program.admins = tuple(sorted({person.id for person in named}))


@dataclass(frozen=True, kw_only=True)
class Announce:
    """Tell the channel, as Slack has just described it, and its members."""

    person_id: PersonId
    program_id: str
    channel: Channel
    members: tuple[PersonId, ...] = ()


def announce(uow: UnitOfWork, command: Announce, now: datetime) -> Program:
    """Let the channel know, with a button to join; who is brought in is told, and may leave at once."""
    program = administered(uow, command.program_id, command.person_id)
    command.channel.check_usable()
    first = program.announced_at is None
    program.announce(now)
    _find_channel(uow, program, now)
    if program.terms.joining is Joining.AUTO:
        enrolments.bring_in(uow, program, command.members, now)
    if first:
        announcements.post(uow, program, now)
        sponsors.tell_named(uow, program, command.person_id, now)
    return program


def launch(uow: UnitOfWork, command: Announce, now: datetime) -> Program:
    """Begin with the rounds; a program that nobody has heard of is announced first."""
    program = announce(uow, command, now)
    program.launch(uow.enrolments.counts([program.id]).get(program.id, 0), now)
    announcements.refresh(uow, program, now)
    return program


def close(uow: UnitOfWork, command: OfProgram, now: datetime) -> Program:
    """End it, with a kind word to everybody in it."""
    program = administered(uow, command.program_id, command.person_id)
    end(uow, program, now)
    return program


def end(uow: UnitOfWork, program: Program, now: datetime) -> None:
    """Close a program, also when its last day is over. What it brought together is the people's own."""
    program.close(now)
    drafts.supersede(uow, program, now)
    sponsors.take_back(uow, program)
    over = notices.ProgramEnded(
        program_id=program.id, form=program.form, name=program.name, closing=program.terms.closing
    )
    active = uow.enrolments.active(program.id)
    people = uow.people.several(one.person_id for one in active)
    for one in active:
        one.leave(now)
        person = people.get(one.person_id)
        if person is not None and person.active:
            say_in_hours(uow, person, over, f"program-ended:{program.id}:{person.id}", now)
    if program.form is Form.FLASH:
        _release(uow, [people[one.person_id] for one in active if one.wishes.mentors], now)
    announcements.refresh(uow, program, now)


def _release(uow: UnitOfWork, mentors: Iterable[Person], now: datetime) -> None:
    """Whoever asked them in it alone goes on to others; where it leaves room, who waits is next."""
    for person in mentors:
        waitlist.release_unheld(uow, person, now)
        waitlist.offer_free_places(uow, person, now)


# --- what becomes of its channel ----------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ChannelChanged:
    """A channel was archived or brought back, or we were taken out of it or put into it."""

    channel_id: str
    usable: bool


def channel_changed(uow: UnitOfWork, command: ChannelChanged, now: datetime) -> int:
    """Tell the admins of programs whose channel is lost, once; returns how many programs there are."""
    programs = uow.programs.open(command.channel_id)
    for program in programs:
        if command.usable:
            _find_channel(uow, program, now)
        elif program.lost_at is None:
            program.lose_channel(now)
            _tell_of_loss(uow, program, now)
    return len(programs)


def _find_channel(uow: UnitOfWork, program: Program, now: datetime) -> None:
    before = program.next_round_at
    program.find_channel(now)
    if program.next_round_at != before:
        announcements.refresh(uow, program, now)


def _tell_of_loss(uow: UnitOfWork, program: Program, now: datetime) -> None:
    lost = notices.ChannelLost(
        program_id=program.id, form=program.form, name=program.name, channel_id=program.channel_id
    )
    for person in admins_of(uow, program):
        key = f"channel-lost:{program.id}:{person.id}:{now.timestamp():.0f}"
        say_in_hours(uow, person, lost, key, now)


def admins_of(uow: UnitOfWork, program: Program) -> list[Person]:
    """Who hears of a program's troubles: whom it was given to, or else the admins of the workspace."""
    near = uow.people.several({*program.admins, program.created_by})
    found = [person for person in near.values() if program.permits(person)]
    return sorted(found or uow.people.admins(), key=lambda person: person.id)
