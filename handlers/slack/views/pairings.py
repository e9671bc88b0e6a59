"""Pairings: people are brought together, find a time, and come to an end."""

from dataclasses import replace

from slack_sdk.models.blocks import Block

from bot.domain.matching.values import Reason, Term
from bot.domain.notices import (
    GoesOn,
    InOneLine,
    Introduced,
    PairFlagged,
    PairingEnded,
    TimesOffered,
    TimesSettled,
)
from bot.domain.nudging import Phase
from bot.domain.pairings import Part
from handlers.slack.views.blocks import Message, RichText, bullets, button, buttons, footnote, message, prose
from handlers.slack.views.icebreakers import icebreaker
from handlers.slack.views.ids import Verb
from handlers.slack.views.matches import why
from handlers.slack.views.mentors import notes
from handlers.slack.views.phrases import (
    about,
    come_back,
    later,
    no_times,
    no_times_for_you,
    offer,
    quotes,
    slot_buttons,
    times,
)
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Mention, Sentence, Shared, joined


def introduced(notice: Introduced, reader: Reader) -> Message:
    """To all: who meets and why, what each offers, times to click on everyone's clock."""
    everyone = reader if reader.others else replace(reader, others=("UTC",))
    return message(
        *about(reader, notice.purpose.topic, *_opening(notice, reader)),
        *_written(notice, reader),
        *_selves(notice, reader),
        *_beginning(notice, reader),
        *_times(notice, everyone),
        buttons(*slot_buttons(everyone, notice.pairing_id, notice.slots)),
    )


def _opening(notice: Introduced, reader: Reader) -> list[Sentence]:
    """Who meets whom, who brought them together, and why just them."""
    ids = [one.person_id for one in notice.members]
    if len(ids) == 2:
        one, other = map(Mention, ids)
        lines = [reader.say("{one}, meet {other}. {other}, meet {one}.", one=one, other=other)]
    else:
        lines = [reader.say("{people}, meet each other.", people=reader.people(ids)), *_parts(notice, reader)]
    if notice.via_id is not None:
        lines.append(reader.say("{person} brings you together.", person=Mention(notice.via_id)))
    if notice.until is not None:
        day = notice.until.astimezone(reader.clock).date()
        lines.append(
            reader.say(
                "You have time together until {day}. Agree early on how often you meet, how you reach each "
                "other in between, and what it is not for.",
                day=day,
            )
        )
    if notice.host_id is not None:
        host = Mention(notice.host_id)
        lines.append(reader.say("{person} hosts the first time, then each of you in turn.", person=host))
    return [*lines, *why(reader, _holding(notice))]


def _holding(notice: Introduced) -> list[Reason]:
    """Pairs may share their hours where all of them together do not: the times below would gainsay it."""
    return [one for one in notice.reasons if one.term is not Term.HOURS or not notice.outside_ids]


def _parts(notice: Introduced, reader: Reader) -> list[Sentence]:
    """In a group with mentors: who mentors whom."""
    mentors, mentees = (
        [one.person_id for one in notice.members if one.part is part] for part in (Part.MENTOR, Part.MENTEE)
    )
    if not (mentors and mentees):
        return []
    return [
        reader.plural(
            "{people} mentors {others}.",
            "{people} mentor {others}.",
            len(mentors),
            people=reader.people(mentors),
            others=reader.people(mentees),
        )
    ]


def _written(notice: Introduced, reader: Reader) -> tuple[RichText, ...]:
    if notice.requester_id is None:
        return ()
    label = reader.say("What {person} wrote:", person=Mention(notice.requester_id))
    return quotes((notice.purpose.why, label))


def _beginning(notice: Introduced, reader: Reader) -> list[RichText]:
    """What the admins say to everyone, a question to begin with, and what to talk about."""
    blocks = list(quotes((notice.opening, reader.say("From your admins:"))))
    if notice.icebreaker is not None:
        blocks.append(prose(reader.say("To begin with:"), icebreaker(reader, notice.icebreaker)))
    points = [reader.show(point) for point in notice.agenda if point.strip()]
    return [*blocks, prose(reader.say("What to talk about:")), bullets(*points)] if points else blocks


def times_offered(notice: TimesOffered, reader: Reader) -> Message:
    """To one of them: times that suit all."""
    mine = notice.away is not None and notice.away.person_id not in notice.with_ids
    more = [come_back(reader)] if mine else []
    return message(
        *about(reader, notice.topic, _offer(notice, reader)),
        *offer(reader, notice.pairing_id, notice.slots, notice.outside_ids, *more),
    )


def times_settled(notice: TimesSettled, reader: Reader) -> Message:
    """In place of the times."""
    return message(*about(reader, notice.topic, _settled(notice, reader)))


