"""Telling: prints what people do and every message as its reader sees it, with the made-up time."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.demo import days
from bot.demo.driver import Colleague
from bot.demo.feed import Happening
from bot.demo.messages import Message
from bot.demo.seen import SeenMessage
from bot.demo.server import LocalSlack

_INDENT: Final = 4
_TOLD = {"message_posted": "", "ephemeral_shown": " (only visible to them)", "message_updated": " (changed)"}


class Teller:
    """Prints as things happen, until it is closed.

    Args:
        slack: the workspace to watch.
        console: where to print.
    """

    def __init__(self, slack: LocalSlack, console: Console) -> None:
        self._slack = slack
        self._console = console
        self._day = ""
        self.close = slack.workspace.feed.observe(self._happened)

    def narrate(self, line: str) -> None:
        """A line of the story itself."""
        self._date()
        self._console.print(Text(line, style="italic"))

    def does(self, person: Colleague, what: str) -> None:
        """Somebody does something."""
        self._date()
        self._console.print(Text.assemble((f"{_first(person)} ", "bold cyan"), (what, "cyan")))

    def _happened(self, happening: Happening) -> None:
        message = happening.subject
        if happening.kind not in _TOLD or not isinstance(message, Message):
            return
        if message.user != self._slack.workspace.company.bot_user.id:
            return
        readers = [one for one in happening.people if one != self._slack.workspace.company.bot_user.id]
        self._date()
        self._say(readers, message, _TOLD[happening.kind])

    def _say(self, readers: list[str], message: Message, aside: str) -> None:
        """One message, as the first of its readers sees it."""
        people = [self._slack.person(one) for one in readers]
        seen = SeenMessage(people[0], message)
        names = " and ".join(_first(one) for one in people)
        head = Text.assemble(
            ("Mentorbot ", "bold green"), (f"to {names}{aside}, {self._when(people)}", "green dim")
        )
        body = Text("\n".join(line for line in seen.text.splitlines() if line.strip()))
        body.highlight_regex(r"\[[^\]\n]+\]", "bold")
        for file in seen.files:
            body.append(f"[file {file.name}: {file.title}]", style="magenta")
        self._indented(Text.assemble(head, "\n", body))

    def _when(self, people: list[Colleague]) -> str:
        """What time it is; where clocks differ, it and the times in the message are those of the first."""
        zone = people[0].person.tz
        time = (
            f"{self._now().astimezone(ZoneInfo(zone)):%H:%M} in {zone.rpartition('/')[2].replace('_', ' ')}"
        )
        alone = {one.person.tz for one in people} == {zone}
        return time if alone else f"as {_first(people[0])} reads it at {time}"

    def _indented(self, text: Text) -> None:
        """Folded at the edge of a terminal; elsewhere nobody knows where that is, and lines stay whole."""
        if self._console.is_terminal or not self._console.soft_wrap:
            self._console.print(Padding(text, (0, 0, 0, _INDENT)), soft_wrap=False)
            return
        for line in text.split("\n"):
            self._console.print(Text(" " * _INDENT).append_text(line))

    def _date(self) -> None:
        day = days.named(self._now())
        if day != self._day:
            self._day = day
            self._console.print()
            self._console.rule(f"[bold]{day}[/bold]", style="dim")

    def _now(self) -> datetime:
        return self._slack.workspace.clock.now()


def _first(person: Colleague) -> str:
    return person.person.real_name.split()[0]
