"""A season: what the stories of programs have in common, beside the people and the days of every story."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from bot.demo.conversations import Conversation
from bot.demo.driver import Colleague
from bot.demo.forms import Modal
from bot.demo.seen import SeenMessage
from bot.usecases.directory import Row, import_people
from tests.e2e.world import Story, count, last, newest

CHANNEL: Final = "mentoring"
MENTEE, MENTOR, BOTH = "I'd like a mentor", "I'd like to mentor", "Both"
WEEK: Final = 7
"""Days until a chat that was booked at the first time on offer is over."""

STAFF: Final = """\
dana    Engineering   8  -
emeka   Finance       8  -
freya   Research      7  -
hala    People        7  -
ben     Engineering   4  dana
chidi   Design        4  hala
goro    Engineering   4  dana
ana     Finance       3  emeka
ines    Marketing     3  -
kiri    Marketing     3  ines
luz     Sales         3  emeka
jaya    Marketing     2  freya
"""
"""What a personnel system says of the colleagues: their department, level and manager."""


@dataclass(frozen=True)
class Season(Story):
    """A program, its admin Hala, and those who take part."""

    async def staff(self) -> None:
        """The personnel system's file is imported."""
        known = {one.handle: one.id for one in self.stage.slack.workspace.people.values()}
        rows = []
        for number, line in enumerate(STAFF.splitlines(), 2):
            handle, department, level, manager = line.split()
            if handle in known:
                row = Row(
                    line=number,
                    person=known[handle],
                    department=department,
                    level=level,
                    manager=known.get(manager, ""),
                )
                rows.append(row)
        bot = self.stage.bot
        imported = await bot.transact(import_people, rows, workspace=bot.workspace)
        assert imported.bad == ()

    # -- the admin

    @property
    def card(self) -> Modal:
        """The program as Hala has it before her."""
        card = self.who("hala").modal
        assert card is not None
        return card

    async def sets_up(
        self,
        form: str,
        *,
        basics: Callable[[Modal], object] | None = None,
        matching: Callable[[Modal], object] | None = None,
    ) -> None:
        """Hala makes two choices, changes settings where the story needs it, and announces the program."""
        choice = await self.types(self.who("hala"), "/mentor admin")
        if choice.title != "A new program":
            choice = await self.opens(choice, "Set up a program")
        choice.choose("Form", form).pick("Channel", CHANNEL)
        await self.sends(choice)
        for page, changed in (("Name and rounds", basics), ("Who meets whom", matching)):
            if changed is not None:
                await self.presses(self.card, page)
                changed(self.card)
                await self.sends(self.card)
        await self.presses(self.card, "Announce it")

    async def starts(self) -> None:
        """Hala lets the rounds begin."""
        await self.presses(self.card, "Start the rounds")
        assert "running" in self.card.text, self.card.text

    # -- those who take part

    async def joins(
        self,
        handle: str,
        program: str,
        part: str | None = None,
        *,
        goal: str = "",
        asks: str = "",
        offers: str = "",
        seats: Collection[str] = (),
        likes: Collection[str] = (),
        rather_not: Collection[str] = (),
    ) -> Colleague:
        """Somebody presses "Join" in the channel and says what they would like."""
        person = self.who(handle)
        announced = [one for one in person.channel_messages(CHANNEL) if "Join" in one.buttons]
        form = await self.opens(newest(announced, program), "Join")
        if part is not None:
            form.choose("Your part", part)
        form.fill("What would you like to reach?", goal)
        form.fill("What would you like help with?", asks).fill("What can you help with?", offers)
        for seat in seats:
            form.check(seat)
        if likes:
            form.pick("Whom would you like best?", *likes)
        if rather_not:
            form.pick("Whom would you rather not meet here?", *rather_not)
        done = await self.sends(form)
        assert done is not None
        assert "You take part in" in done.text, done.text
        return person

    # -- rounds

    async def round_goes_out(self, day: int = 9, month: int = 3) -> str:
        """The round's morning has come; Hala looks at the draft and sends it. Returns what she saw."""
        await self.until(day, 10, month=month)
        assert self.drafts() == 1
        preview = await self.opens(last(self.who("hala"), "is drafted"), "Look at it")
        seen = preview.text
        await self.presses(preview, "Send it")
        assert self.drafts() == 0
        return seen

    def drafts(self) -> int:
        """How many drafts wait for Hala."""
        return count(self.who("hala"), "is drafted")

    @property
    def matched(self) -> set[frozenset[str]]:
        """Who has been introduced to whom in a group message, by handle."""
        return {self._handles(one) for one in self._groups}

    def introduction(self, *handles: str) -> SeenMessage:
        """The newest message to just these people, as the first of them reads it."""
        (where,) = (one for one in self._groups if self._handles(one) == set(handles))
        return SeenMessage(self.who(handles[0]), where.messages[-1])

    async def meet(self, *handles: str) -> None:
        """They book the first time on their introduction, and a week later all of them say that they met."""
        await self.books(self.introduction(*handles))
        await self.met(*handles)

    async def met(self, *handles: str) -> None:
        """A week later all of them say that they met."""
        await self.later(days=WEEK)
        for one in self.everyone(*handles):
            await self.presses(last(one, "Did you meet"), "Yes, we met")

    async def would_again(self, *handles: str) -> None:
        """A day later all of them say that they would meet again."""
        await self.later(days=2)
        for one in self.everyone(*handles):
            await self.presses(last(one, "again?"), "Meet again")

    @property
    def _groups(self) -> list[Conversation]:
        return [one for one in self.stage.slack.workspace.conversations.values() if one.kind == "mpim"]

    def _handles(self, where: Conversation) -> frozenset[str]:
        people, bot = self.stage.slack.workspace.people, self.stage.slack.workspace.bot
        return frozenset(people[one].handle for one in where.members if one != bot.id)
