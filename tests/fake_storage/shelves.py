"""Shelves: what is kept of each sort, and what a transaction has taken from there."""

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Generic, TypeVar, cast

from bot.domain.agreements import Agreement
from bot.domain.enrolments import Enrolment
from bot.domain.meetings import Meeting, Seat
from bot.domain.nudging import Wait
from bot.domain.outcomes import Outcome
from bot.domain.pairings import Member, Pairing
from bot.domain.people import Person
from bot.domain.programs import Program
from bot.domain.requests import Ask, Request
from bot.domain.reviews import Review
from bot.domain.rounds import Matched, Round
from bot.ports import Post

T = TypeVar("T")


CHANGING = (
    Person,
    Request,
    Ask,
    Pairing,
    Member,
    Agreement,
    Meeting,
    Seat,
    Outcome,
    Review,
    Wait,
    Program,
    Enrolment,
    Round,
    Matched,
)


def copy_of(thing: T) -> T:
    """A copy that shares nothing that can change. Frozen values are shared; naive datetimes are refused."""
    if isinstance(thing, datetime) and thing.tzinfo is None:
        raise ValueError(f"{thing} names no moment")
    if isinstance(thing, list):
        return cast("T", [copy_of(one) for one in thing])
    if isinstance(thing, CHANGING):
        return type(thing)(**{one.name: copy_of(getattr(thing, one.name)) for one in fields(thing)})
    return thing


class Shelf(Generic[T]):
    """What is kept of one kind, by key: copies, so that a change counts only once it is put back."""

    def __init__(self) -> None:
        self._kept: dict[str, T] = {}

    def lend(self) -> "Loan[T]":
        return Loan(self._kept)

    def take_back(self, loan: "Loan[T]") -> None:
        # Copied first: what cannot be kept is refused before anything is changed.
        changed = {key: copy_of(one) for key, one in loan.touched.items()}
        for key in loan.gone:
            self._kept.pop(key, None)
        self._kept.update(changed)


def _changed_back(thing: T, as_it_was: T) -> T:
    if isinstance(thing, CHANGING):
        for one in fields(thing):
            setattr(thing, one.name, getattr(as_it_was, one.name))
    return thing


class Loan(Generic[T]):
    """A transaction's view of a shelf: each thing is copied when it is first handed out."""

    def __init__(self, kept: Mapping[str, T]) -> None:
        self._kept = kept
        self.touched: dict[str, T] = {}
        self.gone: set[str] = set()

    def put(self, key: str, one: T) -> None:
        self.gone.discard(key)
        self.touched[key] = one

    def get(self, key: str) -> T | None:
        if key not in self.touched and key in self._kept and key not in self.gone:
            self.touched[key] = copy_of(self._kept[key])
        return self.touched.get(key)

    def remember(self) -> Callable[[], None]:
        """Returns what makes everything what it is now; things that were handed out change back in place."""
        then, gone = {key: (one, copy_of(one)) for key, one in self.touched.items()}, set(self.gone)

        def undo() -> None:
            self.gone = gone
            self.touched = {key: _changed_back(one, as_it_was) for key, (one, as_it_was) in then.items()}

        return undo

    def remove(self, key: str) -> None:
        self.touched.pop(key, None)
        self.gone.add(key)

    def where(self, wanted: Callable[[T], bool]) -> list[T]:
        """The things themselves, to be changed; in the order in which they were put."""
        return [self.touched.get(key) or self._fetch(key) for key, one in self._view() if wanted(one)]

    def keys(self, wanted: Callable[[T], bool]) -> list[str]:
        return [key for key, one in self._view() if wanted(one)]

    def _view(self) -> Iterator[tuple[str, T]]:
        for key in list(dict.fromkeys(itertools.chain(self._kept, self.touched))):
            if key not in self.gone:
                yield key, self.touched.get(key) or self._kept[key]

    def _fetch(self, key: str) -> T:
        self.touched[key] = copy_of(self._kept[key])
        return self.touched[key]


KINDS = (
    "people",
    "requests",
    "pairings",
    "agreements",
    "programs",
    "enrolments",
    "rounds",
    "matches",
    "meetings",
    "outcomes",
    "reviews",
    "ratings",
    "waits",
    "posts",
    "seen",
    "turns",
)


class FakeStore:
    """All workspaces. One transaction at a time."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._shelves: dict[str, dict[str, Shelf[Any]]] = {}
        self._numbers = itertools.count(1)

    def of(self, workspace: str) -> dict[str, Shelf[Any]]:
        """The workspace's shelves."""
        return self._shelves.setdefault(workspace, {kind: Shelf() for kind in KINDS})

    def new_id(self) -> str:
        return f"id{next(self._numbers)}"

    def posts(self, workspace: str) -> list[Post]:
        """What was put on its way, in order: what a test of a use case looks at."""
        return self.of(workspace)["posts"].lend().where(lambda _: True)
