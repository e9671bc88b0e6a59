"""Rounds as their admins look at them: who with whom and why, and the few things to change."""

from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject
from slack_sdk.models.views import View

from bot.domain.people import PersonId
from bot.domain.programs import Program
from bot.domain.rounds import Matched, Round, RoundState
from bot.usecases.rounds import Apart, OneOf, Preview, Swap
from handlers.slack.views import inputs
from handlers.slack.views.blocks import bullets, button, buttons, confirm, footnote, plain, prose
from handlers.slack.views.forms import titled
from handlers.slack.views.ids import Callback, Verb
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.readiness import ruled
from handlers.slack.views.scores import scored
from handlers.slack.views.state import State, needed
from handlers.slack.views.words import Mention, Sentence

SHOWN: Final = 15
"""Matches on one page; as many people without one are named."""
PERSON, OTHER = "person", "other"


def modal(reader: Reader, preview: Preview, page: int = 0) -> View:
    """A round: its numbers, a page of its matches, who has none, and what can be done."""
    last = max(0, (len(preview.matched) - 1) // SHOWN)
    page = min(max(page, 0), last)
    shown = preview.matched[page * SHOWN : (page + 1) * SHOWN]
    return View(
        type="modal",
        title=plain(reader.plain("Round {number}", number=preview.round.number), View.title_max_length),
        close=plain(reader.plain("Close"), View.close_max_length),
        blocks=[
            prose(*_summary(reader, preview)),
            *_deeds(reader, preview),
            *([bullets(*(_match(reader, one) for one in shown))] if shown else []),
            *_pages(reader, preview.round.id, page, last),
            *_left_out(reader, preview),
            *_idle(reader, preview),
            *_barred(reader, preview),
            *_apart(reader, preview),
            footnote(reader.say("What people wrote or wished is theirs, and stands nowhere here.")),
        ],
    )


def _idle(reader: Reader, preview: Preview) -> list[Block]:
    """Mentors whom it leaves free, so that everybody is accounted for."""
    if not preview.idle:
        return []
    people = reader.people(preview.idle[:SHOWN])
    lines = [reader.say("Nobody to mentor this time: {people}.", people=people)]
    if (more := len(preview.idle) - SHOWN) > 0:
        lines.append(reader.plural("And {n} more.", "And {n} more.", more))
    return [prose(*lines)]


def _summary(reader: Reader, preview: Preview) -> list[Sentence]:
    title = titled(reader, preview.program.form, preview.program.name)
    lines = [
        reader.say("*{program}*: {state}.", program=title, state=_state(reader, preview)),
        _numbers(reader, preview),
        *_sitting_out(reader, preview),
    ]
    if preview.round.unstable:
        lines.append(
            reader.plural(
                "{n} pair would suit each other better than what they have; the whole suits best like this.",
                "{n} pairs would suit each other better than what they have; the whole suits best like this.",
                preview.round.unstable,
            )
        )
    return lines


def _numbers(reader: Reader, preview: Preview) -> Sentence:
    """How many are matched; of a draft that matches nobody, why there is nothing to send."""
    here = preview.round
    if preview.matched or not here.drafted:
        people = {one for match in preview.matched for one in match.members}
        return reader.plural(
            "{people} people in {n} match.",
            "{people} people in {n} matches.",
            len(preview.matched),
            people=len(people),
        )
    names = ruled(reader)
    why = [names[rule] for rule in here.open_rules]
    if here.excluded:
        why.append(reader.say("taken out by an admin"))
    if not why:
        return reader.say("Nobody is matched, so there is nothing to send.")
    reasons = reader.listed(dict.fromkeys(why))
    return reader.say("Nobody is matched, so there is nothing to send. Why: {rules}.", rules=reasons)


def _sitting_out(reader: Reader, preview: Preview) -> list[Sentence]:
    if not preview.sitting_out:
        return []
    return [
        reader.plural(
            "{n} person skips this round or is on a break.",
            "{n} people skip this round or are on a break.",
            preview.sitting_out,
        )
    ]


def _state(reader: Reader, preview: Preview) -> Sentence:
    here = preview.round
    if here.drafted:
        return reader.say("a draft that waits for you")
    if here.dropped_by is not None:
        return reader.say("dropped by {person}", person=Mention(here.dropped_by))
    if here.state is RoundState.CANCELLED:
        return reader.say("this round was not sent")
    if here.sent_at is not None and here.sent_by is not None:
        return reader.say("sent by {person} on {time}", person=Mention(here.sent_by), time=here.sent_at)
    return reader.say("it was sent by itself")


def _deeds(reader: Reader, preview: Preview) -> list[Block]:
    """Only a draft can be changed, and an event only as a whole."""
    here = preview.round
    if not here.drafted:
        return []
    elements: list[ButtonElement] = []
    if preview.matched:
        elements.append(
            button(reader.plain("Send it"), Verb.SEND_ROUND, here.id, main=True, sure=_sure(reader, preview))
        )
    if not any(one.turn for one in preview.matched):
        elements += [
            button(reader.plain("Swap two people"), Verb.SWAP, here.id),
            button(reader.plain("Take somebody out"), Verb.TAKE_OUT, here.id),
        ]
        if here.excluded:
            elements.append(button(reader.plain("Take somebody back"), Verb.TAKE_BACK, here.id))
        elements.append(button(reader.plain("Not these two"), Verb.KEEP_APART, here.id))
    elements.append(
        button(reader.plain("Drop this round"), Verb.DROP_ROUND, here.id, sure=_sure_to_drop(reader))
    )
    return [buttons(*elements)]


def _sure_to_drop(reader: Reader) -> ConfirmObject:
    return confirm(
        reader.plain("Drop this round?"),
        reader.plain(
            "Nobody is matched. Whoever takes part reads that, and the next round comes as planned."
        ),
        reader.plain("Drop it"),
        reader.plain("Keep it"),
    )


def _sure(reader: Reader, preview: Preview) -> ConfirmObject:
    count = len(preview.matched)
    return confirm(
        reader.plain("Send this round?"),
        reader.plural(
            "{n} match is introduced, and everybody else is told kindly.",
            "{n} matches are introduced, and everybody else is told kindly.",
            count,
        ).plain,
        reader.plain("Send it"),
        reader.plain("Not now"),
        ends=False,
    )


def _match(reader: Reader, one: Matched) -> Sentence:
    people = _together(reader, one)
    if one.turn:
        return reader.say(
            "Chat {turn}, table {table}: {people}", turn=one.turn, table=one.seat, people=people
        )
    if one.match.role:
        people = reader.say("{people} ({role})", people=people, role=one.match.role)
    return scored(reader, one.match, people)


def _together(reader: Reader, one: Matched) -> Sentence:
    mentors, others = one.members[: one.match.mentors], one.members[one.match.mentors :]
    if not mentors or not others:
        return reader.people(one.members)
    return reader.plural(
        "{mentors} mentors {mentees}",
        "{mentors} mentor {mentees}",
        len(mentors),
        mentors=reader.people(mentors),
        mentees=reader.people(others),
    )


def _pages(reader: Reader, round_id: str, page: int, last: int) -> list[Block]:
    elements: list[ButtonElement] = []
    if page > 0:
        elements.append(button(reader.plain("Earlier ones"), Verb.ROUND, round_id, str(page - 1), number=0))
    if page < last:
        elements.append(button(reader.plain("More"), Verb.ROUND, round_id, str(page + 1), number=1))
    return [buttons(*elements)] if elements else []


def _left_out(reader: Reader, preview: Preview) -> list[Block]:
    names, here = ruled(reader), preview.round
    lines = [
        reader.say("{person}: {rule}", person=Mention(one.person_id), rule=names[one.rule])
        for one in here.left_out[:SHOWN]
    ]
    lines += [
        reader.say("{person}: taken out by an admin", person=Mention(one))
        for one in (here.excluded if here.drafted else ())[:SHOWN]
    ]
    if more := max(0, len(here.left_out) - SHOWN):
        lines.append(reader.plural("And {n} more.", "And {n} more.", more))
    return [prose(reader.say("*Without a match*")), bullets(*lines)] if lines else []


def _barred(reader: Reader, preview: Preview) -> list[Block]:
    """How many pairs each rule keeps apart; what is confidential is counted nowhere."""
    names, here = ruled(reader), preview.round
    lines = [
        reader.say("{rule}: {count} of {pairs}", rule=names[rule], count=count, pairs=here.pairs)
        for rule, count in sorted(here.open_counts.items(), key=lambda one: (-one[1], one[0]))
    ]
    return [prose(reader.say("*Pairs that a rule keeps apart*")), bullets(*lines)] if lines else []


def _apart(reader: Reader, preview: Preview) -> list[Block]:
    """Whom the admins keep apart in this program; the two never read of it."""
    lines = [reader.people(pair) for pair in preview.program.apart[:SHOWN]]
    if not lines:
        return []
    blocks: list[Block] = [prose(reader.say("*Kept apart in this program*")), bullets(*lines)]
    if preview.round.drafted:
        blocks.append(buttons(button(reader.plain("Let two meet again"), Verb.LET_MEET, preview.round.id)))
    return blocks


# --- what can be changed ------------------------------------------------------------------------


def swapping(reader: Reader, round_id: str) -> View:
    """Two people change places."""
    line = reader.say("They change places, as far as the rules allow. One of them may have no match.")
    title, submit = reader.plain("Swap two people"), reader.plain("Swap them")
    return _two(reader, Callback.SWAP, title, submit, line, round_id)


def parse_swap(view: object, actor_id: PersonId) -> Swap:
    """Which two."""
    return Swap(person_id=actor_id, **_parse_two(view))


def keeping_apart(reader: Reader, round_id: str) -> View:
    """Two people are not matched with each other, in this round and in later ones."""
    line = reader.say(
        "They are not matched with each other in this program any more, until you let them. Both look for "
        "another match now. Neither reads of it."
    )
    title, submit = reader.plain("Not these two"), reader.plain("Keep them apart")
    return _two(reader, Callback.KEEP_APART, title, submit, line, round_id)


def letting_meet(reader: Reader, round_id: str) -> View:
    """Two who were kept apart may be matched again."""
    line = reader.say("They may be matched with each other again.")
    title, submit = reader.plain("Let two meet again"), reader.plain("Let them")
    return _two(reader, Callback.LET_MEET, title, submit, line, round_id)


def parse_apart(view: object, actor_id: PersonId) -> Apart:
    """Which two."""
    return Apart(person_id=actor_id, **_parse_two(view))


def _two(reader: Reader, callback: Callback, title: str, submit: str, line: Sentence, round_id: str) -> View:
    fields = [
        inputs.person(Field(PERSON, reader.plain("Who"))),
        inputs.person(Field(OTHER, reader.plain("With whom"))),
    ]
    return inputs.form(reader, callback, title, submit, [prose(line), *fields], subject=round_id)


def _parse_two(view: object) -> dict[str, str]:
    state = State(view)
    one, other = (needed(state.person(name), name) for name in (PERSON, OTHER))
    return {"round_id": state.subject, "one": one, "other": other}


def taking_out(reader: Reader, round_id: str) -> View:
    """One person sits this round out."""
    line = reader.say("Whoever was to meet them is matched again, where somebody fits. They are told kindly.")
    return _one(reader, Callback.TAKE_OUT, reader.plain("Take somebody out"), line, round_id)


def taking_back(reader: Reader, round_id: str) -> View:
    """One person is let in again."""
    line = reader.say("They are matched again, where somebody fits.")
    return _one(reader, Callback.TAKE_BACK, reader.plain("Take somebody back"), line, round_id)


def _one(reader: Reader, callback: Callback, title: str, line: Sentence, round_id: str) -> View:
    who = inputs.person(Field(PERSON, reader.plain("Who")))
    return inputs.form(reader, callback, title, reader.plain("Do it"), [prose(line), who], subject=round_id)


def parse_one(view: object, actor_id: PersonId) -> OneOf:
    """Whom."""
    state = State(view)
    return OneOf(person_id=actor_id, round_id=state.subject, whom=needed(state.person(PERSON), PERSON))


# --- drafts that wait ---------------------------------------------------------------------------


def look(reader: Reader, draft: Round, number: int = 0) -> ButtonElement:
    """The button to a draft; numbered where there are several."""
    return button(reader.plain("Look at the round"), Verb.ROUND, draft.id, main=True, number=number)


def waits(reader: Reader, program: Program) -> Sentence:
    """That a program's round is drafted and nobody has sent it."""
    title = titled(reader, program.form, program.name)
    return reader.say("A round of *{program}* waits for your look.", program=title)
