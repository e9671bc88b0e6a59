"""How a specimen is made of what the bot says, and who is in them all."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from slack_sdk.models.views import View

from bot.demo.page.stage import Specimen
from bot.domain.notices import Notice
from bot.domain.people import Person, PersonId, Profile
from handlers.slack.views.blocks import Message
from handlers.slack.views.notices import render
from handlers.slack.views.reader import Reader

ANA: Final[PersonId] = "U0ANA"
BEN: Final[PersonId] = "U0BEN"
CHIDI: Final[PersonId] = "U0CHIDI"
FREYA: Final[PersonId] = "U0FREYA"
HALA: Final[PersonId] = "U0HALA"

NAMES: Final[Mapping[PersonId, str]] = {
    ANA: "Ana Silva",
    BEN: "Ben Okafor",
    CHIDI: "Chidi Eze",
    FREYA: "Freya Lind",
    HALA: "Hala Mansour",
}
"""Who is in them all; they work in every company of the demo."""

READER: Final = Reader("en-GB", "Europe/Lisbon", names=NAMES)
"""Ana, and whoever else reads alone."""
BOTH: Final = replace(READER, others=("Africa/Lagos",))
"""Ana and Chidi in one group message."""

NOW: Final = datetime(2026, 3, 2, 10, tzinfo=UTC)
"""A Monday morning."""
TUESDAY: Final = datetime(2026, 3, 3, 10, tzinfo=UTC)
THURSDAY: Final = datetime(2026, 3, 5, 14, 30, tzinfo=UTC)
FRIDAY: Final = datetime(2026, 3, 6, 9, tzinfo=UTC)
SLOTS: Final = (TUESDAY, THURSDAY, FRIDAY)

MENTOR: Final = Person(
    workspace="T0DEMOTEAM",
    id=BEN,
    name=NAMES[BEN],
    zone="Europe/London",
    profile=Profile(
        mentor=True,
        offers=("Python", "packaging", "code review"),
        about="Staff engineer. I like questions that begin with “why”.",
        cannot="Promotion cases",
        languages=("English", "Igbo"),
        meeting_link="https://meet.example.com/ben",
    ),
)


@dataclass(frozen=True)
class Told:
    """A notice as a specimen: its name, what it says, who reads it, and when people see it."""

    name: str
    notice: Notice
    note: str = ""
    reader: Reader = READER

    def specimen(self, group: str) -> Specimen:
        """The message that says it."""
        return message(group, self.name, render(self.notice, self.reader), self.note)


def message(group: str, name: str, said: Message, note: str = "") -> Specimen:
    """A message as a specimen."""
    return Specimen(name, group, "message", said.payload(), note)


def modal(group: str, name: str, view: View, note: str = "") -> Specimen:
    """A modal as a specimen."""
    return Specimen(name, group, "modal", view.to_dict(), note)


def home(group: str, name: str, view: View, note: str = "") -> Specimen:
    """An App Home as a specimen."""
    return Specimen(name, group, "home", view.to_dict(), note)
