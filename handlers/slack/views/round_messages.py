"""Rounds in messages: to whoever takes part, to admins, and to the channel in numbers."""

from collections.abc import Mapping, Sequence

from bot.domain import notices
from bot.domain.forms import EQUALS, Form
from bot.domain.matching import Rule
from handlers.slack.views.blocks import Message, bullets, button, buttons, footnote, message, prose
from handlers.slack.views.forms import titled
from handlers.slack.views.ids import Verb, stamp
from handlers.slack.views.phrases import quotes
from handlers.slack.views.reader import Reader
from handlers.slack.views.readiness import ruled
from handlers.slack.views.words import Mention, Sentence, Shared


def round_ahead(notice: notices.RoundAhead, reader: Reader) -> Message:
    """To whoever takes part, in time to skip it."""
    title = titled(reader, notice.form, notice.name)
    return message(
        prose(
            reader.say("The next round of *{program}* is on {time}.", program=title, time=notice.round_at),
            reader.say("You take part, and there is nothing to do. No time? Skip just this one."),
        ),
        buttons(
            button(reader.plain("Skip this one"), Verb.SKIP, notice.program_id, stamp(notice.round_at)),
            button(reader.plain("What I'd like"), Verb.JOIN, notice.program_id),
        ),
    )


# --- to admins ----------------------------------------------------------------------------------


def round_drafted(notice: notices.RoundDrafted, reader: Reader) -> Message:
    """To an admin: look at it, then send it."""
    lines = [
        _numbered(reader, notice.form, notice.name, notice.number, reader.say("is drafted")),
        _matched(reader, notice.matches, notice.people),
    ]
    if notice.left_out:
        lines.append(_left_out(reader, notice.left_out, notice.rules))
    if notice.unstable:
        lines.append(
            reader.plural(
                "{n} pair would suit each other better than what they have; the whole suits best like this.",
                "{n} pairs would suit each other better than what they have; the whole suits best like this.",
                notice.unstable,
            )
        )
    return message(
        prose(*lines),
        buttons(
            button(reader.plain("Look at it"), Verb.ROUND, notice.round_id, main=True),
            button(reader.plain("Send it"), Verb.SEND_ROUND, notice.round_id),
        ),
        footnote(reader.say("Nothing leaves before you send it. The next round's draft takes its place.")),
    )


def round_settled(notice: notices.RoundSettled, reader: Reader) -> Message:
    """In place of the draft."""
    if notice.dropped_by is not None:
        state = reader.say("was dropped by {person}", person=Mention(notice.dropped_by))
    elif notice.sent_at is None and notice.over:
        state = reader.say("was not sent, and the program has come to its end")
    elif notice.sent_at is None:
        state = reader.say("was not sent, and a newer draft has taken its place")
    elif notice.sent_by is None:
        state = reader.say("was sent on {time}", time=notice.sent_at)
    else:
        state = reader.say(
            "was sent by {person} on {time}", person=Mention(notice.sent_by), time=notice.sent_at
        )
    return message(prose(_numbered(reader, notice.form, notice.name, notice.number, state)))


def round_empty(notice: notices.RoundEmpty, reader: Reader) -> Message:
    """To an admin: there is no round, and what would change that."""
    state = reader.say("could match nobody")
    lines = [_numbered(reader, notice.form, notice.name, notice.number, state)]
    if notice.people:
        lines.append(_left_out(reader, notice.people, notice.rules))
    else:
        lines.append(reader.say("Nobody takes part at the moment."))
    if notice.next_round_at is not None:
        lines.append(reader.say("The next round is on {time}.", time=notice.next_round_at))
    return message(
        prose(*lines),
        buttons(button(reader.plain("See the program"), Verb.PROGRAM, notice.program_id, main=True)),
    )


def round_mended(notice: notices.RoundMended, reader: Reader) -> Message:
    """To an admin: what changed after the draft."""
    lines = [_numbered(reader, notice.form, notice.name, notice.number, reader.say("has changed"))]
    if notice.gone:
        lines.append(
            reader.plural(
                "{people} can't take part any more.",
                "{people} can't take part any more.",
                len(notice.gone),
                people=reader.people(notice.gone),
            )
        )
    if notice.matched:
        lines.append(reader.plural("{n} match was made anew.", "{n} matches were made anew.", notice.matched))
    if notice.left_out:
        lines.append(_without(reader, notice.left_out))
    return message(prose(*lines))


def _numbered(reader: Reader, form: Form, name: str, number: int, state: Sentence) -> Sentence:
    return reader.say(
        "Round {number} of *{program}* {state}.",
        number=number,
        program=titled(reader, form, name),
        state=state,
    )


def _matched(reader: Reader, matches: int, people: int) -> Sentence:
    return reader.plural(
        "{people} people in {n} match.", "{people} people in {n} matches.", matches, people=people
    )


def _without(reader: Reader, count: int) -> Sentence:
    return reader.plural(
        "{n} person has no match, and comes first next time.",
        "{n} people have no match, and come first next time.",
        count,
    )


def _left_out(reader: Reader, count: int, rules: Sequence[Rule]) -> Sentence:
    """How many are without a match, and which rules are why."""
    if not rules:
        return _without(reader, count)
    names = ruled(reader)
    why = reader.listed(dict.fromkeys(names[rule] for rule in rules))
    return reader.plural(
        "{n} person has no match, and comes first next time. Why: {rules}.",
        "{n} people have no match, and come first next time. Why: {rules}.",
        count,
        rules=why,
    )


