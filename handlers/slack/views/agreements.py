"""Agreements: what is proposed, what stands, and the form for either."""

from collections.abc import Mapping
from datetime import date

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.agreements import EVERY, USUAL, Format, Points
from bot.domain.notices import AgreementNudge, AgreementProposed, AgreementSettled, AgreementStands
from bot.domain.people import PersonId
from bot.domain.requests import FREE_TEXT
from bot.usecases.agreements import Agreed, Propose
from handlers.slack.views import ids, inputs, moments
from handlers.slack.views.blocks import (
    Message,
    RichText,
    bullets,
    button,
    buttons,
    footnote,
    message,
    option,
    plain,
    prose,
)
from handlers.slack.views.ids import Callback, Verb
from handlers.slack.views.inputs import Field
from handlers.slack.views.phrases import about, later, quotes
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State, needed
from handlers.slack.views.words import Mention, Sentence

EVERY_FIELD, FORMAT, BETWEEN = "every", "format", "between"
HELPS, CANNOT, UNTIL = "helps", "cannot", "agreed_until"


# --- what it says -------------------------------------------------------------------------------


def terms(reader: Reader, points: Points) -> list[Sentence]:
    """How often and how they meet, and until when."""
    how = _formats(reader)[points.format]
    lines = [
        reader.plural(
            "A session every week: {how}", "A session every {n} weeks: {how}", points.every, how=how
        )
    ]
    if points.until is not None:
        lines.append(reader.say("Until {day}", day=points.until))
    return lines


def in_short(reader: Reader, points: Points, *, peers: bool) -> list[Sentence]:
    """All of it, a line each."""
    labels = _labels(reader, peers=peers)
    typed = {BETWEEN: points.between, HELPS: points.helps, CANNOT: points.cannot}
    told = [(labels[name], text) for name, text in typed.items() if text.strip()]
    return [
        *terms(reader, points),
        *(reader.say("{label}: {text}", label=label, text=text) for label, text in told),
    ]


def _in_full(reader: Reader, points: Points, *, peers: bool) -> tuple[RichText, ...]:
    labels = _labels(reader, peers=peers)
    typed = ((BETWEEN, points.between), (HELPS, points.helps), (CANNOT, points.cannot))
    said = ((text, reader.say("{label}:", label=labels[name])) for name, text in typed)
    return (bullets(*terms(reader, points)), *quotes(*said))


def _labels(reader: Reader, *, peers: bool) -> Mapping[str, Sentence]:
    return {
        BETWEEN: reader.say("In between"),
        HELPS: reader.say("What you help each other with")
        if peers
        else reader.say("What the mentor helps with"),
        CANNOT: reader.say("What it is not for"),
    }


def _formats(reader: Reader) -> Mapping[Format, Sentence]:
    return {
        Format.VIDEO: reader.say("by video"),
        Format.IN_PERSON: reader.say("in person"),
        Format.PHONE: reader.say("by phone"),
        Format.MIXED: reader.say("as it suits"),
    }


# --- in messages --------------------------------------------------------------------------------


def agreement_proposed(notice: AgreementProposed, reader: Reader) -> Message:
    """To each of the others: read it, then confirm or change it."""
    person = Mention(notice.by_id)
    if notice.change:
        line = reader.say(
            "{person} would like to change what you agreed on. What stands stays till all say yes.",
            person=person,
        )
    else:
        line = reader.say("{person} proposes how you go on together:", person=person)
    confirm = button(reader.plain("Confirm it"), Verb.AGREE, notice.pairing_id, str(notice.number), main=True)
    return message(
        *about(reader, notice.topic, line),
        *_in_full(reader, notice.points, peers=notice.peers),
        buttons(confirm, button(reader.plain("Change it"), Verb.CHANGE_AGREEMENT, notice.pairing_id)),
        footnote(reader.say("It stands once all of you have confirmed it. Nobody else can read it.")),
    )


def agreement_settled(notice: AgreementSettled, reader: Reader) -> Message:
    """In place of a proposal."""
    people = reader.people(notice.with_ids)
    if notice.stands:
        return moments.sentence(
            reader.say("Your agreement with {people} stands. It is in my Home tab.", people=people)
        )
    if notice.confirmed:
        line = reader.say(
            "You confirmed the agreement with {people}. It stands once all have.", people=people
        )
        return moments.sentence(line)
    return moments.sentence(
        reader.say("This proposal for your time with {people} no longer stands.", people=people)
    )


def agreement_stands(notice: AgreementStands, reader: Reader) -> Message:
    """All have confirmed it."""
    line = reader.say("Your agreement with {people} stands:", people=reader.people(notice.with_ids))
    return message(
        *about(reader, notice.topic, line),
        *_in_full(reader, notice.points, peers=notice.peers),
        footnote(reader.say("It is in my Home tab, where each of you can propose a change.")),
    )


def agreement_nudge(notice: AgreementNudge, reader: Reader) -> Message:
    """It still waits for its reader."""
    line = reader.say(
        "{person} proposed how you go on together, and waits for your answer.", person=Mention(notice.by_id)
    )
    look = button(reader.plain("Look at it"), Verb.AGREEMENT, notice.pairing_id, main=True)
    return message(*about(reader, notice.topic, line), buttons(look, later(reader, notice.wait_id)))


# --- as a form ----------------------------------------------------------------------------------


