"""Keeping: what a demo leaves in its folder for the next run, and when that run may use it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any, Final

import storage
from bot import setting_values
from bot.demo.company import TEAM
from bot.demo.fernhill import FEWEST, MOST, SIZE
from bot.demo.memory import Memory, MemoryInUse, UnknownMemory
from bot.refusal import Refusal

FOLDER: Final = Path(".mentorbot-demo")
_COMPANY: Final = "company"
_TOLD: Final = "told"
_IN_FOLDER: Final = "in the folder"
_ANEW: Final = "begin anew with `mentorbot demo --fresh`"


class CannotKeep(Refusal):
    """The demo cannot use what was kept; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What somebody asked of the demo; None leaves it as it was kept, or as it is by default."""

    people: int | None = None
    seed: int | None = None
    fresh: bool = False
    port: int = 8400
    browser: bool = True
    database: str | None = None


@dataclass(frozen=True)
class Kept:
    """One demo: its folder, the local Slack's memory, the company's size and seed, the bot's database."""

    folder: Path
    memory: Memory
    size: int
    seed: int
    database_url: str

    @property
    def told(self) -> bool:
        """Whether the story has been played to its end."""
        return bool(self.memory.get("facts", _TOLD))

    def tell(self) -> None:
        """The story has been played to its end."""
        self.memory.put("facts", _TOLD, value=True)

    @property
    def log(self) -> Path:
        """What the bot noticed in this run."""
        return self.folder / "bot.log"


def check_size(people: int | None) -> None:
    """CannotKeep when nobody can make up a company of that size."""
    if people is not None and not FEWEST <= people <= MOST:
        raise CannotKeep(f"Fernhill has from {FEWEST} to {MOST:,} people: choose --people in between.")


@contextmanager
def kept(wishes: Wishes, folder: Path = FOLDER) -> Iterator[Kept]:
    """The demo that was kept in a folder, or a new one; nobody else has it meanwhile.

    Raises:
        CannotKeep: when it is not the one that is wished for, or somebody has it.
        storage.scratch.HoldsMore: when the database holds anything but a demo.
    """
    database_url = _database_url(wishes, folder)
    was_there = folder.exists()
    folder.mkdir(exist_ok=True)
    (folder / ".gitignore").write_text("*\n")
    memory = _memory(folder / "slack.db", wishes)
    try:
        try:
            found = _company(memory, wishes, database_url, folder)
        except Exception:
            if not was_there:  # nothing was kept: nothing is left behind
                rmtree(folder)
            raise
        one = Kept(folder, memory, found["people"], found["seed"], database_url)
        one.log.write_bytes(b"")
        yield one
    finally:
        memory.close()


def _company(memory: Memory, wishes: Wishes, database_url: str, folder: Path) -> Mapping[str, Any]:
    """What is known of the company that was kept, or of one that begins anew."""
    found: Mapping[str, Any] | None = memory.get("facts", _COMPANY)
    database = _known_as(wishes, database_url)
    if found is not None and not wishes.fresh and memory.get("facts", _TOLD):
        _check(found, wishes, database, folder)
        return found
    made = _made(found, wishes, database)
    ours = found is not None and found["database"] == database
    _begin(memory, made, database_url, may_empty=wishes.fresh or ours)
    return made


def _database_url(wishes: Wishes, folder: Path) -> str:
    if wishes.database is None:
        return f"sqlite:///{(folder / 'bot.db').resolve()}"
    try:
        return setting_values.database_url(wishes.database)
    except ValueError as error:
        raise CannotKeep(str(error).replace("DATABASE_URL", "--database")) from error


def _memory(path: Path, wishes: Wishes) -> Memory:
    try:
        return Memory(path)
    except MemoryInUse:
        raise CannotKeep(
            f"Another demo is at work in {path.parent}: stop that one, or start this one in another folder."
        ) from None
    except UnknownMemory:
        if not wishes.fresh:
            raise _of_another_version(path.parent) from None
        Memory.forget(path)
        return Memory(path)


def _known_as(wishes: Wishes, database_url: str) -> str:
    """How a database is known again: ours wherever its folder is, others with any password."""
    if wishes.database is None:
        return _IN_FOLDER
    from sqlalchemy import make_url  # slow to import, and seldom needed

    return _digest(make_url(database_url).set(password=None).render_as_string().encode())


def _made(found: Mapping[str, Any] | None, wishes: Wishes, database: str) -> Mapping[str, Any]:
    """The company that was wished for; of what was not, as in the story that did not come to its end."""
    before = {} if found is None or wishes.fresh else found
    return {
        "people": before.get("people", SIZE) if wishes.people is None else wishes.people,
        "seed": before.get("seed", 1) if wishes.seed is None else wishes.seed,
        "database": database,
        "version": _version(),
    }


def _begin(memory: Memory, made: Mapping[str, Any], database_url: str, *, may_empty: bool) -> None:
    """Forget what there was, and the bot's data: a demo's alone, and when it was asked for or is ours.

    Killed in between, it begins anew at the next start: nothing is told until it is told again.
    """
    _check_may_clear(database_url, may_empty=may_empty)
    memory.put("facts", _TOLD, value=False)
    _clear(database_url)
    memory.empty()
    memory.put("facts", _COMPANY, made)


def _check_may_clear(database_url: str, *, may_empty: bool) -> None:
    """Refuse a database with more in it than a demo, and a demo's unless it may be emptied."""
    from storage import scratch

    with _usable():
        scratch.check_holds_only(database_url, TEAM)
        if not (may_empty or scratch.is_blank(database_url)):
            raise CannotKeep(
                f"The database holds a demo already that is not known here: {_ANEW}, or name another one."
            )


def _clear(database_url: str) -> None:
    """Leave a database with nothing in it."""
    from storage import scratch

    with _usable():
        scratch.empty(database_url, TEAM)


@contextmanager
def _usable() -> Iterator[None]:
    """A database that does not answer is one sentence."""
    from sqlalchemy.exc import SQLAlchemyError  # slow to import, and seldom needed

    try:
        yield
    except SQLAlchemyError as error:
        reason = type(getattr(error, "orig", None) or error).__name__
        raise CannotKeep(
            f"The database cannot be used ({reason}): check --database, and that it can be reached."
        ) from error


def _check(found: Mapping[str, Any], wishes: Wishes, database: str, folder: Path) -> None:
    if found["version"] != _version():
        raise _of_another_version(folder)
    if found["database"] != database:
        raise CannotKeep(f"The demo in {folder} has its data in another database: name that one, or {_ANEW}.")
    wanted = {"people": wishes.people, "seed": wishes.seed}
    if any(value not in (None, found[name]) for name, value in wanted.items()):
        raise CannotKeep(
            f"The demo in {folder} has {found['people']} people, made up from seed {found['seed']}: leave "
            f"--people and --seed as they are, or {_ANEW}."
        )


def _of_another_version(folder: Path) -> CannotKeep:
    return CannotKeep(f"What is kept in {folder} is of another version of Mentorbot: {_ANEW}.")


def _version() -> str:
    """What the bot's tables are made by: while they change, so does this, even within one revision."""
    steps = sorted((Path(storage.__file__).parent / "migrations" / "versions").glob("*.py"))
    return _digest(b"".join(step.read_bytes() for step in steps))


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:16]
