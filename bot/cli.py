"""The command line: everything an operator does."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import typer
from rich.console import Console
from rich.text import Text

from bot.refusal import Refusal

if TYPE_CHECKING:
    from bot.doctor import Finding
    from bot.settings import DatabaseSettings, Settings
    from bot.usecases.directory import BadLine
    from storage.deliveries import SqlDeliveries

    S = TypeVar("S", bound=DatabaseSettings)

# What a command needs is imported by that command: the demo's first page does not wait for what only the
# bot needs, nor `--help` for anything.

app = typer.Typer(
    help="Workplace mentoring in Slack, hosted by yourselves.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
dead_letters = typer.Typer(help="Messages that could not be delivered.", no_args_is_help=True)
app.add_typer(dead_letters, name="dead-letters")

# Soft-wrapped: a sentence stays one line when it is piped or searched.
_out = Console(highlight=False, soft_wrap=True)
_err = Console(stderr=True, highlight=False, soft_wrap=True)

_MOST_SHOWN: Final = 20
"""Bad lines of a file that are shown; the others are counted."""


def main() -> None:
    """Run a command; what can be put right is told in a sentence each, without a traceback."""
    try:
        app()
    except Refusal as error:
        _err.print(Text(str(error)))
        sys.exit(error.exit_code)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        _out.print(f"mentorbot {version('mentorbot')}")
        raise typer.Exit


@app.callback()
def options(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and leave.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    """Workplace mentoring in Slack, hosted by yourselves."""


@app.command()
def run(
    worker: Annotated[
        bool, typer.Option(help="Also deliver messages and run jobs; without, `mentorbot worker` does.")
    ] = True,
) -> None:
    """Answer Slack, over Socket Mode when SLACK_APP_TOKEN is set, else over HTTP at PORT."""
    _serve(front=True, worker=worker)


@app.command()
def worker() -> None:
    """Deliver messages and run jobs, beside processes of `mentorbot run --no-worker`."""
    _serve(front=False, worker=True)


@app.command()
def migrate() -> None:
    """Bring the database up to date."""
    from bot.start import usable_database
    from storage import migrations

    url = _database_url()
    with usable_database():
        migrations.migrate(url)
    _out.print(f"The database is up to date (revision {migrations.head()}).")


@app.command()
def doctor() -> None:
    """Check settings, tokens, scopes, database and clock, and say what to do."""
    raise typer.Exit(1 if asyncio.run(_examine()) else 0)


@app.command()
def manifest(
    url: Annotated[
        str | None, typer.Option(help="Where Slack reaches this installation, as in https://bot.example.com.")
    ] = None,
    socket_mode: Annotated[bool, typer.Option("--socket-mode", help="Mentorbot connects to Slack.")] = False,
) -> None:
    """Print the Slack app's manifest, to be pasted at api.slack.com/apps."""
    from handlers.slack.manifest import manifest as slack_manifest

    if (url is None) != socket_mode:
        raise typer.BadParameter("choose one of --socket-mode and --url URL")
    if url is not None and not url.startswith("https://"):
        raise typer.BadParameter("Slack calls https:// addresses only", param_hint="--url")
    print(json.dumps(slack_manifest(url=url), indent=2, ensure_ascii=False))


@app.command("import-people")
def import_file(
    file: Annotated[
        Path, typer.Argument(help="CSV: email or slack_id, manager, department, title, level, country.")
    ],
) -> None:
    """Take over who reports to whom, departments, titles, levels (1 to 10) and countries.

    All lines of the file or none. Slack is asked first who works here; without SLACK_BOT_TOKEN, those count
    whom the database knows. Managers and titles from a file stay until the next one says otherwise.
    """
    from bot import importing

    sheet = importing.read(file)
    result = asyncio.run(importing.take_over(_logging(importing.settings()), sheet))
    if sheet.unknown:
        _err.print(Text(f"These columns mean nothing here and were left alone: {', '.join(sheet.unknown)}."))
    if result.bad:
        _show_bad(result.bad)
        raise typer.Exit(1)
    _out.print(f"{len(sheet.rows)} lines were read, {result.changed} people changed.")


@app.command()
def demo(
    story: Annotated[
        bool, typer.Option("--story", help="Play the story in the terminal, and leave.")
    ] = False,
    picture: Annotated[
        Path | None, typer.Option(help="Draw how the story begins, as SVG, and leave.")
    ] = None,
    people: Annotated[
        int | None, typer.Option(help="How many work there, from 20 to 5000; 40 at first.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Another number makes up other people.")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew: forget what was kept.")] = False,
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="Where the page is; the next free one if that is taken.")
    ] = 8400,
    no_open: Annotated[bool, typer.Option("--no-open", help="Open no browser.")] = False,
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="Where the bot's data is; by default beside the rest.")
    ] = None,
) -> None:
    """Be anyone in a made-up company, in the browser: no Slack account is needed.

    Plays ten made-up days in the terminal first. What happens is kept in the folder .mentorbot-demo.
    """
    from bot.playhouse.keeping import Wishes, check_size

    check_size(people)
    if story or picture is not None:
        from bot import logs
        from bot.playhouse import rehearsal

        logs.configure("error", "console", sys.stderr)
        asyncio.run(rehearsal.play_story(people, seed) if picture is None else rehearsal.draw_story(picture))
        return
    from bot.playhouse.opening import open_playhouse

    wishes = Wishes(people=people, seed=seed, fresh=fresh, port=port, browser=not no_open, database=database)
    open_playhouse(wishes, _out)


