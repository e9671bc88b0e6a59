"""Initiatives: what people begin on a working day of their own accord."""

import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.people import CAPACITY, Profile
from bot.simulation.desk import Desk
from bot.simulation.staff import Colleague
from bot.usecases import flash, intros, people, status

LANGUAGES: Final = ("English", "French", "Portuguese", "Spanish", "Hindi", "Yoruba")


async def ask_flash(desk: Desk, who: Colleague, chance: random.Random) -> None:
    """One short chat, with whoever is free first or the best one."""
    topic = chance.choice(desk.topics)
    found = await desk.do(
        flash.find_mentors,
        flash.FindMentors(person_id=who.id, topic=topic, question="Where would you begin?", minutes=15),
    )
    if found is None or not found.mentors:
        return
    chosen = chance.choice((None, found.mentors[0].person_id))
    wanted = found.wanted
    ask = flash.AskFlash(
        person_id=who.id, topic=topic, question=wanted.question, minutes=15, mentor_id=chosen
    )
    await desk.do(flash.ask, ask)


async def ask_intro(desk: Desk, who: Colleague, chance: random.Random) -> None:
    """A first chat with somebody, or with the best one for a topic; now and then through somebody else."""
    everyone = sorted(desk.staff)
    named = chance.random() < 0.6
    wish = intros.AskIntro(
        person_id=who.id,
        whom=chance.choice(everyone) if named else None,
        topic=chance.choice(desk.topics),
        why="I would like to hear how you went about it.",
        via=chance.choice(everyone) if named and chance.random() < 0.3 else None,
    )
    await desk.do(intros.ask, wish)


async def pause(desk: Desk, who: Colleague, chance: random.Random) -> None:
    """A break of one to six weeks."""
    now = desk.office.now()
    until = now.astimezone(who.zone).date() + timedelta(days=chance.randint(7, 42))
    if await desk.do(people.pause, people.Pause(person_id=who.id, until=until)) is not None:
        desk.chronicle.breaks.begin(who.id, now, who.morning(until))


async def come_back(desk: Desk, who: Colleague, _: random.Random) -> None:
    """Whoever is on a break ends it before its time."""
    away = desk.chronicle.breaks.holds(who.id, desk.office.now())
    if away and await desk.do(people.resume, who.id) is not None:
        desk.chronicle.breaks.end(who.id, desk.office.now())


async def block(desk: Desk, who: Colleague, chance: random.Random) -> None:
    """Somebody would rather not be paired with a colleague any more: often one they know."""
    now = desk.office.now()
    known = [one for (own, one) in desk.chronicle.blocks.holding(now) if own == who.id]
    partners = await desk.do(status.read, who.id)
    near = sorted({one for pairing in partners.pairings for one in pairing.across}) if partners else []
    other = chance.choice(near or sorted(desk.staff))
    if other == who.id:
        return
    blocked = people.Block(person_id=who.id, blocked=(*known, other))
    if await desk.do(people.block, blocked) is not None:
        desk.chronicle.blocks.begin((who.id, other), now)


async def change_profile(desk: Desk, who: Colleague, chance: random.Random) -> None:
    """Somebody says anew what they offer, how many they take, and which languages they speak."""
    person = await desk.do(people.known, who.id)
    if person is None:
        return
    mentor = person.profile.mentor or chance.random() < 0.2
    profile = replace(
        person.profile,
        mentor=mentor and chance.random() < 0.95,
        offers=person.profile.offers or (chance.choice(desk.topics),),
        capacity=chance.choice((1, CAPACITY, 3)),
        languages=("English", chance.choice(LANGUAGES)),
    )
    await save_profile(desk, who, profile)


async def save_profile(desk: Desk, who: Colleague, profile: Profile) -> None:
    """Say something of oneself, and remember how many one takes."""
    if await desk.do(people.save_profile, people.SaveProfile(person_id=who.id, profile=profile)) is not None:
        takes = profile.capacity if profile.mentor else None
        desk.chronicle.places.setdefault(who.id, []).append((desk.office.now(), takes))


async def leave_company(desk: Desk, who: Colleague, chance: random.Random) -> None:
    """Somebody's account is closed. Mostly the workspace says so at once, else the next sync finds out."""
    if who.known.is_admin:
        return
    now = desk.office.now()
    who.left_at = now
    if chance.random() < 0.7:
        known = await desk.office.directory.fetch(who.id)
        if known is not None and await desk.do(people.record, known) is not None:
            who.struck_at = now


async def look(desk: Desk, who: Colleague, _: random.Random) -> None:
    """Somebody looks at what stands open."""
    await desk.do(status.read, who.id)


Idea = Callable[[Desk, Colleague, random.Random], Awaitable[None]]


def begin_day(desk: Desk, now: datetime) -> None:
    """Let each colleague's own ideas of the coming day come up at their time."""
    habits = desk.habits
    likely: Mapping[str, tuple[float, Idea]] = {
        "ask flash": (habits.asks_flash, ask_flash),
        "ask intro": (habits.asks_intro, ask_intro),
        "pause": (habits.pauses, pause),
        "come back": (habits.comes_back_early, come_back),
        "block": (habits.blocks, block),
        "change profile": (habits.changes_profile, change_profile),
        "leave company": (habits.leaves_company, leave_company),
        "look": (habits.looks, look),
    }
    total = sum(probability for probability, _ in likely.values())
    for who in desk.staff.values():
        chance = desk.chance.of("day", who.id, now.date())
        if not who.here(now) or chance.random() >= total:
            continue
        (name,) = chance.choices(list(likely), [probability for probability, _ in likely.values()])
        _begin(desk, who, name, likely[name][1], chance, now)


def _begin(
    desk: Desk,
    who: Colleague,
    name: str,
    idea: Idea,
    chance: random.Random,
    now: datetime,
) -> None:
    at = who.next_at_work(now + timedelta(hours=chance.uniform(0, 24)))
    desk.at(who, name, "", lambda: idea(desk, who, chance), at)
