"""Translations: one folder per language, `<language>/LC_MESSAGES/mentorbot.po`, from `mentorbot.pot`."""
