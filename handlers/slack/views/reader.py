"""Reader: who reads. Every sentence that anyone reads is translated, filled and made safe here."""

import gettext
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton, format_time, get_day_names, get_timezone_location
from babel.lists import format_list

from bot.domain.errors import DomainError
from bot.domain.people import PersonId
from handlers.slack.views.catalogues import Pseudo, babel_locale, catalogue
from handlers.slack.views.words import Channel, Link, Mention, Part, Sentence, Shared, Text, inline

Value = str | int | date | datetime | Mention | Channel | Shared | Link | Sentence
"""What fills a sentence. A plain `str` was typed by people."""

_PIECES = re.compile(r"(\{[a-z_]+\}|\*|`)")
_SLOT = "\x00"


@dataclass(frozen=True)
class Reader:
    """One reader's language and clock.

    Args:
        locale: as Slack names it, for example `en-US`.
        zone: an IANA name; times are shown in it, with its city.
        others: the zones of those who read the same message; their clocks stand beside this one.
        names: what people are called where Slack shows no mentions.
        words: translations to use instead of the locale's own.
    """

    locale: str = "en-US"
    zone: str = "UTC"
    others: tuple[str, ...] = ()
    names: Mapping[PersonId, str] = field(default_factory=dict)
    words: gettext.NullTranslations | None = None

    def say(self, sentence: str, /, **values: Value) -> Sentence:
        """The sentence in the reader's language, its `{names}` filled. `*bold*` and `code` are ours alone."""
        return self._filled(self._words.gettext(sentence), values)

    def plain(self, sentence: str, /, **values: Value) -> str:
        """The same without markup: for buttons, labels and options."""
        return self.say(sentence, **values).plain

    def plural(self, one: str, many: str, n: int, /, **values: Value) -> Sentence:
        """The sentence for this number, which also fills `{n}`."""
        return self._filled(self._words.ngettext(one, many, n), {"n": n, **values})

    def error(self, error: DomainError) -> Sentence:
        """The sentence of an error: `.plain` on a field of a modal, `.mrkdwn` in a message."""
        values = {name: _error_value(name, value) for name, value in error.values.items()}
        return self.say(error.sentence, **values)

    def time(self, at: datetime) -> str:
        """A moment on the reader's clock, with the zone named: "Tue 3 Mar, 10:00 (Berlin)"."""
        return self.plain(
            "{day}, {time} ({zone})",
            day=Sentence((Text(self._day(at, self.zone)),)),
            time=Sentence((Text(self._clock(at, self.zone)),)),
            zone=Sentence((Text(self.city(self.zone)),)),
        )

    def times(self, at: datetime) -> str:
        """A moment on the clocks of all who read this: "Tue 3 Mar, 10:00 Berlin · 04:00 New York"."""
        zones = self._zones(at)
        if len(zones) == 1:
            return self.time(at)
        first, *rest = ((zone, at.astimezone(ZoneInfo(zone)).date()) for zone in zones)
        shown = [f"{self._day(at, first[0])}, {self._clock(at, first[0])} {self.city(first[0])}"]
        for zone, day in rest:
            ahead = "" if day == first[1] else f"{self._day(at, zone)}, "
            shown.append(f"{ahead}{self._clock(at, zone)} {self.city(zone)}")
        return " · ".join(shown)

    def _zones(self, at: datetime) -> tuple[str, ...]:
        """Everyone's zones. Of more than two, one for each time that clocks show: a button is short."""
        zones = tuple(dict.fromkeys((self.zone, *self.others)))
        if len(zones) <= 2:
            return zones
        by_clock = {at.astimezone(ZoneInfo(zone)).utcoffset(): zone for zone in reversed(zones)}
        return tuple(zone for zone in zones if zone in by_clock.values())

    def day(self, day: date) -> str:
        """A date as the reader writes it: "Tue 3 Mar"."""
        return _date(day, "yMMMEd", self._locale)

    def weekday(self, weekday: int) -> str:
        """The name of a day of the week; Monday is 0."""
        return str(get_day_names("wide", locale=self._locale)[weekday])

    def hour(self, at: datetime) -> str:
        """A time of day without a zone, for hours that are the reader's own."""
        return str(format_time(at, "short", locale=self._locale))

    def city(self, zone: str) -> str:
        """The zone's name to a reader: its city."""
        return _city(zone, self._locale)

    def show(self, value: Value) -> Sentence:
        """One value on its own, as it stands inside sentences."""
        return Sentence(self._parts(value))

    def listed(self, values: Iterable[Value]) -> Sentence:
        """Several things in a row: "Ana, Ben and Cem"."""
        shown = [self._parts(value) for value in values]
        pattern = format_list([_SLOT] * len(shown), locale=self._locale) if shown else ""
        between = pattern.split(_SLOT)
        parts: list[Part] = [Text(between[0])] if between[0] else []
        for one, after in zip(shown, between[1:], strict=True):
            parts += one
            if after:
                parts.append(Text(after))
        return Sentence(tuple(parts))

    def people(self, person_ids: Iterable[PersonId]) -> Sentence:
        """People in a row."""
        return self.listed(Mention(one) for one in person_ids)

    @property
    def clock(self) -> ZoneInfo:
        """The reader's zone."""
        return ZoneInfo(self.zone)

    @property
    def _words(self) -> gettext.NullTranslations:
        return self.words or catalogue(self.locale)

    @property
    def _locale(self) -> Locale:
        return babel_locale(self.locale)

    def _day(self, at: datetime, zone: str) -> str:
        return _date(at.astimezone(ZoneInfo(zone)).date(), "MMMEd", self._locale)

    def _clock(self, at: datetime, zone: str) -> str:
        shown = at.astimezone(ZoneInfo(zone))
        return _time_of_day(time(shown.hour, shown.minute), self._locale)

    def _filled(self, sentence: str, values: Mapping[str, Value]) -> Sentence:
        parts: list[Part] = []
        for words, name in _pieces(sentence):
            value = values.get(name)
            if value is None:
                parts.append(words)
            elif words.code and isinstance(value, date):
                parts.append(replace(words, text=value.isoformat()))
            else:
                parts += Sentence(self._parts(value)).styled(bold=words.bold, code=words.code).parts
        return Sentence(tuple(parts))

    def _parts(self, value: Value) -> tuple[Part, ...]:
        match value:
            case Sentence():
                return value.parts
            case Mention():
                return (replace(value, name=self._name(value)),)
            case Channel():
                return (replace(value, name=value.name or self._words.gettext("this channel")),)
            case Shared():
                # Slack's own words for the date, in the language that each reader uses Slack in. Not its
                # pretty ones: a sentence that says "on" before a date can't go on with "today".
                pattern = self._words.gettext("{date_short} at {time}")
                return (replace(value, fallback=self.times(value.at), pattern=pattern),)
            case datetime():
                return (Text(self.time(value)),)
            case date():
                return (Text(self.day(value)),)
            case int():
                return (Text(str(value)),)
            case str():
                return (Text(inline(value), typed=True),)
        return (value,)

    def _name(self, mention: Mention) -> str:
        known = mention.name or self.names.get(mention.person_id)
        return known or self._words.gettext("this person")


