"""Catalogues: the translations of what we say, by language. English is the source and needs none."""

import gettext
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

DOMAIN = "mentorbot"
FOLDER = Path(__file__).parents[1] / "locale"
ENGLISH = Locale("en", "GB")
"""For whoever reads English for want of their own language: day before month, and 24 hours."""


@cache
def babel_locale(locale: str) -> Locale:
    """How dates and lists read: the locale as Slack names it (`en-US`), or English for want of its words."""
    try:
        known = Locale.parse(locale.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return ENGLISH
    return known if known.language == ENGLISH.language or _file(known) else ENGLISH


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """The translations for a locale; the English sentences where there are none."""
    return gettext.translation(DOMAIN, FOLDER, languages=_names(babel_locale(locale)), fallback=True)


def _file(locale: Locale) -> str | None:
    return gettext.find(DOMAIN, FOLDER, _names(locale))


def _names(locale: Locale) -> list[str]:
    return [str(locale), locale.language]


class Pseudo(gettext.NullTranslations):
    """A made-up language: each sentence between brackets, so that a test sees what was never translated."""

    def gettext(self, message: str) -> str:
        """The sentence between brackets."""
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The fitting sentence between brackets."""
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"
