"""Catalogues: translators are given every sentence, and a translation is what its readers read."""

import gettext
import io
import os
import subprocess
import sys
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.domain import errors
from handlers.slack.views.reader import Reader
from handlers.slack.views.words import Mention

ROOT = Path(__file__).parents[3]
LOCALE = ROOT / "handlers" / "slack" / "locale"
TEMPLATE = LOCALE / "mentorbot.pot"


def sentences(template: Path) -> set[object]:
    with template.open(encoding="utf-8") as opened:
        return {message.id for message in read_po(opened) if message.id}


def test_the_template_for_translators_is_up_to_date(tmp_path: Path) -> None:
    """`make messages` brings it up to date; this runs the very command."""
    # Under another make, its flags would be passed on and its directories printed.
    alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    recipe = subprocess.run(
        ["make", "-n", "messages"], cwd=ROOT, env=alone, check=True, capture_output=True, text=True
    ).stdout
    command = recipe[recipe.index("pybabel") :].replace("\\\n", " ").split()
    command[command.index("--output") + 1] = str(tmp_path / "new.pot")
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", *command[1:]], cwd=ROOT, check=True)
    assert sentences(tmp_path / "new.pot") == sentences(TEMPLATE)


def test_refusals_are_in_the_template() -> None:
    assert errors.IsABot(person="U1").sentence in sentences(TEMPLATE)


def test_a_translation_is_what_is_read() -> None:
    german = Catalog(locale="de")
    german.add(
        "{person} would like a {minutes}-minute chat with you.", "{person} wünscht sich {minutes} Minuten."
    )
    german.add(
        ("You have {n} free place.", "You have {n} free places."), ("{n} freier Platz.", "{n} freie Plätze.")
    )
    file = io.BytesIO()
    write_mo(file, german)
    file.seek(0)
    reader = Reader("de-DE", words=gettext.GNUTranslations(file))
    said = reader.say(
        "{person} would like a {minutes}-minute chat with you.", person=Mention("U1"), minutes=30
    )
    assert said.mrkdwn == "<@U1> wünscht sich 30 Minuten."
    assert (
        reader.plural("You have {n} free place.", "You have {n} free places.", 2).plain == "2 freie Plätze."
    )