@app.command()
def simulate(
    people: Annotated[int, typer.Option(min=20, max=5000, help="How many work there.")] = 1000,
    days: Annotated[int, typer.Option(min=1, max=3650, help="For how long.")] = 365,
    seed: Annotated[int, typer.Option(help="Another number makes up another year.")] = 1,
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="A database with nothing in it; else a file of its own.")
    ] = None,
) -> None:
    """Live through a year of a made-up company, and check what must always hold; 1 when anything did not.

    Real rules, database, jobs and deliveries, and simulated people. Nothing is sent anywhere.
    """
    from bot import logs
    from bot.simulation import report

    logs.configure("error", "console", sys.stderr)
    raise typer.Exit(0 if report.run(people, days, seed, database, _out, _err) else 1)


@dead_letters.command("list")
def list_dead() -> None:
    """Show messages that were given up, latest first; never what they say."""
    from bot.ports import Letter

    with _Outbox() as deliveries:
        letters, dead = deliveries.dead_letters(), deliveries.counts().get(Letter.DEAD, 0)
    if not letters:
        _out.print("There are none.")
        return
    from rich.table import Table

    table = Table("id", "workspace", "kind", "tries", "why", "given up")
    for letter in letters:
        table.add_row(
            str(letter.id),
            letter.workspace,
            letter.kind,
            str(letter.attempts),
            Text(letter.error),
            f"{letter.at:%Y-%m-%d %H:%M} UTC",
        )
    _out.print(table)
    if dead > len(letters):
        _out.print(f"And {dead - len(letters)} more that were given up before.")


@dead_letters.command("retry")
def retry_dead(
    ids: Annotated[list[int] | None, typer.Argument(help="Which ones, by id.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All of them.")] = False,
) -> None:
    """Queue messages again that were given up; one that is none of them is named, and the end is 1."""
    from bot.ports import Letter

    if bool(ids) == every:
        raise typer.BadParameter("name ids, or --all")
    with _Outbox() as deliveries:
        dead = deliveries.counts().get(Letter.DEAD, 0)
        wanted = ids or [letter.id for letter in deliveries.dead_letters(most=dead)]
        revived = [letter for letter in wanted if deliveries.revive(letter, datetime.now(UTC))]
    _out.print(f"{len(revived)} of {len(wanted)} are queued again.")
    if unknown := [str(letter) for letter in wanted if letter not in revived]:
        _err.print(f"Not among the dead letters: {', '.join(unknown)}.")
        raise typer.Exit(1)


class _Outbox:
    """The outbox of the configured database, for one command."""

    def __enter__(self) -> "SqlDeliveries":
        from bot.start import usable_database
        from storage import migrations
        from storage.deliveries import SqlDeliveries
        from storage.engine import open_engine

        url = _database_url()
        with usable_database():
            migrations.check(url)
        self._engine = open_engine(url)
        return SqlDeliveries(self._engine)

    def __exit__(self, *_: object) -> None:
        self._engine.dispose()


def _settings() -> "Settings":
    from bot.settings import load

    return _logging(load(os.environ))


def _database_url() -> str:
    from bot.settings import load_database

    return _logging(load_database(os.environ)).database_url.get_secret_value()


def _logging(settings: "S") -> "S":
    from bot import logs

    logs.configure(settings.log_level, settings.log_format, sys.stderr)
    return settings


def _serve(*, front: bool, worker: bool) -> None:
    from bot.main import build
    from bot.running import until_told

    asyncio.run(until_told(build(_settings(), front=front, worker=worker).serve()))


async def _findings() -> "AsyncIterator[Finding]":
    from bot import doctor as medicine
    from bot.settings import SettingsError, load_database

    try:
        settings = _settings()
    except SettingsError as refused:
        try:
            known = _logging(load_database(os.environ))
        except SettingsError:
            known = None
        for finding in medicine.examine_without(refused, known):
            yield finding
        return
    async for finding in medicine.examine(settings):
        yield finding


async def _examine() -> int:
    sick = 0
    async for finding in _findings():
        mark = Text("ok    ", "green") if finding.well else Text("failed", "red")
        _out.print(mark, Text(f"{finding.name}: {finding.found}"))
        if finding.remedy:
            _out.print(Text(f"       {finding.remedy}"))
        sick += not finding.well
    return sick


def _show_bad(bad: "Sequence[BadLine]") -> None:
    _err.print("Nothing was imported:")
    for line in bad[:_MOST_SHOWN]:
        _err.print(Text(f"  line {line.line}: {line.problem}"))
    if len(bad) > _MOST_SHOWN:
        _err.print(f"  and {len(bad) - _MOST_SHOWN} more lines.")
