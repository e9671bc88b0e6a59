"""Matches: why just these people, in sentences that all of them may read."""

from collections.abc import Iterable

from bot.domain.matching.values import Reason, Term
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Sentence


def why(reader: Reader, reasons: Iterable[Reason]) -> list[Sentence]:
    """What spoke for this match. What people wished in private, and what spoke against it, stays unsaid."""
    told = (_reason(reader, reason) for reason in reasons if reason.points > 0)
    return [line for line in told if line is not None]


def _reason(reader: Reader, reason: Reason) -> Sentence | None:
    named = reader.listed(reason.named)
    match reason.term:
        case Term.TOPICS if reason.named:
            return reader.say("What is asked for among you is offered among you: {topics}.", topics=named)
        case Term.WORDS if reason.named:
            return reader.say("What you wrote has words in common: {words}.", words=named)
        case Term.LANGUAGES if reason.named:
            return reader.say("You have a language in common: {languages}.", languages=named)
        case Term.DEPARTMENT:
            return reader.say("You come from different departments.")
        case Term.HOURS:
            return reader.say("Your hours overlap well.")
    return None
