"""Nudges: the few unprompted messages. One thing to do, one way to be left in peace."""

from bot.domain.notices import (
    BookNudge,
    EndNears,
    FitNudge,
    InactiveNudge,
    LastWord,
    NudgeSettled,
    OutcomeNudge,
    QualityNudge,
    StepNudge,
)
from bot.domain.outcomes import SCORES
from bot.domain.pairings import Fit
from handlers.slack.views.blocks import Message, button, buttons, footnote, message
from handlers.slack.views.ids import Verb
from handlers.slack.views.moments import sentence
from handlers.slack.views.phrases import about, closing, ending, later, offer, quotes, scores
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Sentence


def book_nudge(notice: BookNudge, reader: Reader) -> Message:
    """No chat is booked: times to click."""
    group = len(notice.with_ids) > 1
    wraps_up = notice.again or group
    give_up = ending(reader, group=group) if wraps_up else reader.plain("It won't happen")
    return message(
        *about(reader, notice.topic, _opening(notice, reader)),
        *offer(reader, notice.pairing_id, notice.slots, notice.outside_ids),
        buttons(
            later(reader, notice.wait_id),
            button(give_up, Verb.CLOSE, notice.pairing_id, sure=closing(reader, group=group)),
        ),
    )


def last_word(notice: LastWord, reader: Reader) -> Message:
    """We stop asking; nothing is lost."""
    line = reader.say(
        "I'll stop asking about a chat with {people}. You can still book one whenever you like.",
        people=reader.people(notice.with_ids),
    )
    return message(
        *about(reader, notice.topic, line),
        buttons(button(reader.plain("Choose a time"), Verb.TIMES, notice.pairing_id)),
    )


def outcome_nudge(notice: OutcomeNudge, reader: Reader) -> Message:
    """What came of the chat?"""
    question = reader.say(
        "What came of your chat with {people}? A line now is worth a lot later.",
        people=reader.people(notice.with_ids),
    )
    return message(
        *about(reader, notice.topic, question),
        buttons(
            button(reader.plain("Log the outcome"), Verb.LOG, notice.meeting_id, main=True),
            later(reader, notice.wait_id),
        ),
    )


def fit_nudge(notice: FitNudge, reader: Reader) -> Message:
    """In private: again, or was once enough?"""
    question = reader.say("Would you like to meet {people} again?", people=reader.people(notice.with_ids))
    return message(
        *about(reader, notice.topic, question),
        buttons(
            button(reader.plain("Meet again"), Verb.FIT, notice.pairing_id, Fit.AGAIN, number=0),
            button(reader.plain("Once was enough"), Verb.FIT, notice.pairing_id, Fit.ENOUGH, number=1),
            later(reader, notice.wait_id),
        ),
        footnote(reader.say("Your answer is private, and either is fine.")),
    )


def quality_nudge(notice: QualityNudge, reader: Reader) -> Message:
    """In private: how is it going, 1 to 5?"""
    question = reader.say(
        "How helpful are your chats with {people}, from {least} (not much) to {most} (very)?",
        people=reader.people(notice.with_ids),
        least=SCORES[0],
        most=SCORES[-1],
    )
    return message(
        *about(reader, notice.topic, question),
        buttons(*scores(notice.pairing_id), later(reader, notice.wait_id)),
        footnote(reader.say("Your answer is private.")),
    )


def inactive_nudge(notice: InactiveNudge, reader: Reader) -> Message:
    """Nothing was heard for a long time."""
    question = reader.say(
        "It has been quiet between you and {people} for a while. Would you like to keep going?",
        people=reader.people(notice.with_ids),
    )
    group = len(notice.with_ids) > 1
    close = ending(reader, group=True) if group else reader.plain("Close it")
    booking = offer(reader, notice.pairing_id, notice.slots, notice.outside_ids) if notice.slots else ()
    return message(
        *about(reader, notice.topic, question),
        *booking,
        buttons(
            button(reader.plain("Keep going"), Verb.KEEP, notice.pairing_id, main=True),
            button(close, Verb.CLOSE, notice.pairing_id, sure=closing(reader, group=group)),
            later(reader, notice.wait_id),
        ),
    )


def end_nears(notice: EndNears, reader: Reader) -> Message:
    """The planned end is near."""
    lines = [
        reader.say(
            "Your time with {people} is planned until {day}. What would you still like to reach together?",
            people=reader.people(notice.with_ids),
            day=notice.ends_on or notice.ends_at.astimezone(reader.clock).date(),
        ),
        reader.say("Book a last chat, or agree on another end."),
    ]
    booking = offer(reader, notice.pairing_id, notice.slots, notice.outside_ids)
    anew = button(reader.plain("Plan the end anew"), Verb.AGREEMENT, notice.pairing_id)
    return message(
        *about(reader, notice.topic, *lines),
        *(() if notice.booked else booking),
        buttons(anew, later(reader, notice.wait_id)),
    )


def step_nudge(notice: StepNudge, reader: Reader) -> Message:
    """The day of one's own next step."""
    people = reader.people(notice.with_ids)
    if notice.next_step_on is None:
        line = reader.say("A reminder of your next step after your chat with {people}.", people=people)
    else:
        line = reader.say(
            "You set yourself a next step after your chat with {people}, for {day}.",
            people=people,
            day=notice.next_step_on,
        )
    return message(
        *about(reader, notice.topic, line),
        *quotes((notice.next_step, reader.say("You wrote:"))),
        buttons(
            button(reader.plain("Done"), Verb.DONE, notice.outcome_id, main=True),
            later(reader, notice.wait_id),
        ),
    )


def nudge_settled(notice: NudgeSettled, reader: Reader) -> Message:
    """In place of a private question."""
    if not notice.people:
        return sentence(reader.say("Thank you. There is nothing left to do here."))
    people = reader.people(notice.people)
    if notice.again:
        return sentence(reader.say("I ask about your chat with {people} again further down.", people=people))
    return sentence(reader.say("Thank you. There is nothing left to do here about {people}.", people=people))


def _opening(notice: BookNudge, reader: Reader) -> Sentence:
    people = reader.people(notice.with_ids)
    if notice.midway and notice.slots:
        return reader.say(
            "Half of your time with {people} is over, and you have not met. How about one of these times?",
            people=people,
        )
    if notice.midway:
        return reader.say(
            "Half of your time with {people} is over, and you have not met. When would suit you?",
            people=people,
        )
    if notice.again and notice.every is not None:
        return reader.plural(
            "You agreed to meet {people} every week, and no chat is booked. When would suit you?",
            "You agreed to meet {people} every {n} weeks, and no chat is booked. When would suit you?",
            notice.every,
            people=people,
        )
    if notice.again and notice.slots:
        return reader.say(
            "It is a while since you met {people}. How about one of these times?", people=people
        )
    if notice.again:
        return reader.say(
            "It is a while since you met {people}. Would you like to meet again?", people=people
        )
    if notice.slots:
        return reader.say("Your chat with {people} has no time yet. How about one of these?", people=people)
    return reader.say(
        "Your chat with {people} has no time yet. Choose one that works for everyone.", people=people
    )
