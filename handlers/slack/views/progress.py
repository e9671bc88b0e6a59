"""Progress: how a round stands, in counts. Nobody is named."""

from typing import Final

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.reviews import Goal
from bot.usecases.closing import Results
from bot.usecases.progress import Group, Progress, Turnout
from handlers.slack.views.blocks import bullets, button, buttons, footnote, plain, prose
from handlers.slack.views.forms import titled
from handlers.slack.views.ids import Verb
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Sentence

SHOWN: Final = 12
"""Groups in one view."""
SESSIONS: Final = 4
"""The latest sessions of a group."""


def modal(reader: Reader, found: Progress) -> View:
    """What became of a round so far."""
    title = titled(reader, found.program.form, found.program.name)
    if found.round is None:
        blocks: list[Block] = [prose(reader.say("No round of *{program}* was sent yet.", program=title))]
    else:
        state = reader.say("it is over") if found.round.closed_at else reader.say("it is under way")
        number = found.round.number
        blocks = [
            prose(
                reader.say(
                    "Round {number} of *{program}*: {state}.", number=number, program=title, state=state
                )
            ),
            *_matches(reader, found.results),
            *_sessions(reader, found),
            *_goals(reader, found),
            footnote(
                reader.say(
                    "Each answers on their own. What people said is counted only where at least five of them "
                    "answered, and nobody is named."
                )
            ),
        ]
    return View(
        type="modal",
        title=plain(reader.plain("How it goes"), View.title_max_length),
        close=plain(reader.plain("Close"), View.close_max_length),
        blocks=[*blocks, _ways(reader, found)],
    )


def _matches(reader: Reader, results: Results | None) -> list[Block]:
    if results is None:
        return [prose(reader.say("Too few matches to be counted: what became of them is theirs."))]
    unknown = results.introduced - results.met - results.did_not
    return [
        prose(reader.say("*Matches*")),
        bullets(
            reader.say("Brought together: {count}", count=results.introduced),
            reader.say("Booked a chat: {count}", count=results.booked),
            reader.say("Met: {count}", count=results.met),
            reader.say("Did not meet: {count}", count=results.did_not),
            reader.say("Unknown, since nobody said: {count}", count=unknown),
        ),
    ]


def _sessions(reader: Reader, found: Progress) -> list[Block]:
    lines: list[Sentence] = []
    if found.turnout is not None:
        count, said = found.turnout.sessions, _said(reader, found.turnout)
        lines.append(reader.plural("{n} session: {turnout}", "{n} sessions: {turnout}", count, turnout=said))
    for group in found.groups[:SHOWN]:
        lines += _group(reader, group)
    if more := max(0, len(found.groups) - SHOWN):
        lines.append(reader.plural("And {n} more.", "And {n} more.", more))
    return [prose(reader.say("*Sessions whose time is over*")), bullets(*lines)] if lines else []


def _group(reader: Reader, group: Group) -> list[Sentence]:
    lines = [
        reader.plural(
            "A group of {people}: {n} session was held",
            "A group of {people}: {n} sessions were held",
            group.held,
            people=group.people,
        )
    ]
    for one in group.sessions[-SESSIONS:]:
        if one.at is not None:
            day = one.at.astimezone(reader.clock).date()
            lines.append(reader.say("{day}: {turnout}", day=day, turnout=_said(reader, one)))
    return lines


def _said(reader: Reader, turnout: Turnout) -> Sentence:
    return reader.say(
        "of {seats}, {there} said they were there, {absent} said they were not, {unknown} unknown",
        seats=turnout.seats,
        there=turnout.there,
        absent=turnout.not_there,
        unknown=turnout.unknown,
    )


def _goals(reader: Reader, found: Progress) -> list[Block]:
    if not found.asked:
        return []
    title = prose(reader.say("*What came of their goals*"))
    if found.goals is None:
        return [title, prose(reader.say("Fewer than five have looked back so far."))]
    names = {
        Goal.REACHED: reader.say("Reached"),
        Goal.PARTLY: reader.say("Partly reached"),
        Goal.NOT_YET: reader.say("Not yet"),
        Goal.CHANGED: reader.say("It changed on the way"),
    }
    unknown = found.asked - sum(found.goals.values())
    return [
        title,
        bullets(
            *(
                reader.say(
                    "{goal}: {count} of {asked}", goal=name, count=found.goals.get(goal, 0), asked=found.asked
                )
                for goal, name in names.items()
            ),
            reader.say("Unknown: {count} of {asked}", count=unknown, asked=found.asked),
        ),
    ]


def _ways(reader: Reader, found: Progress) -> Block:
    elements = []
    if found.earlier is not None:
        earlier = reader.plain("The round before")
        elements.append(button(earlier, Verb.PROGRESS, found.program.id, str(found.earlier), number=0))
    if found.later is not None:
        later = reader.plain("The round after")
        elements.append(button(later, Verb.PROGRESS, found.program.id, str(found.later), number=1))
    return buttons(*elements, button(reader.plain("Back"), Verb.PROGRAM, found.program.id))