# Sentences are few, and so are the days and minutes that people speak of; Babel takes its time for each.


@lru_cache(maxsize=4096)
def _pieces(sentence: str) -> tuple[tuple[Text, str], ...]:
    """The words of a sentence with their style, and the name of the value that stands for them, if any."""
    pieces: list[tuple[Text, str]] = []
    bold = code = False
    for piece in _PIECES.split(sentence):
        if piece == "*":
            bold = not bold
        elif piece == "`":
            code = not code
        elif piece:
            name = piece[1:-1] if piece.startswith("{") else ""
            pieces.append((Text(piece, bold=bold, code=code), name))
    return tuple(pieces)


@lru_cache(maxsize=4096)
def _date(day: date, skeleton: str, locale: Locale) -> str:
    return format_skeleton(skeleton, day, locale=locale)


@lru_cache(maxsize=4096)
def _time_of_day(at: time, locale: Locale) -> str:
    return str(format_time(at, "short", locale=locale)).replace("\u202f", " ")


@lru_cache(maxsize=4096)
def _city(zone: str, locale: Locale) -> str:
    return str(get_timezone_location(zone, locale=locale, return_city=True))


def _error_value(name: str, value: object) -> Value:
    if name in ("person", "other"):
        return Mention(str(value))
    return value if isinstance(value, int | date) else str(value)


PSEUDO: Final = Reader(words=Pseudo())
"""Reads every translated sentence between ⟦ and ⟧."""
