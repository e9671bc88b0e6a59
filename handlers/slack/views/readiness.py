"""Readiness: how a program would begin now, in numbers."""

from collections.abc import Mapping

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.domain.matching import Rule
from bot.usecases.readiness import Readiness
from handlers.slack.views.blocks import bullets, button, buttons, footnote, plain, prose
from handlers.slack.views.forms import titled
from handlers.slack.views.ids import Verb
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Mention, Sentence

NAMED = 10
"""People named at most."""


def modal(reader: Reader, ready: Readiness) -> View:
    """What is there, what is asked for, and who would have nobody."""
    program = ready.program
    return View(
        type="modal",
        title=plain(reader.plain("Readiness"), View.title_max_length),
        close=plain(reader.plain("Close"), View.close_max_length),
        blocks=[
            prose(*_people(reader, ready)),
            *_listed(reader.say("*Topics*"), _topics(reader, ready)),
            *_listed(reader.say("*Pairs that a rule keeps apart*"), _rules(reader, ready)),
            *_listed(reader.say("*Nobody to meet*"), _alone(reader, ready)),
            footnote(reader.say("What people said in confidence is counted nowhere here.")),
            buttons(button(reader.plain("Back"), Verb.PROGRAM, program.id)),
        ],
    )


def _people(reader: Reader, ready: Readiness) -> list[Sentence]:
    title = titled(reader, ready.program.form, ready.program.name)
    lines = [
        reader.say("*{program}*", program=title),
        reader.plural("{n} person takes part.", "{n} people take part.", ready.joined),
        reader.plural(
            "If a round began now, {n} of them would be in it.",
            "If a round began now, {n} of them would be in it.",
            ready.counted,
        ),
    ]
    least = ready.program.terms.least
    if ready.counted < least:
        lines.append(reader.say("One group takes {least}: wait for more to join.", least=least))
    if not ready.program.form.equals:
        lines.append(
            reader.say(
                "Mentors: {mentors}, with room for {places}. Mentees: {mentees}.",
                mentors=ready.mentors,
                places=ready.places,
                mentees=ready.mentees,
            )
        )
        if ready.places < ready.mentees:
            lines.append(reader.say("There is not room for everybody yet: who waits comes first next time."))
    lines += _clocks(reader, ready)
    return lines


def _clocks(reader: Reader, ready: Readiness) -> list[Sentence]:
    lines = []
    if ready.zones:
        lines.append(
            reader.plural("They live in {n} time zone.", "They live in {n} time zones.", ready.zones)
        )
    if ready.far:
        lines.append(
            reader.plural(
                "{n} of them has nobody within a working day of their clock.",
                "{n} of them have nobody within a working day of their clock.",
                ready.far,
            )
        )
    if ready.counted and not ready.seniority_known:
        lines.append(reader.say("Few levels are known, so seniority decides nothing for now."))
    elif ready.unlevelled:
        lines.append(reader.plural("{n} person has no level.", "{n} people have no level.", ready.unlevelled))
    return lines


def _topics(reader: Reader, ready: Readiness) -> list[Sentence]:
    lines = [
        reader.say(
            "{topic}: asked for by {asked}, room for {places}",
            topic=one.topic,
            asked=one.asked,
            places=one.places,
        )
        for one in ready.demand
    ]
    if ready.rare:
        lines.append(
            reader.plural(
                "{n} topic that fewer than five people ask for",
                "{n} topics that fewer than five people ask for",
                ready.rare,
            )
        )
    return lines


def _rules(reader: Reader, ready: Readiness) -> list[Sentence]:
    names = ruled(reader)
    return [
        reader.say("{rule}: {count} of {pairs}", rule=names[rule], count=count, pairs=ready.pairs)
        for rule, count in sorted(ready.barred.items(), key=lambda one: -one[1])
    ]


def _alone(reader: Reader, ready: Readiness) -> list[Sentence]:
    names = ruled(reader)
    shown = list(ready.alone.items())[:NAMED]
    lines = [
        reader.say("{person}: {rule}", person=Mention(person_id), rule=names[rule])
        for person_id, rule in shown
    ]
    if more := len(ready.alone) - len(shown):
        lines.append(reader.plural("And {n} more.", "And {n} more.", more))
    return lines


def _listed(title: Sentence, lines: list[Sentence]) -> list[Block]:
    return [prose(title), bullets(*lines)] if lines else []


def ruled(reader: Reader) -> Mapping[Rule, Sentence]:
    """What each rule is called. Whatever people said in confidence goes by the name of a neutral one."""
    nobody = reader.say("nobody free who fits")
    return {
        Rule.SENIORITY: reader.say("seniority"),
        Rule.CROSS_DEPARTMENT: reader.say("the same department"),
        Rule.TIME_ZONES: reader.say("clocks too far apart"),
        Rule.SHARED_HOURS: reader.say("too few hours in common"),
        Rule.LANGUAGE: reader.say("no language in common"),
        Rule.REPORTING_LINE: reader.say("one reporting line"),
        Rule.SAME_MANAGER: reader.say("the same manager"),
        Rule.BLOCKED: nobody,
        Rule.RATHER_NOT: nobody,
        Rule.NO_REPEAT: reader.say("met not long ago"),
        Rule.EXCLUDED: reader.say("kept apart by an admin"),
        Rule.NO_FREE_MENTOR: nobody,
        Rule.GROUP_SIZE: reader.say("too few for a group"),
        Rule.ODD_ONE: reader.say("an odd number"),
    }
