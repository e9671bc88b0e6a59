"""Values for property tests: every notice, profile and status, with the free text that people could type."""

import dataclasses
import typing
from datetime import UTC, date, datetime, time
from enum import Enum
from types import NoneType, UnionType
from typing import Any

from hypothesis import strategies as st

from bot.domain.agreements import EVERY
from bot.domain.notices import ALL, Notice
from bot.domain.outcomes import Account
from bot.domain.people import LENGTHS, Profile, Window
from bot.domain.requests import FREE_TEXT, Purpose
from bot.domain.topics import LONGEST_TOPIC, MOST_TOPICS
from handlers.slack.views.reader import Reader

HOSTILE = [
    "",
    " ",
    "<!channel>",
    "<!here|here> <!subteam^S1>",
    "@channel @everyone",
    "<@U0ADMIN> <#C1>",
    "<https://example.com|click me> https://example.com",
    "*bold* _italic_ ~gone~ `code` ```block```",
    "> quote\n&gt; quote\n• point",
    "&" * FREE_TEXT,
    "<" * FREE_TEXT,
    "*" * FREE_TEXT,
    "\u202eesrever \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "👩🏽\u200d💻🇩🇪 :smile:",
    "a\n\n\tb\r\nc",
    "{person} {0} {} %s %(x)s",
    "x|y^z",
    "\x00\ufeff",
]

typed = st.sampled_from(HOSTILE) | st.text(max_size=200).map(lambda text: text.replace("⟦", ""))
ids = st.from_regex(r"[A-Z0-9]{1,24}", fullmatch=True)
moments = st.integers(1_700_000_000 // 900, 2_100_000_000 // 900).map(
    lambda quarter: datetime.fromtimestamp(quarter * 900, UTC)
)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2037, 1, 1))
readers = st.builds(
    Reader,
    locale=st.sampled_from(["en-US", "en-GB", "de-DE", "ar", "ja-JP", "nonsense", ""]),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Auckland"]),
    others=st.sampled_from([(), ("Asia/Kolkata",), ("Pacific/Kiritimati", "America/Argentina/Buenos_Aires")]),
)
windows = st.builds(
    lambda day, start, end: Window(day, min(start, end), max(start, end)),
    st.integers(0, 6),
    st.times(max_value=time(11, 59)).map(lambda at: at.replace(second=0, microsecond=0)),
    st.times(min_value=time(12)).map(lambda at: at.replace(second=0, microsecond=0)),
)
topic_lists = st.lists(typed.map(lambda text: text[:LONGEST_TOPIC]), max_size=MOST_TOPICS).map(tuple)
profiles = st.builds(
    Profile,
    mentor=st.booleans(),
    offers=topic_lists,
    wants=topic_lists,
    about=typed,
    cannot=typed,
    languages=topic_lists,
    capacity=st.integers(0, 10),
    lengths=st.sets(st.sampled_from(LENGTHS)).map(lambda some: tuple(sorted(some))),
    windows=st.lists(windows, max_size=5).map(tuple),
    meeting_link=st.sampled_from(["", "https://meet.example.com/a", "https://x.example/<!channel>|y"]),
)
_FREE = {
    "topic",
    "why",
    "tried",
    "time",
    "line",
    "takeaway",
    "next_step",
    "thanks",
    "question",
    "about",
    "link",
    "name",
    "purpose",
    "welcome",
    "closing",
    "between",
    "helps",
    "cannot",
    "helped",
    "goal",
}


def values_of(kind: object, name: str = "") -> st.SearchStrategy[Any]:
    """Values for a field of this type and name."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is UnionType or origin is typing.Union:
        inner = next(one for one in arguments if one is not NoneType)
        return st.none() | values_of(inner, name)
    if origin in (tuple, list):
        most = 3 if name == "slots" else 8
        return st.lists(values_of(arguments[0], name), max_size=most).map(origin)
    if kind is Profile:
        return profiles
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return made(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    simple: dict[object, st.SearchStrategy[Any]] = {
        datetime: moments,
        date: days,
        bool: st.booleans(),
        int: _ints(name),
        float: st.floats(0, 40),
        str: typed if name in _FREE or name.endswith(("offers", "topics")) else ids,
    }
    return simple[kind]


def _ints(name: str) -> st.SearchStrategy[int]:
    if name == "every":
        return st.sampled_from(EVERY)
    return st.integers(1, 5) if name in {"useful", "score"} else st.integers(0, 99)


def made(kind: type[Any], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Instances of a dataclass, each field filled by its type and name."""
    hints = typing.get_type_hints(kind)
    fields = {one.name: values_of(hints[one.name], one.name) for one in dataclasses.fields(kind)}
    return st.builds(kind, **{**fields, **given})


def notices() -> st.SearchStrategy[Notice]:
    """Every kind of notice."""
    return st.sampled_from(sorted(ALL)).flatmap(lambda name: made(ALL[name]))


purposes, accounts = made(Purpose), made(Account)
