"""Help: what each command does, and which one was meant."""

from handlers.slack.views.blocks import Message, bullets, message, prose
from handlers.slack.views.reader import Reader


def mentor(reader: Reader, unknown: str = "", nearest: str | None = None, *, admin: bool = False) -> Message:
    """What `/mentor` does; after a word that it does not know, the nearest one that it does.

    What only an `admin` can do is told to nobody else.
    """
    lines = [reader.say("What I can do for you:")]
    if unknown.strip():
        lines.insert(0, reader.say("I don't know “{word}”.", word=unknown))
        if nearest is not None:
            lines[0] = reader.say(
                "I don't know “{word}”. Did you mean `/mentor {nearest}`?", word=unknown, nearest=nearest
            )
    return message(
        prose(*lines),
        bullets(
            reader.say("`/intro` asks for a first short chat with a colleague"),
            reader.say("`/flash` books one short chat on one topic"),
            reader.say("`/outcome` logs what came of a chat"),
            reader.say("`/mentor status` shows what is open"),
            reader.say("`/mentor profile` is what you offer, want and when you have time"),
            reader.say("`/mentor find [topic]` looks for mentors"),
            reader.say("`/mentor pause [until 31 January]` is a break, `/mentor resume` ends it"),
            reader.say("`/mentor programs` are those you are in, and those you can join"),
            *([reader.say("`/mentor admin` sets up programs and looks after them")] if admin else []),
            reader.say("`/mentor block` lists whom not to pair you with; nobody else sees it"),
        ),
    )


def intro(reader: Reader) -> Message:
    """What `/intro` does."""
    return message(
        prose(
            reader.say(
                "`/intro @colleague` asks for a short chat with them, straight or through someone you know."
            ),
            reader.say(
                "`/intro giving feedback` finds someone for a topic. I draft the first sentence for you."
            ),
        )
    )


def flash(reader: Reader) -> Message:
    """What `/flash` does."""
    return message(
        prose(
            reader.say("`/flash python packaging` finds the three best mentors for one short chat."),
            reader.say("You choose one, or whoever is free first. Nothing follows unless you both like."),
        )
    )


def outcome(reader: Reader) -> Message:
    """What `/outcome` does."""
    return message(
        prose(
            reader.say("`/outcome` keeps what came of a chat: what you take away, and your next step."),
            reader.say(
                "Only you read it, unless you choose otherwise. `/outcome @colleague` picks the chat."
            ),
        )
    )
