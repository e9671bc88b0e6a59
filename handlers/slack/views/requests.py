"""Requests: what whoever asks reads while somebody is found for them."""

from slack_sdk.models.blocks import ButtonElement

from bot.domain.notices import RequestMovedOn, RequestSent, RequestSettled
from bot.domain.nudging import DAYS_TO_ANSWER
from bot.domain.requests import AskState
from handlers.slack.views.blocks import Message, button, buttons, confirm, message, prose
from handlers.slack.views.ids import Verb
from handlers.slack.views.phrases import about, come_back, no_times_for_you, quotes
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Mention, Sentence, cut

_TOPIC_IN_BUTTON = 150


def request_sent(notice: RequestSent, reader: Reader) -> Message:
    """Who was asked, or on whose waitlist it is."""
    people = reader.listed(Mention(person) for person in notice.asked_ids)
    return message(
        *about(reader, notice.topic, _sent(notice, reader, people), *_break(notice, reader)),
        buttons(*_instead(notice, reader), withdraw(reader, notice.request_id), *_back(notice, reader)),
    )


def request_moved_on(notice: RequestMovedOn, reader: Reader) -> Message:
    """Somebody could not: who was asked next, or who might be."""
    why = _moved(reader, Mention(notice.from_id), notice.because)
    words = quotes((notice.line, reader.say("They wrote:")))
    if words:
        blocks = (prose(why), *words, *about(reader, notice.topic, _next(notice, reader)))
    else:
        blocks = about(reader, notice.topic, why, _next(notice, reader))
    return message(*blocks, buttons(_onwards(notice, reader)))


def request_settled(notice: RequestSettled, reader: Reader) -> Message:
    """In place of "sent", once the request has ended."""
    if notice.accepted_by is None:
        ending = reader.say("This request is closed.")
    else:
        ending = reader.say("{person} said yes.", person=Mention(notice.accepted_by))
    return message(*about(reader, notice.topic, ending))


def withdraw(reader: Reader, request_id: str) -> ButtonElement:
    """No longer needed."""
    sure = confirm(
        reader.plain("Withdraw this request?"),
        reader.plain("Whoever was asked reads that it is no longer needed."),
        reader.plain("Withdraw it"),
        reader.plain("Keep it"),
    )
    return button(reader.plain("Withdraw"), Verb.WITHDRAW, request_id, sure=sure)


def ask_person(label: str, person_id: str, topic: str, *, number: int | None = None) -> ButtonElement:
    """Opens the form of an intro with the person and the topic filled in."""
    return button(label, Verb.INTRO, person_id, cut(topic, _TOPIC_IN_BUTTON), number=number)


def _break(notice: RequestSent, reader: Reader) -> list[Sentence]:
    if notice.back_on is None:
        return []
    return [no_times_for_you(reader, notice.back_on)]


def _back(notice: RequestSent, reader: Reader) -> list[ButtonElement]:
    return [come_back(reader)] if notice.back_on is not None else []


def _sent(notice: RequestSent, reader: Reader, people: Sentence) -> Sentence:
    if not notice.asked_ids:
        return reader.say("I'm looking for the right person for you.")
    if notice.position is not None and notice.free_id is not None:
        return reader.say(
            "You are number {position} on the waitlist of {people}. I'll ask as soon as a place is free. "
            "{other} has a free place now.",
            position=notice.position,
            people=people,
            other=Mention(notice.free_id),
        )
    if notice.position is not None:
        return reader.say(
            "You are number {position} on the waitlist of {people}. I'll ask as soon as a place is free.",
            position=notice.position,
            people=people,
        )
    if notice.later:
        return _asked_later(notice, reader, people)
    if notice.through:
        return reader.plural(
            "I asked {people} to introduce you. You'll hear from me within {n} working day.",
            "I asked {people} to introduce you. You'll hear from me within {n} working days.",
            DAYS_TO_ANSWER,
            people=people,
        )
    if notice.named:
        return reader.plural(
            "I asked {people}. If there is no answer within {n} working day, I tell you.",
            "I asked {people}. If there is no answer within {n} working days, I tell you.",
            DAYS_TO_ANSWER,
            people=people,
        )
    return reader.plural(
        "I asked {people}. If there is no answer within {n} working day, I ask someone else.",
        "I asked {people}. If there is no answer within {n} working days, I ask someone else.",
        DAYS_TO_ANSWER,
        people=people,
    )


def _asked_later(notice: RequestSent, reader: Reader, people: Sentence) -> Sentence:
    """Nobody is disturbed at night: the question waits for the morning."""
    if notice.through:
        return reader.say("I'll ask {people} in their working hours to introduce you.", people=people)
    if notice.named:
        return reader.plural(
            "I'll ask {people} in their working hours. If there is no answer within {n} working day after "
            "that, I tell you.",
            "I'll ask {people} in their working hours. If there is no answer within {n} working days after "
            "that, I tell you.",
            DAYS_TO_ANSWER,
            people=people,
        )
    return reader.plural(
        "I'll ask {people} in their working hours. If there is no answer within {n} working day after that, "
        "I ask someone else.",
        "I'll ask {people} in their working hours. If there is no answer within {n} working days after that, "
        "I ask someone else.",
        DAYS_TO_ANSWER,
        people=people,
    )


def _instead(notice: RequestSent, reader: Reader) -> list[ButtonElement]:
    """Somebody with a free place, rather than the waitlist."""
    if notice.free_id is None:
        return []
    return [button(reader.plain("Ask them instead"), Verb.NEXT, notice.request_id, notice.free_id)]


def _moved(reader: Reader, person: Mention, because: AskState) -> Sentence:
    if because is AskState.PASSED_ON:
        return reader.say("{person} knows someone who can help you better.", person=person)
    if because is AskState.EXPIRED:
        return reader.say("I have not heard from {person} yet.", person=person)
    if because is AskState.RELEASED:
        return reader.say("{person} isn't available right now.", person=person)
    return reader.say("{person} can't make it this time.", person=person)


def _next(notice: RequestMovedOn, reader: Reader) -> Sentence:
    if notice.next_id is not None and notice.position is not None:
        return reader.say(
            "You are now number {position} on the waitlist of {person}.",
            position=notice.position,
            person=Mention(notice.next_id),
        )
    if notice.next_id is not None:
        return reader.say("I asked {person} next. You'll hear from me.", person=Mention(notice.next_id))
    if notice.suggested_id is not None:
        return reader.say("How about {person}?", person=Mention(notice.suggested_id))
    return reader.say("Nobody else fits right now. Another topic, or another week, may help.")


def _onwards(notice: RequestMovedOn, reader: Reader) -> ButtonElement:
    if notice.next_id is not None:
        return withdraw(reader, notice.request_id)
    if notice.suggested_id is not None:
        return button(reader.plain("Ask them"), Verb.NEXT, notice.request_id, notice.suggested_id, main=True)
    return ask_person(reader.plain("Ask again"), "", notice.topic)
