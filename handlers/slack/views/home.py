"""The App Home: what waits, what is coming up, and a button for each thing one can do."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.domain.meetings import Attendance
from bot.domain.nudging import Phase
from bot.domain.pairings import Fit, Part
from bot.usecases.programs import AtHome, Overview, Seen
from bot.usecases.recaps import Recap
from bot.usecases.status import Paired, Sent, Status, Upcoming, Waiting
from handlers.slack.views import agreements, asks, enrolments, meetings, recaps, requests, rounds, standing
from handlers.slack.views.blocks import bullets, button, buttons, footnote, heading, prose, together
from handlers.slack.views.forms import titled
from handlers.slack.views.ids import Verb
from handlers.slack.views.matches import why
from handlers.slack.views.phrases import closing, ending
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Sentence, joined

SHOWN: Final = 7
"""Things of one kind, so that all kinds together fit into one view."""
RECAPS: Final = 5
"""Chats that are over: the latest are what one looks for."""
DRAFTS: Final = 3
"""Rounds that wait for an admin: `/mentor admin` has the rest."""
PROGRAMS: Final = 3
"""Programs that somebody is in: `/mentor programs` has the rest."""
LOOKED_AFTER: Final = 4
"""Programs that somebody looks after: `/mentor admin` has the rest."""
NO_PROGRAMS: Final = AtHome()
T = TypeVar("T")


def view(reader: Reader, status: Status, today: date | None = None, programs: AtHome = NO_PROGRAMS) -> View:
    """All of it, whatever the amount. `today` is the person's own."""
    waits = [one for one in status.waiting if one.about]
    # What waits for a time above has its button there.
    asked = {one.subject_id for one in waits[:SHOWN]}
    pairings = [replace(one, booked=one.booked or one.pairing_id in asked) for one in status.pairings]
    due = standing.due_steps(status, today)[:RECAPS]

    def recap(reader: Reader, chat: Recap) -> Iterable[Block]:
        return recaps.recap(reader, chat, stands_above=chat in due)

    return View(
        type="home",
        blocks=[
            *_break(reader, status, today),
            heading(reader.plain("Waiting for you")),
            *(_all_that_waits(reader, waits, due, programs) or [prose(_idle(reader))]),
            heading(reader.plain("What would you like to do?")),
            _commands(reader),
            *_under(reader, reader.plain("Coming up"), status.upcoming, _upcoming),
            *_under(reader, reader.plain("Your requests"), status.sent, _sent),
            *_under(reader, reader.plain("Your pairings"), pairings, _paired),
            *_programs(reader, programs, today),
            *_under(reader, reader.plain("What came of it"), status.recaps, recap, RECAPS),
            *_nothing(reader, status),
            heading(reader.plain("Your profile")),
            *_profile(reader, status, today),
        ],
    )


def _under(
    reader: Reader,
    title: str,
    things: Sequence[T],
    shown: Callable[[Reader, T], Iterable[Block]],
    most: int = SHOWN,
) -> list[Block]:
    """Things under their title; no title without any."""
    return [heading(title), *_each(reader, things, shown, most)] if things else []


def _each(
    reader: Reader, things: Sequence[T], shown: Callable[[Reader, T], Iterable[Block]], most: int = SHOWN
) -> list[Block]:
    blocks = [block for thing in things[:most] for block in shown(reader, thing)]
    if (more := len(things) - most) > 0:
        blocks.append(footnote(reader.plural("And {n} more.", "And {n} more.", more)))
    return blocks


def _nothing(reader: Reader, status: Status) -> list[Block]:
    """What there is none of, in one quiet line."""
    absent = [
        sentence
        for things, sentence in (
            (status.upcoming, reader.say("No chat is booked.")),
            (status.sent, reader.say("No request of yours is open.")),
            (status.pairings, reader.say("No pairings right now.")),
            (status.recaps, reader.say("After a chat, `/outcome` keeps what you take away.")),
        )
        if not things
    ]
    return [footnote(joined(absent, " "))] if absent else []


def _all_that_waits(
    reader: Reader, waits: Sequence[Waiting], due: Sequence[Recap], programs: AtHome
) -> list[Block]:
    """What others wait for, next steps whose day has come, and the rounds that wait for an admin."""
    drafts = programs.overview.waiting if programs.overview else ()
    return [
        *_each(reader, waits, _waiting),
        *_each(reader, due, recaps.due_step, RECAPS),
        *_each(reader, drafts, _draft, DRAFTS),
    ]


def _idle(reader: Reader) -> Sentence:
    return reader.say("Nothing waits for you. Enjoy the day.")


def _draft(reader: Reader, seen: Seen) -> list[Block]:
    if seen.draft is None:
        return []
    return [prose(rounds.waits(reader, seen.program)), buttons(rounds.look(reader, seen.draft))]


def _waiting(reader: Reader, wait: Waiting) -> list[Block]:
    return [prose(standing.waiting(reader, wait)), buttons(*_deeds(reader, wait))]


