"""Every form, and what takes one press, by the story that drives it; and who drove what in a story."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest

from handlers.slack.views.ids import Callback, Verb
from tests.browser.house import House

Driven = Mapping[str, frozenset[str]]
"""Forms, by their ids, and presses: the names of those who drove each."""

THREE: Final = ("Kelechi Lawal", "Tuva Åberg", "Rizal Tran")
"""In Paris, Lima and London."""
EVERYBODY: Final = pytest.mark.parametrize("name", THREE)
ADMINS: Final = ("Hala Mansour", "Dana Levi", "Priya Nair")
"""An admin of the workspace, and two whom she asks to look after programs with her."""
PRESSES: Final = (Verb.SKIP, Verb.COME_BACK, Verb.LEAVE, Verb.SEND_ROUND, Verb.DROP_ROUND)
"""What somebody does about a program without a form."""


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who asks about what, who says no, who passes it on, and who knows whom."""

    name: str
    topic: str
    declines: str
    suggests: str
    introduces: str


CASTS: Final = (
    Cast(
        name=THREE[0],
        topic="python",
        declines="Ben Okafor",
        suggests="Freya Lind",
        introduces="Priya Nair",
    ),
    Cast(
        name=THREE[1],
        topic="python",
        declines="Freya Lind",
        suggests="Ben Okafor",
        introduces="Fiona Evans",
    ),
    Cast(
        name=THREE[2],
        topic="prototyping",
        declines="Naoko Ishii",
        suggests="Tala Reyes",
        introduces="Ines Moreau",
    ),
)
EVERY_CAST: Final = pytest.mark.parametrize("cast", CASTS, ids=lambda cast: cast.name)
MENTOR: Final = "Ben Okafor"
"""With whom everybody goes on."""


def by(people: Collection[str], *what: str) -> Driven:
    """Each of these, driven by each of these people."""
    return {str(one): frozenset(people) for one in what}


def together(*stories: Driven) -> Driven:
    """Several stories as one."""
    who: dict[str, frozenset[str]] = defaultdict(frozenset)
    for story in stories:
        for what, people in story.items():
            who[what] |= people
    return dict(who)


def oneself(name: str) -> Driven:
    """What is about oneself."""
    return by({name}, Callback.PROFILE, Callback.BLOCKED, Callback.PAUSE, Callback.FIND)


def flash(cast: Cast) -> Driven:
    """A flash chat from question to outcome."""
    own = (Callback.FLASH_FIND, Callback.FLASH_ASK, Callback.BOOK, Callback.MOVE, Callback.OUTCOME)
    return together(
        by({cast.name}, *own), by({cast.declines}, Callback.DECLINE), by({cast.suggests}, Callback.SUGGEST)
    )


def intro(cast: Cast) -> Driven:
    """An intro through someone who knows both."""
    return together(by({cast.name}, Callback.INTRO, Callback.SNOOZE), by({cast.introduces}, Callback.LINE))


def going_on(name: str) -> Driven:
    """Two who go on together."""
    return together(
        by({name}, Callback.INTRO, Callback.BOOK, Callback.AGREEMENT), by({name, MENTOR}, Callback.REVIEW)
    )


SETTING_UP: Final = together(
    by(ADMINS, Callback.CREATE_PROGRAM, Callback.TAKE_FORM, Callback.CONFIGURE_PROGRAM),
    by(THREE, Callback.JOIN),
)
TAKING_PART: Final = by(THREE, Callback.JOIN, Callback.TAKE_A_BREAK, Verb.SKIP, Verb.COME_BACK, Verb.LEAVE)
ROUND: Final = by(
    ADMINS,
    Callback.SWAP,
    Callback.KEEP_APART,
    Callback.LET_MEET,
    Callback.TAKE_OUT,
    Callback.TAKE_BACK,
    Verb.SEND_ROUND,
    Verb.DROP_ROUND,
)
EVERYTHING: Final = together(
    *map(oneself, THREE),
    *map(flash, CASTS),
    *map(intro, CASTS),
    *map(going_on, THREE),
    SETTING_UP,
    TAKING_PART,
    ROUND,
)


def driven(house: House) -> Driven:
    """The forms that were sent to the bot and the presses, and by whom."""
    people = house.stage.slack.workspace.people
    return together(
        *(
            by({people[one.payload["user"]["id"]].real_name}, *_of(one.payload))
            for one in house.stage.slack.record.deliveries("interactive")
        )
    )


def _of(payload: Mapping[str, Any]) -> Iterator[str]:
    """What a delivery was about."""
    if payload["type"] == "view_submission":
        yield payload["view"]["callback_id"]
    yield from (one["action_id"] for one in payload.get("actions", ()) if one["action_id"] in PRESSES)
