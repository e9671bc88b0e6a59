"""Who works here: the people, the channels and the app's own bot user, as values."""

import random
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

SLACKBOT = "USLACKBOT"
TEAM = "T0DEMOTEAM"
"""The made-up workspace: no real one has this id."""


class Hours(NamedTuple):
    """A weekly stretch of somebody's local time for chats, as in (0, "09:00", "17:00"); Monday is 0."""

    weekday: int
    start: str
    end: str


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace.

    `handle` is how tests name them; `team_id` is set for a person from elsewhere. From `department` on there
    is what a company knows beside Slack: `level` from 1 to 10 (0: none), the `manager`'s handle, topics they
    offer and want, when they have time for chats, and the first day back of whoever is on holiday.
    """

    id: str
    handle: str
    real_name: str
    email: str
    tz: str = "UTC"
    locale: str = "en-US"
    title: str = ""
    is_admin: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False
    team_id: str | None = None
    department: str = ""
    level: int = 0
    manager: str = ""
    offers: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    hours: tuple[Hours, ...] = ()
    away_until: date | None = None


@dataclass(frozen=True)
class Channel:
    """A channel at the start: its members are handles."""

    id: str
    name: str
    members: tuple[str, ...]
    is_private: bool = False
    has_bot: bool = True


@dataclass(frozen=True)
class Company:
    """A workspace at the start."""

    people: tuple[Person, ...]
    channels: tuple[Channel, ...]
    team_id: str = TEAM
    name: str = "Fernhill"
    domain: str = "fernhill"
    app_id: str = "A0DEMOAPP"
    bot_id: str = "B0DEMOBOT"
    bot_user: Person = field(
        default_factory=lambda: Person(
            "U0DEMOBOT", "mentorbot", "Mentorbot", "mentorbot@fernhill.example", is_bot=True
        )
    )


def _person(handle: str, surname: str, tz: str, title: str, locale: str = "en-US") -> Person:
    return Person(
        f"U0{handle.upper()}",
        handle,
        f"{handle.capitalize()} {surname}",
        f"{handle}@fernhill.example",
        tz,
        locale,
        title,
    )


_COLLEAGUES = (
    _person("ana", "Silva", "Europe/Lisbon", "Data analyst", "pt-PT"),
    _person("ben", "Okafor", "Europe/London", "Staff engineer", "en-GB"),
    _person("chidi", "Eze", "Africa/Lagos", "Product designer"),
    _person("dana", "Levi", "Asia/Jerusalem", "Engineering manager"),
    _person("emeka", "Nwosu", "America/New_York", "Finance partner"),
    _person("freya", "Lind", "Europe/Stockholm", "Research lead", "sv-SE"),
    _person("goro", "Tanaka", "Asia/Tokyo", "Platform engineer", "ja-JP"),
    _person("hala", "Mansour", "Africa/Cairo", "People partner"),
    _person("ines", "Moreau", "Europe/Paris", "Marketing lead", "fr-FR"),
    _person("jaya", "Rao", "Asia/Kolkata", "Support engineer", "en-GB"),
    _person("kiri", "Walker", "Pacific/Auckland", "Writer", "en-GB"),
    _person("luz", "Quispe", "America/Lima", "Sales engineer", "es-LA"),
)


def small_company() -> Company:
    """Twelve colleagues in as many zones, and the people for whom rules differ.

    mira is a guest, ticker a bot, nils has left, olga works elsewhere (Slack Connect); and there is Slackbot.
    """
    guest = replace(
        _person("mira", "Novak", "Europe/Prague", "Contractor"), is_restricted=True, is_ultra_restricted=True
    )
    ticker = replace(_person("ticker", "Bot", "UTC", ""), is_bot=True)
    left = replace(_person("nils", "Berg", "Europe/Oslo", "Engineer"), deleted=True)
    visitor = replace(_person("olga", "Petrova", "Europe/Riga", "Partner"), team_id="T0ELSEWHERE")
    slackbot = Person(SLACKBOT, "slackbot", "Slackbot", "", "America/Los_Angeles")
    ana, *rest = _COLLEAGUES
    people = (ana, *(replace(one, is_admin=one.handle == "hala") for one in rest))
    staff = tuple(one.handle for one in people)
    channels = (
        Channel("C0GENERAL", "general", (*staff, "mira")),
        Channel("C0MENTORING", "mentoring", (*staff, "olga")),
        Channel("C0RANDOM", "random", staff, has_bot=False),
        Channel("C0PEOPLE", "people-team", ("hala", "dana"), is_private=True),
        Channel("C0SECRETS", "finance", ("emeka",), is_private=True, has_bot=False),
    )
    return Company((*people, guest, ticker, left, visitor, slackbot), channels)


_FIRST = (
    "abel ada aiko amir asha bao bela carl cleo dao davi ebba elif erik esra fumi gita hugo ida imran isla "
    "jon juno kaito kofi lars lea lin maya milo nadia neha noor omar oren pia quinn rafa rosa sana sven tala "
    "tomas uma vera wen xia yara yuki zane zuri"
).split()
_LAST = "Abe Brandt Costa Diaz Evans Farah Garcia Haas Ito Jansen Khan Lopez Meyer Ndiaye Olsen Park".split()
_ZONES = (
    "America/Los_Angeles America/Chicago America/New_York America/Sao_Paulo Europe/London Europe/Berlin "
    "Africa/Johannesburg Asia/Dubai Asia/Kolkata Asia/Singapore Asia/Tokyo Australia/Sydney"
).split()
_TITLES = "Engineer|Designer|Analyst|Writer|Manager|Director|Researcher|Support lead".split("|")


def made_up_company(size: int, seed: int = 0) -> Company:
    """The small company grown to `size` colleagues; the same seed gives the same people."""
    chance = random.Random(seed)  # noqa: S311 - made-up names, nothing secret
    base = small_company()
    extra = tuple(_made_up(number, chance) for number in range(max(0, size - len(_COLLEAGUES))))
    general, *rest = base.channels
    grown = replace(general, members=general.members + tuple(one.handle for one in extra))
    return replace(base, people=base.people + extra, channels=(grown, *rest))


def _made_up(number: int, chance: random.Random) -> Person:
    first, lap = _FIRST[number % len(_FIRST)], number // len(_FIRST)
    handle = first if lap == 0 else f"{first}{lap + 1}"
    made = _person(handle, chance.choice(_LAST), chance.choice(_ZONES), chance.choice(_TITLES))
    return replace(made, id=f"U1{number:07d}")
