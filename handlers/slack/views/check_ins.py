"""Check-ins: "Did you meet?", asked of each person on their own, and what follows from the answer."""

from slack_sdk.models.blocks import Block

from bot.domain.meetings import Attendance
from bot.domain.notices import CheckInSettled, DidYouMeet
from handlers.slack.views.blocks import Message, button, buttons, footnote, message
from handlers.slack.views.ids import Verb
from handlers.slack.views.phrases import about, later, offer
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Sentence


def did_you_meet(notice: DidYouMeet, reader: Reader) -> Message:
    """Asked of each person on their own."""
    people = reader.people(notice.with_ids)
    if notice.starts_at is None:
        question = reader.say("Did you meet {people}?", people=people)
    else:
        question = reader.say(
            "Did you meet {people}? Your chat was planned for {time}.", people=people, time=notice.starts_at
        )
    moved = button(reader.plain("We moved it"), Verb.MOVE, notice.meeting_id)
    labels = {
        Attendance.MET: reader.plain("Yes, we met"),
        Attendance.NOT_YET: reader.plain("Not yet"),
        Attendance.WONT_HAPPEN: reader.plain("It won't happen"),
    }
    choices = [
        button(label, Verb.CHECK_IN, notice.meeting_id, answer, number=number, main=answer is Attendance.MET)
        for number, (answer, label) in enumerate(labels.items())
    ]
    if notice.starts_at is not None:
        choices.insert(1, moved)  # to which time is asked next: a new one, or the one at which they met
    return message(
        *about(reader, notice.topic, question),
        buttons(*choices, later(reader, notice.wait_id)),
        footnote(reader.say("Each of you is asked on their own.")),
    )


def check_in_settled(notice: CheckInSettled, reader: Reader) -> Message:
    """In place of the question: thanks, and the one thing to do next, if any."""
    return message(*about(reader, notice.topic, _thanks(notice, reader)), *_following(notice, reader))


def _thanks(notice: CheckInSettled, reader: Reader) -> Sentence:
    people = reader.people(notice.with_ids)
    match notice.answer:
        case Attendance.MET:
            return reader.say("Thank you. What came of your chat with {people}?", people=people)
        case Attendance.MOVED:
            return reader.say("Thank you: your chat with {people} has another time.", people=people)
        case Attendance.NOT_YET if notice.slots:
            return reader.say("Thank you. How about one of these times with {people}?", people=people)
        case Attendance.NOT_YET if notice.open:
            return reader.say("Thank you. You can choose another time with {people}.", people=people)
    return reader.say("Thank you for saying so. There is nothing left to do about {people}.", people=people)


def _following(notice: CheckInSettled, reader: Reader) -> tuple[Block, ...]:
    if notice.answer is Attendance.MET:
        return (buttons(button(reader.plain("Log the outcome"), Verb.LOG, notice.meeting_id, main=True)),)
    if notice.answer is Attendance.NOT_YET and notice.open:
        return offer(reader, notice.pairing_id, notice.slots, notice.outside_ids)
    return ()
