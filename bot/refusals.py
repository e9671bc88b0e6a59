"""Refusals: errors whose message is a sentence for the operator, who can put it right."""

from typing import Final

from bot.demo.errors import BotFailed
from bot.directory.csv import UnreadableFile
from bot.keeping import CannotKeep
from bot.server import CannotListen
from bot.settings import SettingsError
from bot.start import CannotStart
from bot.threads import DatabaseBusy
from storage.migrations import SchemaOutOfDate
from storage.scratch import HoldsMore

__all__ = ["REFUSALS", "SettingsError"]

REFUSALS: Final = (
    BotFailed,
    CannotKeep,
    CannotListen,
    CannotStart,
    DatabaseBusy,
    HoldsMore,
    SchemaOutOfDate,
    SettingsError,
    UnreadableFile,
)
