"""The side panel for the curious: exchanges with Slack, the outbox, the scheduler's next looks, faults."""

from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.demo import days
from bot.demo.company import Person
from bot.demo.conversations import Conversation
from bot.demo.page.exchanges import Exchanges, Row, pretty
from bot.demo.page.people import city
from bot.demo.page.stage import Stage
from bot.demo.page.templating import filled
from bot.demo.page.trouble import CALLS_REFUSED, DOWN_FOR, Trouble


class Panel:
    """Draws each tab; times are those of whoever looks."""

    def __init__(self, stage: Stage, exchanges: Exchanges, trouble: Trouble) -> None:
        self._stage = stage
        self._exchanges = exchanges
        self._trouble = trouble

    def exchanges(self, me: Person, after: int) -> Markup:
        """The rows that came after a number, the newest first."""
        zone = ZoneInfo(me.tz)
        return filled("exchanges.html", rows=self._exchanges.after(after), zone=zone, whose=self._whose)

    def exchange(self, number: int) -> Markup:
        """What was sent and what was answered."""
        row = self._exchanges.row(number)
        return filled(
            "exchange.html", payload=pretty(row.exchange.payload), answer=pretty(row.exchange.answer)
        )

    async def outbox(self, me: Person) -> Markup:
        """What waits to be sent."""
        backlog = await self._stage.backlog()
        return filled("outbox.html", backlog=backlog, name=self._name, when=_when(me))

    async def looks(self, me: Person) -> Markup:
        """What the scheduler looks at next."""
        backlog = await self._stage.backlog()
        return filled("looks.html", looks=backlog.looks, name=self._name, when=_when(me))

    async def faults(self) -> Markup:
        """What is wrong on request, and that nothing was lost."""
        now = await self._trouble.now()
        return filled("faults.html", now=now, calls=CALLS_REFUSED, down_for=DOWN_FOR)

    def _name(self, user: str) -> str:
        return self._stage.slack.workspace.name_of(user) or user

    def _whose(self, row: Row) -> str:
        """The names of those whom an exchange is about; the readers of a message to some of us."""
        workspace = self._stage.slack.workspace
        names: list[str] = []
        for one in row.about:
            where = workspace.conversations.get(one)
            names += [self._name(one)] if where is None else self._readers(where)
        return ", ".join(names)

    def _readers(self, where: Conversation) -> list[str]:
        if where.kind in ("channel", "private"):
            return [f"#{where.name}"]
        return sorted(self._name(one) for one in where.members - {self._stage.slack.workspace.bot.id})


def _when(me: Person) -> "_Moments":
    return _Moments(me)


class _Moments:
    """Says moments in somebody's zone, such as Tue 3 Mar, 14:05 in Lisbon."""

    def __init__(self, me: Person) -> None:
        self._zone = ZoneInfo(me.tz)
        self._city = city(me)

    def __call__(self, at: datetime) -> str:
        """A moment in words."""
        return f"{days.moment(at.astimezone(self._zone))} in {self._city}"
