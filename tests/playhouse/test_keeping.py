"""What a demo keeps is used again by the demo that kept it, and by no other; nothing else is ever emptied."""

import contextlib
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import make_url

from bot.demo.company import TEAM
from bot.playhouse.keeping import CannotKeep, Kept, Wishes, check_size, kept
from storage.engine import open_engine
from storage.migrations import migrate
from storage.scratch import HoldsMore, is_blank
from storage.unit_of_work import units_of_work
from tests.builders import a_person
from tests.fakes import FakeHolidays


def play(folder: Path, wishes: Wishes | None = None, *, to_the_end: bool = True) -> Kept:
    """One run: what is kept, after the story was played."""
    with kept(wishes or Wishes(), folder) as found:
        migrate(found.database_url)
        found.memory.keep("run", (found.memory.recall("run") or 0) + 1)
        if to_the_end:
            found.tell()
    return found


def runs(folder: Path) -> object:
    with kept(Wishes(), folder) as found:
        return found.memory.recall("run")


def work_in(url: str, workspace: str) -> None:
    migrate(url)
    engine = open_engine(url)
    with units_of_work(engine, FakeHolidays())(workspace) as uow:
        uow.people.add(a_person("UANA", workspace=workspace))
    engine.dispose()


def test_a_second_run_goes_on_where_the_first_one_ended(tmp_path: Path) -> None:
    first = play(tmp_path, Wishes(people=60, seed=3))
    assert (first.size, first.seed) == (60, 3)
    second = play(tmp_path)
    assert (second.size, second.seed, second.database_url) == (60, 3, first.database_url)
    assert runs(tmp_path) == 2


def test_fresh_begins_anew_with_the_bots_data_gone(tmp_path: Path) -> None:
    first = play(tmp_path, Wishes(people=60))
    work_in(first.database_url, TEAM)
    with kept(Wishes(fresh=True), tmp_path) as found:
        assert (found.size, found.told, found.memory.recall("run")) == (40, False, None)
        assert is_blank(found.database_url)


def test_a_story_that_did_not_come_to_its_end_begins_anew(tmp_path: Path) -> None:
    first = play(tmp_path, to_the_end=False)
    work_in(first.database_url, TEAM)
    with kept(Wishes(), tmp_path) as found:
        assert found.memory.recall("run") is None
        assert is_blank(found.database_url)


def test_a_story_that_did_not_come_to_its_end_keeps_its_company(tmp_path: Path) -> None:
    """--people 200 --seed 7, interrupted: the next run without them has these; --fresh has the usual ones."""
    play(tmp_path, Wishes(people=200, seed=7), to_the_end=False)
    found = play(tmp_path, Wishes(people=60), to_the_end=False)
    assert (found.size, found.seed) == (60, 7)
    found = play(tmp_path, to_the_end=False)
    assert (found.size, found.seed) == (60, 7)
    found = play(tmp_path, Wishes(fresh=True), to_the_end=False)
    assert (found.size, found.seed) == (40, 1)


def test_a_folder_that_was_moved_goes_on(tmp_path: Path) -> None:
    first = play(tmp_path / "here", Wishes(people=60))
    work_in(first.database_url, TEAM)
    (tmp_path / "here").rename(tmp_path / "there")
    second = play(tmp_path / "there")
    assert (second.size, runs(tmp_path / "there")) == (60, 2)
    assert second.database_url != first.database_url
    assert not is_blank(second.database_url)


def test_a_database_is_known_again_with_another_password(tmp_path: Path, postgresql_url: str) -> None:
    url = make_url(postgresql_url)
    play(tmp_path, Wishes(database=url.set(password="of-yesterday").render_as_string(hide_password=False)))
    play(tmp_path, Wishes(database=url.set(password="of-today").render_as_string(hide_password=False)))


def test_a_refused_fresh_start_leaves_what_was_told_as_it_is(tmp_path: Path, database_url: str) -> None:
    """Somebody else has moved into the database meanwhile: refused, and the next run plays no story."""
    play(tmp_path, Wishes(database=database_url))
    work_in(database_url, "TREAL")
    with pytest.raises(HoldsMore):
        play(tmp_path, Wishes(database=database_url, fresh=True))
    with kept(Wishes(database=database_url), tmp_path) as found:
        assert found.told
        assert found.memory.recall("run") == 1


