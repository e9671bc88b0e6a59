"""Programs: set up by admins, joined, paused, skipped and left by their people."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain import notices
from bot.domain.enrolments import Wishes
from bot.domain.people import PersonId
from bot.domain.programs import Channel, Program
from bot.domain.terms import ADVISORS, Joining
from bot.simulation.desk import Desk
from bot.simulation.plans import Plan
from bot.simulation.staff import Colleague
from bot.usecases import enrolments, programs

MENTORS_FROM: Final = 4
"""The level from which people offer themselves as mentors."""
_UNTIL_LAUNCH: Final = timedelta(days=4)
_TO_JOIN: Final = timedelta(hours=24)
_LONGEST_BREAK: Final = 42
_FEWEST: Final = 15
"""Who could be in a program, however small the company."""


class Running:
    """A program that the simulation set up, with whoever could be in it."""

    def __init__(self, program: Program, plan: Plan, eligible: tuple[PersonId, ...]) -> None:
        self.id, self.plan, self.eligible = program.id, plan, eligible
        self.created_by = program.created_by


async def set_up(desk: Desk, plan: Plan, admin: Colleague) -> Running | None:
    """Create a program and let its channel know; people join in the days before it begins."""
    chance = desk.chance.of("eligible", plan.channel)
    here = [one.id for one in desk.staff.values() if one.here(desk.office.now())]
    eligible = tuple(one for one in here if chance.random() < max(plan.share, _FEWEST / len(here)))
    channel = Channel(plan.channel, plan.channel.lower())
    create = programs.Create(person_id=admin.id, form=plan.form, channel=channel, terms=plan.terms)
    program = await desk.do(programs.create, create)
    if program is None:
        return None
    running = Running(program, plan, eligible)
    tell = programs.Announce(person_id=admin.id, program_id=program.id, channel=channel, members=eligible)
    await desk.do(programs.announce, tell)
    for person_id in eligible:
        if plan.terms.joining is Joining.AUTO:
            desk.chronicle.enrolled.begin((program.id, person_id), desk.office.now())
        elif desk.chance.happens(desk.habits.joins, "joins", plan.channel, person_id):
            _plan_to_join(desk, running, desk.staff[person_id])
    desk.plan(admin, "launch", program.id, lambda: _launch(desk, admin, tell), after=_UNTIL_LAUNCH)
    return running


async def _launch(desk: Desk, admin: Colleague, tell: programs.Announce) -> None:
    """Begin; while too few have joined, try again in a while."""
    if await desk.do(programs.launch, tell) is None:
        desk.plan(admin, "launch", tell.program_id, lambda: _launch(desk, admin, tell), after=_UNTIL_LAUNCH)


def _plan_to_join(desk: Desk, running: Running, who: Colleague) -> None:
    desk.plan(who, "join", running.id, lambda: join(desk, running, who), after=_TO_JOIN)


async def join(desk: Desk, running: Running, who: Colleague) -> None:
    """Be in a program, or say anew what one wants of it."""
    wishes = _wishes(desk, running, who)
    command = enrolments.SaveWishes(person_id=who.id, program_id=running.id, belongs=True, wishes=wishes)
    place = await desk.do(enrolments.join, command)
    if place is None:
        return
    now, chronicle = desk.office.now(), desk.chronicle
    chronicle.wishes.setdefault((running.id, who.id), []).append((now, wishes))
    if not chronicle.enrolled.holds((running.id, who.id), now):
        chronicle.enrolled.begin((running.id, who.id), now)
        chronicle.program_breaks.end((running.id, who.id), now)
        chronicle.skips.end((running.id, who.id), now)
    known = [key for key in chronicle.rather_not.holding(now) if key[:2] == (running.id, who.id)]
    for key in known:
        chronicle.rather_not.end(key, now)
    for other in wishes.rather_not:
        chronicle.rather_not.begin((running.id, who.id, other), now)


def _wishes(desk: Desk, running: Running, who: Colleague) -> Wishes:
    """What somebody wants: seniors mentor (where it is reversed: juniors), in a cascade many do both."""
    chance = desk.chance.of("wishes", running.id, who.id, desk.office.now().date())
    form = running.plan.form
    others = [one for one in running.eligible if one != who.id]
    picked = chance.sample(others, min(4, len(others)))
    wishes = Wishes(
        goal=f"Get better at {chance.choice(desk.topics)}.",
        asks=tuple(chance.sample(desk.topics, 2)),
        prefers=tuple(picked[:1]) if chance.random() < 0.3 else (),
        rather_not=tuple(picked[2:]) if chance.random() < desk.habits.rather_not else (),
    )
    if form.equals:
        return wishes
    senior = (who.level or 0) >= MENTORS_FROM
    mentors = senior is not (form.value == "reverse")
    both = form.value == "cascade" and chance.random() < 0.6
    return replace(
        wishes,
        mentors=mentors or both,
        mentored=not mentors or both,
        offers=who.known.offers or (chance.choice(desk.topics),),
        roles=tuple(chance.sample(ADVISORS, 2)) if mentors else (),
    )


# --- what members do of their own accord -------------------------------------------------------------


async def come_or_go(desk: Desk, running: Running, who: Colleague, chance: random.Random) -> None:
    """Whoever is not in it may join; whoever is may leave, take a break, come back or change their wishes."""
    now, key = desk.office.now(), (running.id, who.id)
    own = enrolments.OfEnrolment(person_id=who.id, program_id=running.id)
    if not desk.chronicle.enrolled.holds(key, now):
        await join(desk, running, who)
        return
    drawn = chance.random()
    if drawn < 0.3:
        await join(desk, running, who)
    elif drawn < 0.6:
        if await desk.do(enrolments.leave, own) is not None:
            desk.chronicle.enrolled.end(key, now)
    elif drawn < 0.9:
        until = now.astimezone(who.zone).date() + timedelta(days=chance.randint(7, _LONGEST_BREAK))
        pause = enrolments.Pause(person_id=who.id, program_id=running.id, until=until)
        if await desk.do(enrolments.pause, pause) is not None:
            desk.chronicle.program_breaks.begin(key, now, who.morning(until))
    elif await desk.do(enrolments.resume, own) is not None:
        desk.chronicle.program_breaks.end(key, now)
        desk.chronicle.skips.end(key, now)


async def skip(desk: Desk, program_id: str, who: Colleague) -> None:
    """Sit out the next round."""
    own = enrolments.OfEnrolment(person_id=who.id, program_id=program_id)
    if await desk.do(enrolments.skip, own) is not None:
        desk.chronicle.skips.begin((program_id, who.id), desk.office.now())


async def leave(desk: Desk, program_id: str, who: Colleague) -> None:
    """Be in a program no more."""
    own = enrolments.OfEnrolment(person_id=who.id, program_id=program_id)
    if await desk.do(enrolments.leave, own) is not None:
        desk.chronicle.enrolled.end((program_id, who.id), desk.office.now())


def brought_in(desk: Desk, who: Colleague, notice: notices.BroughtIn) -> None:
    """Some who were brought in would rather not."""
    if desk.likely(0.1, "not for me", who.id, notice.program_id):
        desk.plan(who, "leave program", notice.program_id, lambda: leave(desk, notice.program_id, who))


def begin_day(desk: Desk, running: Running) -> None:
    """Let the people of a program come and go in the coming day."""
    now = desk.office.now()
    for person_id in running.eligible:
        who = desk.staff[person_id]
        chance = desk.chance.of("program day", running.id, person_id, now.date())
        inside = desk.chronicle.enrolled.holds((running.id, person_id), now)
        if who.here(now) and chance.random() < desk.habits.comes_or_goes / (3 if inside else 1):
            _begin(desk, running, who, chance)


def _begin(desk: Desk, running: Running, who: Colleague, chance: random.Random) -> None:
    at = who.next_at_work(desk.office.now() + timedelta(hours=chance.uniform(0, 24)))
    desk.at(who, "come or go", running.id, lambda: come_or_go(desk, running, who, chance), at)
