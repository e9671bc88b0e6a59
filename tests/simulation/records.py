"""What the checks read, made up by hand."""

from datetime import datetime, timedelta

from bot.demo.company import Person
from bot.domain.forms import Form
from bot.domain.pairings import Part
from bot.domain.terms import PRESETS, Terms
from bot.simulation.chronicle import Chronicle, Said
from bot.simulation.records import Booked, Brought, Group, InIt, Sent
from bot.simulation.staff import Colleague
from bot.simulation.tally import Invariant, Tally
from tests.fakes import MONDAY

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def staff(*people: Colleague) -> dict[str, Colleague]:
    """People by id."""
    return {one.id: one for one in people}


def a_colleague(
    person_id: str, *managers: str, zone: str = "Europe/Paris", level: int = 3, department: str = ""
) -> Colleague:
    """Somebody who works in Paris unless said otherwise."""
    known = Person(
        person_id,
        person_id.lower(),
        person_id,
        f"{person_id}@x.example",
        zone,
        level=level,
        department=department,
    )
    return Colleague(known, managers)


def brought(
    *people: str,
    at: datetime = MONDAY,
    until: datetime | None = None,
    mentors: int = 0,
    form: Form = Form.PEER,
    program: str | None = "p",
    once: bool = True,
    id: str = "pairing",  # noqa: A002 -- as the record names it
) -> Brought:
    """People whom a round of a program brought together, or (without a program) a request."""
    parts = [Part.MENTOR] * mentors + [Part.MENTEE if mentors else Part.PEER] * (len(people) - mentors)
    members = tuple(InIt(who, part, until) for who, part in zip(people, parts, strict=True))
    return Brought(
        id,
        form,
        at,
        until,
        once,
        None if program else "request",
        program,
        "round" if program else None,
        members,
    )


def booked(*people: str, at: datetime = MONDAY, minutes: int = 30, id: str = "meeting") -> Booked:  # noqa: A002 -- the same
    """A chat that was booked."""
    return Booked(id, "pairing", at, minutes, False, True, dict.fromkeys(people))


def said(
    *to: str,
    at: datetime = MONDAY,
    kind: str = "BookNudge",
    subject: str = "pairing",
    unprompted: bool = True,
    digest: int = 0,
) -> Said:
    """A message."""
    return Said(at, to, kind, subject, unprompted, digest)


def programs(form: Form = Form.PEER, terms: Terms | None = None) -> dict[str, tuple[Form, Terms]]:
    """One program, with its form's preset."""
    return {"p": (form, terms or PRESETS[form])}


def broken(tally: Tally) -> list[Invariant]:
    """What did not hold; something must have been checked."""
    assert tally.checked.total() > 0
    return [one for one in Invariant if tally.broken[one]]


def an_event(*seats: tuple[str, str]) -> Sent:
    """An event of another program, a week before the first round, at which these sat together."""
    at = MONDAY - WEEK
    groups = tuple(Group(two, 0, turn) for turn, two in enumerate(seats, start=1))
    return Sent("event", "speed", 1, at, at, (), (), groups)


def enrolled(*people: str) -> Chronicle:
    """Everybody is in the program since a week."""
    chronicle = Chronicle()
    for person_id in people:
        chronicle.enrolled.begin(("p", person_id), MONDAY - WEEK)
    return chronicle


def a_round(number: int, *groups: tuple[str, ...], left_out: tuple[str, ...] = (), mentors: int = 0) -> Sent:
    """A round a fortnight after the one before."""
    at = MONDAY + (number - 1) * 2 * WEEK
    return Sent(f"r{number}", "p", number, at, at, left_out, (), tuple(Group(one, mentors) for one in groups))


ANA, BEN, CEM = a_colleague("ANA"), a_colleague("BEN"), a_colleague("CEM")
TRIO = staff(ANA, BEN, CEM)
