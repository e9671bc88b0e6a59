"""The people of the workspace, as one chooses whom to be."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.demo.company import SLACKBOT, Person
from bot.demo.page.guard import Refused
from bot.demo.page.reads import Reads
from bot.demo.page.templating import filled
from bot.demo.workspace import Workspace


@dataclass(frozen=True)
class Card:
    """Somebody in the list of people: what stands there, and why they cannot act, if they cannot."""

    person: Person
    time: str
    badges: tuple[str, ...]
    city: str
    unable: str
    unread: int = 0


def somebody(workspace: Workspace, handle: str) -> Person:
    """The person with this handle; refused when nobody is called that."""
    for one in workspace.people.values():
        if one.handle == handle:
            return one
    raise Refused(404, f"Nobody here is called {handle!r}.")


def actor(workspace: Workspace, handle: str) -> Person:
    """The person with this handle, who can act; refused with the reason when they cannot."""
    person = somebody(workspace, handle)
    if reason := unable(person):
        raise Refused(403, reason)
    return person


def unable(person: Person) -> str:
    """Why one cannot act as this person, in a sentence; empty when one can."""
    if person.deleted:
        return f"{person.real_name} has left, and the account is closed."
    if person.is_bot or person.id == SLACKBOT:
        return f"{person.real_name} is an app: it speaks for itself."
    if person.team_id:
        return f"{person.real_name} works elsewhere: this workspace's commands are not theirs."
    return ""


def card(workspace: Workspace, person: Person, unread: int = 0) -> Card:
    """How this person stands in the list."""
    local = workspace.now().astimezone(ZoneInfo(person.tz))
    return Card(person, f"{local:%H:%M}", badges(person, local.date()), city(person), unable(person), unread)


def everybody(workspace: Workspace, reads: Reads, me: Person) -> Markup:
    """Whom one could be: first those one can be, each group in the company's order."""
    unread = _unread(workspace, reads)
    people = [card(workspace, one, unread[one.id]) for one in workspace.people.values()]
    return filled("everybody.html", people=sorted(people, key=lambda one: bool(one.unable)), me=me)


def named(workspace: Workspace) -> list[dict[str, str]]:
    """Who can be named in a command, as a list of suggestions says it."""
    able = (one for one in workspace.people.values() if not unable(one))
    return [{"handle": one.handle, "name": one.real_name, "title": one.title} for one in able]


def _unread(workspace: Workspace, reads: Reads) -> Counter[str]:
    """How much each of them has yet to read that was written to them, not to a whole channel."""
    found: Counter[str] = Counter()
    for where in workspace.conversations.values():
        if where.kind in ("im", "mpim"):
            found.update({one: reads.unread(one, where) for one in where.members})
    return found


def city(person: Person) -> str:
    """The city that names their time zone."""
    return person.tz.rpartition("/")[2].replace("_", " ")


def badges(person: Person, today: date) -> tuple[str, ...]:
    """What is special about them on that day of theirs, in a word or two each."""
    back = person.away_until
    found = {
        "admin": person.is_admin,
        "guest": person.is_restricted or person.is_ultra_restricted,
        f"on holiday until {back:%b} {back.day}" if back else "": bool(back and today < back),
        "deactivated": person.deleted,
        "bot": person.is_bot or person.id == SLACKBOT,
        "other company": bool(person.team_id),
    }
    return tuple(word for word, holds in found.items() if holds)