def test_ended_while_it_begins_anew_the_next_run_begins_anew(tmp_path: Path) -> None:
    """The bot's data have gone, the local Slack's have not: nobody is told that everything is as it was."""
    play(tmp_path)
    stop = "CREATE TRIGGER stop BEFORE DELETE ON notes BEGIN SELECT RAISE(ABORT, 'stop'); END"
    in_memory(tmp_path, stop)
    with pytest.raises(sqlite3.IntegrityError, match="stop"):
        play(tmp_path, Wishes(fresh=True))
    in_memory(tmp_path, "DROP TRIGGER stop")
    with kept(Wishes(), tmp_path) as found:
        assert not found.told
        assert found.memory.recall("run") is None


def in_memory(folder: Path, statement: str) -> None:
    with contextlib.closing(sqlite3.connect(folder / "slack.db")) as memory:
        memory.execute(statement)


@pytest.mark.parametrize("wishes", [Wishes(people=41), Wishes(seed=2)])
def test_another_company_is_refused_with_how_to_begin_anew(tmp_path: Path, wishes: Wishes) -> None:
    play(tmp_path)
    with pytest.raises(CannotKeep, match=r"has 40 people, made up from seed 1: .* --fresh"):
        play(tmp_path, wishes)
    play(tmp_path, Wishes(people=40, seed=1))


def test_another_database_is_refused(tmp_path: Path) -> None:
    play(tmp_path)
    with pytest.raises(CannotKeep, match="has its data in another database"):
        play(tmp_path, Wishes(database=f"sqlite:///{tmp_path}/other.db"))


def test_a_demo_of_other_tables_is_refused(tmp_path: Path) -> None:
    with kept(Wishes(), tmp_path) as found:
        found.tell()
        made = found.memory.get("facts", "company")
        assert made is not None
        found.memory.put("facts", "company", {**made, "version": "of yesterday"})
    with pytest.raises(CannotKeep, match="of another version of Mentorbot: begin anew"):
        play(tmp_path)
    play(tmp_path, Wishes(fresh=True))


def test_a_folder_with_something_else_in_it_is_refused_until_it_may_be_forgotten(tmp_path: Path) -> None:
    (tmp_path / "slack.db").write_bytes(b"no memory of ours " * 1000)
    with pytest.raises(CannotKeep, match="another version"):
        play(tmp_path)
    play(tmp_path, Wishes(fresh=True))


def test_two_at_once_are_refused_with_a_sentence(tmp_path: Path) -> None:
    with kept(Wishes(), tmp_path), pytest.raises(CannotKeep, match="Another demo is at work"):
        play(tmp_path, Wishes(fresh=True))


@pytest.mark.parametrize("fresh", [False, True])
def test_a_real_database_is_left_as_it_is(tmp_path: Path, database_url: str, *, fresh: bool) -> None:
    """On SQLite and PostgreSQL, with --fresh and without: one row of a real workspace is enough."""
    work_in(database_url, "TREAL")
    with pytest.raises(HoldsMore, match="holds more than the demo"):
        play(tmp_path, Wishes(database=database_url, fresh=fresh))
    assert not is_blank(database_url)


def test_a_demo_of_which_nothing_is_known_is_left_unless_it_may_go(tmp_path: Path, database_url: str) -> None:
    work_in(database_url, TEAM)
    with pytest.raises(CannotKeep, match="holds a demo already"):
        play(tmp_path, Wishes(database=database_url))
    assert not is_blank(database_url)
    with kept(Wishes(database=database_url, fresh=True), tmp_path) as found:
        assert is_blank(found.database_url)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("mysql://x", "--database must be sqlite"),
        ("postgresql://nobody@127.0.0.1:1/demo", "The database cannot be used"),
        ("sqlite:////no/such/folder/demo.db", "The database cannot be used"),
    ],
)
def test_a_database_that_is_none_is_one_sentence(tmp_path: Path, url: str, says: str) -> None:
    with pytest.raises(CannotKeep, match=says):
        play(tmp_path / "demo", Wishes(database=url))
    assert not (tmp_path / "demo").exists(), "what never began leaves no folder behind"


@pytest.mark.parametrize("people", [-1, 0, 3, 19, 5001])
def test_a_company_that_nobody_can_make_up_is_one_sentence(people: int) -> None:
    with pytest.raises(CannotKeep, match="from 20 to 5,000 people: choose --people"):
        check_size(people)


@pytest.mark.parametrize("people", [None, 20, 5000])
def test_a_company_of_any_other_size_is_made_up(people: int | None) -> None:
    check_size(people)