def goes_on(notice: GoesOn, reader: Reader) -> Message:
    """All would meet again: the next time, and the moment for an agreement."""
    people, several = reader.people(notice.with_ids), len(notice.with_ids) > 1
    line = (
        reader.say("You all would like to meet again: {people} and you.", people=people)
        if several
        else reader.say("You both would like to meet again: {people} and you.", people=people)
    )
    why = reader.say(
        "Agree early on how often you meet, how you reach each other in between, what it is not for, and "
        "how long it lasts."
    )
    agree = button(reader.plain("Make an agreement"), Verb.AGREEMENT, notice.pairing_id)
    booking = offer(reader, notice.pairing_id, notice.slots, notice.outside_ids, agree)
    return message(*about(reader, notice.topic, line, why), *([buttons(agree)] if notice.booked else booking))


def pairing_ended(notice: PairingEnded, reader: Reader) -> Message:
    """A kind end."""
    ending = reader.say(
        "Your chats with {people} have come to an end. Thank you for your time.",
        people=reader.people(notice.with_ids),
    )
    return message(
        *about(reader, notice.topic, ending),
        *(_looking_back(notice, reader) if notice.lasted else []),
        footnote(reader.say("Every chat counts, and `/intro` starts a new one whenever you like.")),
    )


def _looking_back(notice: PairingEnded, reader: Reader) -> list[Block]:
    """Each is asked on their own."""
    line = reader.say(
        "Look back for a moment: what came of it, and what helped? You are asked on your own, and only what "
        "you choose is passed on."
    )
    look = button(reader.plain("Look back"), Verb.REVIEW, notice.pairing_id, main=True)
    return [prose(line), buttons(look)]


def pair_flagged(notice: PairFlagged, reader: Reader) -> Message:
    """To an admin: where a pairing stalled, never what anyone wrote."""
    return message(
        prose(
            reader.say("{people} may need a hand.", people=reader.people(notice.people)),
            stalled(reader, notice.stalled),
            reader.say("A friendly word from you may be all it takes."),
        ),
        buttons(
            button(reader.plain("I'll see to it"), Verb.DISMISS, notice.wait_id, main=True),
            later(reader, notice.wait_id),
        ),
    )


def in_one_line(notice: InOneLine, reader: Reader) -> Message:
    """To an admin: it is for the people to decide, and for somebody to ask them."""
    return message(
        prose(
            reader.say(
                "{people} are in one reporting line now, and paired for mentoring.",
                people=reader.people(notice.people),
            ),
            reader.say("I end nothing by myself. Ask each of them how they would like to go on."),
        ),
        footnote(reader.say("It is what the personnel system, or one of them, says of who leads whom.")),
    )


def stalled(reader: Reader, phase: Phase) -> Sentence:
    """Where a pairing stalled."""
    match phase:
        case Phase.BOOK:
            return reader.say("They were introduced, and no chat is booked yet.")
        case Phase.MEET_AGAIN:
            return reader.say("They met, and no further chat is booked.")
        case Phase.CHECK_IN | Phase.OUTCOME | Phase.FIT:
            return reader.say("A chat was booked, and I don't know what came of it.")
        case Phase.QUALITY | Phase.INACTIVE | Phase.ENDING:
            return reader.say("It has been quiet between them for a while.")
    return reader.say("An answer is still open.")


def _offer(notice: TimesOffered, reader: Reader) -> Sentence:
    people = reader.people(notice.with_ids)
    if notice.slots:
        return reader.say(
            "Pick a time for your {minutes}-minute chat with {people}. One tap books it.",
            minutes=notice.minutes,
            people=people,
        )
    if notice.away is None:
        return reader.say(
            "Your hours and those of {people} don't overlap. Agree on a time that works for everyone.",
            people=people,
        )
    if notice.away.person_id in notice.with_ids:
        return no_times(reader, notice.away)
    return no_times_for_you(reader, notice.away.until)


def _settled(notice: TimesSettled, reader: Reader) -> Sentence:
    line = _became(notice, reader)
    if not notice.people:
        return line
    return joined((reader.say("{people}:", people=reader.people(notice.people)), line), " ")


def _became(notice: TimesSettled, reader: Reader) -> Sentence:
    """What became of the times: booked, moved, cancelled, or of no more use."""
    at, was_at = notice.starts_at, notice.was_at
    if at is not None and was_at is None:
        return reader.say("Your chat is booked for {time}.", time=Shared(at))
    if at is not None:
        return reader.say("Your chat was moved to {time}.", time=Shared(at))
    if was_at is not None:
        return reader.say("Your chat of {time} was cancelled.", time=Shared(was_at))
    return reader.say("Nothing is left to book here.")


def _selves(notice: Introduced, reader: Reader) -> list[RichText]:
    """What each of them offers and says of themselves."""
    lines = [
        line
        for one in notice.members
        for line in (
            *_offers(reader, Mention(one.person_id), one.offers),
            *notes(reader, Mention(one.person_id), one.about, one.cannot, one.languages),
        )
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
        return [prose(reader.say("Your usual hours don't overlap. Agree on a time that works for everyone."))]
    opening = reader.say(
        "Pick a time for your {minutes}-minute chat. One tap books it for everyone.", minutes=notice.minutes
    )
    # Slack shows each reader their own clock here; the buttons name all.
    return [prose(opening), *times(reader, notice.slots, notice.outside_ids, shared=True)]
