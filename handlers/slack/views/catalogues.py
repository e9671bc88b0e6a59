"""Catalogues: the translations of what we say, by language. English is the source and needs none."""

import gettext
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

DOMAIN = "mentorbot"
FOLDER = Path(__file__).parents[1] / "locale"
ENGLISH = Locale("en", "US")


@cache
def babel_locale(locale: str) -> Locale:
    """The locale as Slack names it (`en-US`); English when it is unknown."""
    try:
        return Locale.parse(locale.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return ENGLISH


@cache
def catalogue(locale: str) -> gettext.NullTranslations:
    """The translations for a locale; the English sentences where there are none."""
    found = babel_locale(locale)
    wanted = [str(found), found.language]
    return gettext.translation(DOMAIN, FOLDER, languages=wanted, fallback=True)


class Pseudo(gettext.NullTranslations):
    """A made-up language: each sentence between brackets, so that a test sees what was never translated."""

    def gettext(self, message: str) -> str:
        """The sentence between brackets."""
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The fitting sentence between brackets."""
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"
