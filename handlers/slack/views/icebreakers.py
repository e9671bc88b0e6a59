"""Icebreakers: questions to begin with, for people who do not know each other yet."""

from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Sentence


def icebreaker(reader: Reader, number: int) -> Sentence:
    """The question of this number; there are as many as anybody asks for, since they come again."""
    questions = _questions(reader)
    return questions[number % len(questions)]


def _questions(reader: Reader) -> tuple[Sentence, ...]:
    return (
        reader.say("What did you make that nobody has seen yet?"),
        reader.say("Which small habit saves you the most time?"),
        reader.say("What would you like to be asked more often?"),
        reader.say("What have you changed your mind about at work?"),
        reader.say("Whom do you learn from at the moment?"),
        reader.say("What went better than you had expected lately?"),
        reader.say("Which part of your work would you never give away?"),
        reader.say("What did you find hard in your first weeks here?"),
        reader.say("What would you do with one free day a week?"),
        reader.say("Which advice do you give, and find hard to follow?"),
        reader.say("What are you good at that nobody here knows of?"),
        reader.say("Which question have you carried around for a while?"),
    )
