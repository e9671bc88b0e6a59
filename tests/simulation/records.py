"""What the checks read, made up by hand."""

from datetime import datetime, timedelta

from bot.demo.company import Person
from bot.domain.forms import Form
from bot.domain.pairings import Part
from bot.domain.terms import PRESETS, Terms
from bot.simulation.chronicle import Said
from bot.simulation.records import Booked, Brought, InIt
from bot.simulation.staff import Colleague
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