# --- to the channel -----------------------------------------------------------------------------


def round_announced(notice: notices.RoundAnnounced, reader: Reader) -> Message:
    """To a channel: numbers only."""
    title = titled(reader, notice.form, notice.name)
    lines = [
        reader.plural(
            "A new round of *{program}* brings {n} colleague together.",
            "A new round of *{program}* brings {n} colleagues together.",
            notice.people,
            program=title,
        )
    ]
    if notice.next_round_at is not None:
        lines.append(reader.say("The next round is on {time}.", time=Shared(notice.next_round_at)))
    join = button(reader.plain("Join"), Verb.JOIN, notice.program_id)
    return message(prose(*lines), buttons(join))


def round_results(notice: notices.RoundResults, reader: Reader) -> Message:
    """To a channel: what became of the last round, as far as people said."""
    title = titled(reader, notice.form, notice.name)
    return message(
        prose(reader.say("The last round of *{program}* is over. Thank you all.", program=title)),
        bullets(
            reader.say("Brought together: {count}", count=notice.introduced),
            reader.say("Booked a chat: {count}", count=notice.booked),
            reader.say("Met: {count}", count=notice.met),
            reader.say("Did not meet: {count}", count=notice.did_not),
            reader.say("Unknown, since nobody said: {count}", count=notice.unknown),
        ),
    )


# --- to those who take part ---------------------------------------------------------------------


def not_this_time(notice: notices.NotThisTime, reader: Reader) -> Message:
    """To whoever has no match: why, and what comes next."""
    title = titled(reader, notice.form, notice.name)
    lines = [
        reader.say("This round of *{program}* has no match for you.", program=title),
        _why_not(reader, notice),
    ]
    if notice.next_round_at is not None:
        lines.append(reader.say("Next time, on {time}, you are first in line.", time=notice.next_round_at))
    else:
        lines.append(reader.say("Should there be another round, you are first in line."))
    return message(
        prose(*lines),
        buttons(
            button(reader.plain("What I'd like"), Verb.JOIN, notice.program_id),
            button(reader.plain("Book a flash chat"), Verb.FLASH),
        ),
    )


def called_off(notice: notices.RoundCalledOff, reader: Reader) -> Message:
    """To whoever takes part: one line, and when the next one is."""
    title = titled(reader, notice.form, notice.name)
    if notice.next_round_at is None:
        return message(prose(reader.say("This round of *{program}* does not take place.", program=title)))
    line = reader.say(
        "This round of *{program}* does not take place. The next one is on {time}.",
        program=title,
        time=notice.next_round_at,
    )
    return message(prose(line))


def no_mentee(notice: notices.NoMentee, reader: Reader) -> Message:
    """To a mentor whom a round leaves free: thanks, and what comes next."""
    title = titled(reader, notice.form, notice.name)
    lines = [
        reader.say(
            "This round of *{program}* has no mentee for you, and there is nothing to do. "
            "Thank you for keeping a place.",
            program=title,
        )
    ]
    if notice.next_round_at is not None:
        lines.append(reader.say("The next round is on {time}.", time=notice.next_round_at))
    return message(
        prose(*lines), buttons(button(reader.plain("What I can offer"), Verb.JOIN, notice.program_id))
    )


def _why_not(reader: Reader, notice: notices.NotThisTime) -> Sentence:
    if (known := _reasons(reader).get(notice.rule)) is not None:
        return known
    if notice.form in EQUALS:
        return reader.say("Nobody who fits was free.")
    return reader.say("There were fewer free mentors than people who asked.")


def _reasons(reader: Reader) -> Mapping[Rule, Sentence]:
    """Why there is no match, where a rule of the program is why."""
    hours = reader.say("Nobody who was free shares enough of your hours.")
    close = reader.say("Whoever was free is close to you in the company: mentoring works better apart.")
    return {
        Rule.NO_REPEAT: reader.say("You met everybody who was free not long ago."),
        Rule.SHARED_HOURS: hours,
        Rule.TIME_ZONES: hours,
        Rule.LANGUAGE: reader.say("Nobody who was free speaks a language that you named."),
        Rule.SENIORITY: reader.say("Nobody who was free has a level that fits this program's rule."),
        Rule.CROSS_DEPARTMENT: reader.say("Nobody from another department was free."),
        Rule.REPORTING_LINE: close,
        Rule.SAME_MANAGER: close,
        Rule.GROUP_SIZE: reader.say("There were too few people for one more group."),
        Rule.ODD_ONE: reader.say("There was an odd number of people, and no place for a third."),
        Rule.EXCLUDED: reader.say("An admin made this round smaller."),
    }


def timetable(notice: notices.Timetable, reader: Reader) -> Message:
    """To one person at an event: whom they meet, one after the other."""
    title = titled(reader, notice.form, notice.name)
    lines = [
        reader.say("{time}: a break for you", time=one.starts_at)
        if one.with_id is None
        else reader.say(
            "{time}: {person}, table {table}",
            time=one.starts_at,
            person=Mention(one.with_id),
            table=one.table,
        )
        for one in notice.sittings
    ]
    return message(
        prose(
            reader.say(
                "*{program}*: your chats of {minutes} minutes each.", program=title, minutes=notice.minutes
            )
        ),
        bullets(*lines),
        *quotes((notice.opening, reader.say("From your admins:"))),
        footnote(reader.say("Whom would you like to meet again? `/intro` asks them for a longer chat.")),
    )
