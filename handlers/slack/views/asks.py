"""Asks: the question to a mentor or an intermediary, and what stands in its place once it is answered."""

from slack_sdk.models.blocks import ButtonElement

from bot.domain.notices import AnswerNudge, Asked, AskedToIntroduce, AskSettled
from bot.domain.people import PersonId
from bot.domain.requests import AskState, Form, Purpose
from handlers.slack.views.blocks import Message, RichText, button, buttons, footnote, message, prose
from handlers.slack.views.ids import Verb
from handlers.slack.views.phrases import about, later, quotes, times
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Mention, Sentence


def asked(notice: Asked, reader: Reader) -> Message:
    """To a mentor: someone would like a chat."""
    person = Mention(notice.requester_id)
    opening = reader.say(
        "{person} would like a {minutes}-minute chat with you.", person=person, minutes=notice.minutes
    )
    days = _days(reader, notice)
    return message(
        *about(reader, notice.purpose.topic, opening, *days),
        *_introduction(notice, reader),
        *_purpose(reader, person, notice.purpose),
        buttons(*answers(reader, notice.ask_id)),
        footnote(reader.say("One tap is enough, and a no needs no reason.")),
    )


def asked_to_introduce(notice: AskedToIntroduce, reader: Reader) -> Message:
    """To an intermediary: would you introduce the two?"""
    person = Mention(notice.requester_id)
    opening = reader.say(
        "{person} would like to meet {other}, and you know both. Would you introduce them?",
        person=person,
        other=Mention(notice.target_id),
    )
    return message(
        *about(reader, notice.purpose.topic, opening),
        *_purpose(reader, person, notice.purpose),
        buttons(*introductions(reader, notice.ask_id)),
        footnote(reader.say("One tap is enough, and a no needs no reason.")),
    )


def ask_settled(notice: AskSettled, reader: Reader) -> Message:
    """In place of the question, once it has an end."""
    return message(*about(reader, notice.topic, _ending(notice, reader)))


def answer_nudge(notice: AnswerNudge, reader: Reader) -> Message:
    """Someone still waits for an answer."""
    person = Mention(notice.requester_id)
    if notice.introduce_to is None:
        opening = reader.say("{person} asked you for a chat. Would you like to answer?", person=person)
        choices = answers(reader, notice.ask_id)
    else:
        opening = reader.say(
            "{person} asked you to introduce them to {other}. Would you like to answer?",
            person=person,
            other=Mention(notice.introduce_to),
        )
        choices = introductions(reader, notice.ask_id)
    return message(
        *about(reader, notice.topic, opening),
        *_suiting(notice, reader),
        buttons(*choices, later(reader, notice.wait_id)),
        footnote(reader.say("One tap is enough, and a no needs no reason.")),
    )


def no_place_left(reader: Reader, requester_id: PersonId) -> Message:
    """The last place went a moment ago: they wait in line."""
    return message(
        prose(
            reader.say(
                "Thank you. All your places are taken right now, so {person} is on your waitlist.",
                person=Mention(requester_id),
            )
        )
    )


def answers(reader: Reader, ask_id: str) -> list[ButtonElement]:
    """What a mentor can answer."""
    return [
        button(reader.plain("Yes, happy to"), Verb.ACCEPT, ask_id, main=True),
        button(reader.plain("Not this time"), Verb.DECLINE, ask_id),
        button(reader.plain("Suggest someone else"), Verb.SUGGEST, ask_id),
        button(reader.plain("No, with a line"), Verb.DECLINE_LINE, ask_id),
    ]


def introductions(reader: Reader, ask_id: str) -> list[ButtonElement]:
    """What an intermediary can answer."""
    return [
        button(reader.plain("Introduce them"), Verb.INTRODUCE, ask_id, main=True),
        button(reader.plain("Add a line"), Verb.ADD_LINE, ask_id),
        button(reader.plain("Not this time"), Verb.DECLINE, ask_id),
    ]


def _introduction(notice: Asked, reader: Reader) -> tuple[RichText, ...]:
    if notice.via_id is None:
        return ()
    via = Mention(notice.via_id)
    if notice.suggested and notice.line.strip():
        return quotes((notice.line, reader.say("{person} thought of you:", person=via)))
    if notice.suggested:
        return (prose(reader.say("{person} thought of you.", person=via)),)
    if notice.line.strip():
        return quotes((notice.line, reader.say("{person} introduces you:", person=via)))
    return (prose(reader.say("{person} introduces you.", person=via)),)


def _purpose(reader: Reader, person: Mention, purpose: Purpose) -> tuple[RichText, ...]:
    return quotes(
        (purpose.why, reader.say("What {person} wrote:", person=person)),
        (purpose.tried, reader.say("What they tried so far:")),
        (purpose.time, reader.say("Time they can give:")),
    )


def _days(reader: Reader, notice: Asked) -> tuple[Sentence, ...]:
    earliest, latest = notice.earliest, notice.latest
    if earliest is not None and latest is not None:
        return (reader.say("Any day from {first} to {last} suits them.", first=earliest, last=latest),)
    if earliest is not None:
        return (reader.say("Any day from {first} on suits them.", first=earliest),)
    if latest is not None:
        return (reader.say("Any day until {last} suits them.", last=latest),)
    return (reader.say("Any day suits them."),) if notice.form is Form.FLASH else ()


def _suiting(notice: AnswerNudge, reader: Reader) -> tuple[RichText, ...]:
    if not notice.slots:
        return ()
    return prose(reader.say("These times would suit you both:")), *times(reader, notice.slots)


def _ending(notice: AskSettled, reader: Reader) -> Sentence:
    person = Mention(notice.requester_id)
    match notice.state:
        case AskState.ACCEPTED:
            return reader.say("You said yes to {person}. Thank you.", person=person)
        case AskState.DECLINED:
            return reader.say("Not this time for {person}, and that is fine.", person=person)
        case AskState.PASSED_ON if notice.to_id is not None and notice.introduced:
            return reader.say(
                "You introduced {person} to {other}. Thank you.", person=person, other=Mention(notice.to_id)
            )
        case AskState.PASSED_ON if notice.to_id is not None:
            return reader.say(
                "You passed the request of {person} on to {other}. Thank you.",
                person=person,
                other=Mention(notice.to_id),
            )
        case AskState.PASSED_ON:
            return reader.say("You passed the request of {person} on. Thank you.", person=person)
        case AskState.WAITING:
            return reader.say(
                "{person} waits on your list. I'll ask again when a place is free.", person=person
            )
        case AskState.EXPIRED | AskState.RELEASED:
            return reader.say(
                "The request of {person} has moved on. There is nothing left to do.", person=person
            )
        case AskState.WITHDRAWN:
            return reader.say("{person} no longer needs this. There is nothing left to do.", person=person)
    return reader.say("The request of {person} is still open.", person=person)
