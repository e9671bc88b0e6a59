"""Public holidays, by the country of a time zone."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

import holidays

_TABLES = ("zone1970.tab", "zone.tab")


class PublicHolidays:
    """Public holidays as the `holidays` library knows them; implements `ports.Holidays`."""

    def country_of(self, zone: str) -> str | None:
        """The ISO 3166 country of an IANA zone, or None when the zone names none (UTC, Etc/…)."""
        return _countries().get(zone)

    def of(self, country: str | None, years: Iterable[int]) -> frozenset[date]:
        """The country's public holidays; empty for an unknown country."""
        if country is None:
            return frozenset()
        return frozenset().union(*(_of_year(country, year) for year in years))


@lru_cache(maxsize=1024)
def _of_year(country: str, year: int) -> frozenset[date]:
    try:
        return frozenset(holidays.country_holidays(country, years=year, observed=True))
    except NotImplementedError:
        return frozenset()


@cache
def _countries() -> Mapping[str, str]:
    """Country by zone. zone.tab gives each zone the country it lies in, and wins over the merged table.

    Slack may give an old name of a zone (Asia/Calcutta): links lead to the name in use.
    """
    zones: dict[str, str] = {}
    for table in _TABLES:
        for line in _lines(table):
            if not line.startswith("#"):
                countries, _, zone = line.split("\t")[:3]
                zones[zone] = countries.split(",")[0]
    links = (line.split()[1:3] for line in _lines("tzdata.zi") if line.startswith("L "))
    named = {alias: zones[target] for target, alias in links if target in zones}
    return named | zones


def _lines(name: str) -> list[str]:
    return (files("tzdata") / "zoneinfo" / name).read_text(encoding="utf-8").splitlines()
