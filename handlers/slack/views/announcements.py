"""Announcements: what a channel and its people read of a program as a whole."""

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject

from bot.domain.forms import Form
from bot.domain.notices import (
    BroughtIn,
    ChannelLost,
    ProgramAnnounced,
    ProgramEnded,
    SponsorNamed,
    TakenOut,
)
from handlers.slack.views.blocks import Message, button, buttons, confirm, message, prose
from handlers.slack.views.forms import explained, titled
from handlers.slack.views.ids import Verb, stamp
from handlers.slack.views.phrases import quotes
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Channel, Mention, Sentence, Shared


def program_announced(notice: ProgramAnnounced, reader: Reader) -> Message:
    """To a channel: join, or know that it has ended."""
    title = titled(reader, notice.form, notice.name)
    if notice.over:
        return message(prose(reader.say("*{program}* has come to its end. Thank you all.", program=title)))
    lines = [
        reader.say("*{program}*", program=title),
        *filter(None, (explained(reader).get(notice.form),)),
        _how(reader, notice),
        *_standing(reader, notice),
    ]
    flash = notice.form is Form.FLASH
    join = button(reader.plain("Join"), Verb.JOIN, notice.program_id, main=not flash)
    ask = [button(reader.plain("Ask for a chat"), Verb.FLASH, main=True)] if flash else []
    return message(
        prose(*lines),
        *quotes(
            (notice.purpose, reader.say("What it is for:")), (notice.welcome, reader.say("From your admins:"))
        ),
        buttons(*ask, join, _leaving(reader, notice.program_id)),
    )


def _how(reader: Reader, notice: ProgramAnnounced) -> Sentence:
    if notice.form is Form.FLASH:
        return reader.say("There are no rounds: ask whenever you have a question. Join to be asked as well.")
    if notice.auto:
        return reader.say("Everyone in this channel takes part. You can skip a round or leave at any time.")
    return reader.say("Join if you like. You can skip a round, take a break or leave at any time.")


def _standing(reader: Reader, notice: ProgramAnnounced) -> list[Sentence]:
    lines = []
    if notice.joined:
        lines.append(
            reader.plural(
                "{n} colleague takes part so far.", "{n} colleagues take part so far.", notice.joined
            )
        )
    if notice.next_round_at is not None:
        lines.append(reader.say("The next round is on {time}.", time=Shared(notice.next_round_at)))
    return lines


def brought_in(notice: BroughtIn, reader: Reader) -> Message:
    """To somebody who is in it with their channel: it is theirs to stay or to go."""
    lines = [
        reader.say(
            "Everyone in {channel} takes part in *{program}*, and so do you.",
            channel=Channel(notice.channel_id),
            program=titled(reader, notice.form, notice.name),
        ),
        reader.say("Not for you? Leave now, and nobody is told."),
    ]
    at = stamp(notice.next_round_at) if notice.next_round_at else ""
    if notice.next_round_at is not None:
        lines.insert(1, reader.say("The next round is on {time}.", time=notice.next_round_at))
    return message(
        prose(*lines),
        *quotes((notice.purpose, reader.say("What it is for:"))),
        buttons(
            button(reader.plain("Say what I'd like"), Verb.JOIN, notice.program_id, main=True),
            button(reader.plain("Skip the next round"), Verb.SKIP, notice.program_id, at),
            _leaving(reader, notice.program_id),
        ),
    )


def sponsor_named(notice: SponsorNamed, reader: Reader) -> Message:
    """To whom an admin has named: it is no more than a word with them to be left out."""
    lines = [
        reader.say(
            "{person} named you as the sponsor of *{program}*.",
            person=Mention(notice.by),
            program=titled(reader, notice.form, notice.name),
        ),
        reader.say(
            "A panel of colleagues will advise you. In each round I bring you and the panel together."
        ),
        reader.say("Not for you? Tell {person}, who can name somebody else.", person=Mention(notice.by)),
    ]
    return message(prose(*lines), *quotes((notice.purpose, reader.say("What it is for:"))))


def taken_out(notice: TakenOut, reader: Reader) -> Message:
    """To somebody who left the channel."""
    return message(
        prose(
            reader.say(
                "You left {channel}, so you are not in *{program}* any more. Come back to the channel, and "
                "you can join again.",
                channel=Channel(notice.channel_id),
                program=titled(reader, notice.form, notice.name),
            )
        )
    )


def program_ended(notice: ProgramEnded, reader: Reader) -> Message:
    """To everybody who was in it."""
    lines = [
        reader.say(
            "*{program}* has come to its end. Thank you for taking part.",
            program=titled(reader, notice.form, notice.name),
        ),
        reader.say("Whoever you met there you can go on meeting, as long as you both like."),
    ]
    return message(prose(*lines), *quotes((notice.closing, reader.say("From your admins:"))))


def channel_lost(notice: ChannelLost, reader: Reader) -> Message:
    """To its admins."""
    lines = [
        reader.say(
            "I can't say anything in {channel} any more, so *{program}* cannot go on as planned.",
            channel=Channel(notice.channel_id),
            program=titled(reader, notice.form, notice.name),
        ),
        reader.say("Bring the channel back or add me to it with `/invite`. Or end the program."),
    ]
    return message(prose(*lines), _care(reader, notice.program_id))


def _care(reader: Reader, program_id: str) -> Block:
    return buttons(button(reader.plain("See the program"), Verb.PROGRAM, program_id, main=True))


def _leaving(reader: Reader, program_id: str) -> ButtonElement:
    return button(reader.plain("Leave"), Verb.LEAVE, program_id, sure=leaving(reader))


def leaving(reader: Reader) -> ConfirmObject:
    """Asks once more before somebody leaves."""
    return confirm(
        reader.plain("Leave the program?"),
        reader.plain("Nobody is told. What you have agreed with others goes on. You can join again later."),
        reader.plain("Leave"),
        reader.plain("Stay"),
    )
