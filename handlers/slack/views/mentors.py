"""Mentors: why this one fits, in a line."""

from bot.domain.flash import Candidate
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Mention, Sentence, joined


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
        reader.say("Free now.") if mentor.free_places else reader.say("Has a waitlist."),
    ]
    return joined(facts, " ")


def _hours(reader: Reader, hours: int) -> Sentence:
    if hours == 0:
        return reader.say("Your hours barely overlap.")
    return reader.plural("You share about {n} hour a week.", "You share about {n} hours a week.", hours)
