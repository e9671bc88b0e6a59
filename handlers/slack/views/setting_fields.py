"""Setting fields: the fields of each page of a program's settings, and what was put into them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from slack_sdk.models.blocks import Block

from bot.domain import errors, terms
from bot.domain.forms import Form
from bot.domain.programs import LONGEST_NAME, LONGEST_PURPOSE, Program
from bot.domain.requests import FREE_TEXT
from bot.domain.terms import Joining, Nudges, Seniority
from bot.domain.topics import LONGEST_TOPIC, MOST_TOPICS, listed
from handlers.slack.views import inputs
from handlers.slack.views.blocks import option
from handlers.slack.views.inputs import Field
from handlers.slack.views.reader import Reader
from handlers.slack.views.state import State, needed

YES: Final = "yes"
RULES: Final = "rules"
LIST: Final = MOST_TOPICS * (LONGEST_TOPIC + 2)
_DATES: Final = terms.MOST_DATES * len("2026-12-24, ")
_FLAGS: Final = ("cross_department", "shared_language", "preferences", "chemistry_first")
_BOUNDS: Final[Mapping[str, tuple[int, int]]] = {
    "cadence": terms.WEEKS_BETWEEN_ROUNDS,
    "least": terms.TOGETHER,
    "most": terms.TOGETHER,
    "mentors": terms.MENTORS_OF_A_GROUP,
    "capacity": terms.CAPACITIES,
    "no_repeat": (0, terms.MOST_NO_REPEAT),
    "lasts": (0, terms.MOST_WEEKS_TOGETHER),
    "turns": terms.TURNS,
}


# --- name and rounds ----------------------------------------------------------------------------


def basics(reader: Reader, program: Program) -> list[Block]:
    """What it is called and when its rounds are."""
    chosen = program.terms
    dates = Field(
        "dates",
        reader.plain("Or rounds on these days"),
        reader.plain("For example 2026-12-01, 2027-03-01. They take the place of the weeks above."),
        optional=True,
    )
    return [
        inputs.text(Field("name", reader.plain("Name"), optional=True), LONGEST_NAME, program.name),
        inputs.text(
            Field("purpose", reader.plain("What is it for?"), optional=True),
            LONGEST_PURPOSE,
            program.purpose,
            lines=True,
        ),
        _radio(
            reader.plain("Who takes part?"),
            "joining",
            {
                Joining.OPT_IN: reader.plain("Whoever joins"),
                Joining.AUTO: reader.plain("Everyone in the channel, until they leave"),
            },
            chosen.joining,
        ),
        _number(reader.plain("Weeks between rounds"), "cadence", chosen.cadence),
        inputs.text(dates, _DATES, ", ".join(day.isoformat() for day in sorted(chosen.dates))),
        inputs.day(
            Field(
                "starts_on",
                reader.plain("First round"),
                reader.plain("Without a day: the first Monday that leaves time to join."),
                optional=True,
            ),
            chosen.starts_on,
        ),
        inputs.day(Field("ends_on", reader.plain("Last day"), optional=True), chosen.ends_on),
        _radio(
            reader.plain("How long is a chat?"),
            "minutes",
            {
                str(one): reader.plain("{minutes} minutes", minutes=one)
                for one in terms.lengths_of(program.form)
            },
            str(chosen.minutes),
        ),
        inputs.some_of(
            Field("sends_itself", reader.plain("Rounds"), optional=True),
            [option(reader.plain("Send them without asking me"), YES)],
            [YES] if chosen.sends_itself else [],
        ),
    ]


def read_basics(state: State) -> dict[str, Any]:
    """The terms that this page holds, as they shall be."""
    return {
        "joining": Joining(needed(state.one_of("joining", frozenset(Joining)), "joining")),
        "cadence": state.number("cadence"),
        "dates": _dates(state.text("dates", _DATES)),
        "starts_on": state.day("starts_on"),
        "ends_on": state.day("ends_on"),
        "minutes": int(needed(state.one_of("minutes", [str(one) for one in terms.MINUTES]), "minutes")),
        "sends_itself": YES in state.some_of("sends_itself", (YES,)),
    }


def _dates(text: str) -> tuple[date, ...]:
    found = []
    for one in listed(text):
        try:
            found.append(date.fromisoformat(one))
        except ValueError as unread:
            raise errors.NotDates(text=one, example="2026-12-01, 2027-03-01") from unread
    return tuple(sorted(set(found)))


# --- who meets whom -----------------------------------------------------------------------------


def matching(reader: Reader, program: Program) -> list[Block]:
    """Who meets whom."""
    form, chosen = program.form, program.terms
    blocks: list[Block] = []
    if form.grouped or form is Form.PEER:
        blocks += [
            _number(reader.plain("People together, at least"), "least", chosen.least),
            _number(reader.plain("People together, at most"), "most", chosen.most),
        ]
    if form is Form.GROUP:
        blocks.append(_number(reader.plain("Mentors in a group"), "mentors", chosen.mentors))
    if not form.equals:
        blocks.append(_number(reader.plain("Mentees of one mentor, at most"), "capacity", chosen.capacity))
    blocks += [
        _number(reader.plain("Weeks before the same people meet again"), "no_repeat", chosen.no_repeat),
        _number(reader.plain("Weeks that a match stays together"), "lasts", chosen.lasts),
        _radio(reader.plain("Seniority"), "seniority", _seniorities(reader, form), chosen.seniority),
        inputs.some_of(
            Field(RULES, reader.plain("Rules"), optional=True),
            [option(label, name) for name, label in _flags(reader).items()],
            [name for name in _FLAGS if getattr(chosen, name)],
        ),
        inputs.number(
            Field(
                "most_hours_apart",
                reader.plain("Hours apart at most, between their clocks"),
                reader.plain("Without a number: any."),
                optional=True,
            ),
            0,
            terms.MOST_HOURS_APART,
            chosen.most_hours_apart,
        ),
        *_of_form(reader, program),
    ]
    return blocks


def _of_form(reader: Reader, program: Program) -> list[Block]:
    chosen = program.terms
    if program.form is Form.BOARD:
        commas = reader.plain("Separate them by commas.")
        field = Field("roles", reader.plain("Seats of a board"), commas)
        return [inputs.text(field, LIST, ", ".join(chosen.roles))]
    if program.form is Form.SPEED:
        return [_number(reader.plain("Chats of each person"), "turns", chosen.turns)]
    if program.form is Form.SHADOW_BOARD:
        hint = reader.plain("The executive whom the panel advises. They know of it and agree.")
        return [
            inputs.person(Field("sponsor", reader.plain("Sponsor"), hint, optional=True), chosen.sponsor_id)
        ]
    return []


def read_matching(state: State) -> dict[str, Any]:
    """The terms that this page holds, as they shall be."""
    ticked = state.some_of(RULES, _FLAGS)
    numbers = [name for name in ("least", "most", "mentors", "capacity", "turns") if state.has(name)]
    changed: dict[str, Any] = {name: state.number(name) for name in (*numbers, "no_repeat", "lasts")}
    changed |= {name: name in ticked for name in _FLAGS}
    changed["seniority"] = Seniority(needed(state.one_of("seniority", frozenset(Seniority)), "seniority"))
    changed["most_hours_apart"] = state.number_or_none("most_hours_apart")
    if state.has("roles"):
        changed["roles"] = listed(state.needed_text("roles", LIST))
    if state.has("sponsor"):
        changed["sponsor_id"] = state.person("sponsor")
    return changed


def _seniorities(reader: Reader, form: Form) -> Mapping[str, str]:
    if form.equals:
        return {
            Seniority.ANY: reader.plain("Any levels"),
            Seniority.ALIKE: reader.plain("Levels at most one apart"),
        }
    return {
        Seniority.ANY: reader.plain("Any levels"),
        Seniority.ABOVE: reader.plain("Mentors are more senior"),
        Seniority.BELOW: reader.plain("Mentors are more junior"),
        Seniority.ALIKE: reader.plain("Levels at most one apart"),
    }


def _flags(reader: Reader) -> Mapping[str, str]:
    return {
        "cross_department": reader.plain("Only across departments"),
        "shared_language": reader.plain("Only with a language in common"),
        "preferences": reader.plain("People may say whom they would like, and whom rather not"),
        "chemistry_first": reader.plain("After a first meeting both confirm in private"),
    }


# --- words and nudges ---------------------------------------------------------------------------


def words(reader: Reader, program: Program) -> list[Block]:
    """What goes with messages, and how often people are reminded."""
    chosen = program.terms
    labels = {
        "welcome": reader.plain("Goes with the announcement"),
        "opening": reader.plain("Goes with each introduction"),
        "closing": reader.plain("Goes with the end of the program"),
    }
    return [
        *(
            inputs.text(Field(name, label, optional=True), FREE_TEXT, getattr(chosen, name), lines=True)
            for name, label in labels.items()
        ),
        _radio(
            reader.plain("How often do I remind people?"),
            "nudges",
            {
                Nudges.USUAL: reader.plain("As usual, never more than three times a week"),
                Nudges.FEWER: reader.plain("Once for each thing"),
                Nudges.NONE: reader.plain("Never"),
            },
            chosen.nudges,
        ),
    ]


def read_words(state: State) -> dict[str, Any]:
    """The terms that this page holds, as they shall be."""
    changed: dict[str, Any] = {name: state.text(name).strip() for name in ("welcome", "opening", "closing")}
    return changed | {"nudges": Nudges(needed(state.one_of("nudges", frozenset(Nudges)), "nudges"))}


# --- fields -------------------------------------------------------------------------------------


def _number(label: str, name: str, chosen: int) -> Block:
    least, most = _BOUNDS[name]
    return inputs.number(Field(name, label), least, most, chosen)


def _radio(label: str, name: str, labels: Mapping[str, str], chosen: str) -> Block:
    options: Sequence[Any] = [option(text, value) for value, text in labels.items()]
    return inputs.one_of(Field(name, label), options, chosen)
