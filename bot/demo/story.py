"""Ten made-up days: two people meet and log it, an intro goes through a friend, a pair is nudged."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final, Protocol

from rich.console import Console

from bot.demo.driver import Colleague
from bot.demo.forms import Modal
from bot.demo.seen import Answer, SeenMessage
from bot.demo.server import LocalSlack
from bot.demo.telling import Teller

MENTORS: Final = {
    "ben": "python, packaging, code review",
    "freya": "python, research methods",
    "ines": "marketing, public speaking",
    "chidi": "product design, portfolios",
}
"""Who opts in as a mentor in the story, and what they offer."""


MONDAY: Final = datetime(2026, 3, 2, 10, tzinfo=UTC)
"""Where it begins: a Monday morning in Europe, weeks before the clocks change there."""


class Stage(Protocol):
    """Where it is played: a workspace with the bot in it, and their clock."""

    @property
    def slack(self) -> LocalSlack:
        """The workspace."""
        ...

    async def settle(self) -> None:
        """Wait until nothing is due any more."""
        ...

    async def until(self, moment: datetime) -> None:
        """Let time pass up to a moment (aware)."""
        ...


async def play(stage: Stage, console: Console, chapters: int | None = None) -> None:
    """Play the story, or its first chapters, and print it.

    Raises:
        AssertionError: when somebody is not shown what they should be.
    """
    story = _Story(stage, console)
    try:
        await story.play(chapters)
    finally:
        story.end()


class _Story:
    def __init__(self, stage: Stage, console: Console) -> None:
        self._stage = stage
        self._teller = Teller(stage.slack, console)
        self._person = stage.slack.person

    async def play(self, most: int | None) -> None:
        """Ten days."""
        chapters: tuple[Callable[[], Awaitable[None]], ...] = (
            self._mentors_opt_in,
            self._ana_asks_for_a_flash_chat,
            self._jaya_asks_through_hala,
            self._luz_asks_chidi,
            self._ana_and_ben_meet,
            self._ines_and_jaya_meet,
            self._luz_and_chidi_are_nudged,
        )
        for chapter in chapters[:most]:
            await chapter()
        if most is not None:
            return
        self._teller.narrate(
            "Two pairs have met and logged it; the third has times to choose from, one tap away."
        )

    def end(self) -> None:
        """What happens from now on is no part of it."""
        self._teller.close()

    # -- Monday

    async def _mentors_opt_in(self) -> None:
        self._teller.narrate("Nobody is a mentor before they say so. Four more colleagues do.")
        for handle, topics in MENTORS.items():
            mentor = self._person(handle)
            form = await self._types(mentor, "/mentor profile")
            form.fill("What can you help with?", topics).check("Yes, colleagues may ask me for a chat")
            await self._submits(mentor, form, f"offers {topics}")

    async def _ana_asks_for_a_flash_chat(self) -> None:
        ana, ben = self._person("ana"), self._person("ben")
        form = await self._types(ana, "/flash python packaging")
        form.fill("Your question", "I build my first package. What would you not do again?")
        choice = (await self._submits(ana, form, "names her question")).modal
        if choice is None:
            raise AssertionError("Ana was shown no mentors")
        self._teller.narrate(choice.text.split("Whom shall I ask?")[0].strip())
        choice.choose("Whom shall I ask?", "@Ben Okafor")
        await self._submits(ana, choice, "chooses Ben")
        await self._presses(ben, "a 15-minute chat with you", "Yes, happy to")
        await self._books(ana, "Pick a time", 1)

    async def _jaya_asks_through_hala(self) -> None:
        jaya, hala, ines = self._person("jaya"), self._person("hala"), self._person("ines")
        form = await self._types(jaya, "/intro @ines")
        form.fill("Topic", "public speaking").pick("Who could introduce you?", "hala")
        form.fill("What you would like to ask", "I speak at a meetup in May. How do you begin a talk?")
        form.fill("What have you tried so far?", "Two team demos. I read from my notes both times.")
        await self._submits(jaya, form, "asks to meet Ines, through Hala who knows both")
        await self._presses(hala, "introduce", "Introduce them")
        await self._presses(ines, "chat with you", "Yes, happy to")

    async def _luz_asks_chidi(self) -> None:
        await self._stage.until(_at(2, 15))
        luz, chidi = self._person("luz"), self._person("chidi")
        form = await self._types(luz, "/intro @chidi")
        form.fill("Topic", "portfolios")
        form.fill("What you would like to ask", "I move into design. Would you look at my first case study?")
        await self._submits(luz, form, "asks to meet Chidi")
        await self._stage.until(_at(3, 9))
        await self._presses(chidi, "chat with you", "Yes, happy to")

    # -- the chats

    async def _ana_and_ben_meet(self) -> None:
        ana, ben = self._person("ana"), self._person("ben")
        await self._stage.until(_at(3, 11))
        await self._presses(ben, "Did you meet", "Yes, we met")
        await self._presses(ana, "Did you meet", "Yes, we met")
        answer = await self._presses(ana, "", "Log the outcome")
        form = self._form(answer)
        form.choose("How useful was it?", "5")
        form.fill("What do you take away?", "Pin the build backend; leave the version to the tag.")
        form.choose("Who may read your take-away and next step?", "Both of us")
        form.fill("Your next step", "Publish to the test index").fill("By when?", "2026-03-10")
        form.fill("A thank-you line", "You saved me a week, Ben.")
        await self._submits(ana, form, "logs what came of it")

    async def _ines_and_jaya_meet(self) -> None:
        jaya = self._person("jaya")
        group = _latest(jaya.group_messages, "meet")
        self._teller.does(jaya, f"presses [{group.buttons[2]}]")
        await group.press(group.buttons[2], wait=0)
        await self._stage.settle()
        await self._stage.until(_at(6, 12))
        await self._presses(jaya, "Did you meet", "Yes, we met")
        form = self._form(await self._presses(jaya, "", "Log the outcome"))
        form.choose("How useful was it?", "4")
        form.fill("A thank-you line", "Thank you for the trick with the first sentence.")
        await self._submits(jaya, form, "logs what came of it")

    async def _luz_and_chidi_are_nudged(self) -> None:
        self._teller.narrate("Luz and Chidi said yes days ago and have not found a time.")
        await self._stage.until(_at(11, 18))

    # -- how people act

    async def _types(self, person: Colleague, line: str) -> Modal:
        self._teller.does(person, f"types {line}")
        return self._form(await person.slash(line))

    async def _submits(self, person: Colleague, form: Modal, what: str) -> Answer:
        self._teller.does(person, what)
        answer = await form.submit(wait=0)
        if answer.errors:
            raise AssertionError(answer.errors)
        await self._stage.settle()
        return answer

    async def _presses(self, person: Colleague, words: str, button: str) -> Answer:
        message = _latest([one for one in person.inbox if button in one.buttons], words)
        self._teller.does(person, f"presses [{button}]")
        answer = await message.press(button, wait=None if button == "Log the outcome" else 0)
        await self._stage.settle()
        return answer

    async def _books(self, person: Colleague, words: str, which: int) -> None:
        message = _latest(person.inbox, words)
        await self._presses(person, words, message.buttons[which])

    def _form(self, answer: Answer) -> Modal:
        if answer.modal is None:
            raise AssertionError(answer.text or answer.trouble or "no form opened")
        return answer.modal


def _latest(messages: list[SeenMessage], words: str) -> SeenMessage:
    found = [one for one in messages if words in one.text]
    if not found:
        raise AssertionError(f"nobody was shown {words!r}")
    return found[-1]


def _at(day: int, hour: int) -> datetime:
    """A moment of the story's month."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)
