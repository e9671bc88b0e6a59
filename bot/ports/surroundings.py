"""Surroundings: the time, the holidays and who works here."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from bot.domain.people import Person, PersonId
from bot.domain.programs import Channel


class Clock(Protocol):
    """The time; it can be turned in the demo and the tests."""

    def now(self) -> datetime:
        """This moment, aware UTC."""
        ...


class Holidays(Protocol):
    """Public holidays by country."""

    def country_of(self, zone: str) -> str | None:
        """The ISO 3166 country of an IANA zone, or None when the zone names none."""
        ...

    def of(self, country: str | None, years: Iterable[int]) -> frozenset[date]:
        """The country's public holidays; empty for an unknown country."""
        ...


class Directory(Protocol):
    """Who works here, as the workspace itself knows it."""

    async def fetch(self, person_id: PersonId) -> Person | None:
        """The person as the directory describes them, or None when there is nobody of that id."""
        ...

    async def everyone(self) -> list[Person]:
        """All accounts, closed ones and apps included."""
        ...


class Channels(Protocol):
    """The workspace's channels, as far as our bot may see them."""

    async def fetch(self, channel_id: str) -> Channel | None:
        """The channel, or None when it cannot be seen."""
        ...

    async def members(self, channel_id: str) -> frozenset[PersonId]:
        """Everyone in the channel, apps included; nobody in one that cannot be seen."""
        ...

    async def holds(self, channel_id: str, person_id: PersonId) -> bool:
        """Whether somebody is in a channel."""
        ...

    def forget(self, channel_id: str) -> None:
        """Somebody came or went: what was remembered of the channel's people no longer counts."""
        ...
