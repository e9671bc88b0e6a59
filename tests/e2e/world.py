"""What stories have in common: who acts, which form opened, which message came, what day it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.demo.driver import Colleague
from bot.demo.forms import Home, Modal
from bot.demo.seen import Answer, SeenMessage
from bot.playhouse.stage import Stage

QUESTION = "I build my first package. What would you not do again?"


@dataclass(frozen=True)
class Story:
    """People acting on a stage; after each act everything that follows from it has happened."""

    stage: Stage
    said: Callable[[str], str] = str
    """How a sentence of ours reads there, for options that are chosen by their exact words."""

    def who(self, handle: str) -> Colleague:
        """Somebody by handle."""
        return self.stage.slack.person(handle)

    def everyone(self, *handles: str) -> tuple[Colleague, ...]:
        """Several people by handle."""
        return tuple(map(self.who, handles))

    # -- acting

    async def types(self, person: Colleague, line: str, channel: str | None = None) -> Modal:
        """Type a command that opens a form."""
        answer = await person.slash(line, channel, wait=0)
        if answer.modal is None:  # delivered twice at once, it is acknowledged by whichever is done first
            await self.stage.settle()
        return opened(answer)

    async def says(self, person: Colleague, line: str, channel: str | None = None) -> str:
        """Type a command that is answered with a line; returns it."""
        answer = await person.slash(line, channel, wait=0)
        assert not answer.trouble, answer.trouble
        await self.stage.settle()
        assert answer.text is not None, f"{line} was not answered"
        return answer.text

    async def submits(self, form: Modal, *, force: bool = False) -> Answer:
        """Submit a form; whatever is refused stands in the answer."""
        answer = await form.submit(wait=0, force=force)
        assert not answer.trouble, answer.trouble
        await self.stage.settle()
        return answer

    async def sends(self, form: Modal) -> Modal | None:
        """Submit a form that is taken; returns what is shown next, if anything."""
        answer = await self.submits(form)
        assert not answer.errors, answer.errors
        return answer.modal

    async def presses(self, message: SeenMessage | Home | Modal, button: str, **how: Any) -> Answer:
        """Press a button; how: as in `SeenMessage.press`."""
        answer = await message.press(button, wait=0, **how)
        assert not answer.trouble, answer.trouble
        await self.stage.settle()
        return answer

    async def opens(self, message: SeenMessage | Home | Modal, button: str, **how: Any) -> Modal:
        """Press a button that opens a form."""
        return opened(await self.presses(message, button, **how))

    async def home_of(self, person: Colleague) -> Home:
        """Open the App Home."""
        home = await person.open_home(wait=0)
        await self.stage.settle()
        return home

    # -- what happens again and again

    async def mentors(self, handle: str, *topics: str, capacity: int = 2, **fields: str) -> Colleague:
        """Somebody opts in as a mentor by the profile form; more fields by their labels' first words."""
        mentor = self.who(handle)
        form = await self.types(mentor, "/mentor profile")
        form.fill("What can you help with?", ", ".join(topics))
        form.check(self.said("Yes, colleagues may ask me for a chat"))
        form.fill("How many mentees at once?", capacity)
        for label in form.labels:
            for name, value in fields.items():
                if label.lower().startswith(name.replace("_", " ")):
                    form.fill(label, value)
        await self.sends(form)
        return mentor

    async def asks_flash(self, person: Colleague, topic: str, whom: str = "", minutes: int = 15) -> None:
        """Ask for a flash chat: a mentor by full name, or whoever is free first."""
        form = await self.types(person, f"/flash {topic}")
        form.fill("Your question", QUESTION).choose("How long?", self.said(f"{minutes} minutes"))
        choice = await self.sends(form)
        assert choice is not None
        choice.choose("Whom shall I ask?", f"@{whom}" if whom else self.said("Whoever is free first"))
        await self.sends(choice)

    async def asks_intro(
        self, person: Colleague, whom: str, topic: str = "career growth", via: str | None = None
    ) -> None:
        """Ask for an intro to somebody by handle."""
        form = await self.types(person, f"/intro @{whom}")
        form.fill("Topic", topic)
        if via:
            form.pick("Who could introduce you?", via)
        await self.sends(form)

    async def books(self, message: SeenMessage, which: int = 0) -> str:
        """Book one of the times on a message; returns the words on its button."""
        button = message.buttons[which]
        await self.presses(message, button)
        return button

    async def flash_booked(self) -> tuple[Colleague, Colleague]:
        """Ben offers Python, Ana asks him, he accepts, she books the first time."""
        ben, ana = await self.mentors("ben", "python"), self.who("ana")
        await self.asks_flash(ana, "python", "Ben Okafor")
        await self.presses(last(ben, "would like a 15-minute chat"), "Yes, happy to")
        await self.books(last(ana, "Pick a time"))
        return ana, ben

    # -- time

    @property
    def now(self) -> datetime:
        """What time it is in the story (aware UTC)."""
        return self.stage.clock.now()

    async def until(self, day: int, hour: int = 10, minute: int = 0, month: int = 3) -> None:
        """Let time pass up to a moment (UTC) of 2026."""
        await self.stage.until(datetime(2026, month, day, hour, minute, tzinfo=UTC))

    async def later(self, **how_long: float) -> None:
        """Let so much time pass; how long: as in `timedelta`."""
        await self.stage.turn(timedelta(**how_long))


def opened(answer: Answer) -> Modal:
    """The form that opened; what was said instead, if none did."""
    form = answer.modal
    assert form is not None, answer.text or answer.trouble or "no form opened"
    return form


def last(person: Colleague, words: str) -> SeenMessage:
    """The newest direct message that holds these words."""
    return newest(person.inbox, words)


def newest(messages: list[SeenMessage], words: str) -> SeenMessage:
    """The newest message that holds these words."""
    found = [one for one in messages if words in one.text]
    assert found, f"{words!r} in none of {[one.text for one in messages]}"
    return found[-1]


def count(person: Colleague, words: str) -> int:
    """How many direct messages hold these words."""
    return sum(words in one.text for one in person.inbox)
