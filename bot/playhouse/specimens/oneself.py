"""Oneself: profile, breaks, whom one would rather not meet, and finding mentors."""

from dataclasses import replace
from datetime import date
from typing import Final

from bot.demo.page.stage import Specimen
from bot.domain import errors
from bot.playhouse.specimens.asking import BEST
from bot.playhouse.specimens.showing import FREYA, MENTOR, READER, message, modal
from bot.usecases.people import Found
from handlers.slack.views import blocked, found, pauses, profile, thanks

GROUP: Final = "Oneself"


def specimens() -> list[Specimen]:
    """Everything about oneself, and about finding others."""
    away = replace(MENTOR, paused_until=date(2026, 3, 30), blocked=(FREYA,))
    matches = Found("Python packaging", BEST, 2)
    return [
        modal(GROUP, "A profile", profile.modal(READER, MENTOR), "`/mentor profile`"),
        modal(GROUP, "The profile is kept", profile.saved(READER, MENTOR)),
        modal(GROUP, "Take a break", pauses.modal(READER), "`/mentor pause`"),
        message(GROUP, "A break begins", thanks.paused(READER, away)),
        message(GROUP, "Back again", thanks.resumed(READER, MENTOR)),
        modal(GROUP, "Whom not to be matched with", blocked.modal(READER, away), "`/mentor block`"),
        modal(GROUP, "Find mentors", found.modal(READER, "Python packaging"), "From the App Home."),
        modal(GROUP, "Mentors that were found", found.shown(READER, matches)),
        message(
            GROUP, "Mentors for a topic", found.render(matches, READER), "`/mentor find python packaging`"
        ),
        message(
            GROUP,
            "Nobody for a topic",
            found.render(Found("Beekeeping", (), 0, errors.NobodyFound(topic="Beekeeping")), READER),
        ),
    ]
