"""Importing: a file from the personnel system, into what is known of people here."""

import os
from collections.abc import Sequence

from bot.calendars.holidays import PublicHolidays
from bot.clocks import SystemClock
from bot.directory.csv import Sheet, read
from bot.main import build
from bot.settings import DatabaseSettings, Settings, knows_slack, load, load_database
from bot.start import CannotStart, usable_database
from bot.usecases.directory import Imported, Row, import_people
from storage import migrations
from storage.engine import open_engine
from storage.people import workspaces
from storage.unit_of_work import units_of_work

__all__ = ["read", "settings", "take_over"]


def settings() -> DatabaseSettings:
    """All settings where a bot token is set, else those of the database.

    Raises:
        bot.settings.SettingsError: with every problem found.
    """
    return load(os.environ) if knows_slack(os.environ) else load_database(os.environ)


async def take_over(settings: DatabaseSettings, sheet: Sheet) -> Imported:
    """Take over a file's rows: all of them or none, and none when a line could not be read.

    With a bot token Slack is asked first, since whoever joined today may be in the file already; without one
    those count whom the database knows.

    Raises:
        bot.start.CannotStart: with a sentence on what to do.
        storage.migrations.SchemaOutOfDate: when the database waits for `mentorbot migrate`.
    """
    if sheet.bad:
        return Imported(0, tuple(sheet.bad))
    if not isinstance(settings, Settings):
        return _offline(settings.database_url.get_secret_value(), sheet.rows)
    async with build(settings, front=False, worker=False) as mentorbot:
        await mentorbot.jobs.sync_directory()
        return await mentorbot.transact(import_people, sheet.rows, workspace=mentorbot.workspace)


def _offline(url: str, rows: Sequence[Row]) -> Imported:
    with usable_database():
        migrations.check(url)
    engine = open_engine(url)
    try:
        with units_of_work(engine, PublicHolidays())(_the_one(workspaces(engine))) as uow:
            return import_people(uow, rows, SystemClock().now())
    finally:
        engine.dispose()


def _the_one(known: Sequence[str]) -> str:
    if not known:
        raise CannotStart(
            "The database knows nobody yet: set SLACK_BOT_TOKEN, so that Slack can be asked who works here."
        )
    if len(known) > 1:
        raise CannotStart(
            f"The database holds {len(known)} workspaces: set the SLACK_BOT_TOKEN of the one that is meant."
        )
    return known[0]
