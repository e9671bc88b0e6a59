"""Moments: what is shown while we work, when it is done, and when it could not be done."""

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers.slack.views.blocks import Message, message, plain, prose
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Sentence


def sentence(*lines: Sentence) -> Message:
    """A message of a sentence or a few."""
    return message(prose(*lines))


def one_moment(reader: Reader) -> Message:
    """The answer to a command that takes longer than Slack waits."""
    return sentence(reader.say("One moment…"))


def loading(reader: Reader) -> View:
    """A modal that is filled in a moment."""
    return _told(reader, prose(reader.say("One moment…")))


def done(reader: Reader, *lines: Sentence) -> View:
    """A modal that ends well."""
    return _told(reader, prose(*(lines or (reader.say("Done. Thank you."),))))


def refused(reader: Reader, line: Sentence) -> View:
    """A modal in place of one that could not be taken."""
    return _told(reader, prose(line))


def home_refused(_reader: Reader, line: Sentence) -> View:
    """An App Home for whoever can't take part."""
    return View(type="home", blocks=[prose(line)])


def told(reader: Reader, said: Message) -> View:
    """A message in a modal."""
    return _told(reader, *said.blocks)


def _told(reader: Reader, *blocks: Block) -> View:
    return View(
        type="modal",
        title=plain(reader.plain("Mentoring"), View.title_max_length),
        close=plain(reader.plain("Close"), View.close_max_length),
        blocks=list(blocks),
    )
