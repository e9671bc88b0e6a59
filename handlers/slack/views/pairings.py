"""Pairings: two people are brought together, find a time, and come to an end."""

from dataclasses import replace

from bot.domain.notices import Introduced, PairFlagged, PairingEnded, TimesOffered, TimesSettled
from bot.domain.nudging import Phase
from handlers.slack.views.blocks import Message, RichText, bullets, button, buttons, footnote, message, prose
from handlers.slack.views.ids import Verb
from handlers.slack.views.mentors import notes
from handlers.slack.views.phrases import (
    about,
    come_back,
    later,
    no_times,
    no_times_for_you,
    quotes,
    slot_buttons,
    times,
)
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Mention, Sentence, Shared


def introduced(notice: Introduced, reader: Reader) -> Message:
    """To both: why they meet, what each offers, times to click on both clocks."""
    both = reader if reader.others else replace(reader, others=("UTC",))
    mentor, mentee = Mention(notice.mentor_id), Mention(notice.mentee_id)
    opening = [reader.say("{mentor}, meet {mentee}. {mentee}, meet {mentor}.", mentor=mentor, mentee=mentee)]
    if notice.via_id is not None:
        opening.append(reader.say("{person} brings you together.", person=Mention(notice.via_id)))
    return message(
        *about(reader, notice.purpose.topic, *opening),
        *quotes((notice.purpose.why, reader.say("What {person} wrote:", person=mentee))),
        *_selves(notice, reader),
        *_times(notice, both),
        buttons(*slot_buttons(both, notice.pairing_id, notice.slots)),
    )


def times_offered(notice: TimesOffered, reader: Reader) -> Message:
    """To one of the two: times that suit both."""
    mine = notice.away is not None and notice.away.person_id != notice.with_id
    return message(
        *about(reader, notice.topic, _offer(notice, reader)),
        *times(reader, notice.slots),
        buttons(
            *slot_buttons(reader, notice.pairing_id, notice.slots), *([come_back(reader)] if mine else [])
        ),
    )


def times_settled(notice: TimesSettled, reader: Reader) -> Message:
    """In place of the times."""
    return message(*about(reader, notice.topic, _settled(notice, reader)))


def pairing_ended(notice: PairingEnded, reader: Reader) -> Message:
    """A kind end."""
    person = Mention(notice.with_id)
    ending = reader.say(
        "Your chats with {person} have come to an end. Thank you for your time.", person=person
    )
    return message(
        *about(reader, notice.topic, ending),
        footnote(reader.say("Every chat counts, and `/intro` starts a new one whenever you like.")),
    )


def pair_flagged(notice: PairFlagged, reader: Reader) -> Message:
    """To an admin: where a pair stalled, never what anyone wrote."""
    pair = reader.listed([Mention(notice.mentor_id), Mention(notice.mentee_id)])
    return message(
        prose(
            reader.say("{people} may need a hand.", people=pair),
            stalled(reader, notice.stalled),
            reader.say("A friendly word from you may be all it takes."),
        ),
        buttons(
            button(reader.plain("I'll see to it"), Verb.DISMISS, notice.wait_id, main=True),
            later(reader, notice.wait_id),
        ),
    )


def stalled(reader: Reader, phase: Phase) -> Sentence:
    """Where a pair stalled."""
    match phase:
        case Phase.BOOK:
            return reader.say("They were introduced, and no chat is booked yet.")
        case Phase.MEET_AGAIN:
            return reader.say("They met, and no further chat is booked.")
        case Phase.CHECK_IN | Phase.OUTCOME | Phase.FIT:
            return reader.say("A chat was booked, and I don't know what came of it.")
        case Phase.QUALITY | Phase.INACTIVE:
            return reader.say("It has been quiet between them for a while.")
    return reader.say("An answer is still open.")


def _offer(notice: TimesOffered, reader: Reader) -> Sentence:
    person = Mention(notice.with_id)
    if notice.slots:
        return reader.say(
            "Pick a time for your {minutes}-minute chat with {person}. One tap books it.",
            minutes=notice.minutes,
            person=person,
        )
    if notice.away is None:
        return reader.say(
            "Your hours and those of {person} don't overlap. Agree on a time that works for both.",
            person=person,
        )
    if notice.away.person_id == notice.with_id:
        return no_times(reader, notice.away)
    return no_times_for_you(reader, notice.away.until)


def _settled(notice: TimesSettled, reader: Reader) -> Sentence:
    mentor, mentee = Mention(notice.mentor_id), Mention(notice.mentee_id)
    at, was_at = notice.starts_at, notice.was_at
    if at is not None and was_at is None:
        return reader.say(
            "{mentor}, {mentee}: your chat is booked for {time}.",
            mentor=mentor,
            mentee=mentee,
            time=Shared(at),
        )
    if at is not None:
        return reader.say(
            "{mentor}, {mentee}: your chat was moved to {time}.",
            mentor=mentor,
            mentee=mentee,
            time=Shared(at),
        )
    if was_at is not None:
        return reader.say(
            "{mentor}, {mentee}: your chat of {time} was cancelled.",
            mentor=mentor,
            mentee=mentee,
            time=Shared(was_at),
        )
    return reader.say("{mentor}, {mentee}: nothing is left to book here.", mentor=mentor, mentee=mentee)


def _selves(notice: Introduced, reader: Reader) -> list[RichText]:
    """What each of the two offers and says of themselves."""
    mentor, mentee = Mention(notice.mentor_id), Mention(notice.mentee_id)
    lines = [
        *_offers(reader, mentor, notice.mentor_offers),
        *notes(reader, mentor, notice.mentor_about, notice.mentor_cannot, notice.mentor_languages),
        *_offers(reader, mentee, notice.mentee_offers),
        *notes(reader, mentee, notice.mentee_about, languages=notice.mentee_languages),
    ]
    return [bullets(*lines)] if lines else []


def _offers(reader: Reader, person: Mention, topics: tuple[str, ...]) -> list[Sentence]:
    if not topics:
        return []
    return [reader.say("{person} can help with {topics}.", person=person, topics=reader.listed(topics))]


def _times(notice: Introduced, reader: Reader) -> list[RichText]:
    if not notice.slots and notice.away is not None:
        return [prose(no_times(reader, notice.away))]
    if not notice.slots:
        return [prose(reader.say("Your usual hours don't overlap. Agree on a time that works for both."))]
    opening = reader.say(
        "Pick a time for your {minutes}-minute chat. One tap books it for both.", minutes=notice.minutes
    )
    # Slack shows each reader their own clock here; the buttons name both.
    return [prose(opening), *times(reader, notice.slots, shared=True)]
