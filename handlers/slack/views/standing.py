"""Standing: what is open for one person, in a sentence each; the status and the App Home say the same."""

from datetime import date

from bot.domain.nudging import Phase
from bot.domain.pairings import Part
from bot.domain.people import Person
from bot.usecases.recaps import Recap
from bot.usecases.status import Paired, Sent, Status, Upcoming, Waiting
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Mention, Sentence, joined


def due_steps(status: Status, today: date | None) -> list[Recap]:
    """The chats after which somebody planned a next step whose day has come."""
    return [one for one in status.recaps if today is not None and one.due_step(today)]


def waiting(reader: Reader, wait: Waiting) -> Sentence:
    """What this person has yet to do."""
    people = reader.people(wait.about)
    match wait.phase:
        case Phase.ANSWER if len(wait.about) > 1:
            line = reader.say("{people}: would you introduce them?", people=people)
        case Phase.ANSWER:
            line = reader.say("{person} would like a chat with you.", person=Mention(wait.about[0]))
        case Phase.BOOK:
            line = reader.say("Your chat with {people} has no time yet.", people=people)
        case Phase.CHECK_IN:
            line = reader.say("Did you meet {people}?", people=people)
        case Phase.OUTCOME:
            line = reader.say("What came of your chat with {people}?", people=people)
        case Phase.FLAG:
            line = reader.say("{people} may need a hand.", people=people)
        case _:
            line = _of_pairing(reader, wait.phase, people)
    return on(reader, line, wait.topic)


def _of_pairing(reader: Reader, phase: Phase, people: Sentence) -> Sentence:
    """What somebody has yet to say or do about a pairing as a whole."""
    match phase:
        case Phase.FIT:
            return reader.say("Would you like to meet {people} again?", people=people)
        case Phase.QUALITY:
            return reader.say("How helpful are your chats with {people}?", people=people)
        case Phase.REVIEW:
            return reader.say("Look back on your time with {people}.", people=people)
        case Phase.AGREE:
            return reader.say("How you go on with {people} waits for your answer.", people=people)
    return reader.say("It is a while since you met {people}.", people=people)


def upcoming(reader: Reader, chat: Upcoming) -> Sentence:
    """A booked chat."""
    line = reader.say(
        "{time}: {people}, {minutes} minutes.",
        time=chat.starts_at,
        people=reader.people(chat.with_ids),
        minutes=chat.minutes,
    )
    return on(reader, line, chat.topic)


def sent(reader: Reader, request: Sent) -> Sentence:
    """A request of one's own."""
    people = reader.people(request.asked)
    if request.position is not None and request.asked:
        line = reader.say(
            "You are number {position} on the waitlist of {people}.", position=request.position, people=people
        )
    elif request.asked:
        line = reader.say("You asked {people}.", people=people)
    else:
        line = reader.say("I'm looking for the right person for you.")
    return on(reader, line, request.topic)


def paired(reader: Reader, pairing: Paired) -> Sentence:
    """An open pairing."""
    line = _across(reader, pairing)
    if pairing.beside:
        with_you = reader.say("With you: {people}.", people=reader.people(pairing.beside))
        line = joined((line, with_you), " ")
    return on(reader, line, pairing.topic)


def _across(reader: Reader, pairing: Paired) -> Sentence:
    people = reader.people(pairing.across)
    match pairing.part:
        case Part.MENTOR:
            return reader.say("You mentor {people}.", people=people)
        case Part.MENTEE:
            count = len(pairing.across)
            return reader.plural("{people} mentors you.", "{people} mentor you.", count, people=people)
    return reader.say("You meet {people}.", people=people)


def break_until(reader: Reader, person: Person, today: date | None) -> Sentence | None:
    """That the person is on a break, while it lasts."""
    back = person.paused_until
    if back is None or (today is not None and back <= today):
        return None
    return reader.say("You are on a break until {day}.", day=back)


def places(reader: Reader, status: Status) -> Sentence | None:
    """How many more people a mentor can take."""
    if status.free_places is None:
        return None
    if status.free_places == 0:
        return reader.say("All your places are taken.")
    return reader.plural("You have {n} free place.", "You have {n} free places.", status.free_places)


def on(reader: Reader, line: Sentence, topic: str) -> Sentence:
    """A line with what it is about."""
    return joined((line, reader.say("About: {topic}", topic=topic)), " ") if topic.strip() else line
