"""Settings: what an admin can change of a program, on three pages, each field with its preset."""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from slack_sdk.models.views import View

from bot.domain import errors
from bot.domain.people import PersonId
from bot.domain.programs import LONGEST_NAME, LONGEST_PURPOSE, Program
from bot.usecases.programs import Configure
from handlers.slack.views import inputs, setting_fields
from handlers.slack.views.blocks import prose
from handlers.slack.views.forms import called
from handlers.slack.views.ids import Callback
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State


class Page(StrEnum):
    """What is changed together."""

    BASICS = "basics"
    MATCHING = "matching"
    WORDS = "words"


_SHOWN = {
    Page.BASICS: setting_fields.basics,
    Page.MATCHING: setting_fields.matching,
    Page.WORDS: setting_fields.words,
}
_READ = {
    Page.BASICS: setting_fields.read_basics,
    Page.MATCHING: setting_fields.read_matching,
    Page.WORDS: setting_fields.read_words,
}


def pages(reader: Reader) -> Mapping[Page, str]:
    """What each page is called."""
    return {
        Page.BASICS: reader.plain("Name and rounds"),
        Page.MATCHING: reader.plain("Who meets whom"),
        Page.WORDS: reader.plain("Words and nudges"),
    }


def modal(reader: Reader, program: Program, page: Page, *, names_admins: bool = False) -> View:
    """One page of the settings as they stand. `names_admins`: whether the reader may name others."""
    shown = _SHOWN[page](reader, program)
    if page is Page.BASICS and names_admins:
        hint = reader.plain("They can change this program, and see how it stands. Nothing private.")
        field = Field("admins", reader.plain("Who else looks after it?"), hint, optional=True)
        shown.append(inputs.people(field, program.admins))
    opening = reader.say(
        "{form}. What you leave as it is keeps its default.", form=called(reader)[program.form]
    )
    return inputs.form(
        reader,
        Callback.CONFIGURE_PROGRAM,
        pages(reader)[page],
        reader.plain("Save"),
        [prose(opening), *shown],
        subject=f"{program.id}|{page}|{program.edition}",
    )


def subject(view: object) -> str:
    """The program that a submitted page belongs to."""
    return State(view).subject.partition("|")[0]


def parse(view: object, actor_id: PersonId, program: Program) -> Configure:
    """The program as it shall be: what the page does not hold stays as it is."""
    state = State(view)
    _, page, seen = (*state.subject.split("|"), "", "")[:3]
    if page not in frozenset(Page) or not seen.isdecimal():
        raise errors.NotAChoice("name")
    read = _READ[Page(page)]
    return Configure(
        person_id=actor_id,
        program_id=program.id,
        seen=int(seen),
        name=state.text("name", LONGEST_NAME) if state.has("name") else program.name,
        purpose=state.text("purpose", LONGEST_PURPOSE) if state.has("purpose") else program.purpose,
        terms=replace(program.terms, **read(state)),
        admins=state.people("admins") if state.has("admins") else None,
    )
