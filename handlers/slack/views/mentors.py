"""Mentors: why this one fits, in a line."""

from collections.abc import Sequence
from typing import Final

from bot.domain.flash import Candidate
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Mention, Sentence, joined

LANGUAGES: Final = 4
"""Languages named in a line."""


def reasons(reader: Reader, mentor: Candidate) -> Sentence:
    """Who it is, what they can help with, when they are there, and whether a place is free."""
    facts = [
        reader.say(
            "{person} can help with {topics}.",
            person=Mention(mentor.person_id),
            topics=reader.listed(mentor.shared_topics),
        )
        if mentor.shared_topics
        else reader.say("{person} may be able to help.", person=Mention(mentor.person_id)),
        _hours(reader, round(mentor.shared_hours)),
        reader.say("Has a free place.") if mentor.free_places else reader.say("Has a waitlist."),
    ]
    said = notes(reader, Mention(mentor.person_id), mentor.about, mentor.cannot, mentor.languages)
    return joined((joined(facts, " "), *said), "\n")


def notes(
    reader: Reader, person: Mention, about: str, cannot: str = "", languages: Sequence[str] = ()
) -> list[Sentence]:
    """What somebody says of themselves, in short."""
    lines = []
    if about.strip():
        lines.append(reader.say("{person} writes: {about}", person=person, about=about))
    if cannot.strip():
        lines.append(reader.say("{person} can't help with: {cannot}", person=person, cannot=cannot))
    if languages:
        lines.append(
            reader.say(
                "{person} speaks {languages}.", person=person, languages=reader.listed(languages[:LANGUAGES])
            )
        )
    return lines


def _hours(reader: Reader, hours: int) -> Sentence:
    if hours == 0:
        return reader.say("Your hours barely overlap.")
    return reader.plural("You share about {n} hour a week.", "You share about {n} hours a week.", hours)