def shown(reader: Reader, found: Agreed) -> View:
    """What is proposed or stands; the form, where there is neither."""
    agreement = found.agreement
    if agreement.proposed is None and agreement.points is None:
        return form(reader, found)
    blocks: list[Block] = []
    if agreement.proposed is not None:
        blocks += [
            prose(_whose(reader, found)),
            *_in_full(reader, agreement.proposed, peers=found.peers),
        ]
    if agreement.points is not None:
        line = reader.say("What stands with {people}:", people=reader.people(found.with_ids))
        blocks += [prose(line), *_in_full(reader, agreement.points, peers=found.peers)]
    return _told(reader, [*blocks, _deeds(reader, found)])


def _whose(reader: Reader, found: Agreed) -> Sentence:
    if found.agreement.proposed_by == found.person_id:
        return reader.say("You propose, and not all have confirmed it yet:")
    return reader.say("{person} proposes:", person=Mention(found.agreement.proposed_by or ""))


def _deeds(reader: Reader, found: Agreed) -> Block:
    pairing_id = found.pairing.id
    change = button(reader.plain("Change it"), Verb.CHANGE_AGREEMENT, pairing_id)
    if not found.asked:
        return buttons(change)
    number = str(found.agreement.number)
    return buttons(button(reader.plain("Confirm it"), Verb.AGREE, pairing_id, number, main=True), change)


def form(reader: Reader, found: Agreed) -> View:
    """What one would like to agree on, beginning with what is proposed or stands."""
    people = reader.people(found.with_ids)
    points = found.agreement.proposed or found.agreement.points or _beginning(found)
    opening = reader.say(
        "How would you like to go on with {people}? They read it, and confirm or change it.", people=people
    )
    return inputs.form(
        reader,
        Callback.AGREEMENT,
        reader.plain("Your agreement"),
        reader.plain("Propose it"),
        [prose(opening), *_pace(reader, points), *_words(reader, points, found), _end(reader, points, found)],
        ids.value(found.pairing.id, str(found.agreement.number)),
    )


def _beginning(found: Agreed) -> Points:
    return Points(every=USUAL, format=Format.MIXED, cannot=found.cannot[:FREE_TEXT])


def _pace(reader: Reader, points: Points) -> list[Block]:
    weeks = [
        option(reader.plural("Every week", "Every {n} weeks", count).plain, str(count)) for count in EVERY
    ]
    formats = [option(name.plain, one) for one, name in _formats(reader).items()]
    every = Field(
        EVERY_FIELD,
        reader.plain("How often do you meet?"),
        reader.plain("I remind you when as many weeks have passed with nothing booked."),
    )
    return [
        inputs.from_list(every, weeks, str(points.every)),
        inputs.one_of(Field(FORMAT, reader.plain("How do you meet?")), formats, points.format),
    ]


def _words(reader: Reader, points: Points, found: Agreed) -> list[Block]:
    labels = _labels(reader, peers=found.peers)
    between = Field(BETWEEN, reader.plain("How do you reach each other in between?"), optional=True)
    helps = Field(HELPS, labels[HELPS].plain, optional=True)
    cannot = Field(CANNOT, labels[CANNOT].plain, optional=True)
    return [
        inputs.text(between, FREE_TEXT, points.between),
        inputs.text(helps, FREE_TEXT, points.helps, lines=True),
        inputs.text(cannot, FREE_TEXT, points.cannot, lines=True),
    ]


def _end(reader: Reader, points: Points, found: Agreed) -> Block:
    day, planned_at = found.agreement.until, found.pairing.ends_at
    if day is None and planned_at is not None:
        day = planned_at.astimezone(reader.clock).date()
    if day is None:
        hint = reader.plain("Leave it empty, and it goes on until one of you wraps it up.")
    else:
        hint = reader.plain("As things stand, it ends on {day}.", day=day)
    field = Field(UNTIL, reader.plain("Last day"), hint, optional=True)
    return inputs.day(field, points.until)


def parse(view: object, actor_id: PersonId) -> Propose:
    """What one of them proposes."""
    state = State(view)
    pairing_id, _, seen = state.subject.partition("|")
    every = needed(state.one_of(EVERY_FIELD, [str(count) for count in EVERY]), EVERY_FIELD)
    how = needed(state.one_of(FORMAT, [str(one) for one in Format]), FORMAT)
    points = Points(
        every=int(every),
        format=Format(how),
        between=state.text(BETWEEN).strip(),
        helps=state.text(HELPS).strip(),
        cannot=state.text(CANNOT).strip(),
        until=state.day(UNTIL),
    )
    return Propose(person_id=actor_id, pairing_id=pairing_id, points=points, seen=number(seen))


def number(text: str) -> int:
    """The number of the proposal that somebody saw."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise errors.Gone
    return int(text)


def kept(reader: Reader, found: Agreed) -> View:
    """It was proposed or confirmed, and what comes next."""
    people = reader.people(found.with_ids)
    if found.agreement.proposed is None:
        line = reader.say("Your agreement with {people} stands. It is in my Home tab.", people=people)
    elif found.agreement.proposed_by == found.person_id:
        line = reader.say("I let {people} read it. It stands once all have confirmed it.", people=people)
    else:
        line = reader.say(
            "You confirmed the agreement with {people}. It stands once all have.", people=people
        )
    return moments.done(reader, line)


# --- on the App Home ----------------------------------------------------------------------------


def label(reader: Reader, *, agreed: bool) -> str:
    """What the button to it is called."""
    return reader.plain("Our agreement") if agreed else reader.plain("Make an agreement")


def planned(reader: Reader, day: date) -> Sentence:
    """Until when a program has planned it."""
    return reader.say("Planned until {day}", day=day)


def _told(reader: Reader, blocks: list[Block]) -> View:
    return View(
        type="modal",
        title=plain(reader.plain("Your agreement"), View.title_max_length),
        close=plain(reader.plain("Close"), View.close_max_length),
        blocks=blocks,
    )
