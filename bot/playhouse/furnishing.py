"""Furnishing: tells the bot what a company knows of its people, by the use cases of every company."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Final

from bot.demo.company import Company, Person
from bot.demo.story import MENTORS
from bot.domain.people import Profile, Window
from bot.main import Mentorbot
from bot.ports import UnitOfWork
from bot.usecases import people
from bot.usecases.directory import Row, import_people

_BATCH: Final = 100


async def furnish(bot: Mentorbot, company: Company) -> None:
    """Tell the bot who works here, who reports to whom, who mentors in what, and who is away.

    Whoever opts in as a mentor in the story says so there.
    """
    await bot.jobs.sync_directory()
    await bot.transact(import_people, list(_rows(company)), workspace=bot.workspace)
    members = [one for one in company.people if _takes_part(one)]
    for first in range(0, len(members), _BATCH):
        await bot.transact(_introduce, members[first : first + _BATCH], workspace=bot.workspace)


def _takes_part(person: Person) -> bool:
    return not (person.deleted or person.is_bot or person.is_restricted or person.team_id)


def _rows(company: Company) -> Iterator[Row]:
    """The lines of the file that a personnel system would write."""
    by_handle = {one.handle: one.id for one in company.people}
    for line, one in enumerate(company.people, start=2):
        if not one.is_bot:
            yield Row(
                line=line,
                person=one.id,
                manager=by_handle.get(one.manager, ""),
                department=one.department,
                title=one.title,
                level=str(one.level or ""),
            )


def _introduce(uow: UnitOfWork, some: Sequence[Person], now: datetime) -> None:
    """People say what they offer and want and when they have time; some are away."""
    for one in some:
        if one.handle not in MENTORS:
            people.save_profile(uow, people.SaveProfile(person_id=one.id, profile=_profile(one)), now)
        if one.away_until is not None:
            people.pause(uow, people.Pause(person_id=one.id, until=one.away_until), now)


def _profile(person: Person) -> Profile:
    windows = (
        Window(hours.weekday, time.fromisoformat(hours.start), time.fromisoformat(hours.end))
        for hours in person.hours
    )
    return Profile(
        mentor=bool(person.offers), offers=person.offers, wants=person.wants, windows=tuple(windows)
    )