def _deeds(reader: Reader, wait: Waiting) -> list[ButtonElement]:
    match wait.phase:
        case Phase.ANSWER if len(wait.about) > 1:
            return asks.introductions(reader, wait.subject_id)
        case Phase.ANSWER:
            return asks.answers(reader, wait.subject_id)
        case Phase.CHECK_IN:
            yes, no = reader.plain("Yes, we met"), reader.plain("Not yet")
            return [
                button(yes, Verb.CHECK_IN, wait.subject_id, Attendance.MET, number=0),
                button(reader.plain("We moved it"), Verb.MOVE, wait.subject_id),
                button(no, Verb.CHECK_IN, wait.subject_id, Attendance.NOT_YET, number=1),
            ]
        case Phase.OUTCOME:
            return [button(reader.plain("Log the outcome"), Verb.LOG, wait.subject_id)]
        case Phase.FIT:
            again, enough = reader.plain("Meet again"), reader.plain("Once was enough")
            return [
                button(again, Verb.FIT, wait.subject_id, Fit.AGAIN, number=0),
                button(enough, Verb.FIT, wait.subject_id, Fit.ENOUGH, number=1),
            ]
        case Phase.REVIEW:
            return [button(reader.plain("Look back"), Verb.REVIEW, wait.subject_id)]
        case Phase.AGREE:
            return [button(reader.plain("Look at it"), Verb.AGREEMENT, wait.subject_id)]
        case Phase.FLAG:
            return [button(reader.plain("I'll see to it"), Verb.DISMISS, wait.wait_id)]
    return [button(reader.plain("Choose a time"), Verb.TIMES, wait.subject_id)]


def _upcoming(reader: Reader, chat: Upcoming) -> list[Block]:
    return [prose(standing.upcoming(reader, chat)), buttons(*meetings.changes(reader, chat.meeting_id))]


def _sent(reader: Reader, request: Sent) -> list[Block]:
    return [prose(standing.sent(reader, request)), buttons(requests.withdraw(reader, request.request_id))]


def _paired(reader: Reader, pairing: Paired) -> list[Block]:
    label, sure = ending(reader, group=pairing.group), closing(reader, group=pairing.group)
    end = button(label, Verb.CLOSE, pairing.pairing_id, sure=sure)
    choose = button(reader.plain("Choose a time"), Verb.TIMES, pairing.pairing_id)
    deeds = [end] if pairing.booked else [choose, end]
    if not pairing.once:
        agreed = pairing.agreement is not None
        deeds.append(button(agreements.label(reader, agreed=agreed), Verb.AGREEMENT, pairing.pairing_id))
    shown = prose(standing.paired(reader, pairing), *why(reader, pairing.reasons))
    lines = _agreed(reader, pairing)
    return [together(shown, bullets(*lines)) if lines else shown, buttons(*deeds)]


def _agreed(reader: Reader, pairing: Paired) -> list[Sentence]:
    """What stands among them, or until when their program planned it."""
    points = pairing.agreement.points if pairing.agreement else None
    lines = agreements.in_short(reader, points, peers=pairing.part is Part.PEER) if points else []
    if (points is None or points.until is None) and pairing.ends_at is not None:
        lines.append(agreements.planned(reader, pairing.ends_at.astimezone(reader.clock).date()))
    return lines


def _programs(reader: Reader, programs: AtHome, today: date | None) -> list[Block]:
    """Only for whoever is in one or looks after one."""
    blocks = enrolments.own(reader, programs.places[:PROGRAMS], today)
    if more := max(0, len(programs.places) - PROGRAMS):
        blocks.append(footnote(reader.plural("And {n} more.", "And {n} more.", more)))
    blocks += _looked_after(reader, programs.overview) if programs.overview else []
    return [heading(reader.plain("Your programs")), *blocks] if blocks else []


def _looked_after(reader: Reader, overview: Overview) -> list[Block]:
    elements = [
        button(
            titled(reader, one.program.form, one.program.name).plain,
            Verb.PROGRAM,
            one.program.id,
            number=number,
        )
        for number, one in enumerate(overview.seen[:LOOKED_AFTER])
    ]
    if len(overview.seen) > LOOKED_AFTER:
        elements.append(button(reader.plain("All programs"), Verb.PROGRAMS))
    if overview.creates:
        elements.append(button(reader.plain("Set up a program"), Verb.NEW_PROGRAM))
    if not elements:
        return []
    return [footnote(reader.say("Programs that you look after:")), buttons(*elements)]


def _break(reader: Reader, status: Status, today: date | None) -> list[Block]:
    line = standing.break_until(reader, status.person, today)
    return [] if line is None else [prose(line), buttons(button(reader.plain("Come back now"), Verb.RESUME))]


def _profile(reader: Reader, status: Status, today: date | None) -> list[Block]:
    profile, lines = status.person.profile, []
    if profile.mentor:
        lines.append(reader.say("Colleagues can ask you for a chat."))
    else:
        lines.append(reader.say("You're not a mentor yet. It takes two minutes, and you can stop any time."))
    if (free := standing.places(reader, status)) is not None:
        lines.append(free)
    if profile.offers:
        lines.append(reader.say("You offer {topics}.", topics=reader.listed(profile.offers)))
    if profile.wants:
        lines.append(reader.say("You would like to learn {topics}.", topics=reader.listed(profile.wants)))
    edits = [button(reader.plain("Edit my profile"), Verb.PROFILE)]
    if standing.break_until(reader, status.person, today) is None:
        edits.append(button(reader.plain("Take a break"), Verb.PAUSE))
    edits.append(button(reader.plain("Don't pair me with…"), Verb.BLOCKED))
    return [prose(*lines), buttons(*edits)]


def _commands(reader: Reader) -> Block:
    return buttons(
        button(reader.plain("Ask for an intro"), Verb.INTRO),
        button(reader.plain("Book a flash chat"), Verb.FLASH),
        button(reader.plain("Find a mentor"), Verb.FIND),
        button(reader.plain("Log an outcome"), Verb.LOG),
    )
