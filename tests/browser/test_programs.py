"""Programs: an admin sets one up, three people come, say what they want and rest, and a draft is changed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from playwright.async_api import expect

from bot.domain.enrolments import Wishes
from bot.domain.forms import Form
from bot.domain.people import PersonId
from bot.domain.programs import Channel
from bot.domain.terms import Seniority, Terms
from bot.ports import UnitOfWork
from bot.usecases import enrolments, programs
from tests.browser.driven import ROUND, SETTING_UP, TAKING_PART, THREE, driven
from tests.browser.house import House
from tests.browser.visitor import Visitor

ADMIN: Final = "Hala Mansour"
OTHERS: Final = ("Ben Okafor", "Freya Lind", "Jaya Rao")
CHANNEL: Final = "mentoring"
NAME: Final = "Coffee for two"
_PAIR: Final = re.compile(r"@([^@\n]+) and @([^@\n]+): \d+ of 100")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A program as a story needs it."""

    admin: PersonId
    channel: Channel
    people: Collection[PersonId]


def _open(uow: UnitOfWork, wanted: Wanted, now: datetime) -> None:
    """Announced, joined, and begun once there is anybody in it."""
    terms = Terms(seniority=Seniority.ANY)
    create = programs.Create(
        person_id=wanted.admin, form=Form.PEER, channel=wanted.channel, name=NAME, terms=terms
    )
    program = programs.create(uow, create, now)
    announce = programs.Announce(person_id=wanted.admin, program_id=program.id, channel=wanted.channel)
    programs.announce(uow, announce, now)
    wishes = Wishes(asks=("speaking",), offers=("spreadsheets",))
    for one in wanted.people:
        join = enrolments.SaveWishes(person_id=one, program_id=program.id, belongs=True, wishes=wishes)
        enrolments.join(uow, join, now)
    if wanted.people:
        programs.launch(uow, announce, now)


async def opens(house: House, *people: str) -> None:
    """The program is there, and these people are in it."""
    ids = {one.real_name: one.id for one in house.stage.slack.workspace.people.values()}
    channel = house.stage.slack.workspace.channel(CHANNEL)
    wanted = Wanted(
        admin=ids[ADMIN], channel=Channel(channel.id, CHANNEL), people=[ids[one] for one in people]
    )
    await house.stage.bot.transact(_open, wanted, workspace=house.stage.bot.workspace)
    await house.stage.bot.settled()


async def test_an_admin_sets_a_program_up(house: House, visitor: Visitor) -> None:
    """Two choices, another form, each page of settings; three join, the rounds begin, and it ends."""
    await visitor.be(ADMIN)
    await visitor.types("/mentor admin")
    await visitor.chooses("Form", "One-on-one mentoring")
    await visitor.chooses("Channel", CHANNEL)
    await visitor.submits("Set it up")
    await expect(visitor.form).to_contain_text("a draft that nobody else sees")
    await visitor.presses("Change the form", visitor.form)
    await visitor.chooses("Form", "Peer chats")
    await visitor.submits("Change it")
    await visitor.presses("Name and rounds", visitor.form)
    await visitor.fills({"Name": NAME, "Weeks between rounds": "4"})
    await visitor.ticks("30 minutes")
    await visitor.submits("Save")
    await expect(visitor.form).to_contain_text("A round every 4 weeks")
    await visitor.presses("Who meets whom", visitor.form)
    await visitor.fills({"Weeks before the same people meet again": "12"})
    await visitor.ticks("Any levels")
    await visitor.submits("Save")
    await expect(visitor.form).to_contain_text("after 12 weeks at the earliest")
    await visitor.presses("Words and nudges", visitor.form)
    await visitor.fills({"Goes with the announcement": "Be curious."})
    await visitor.ticks("Once for each thing")
    await visitor.submits("Save")
    await visitor.presses("Announce it", visitor.form)
    await expect(visitor.form).to_contain_text("open for joining, no rounds yet")
    await visitor.presses("Are we ready?", visitor.form)
    await visitor.presses("Back", visitor.form)
    await visitor.submits("Close")
    assert driven(house) == SETTING_UP

    for name in THREE:
        await visitor.be(name)
        await visitor.goes_to(CHANNEL)
        await expect(visitor.message(NAME)).to_contain_text("Be curious.")
        await visitor.presses("Join", NAME)
        await visitor.submits("Join")
        await visitor.is_told("You take part in")
    await visitor.be(ADMIN)
    await visitor.types("/mentor admin")
    await visitor.presses("See the program", visitor.form)
    await expect(visitor.form).to_contain_text("3 people take part.")
    await visitor.presses("Start the rounds", visitor.form)
    await expect(visitor.form).to_contain_text("running")
    await visitor.presses("How it goes", visitor.form)
    await visitor.presses("Back", visitor.form)
    await visitor.presses("End the program", visitor.form)
    await visitor.confirms("End the program?", "End it")
    await expect(visitor.form).to_contain_text("ended")


async def test_three_join_change_their_wishes_and_rest(house: House, visitor: Visitor) -> None:
    """Each joins in the channel with wishes, says others later, takes a break, and is back after all."""
    await opens(house)
    for count, name in enumerate(THREE, 1):
        await visitor.be(name)
        await visitor.goes_to(CHANNEL)
        await visitor.presses("Join", NAME)
        await visitor.fills(
            {"What would you like to reach?": "Speak up", "What can you help with?": "sheets"}
        )
        await visitor.opens_menu("Whom would you like best?")
        await visitor.ticks("Ben Okafor")
        await visitor.submits("Join")
        await visitor.is_told("You take part in")
        await expect(visitor.message(NAME)).to_contain_text(f"{count} colleague")
        await visitor.goes_to("Home")
        await visitor.presses("What I'd like", visitor.home)
        await expect(visitor.field("What would you like to reach?")).to_have_value("Speak up")
        await visitor.fills({"What would you like to reach?": "Speak up in meetings"})
        await visitor.submits("Save")
        await visitor.is_told("You take part in")
        await visitor.presses("What I'd like", visitor.home)
        await expect(visitor.field("What would you like to reach?")).to_have_value("Speak up in meetings")
        await visitor.submits("Not now")
        await visitor.goes_to("Mentorbot")
        await visitor.types("/mentor programs")
        await visitor.presses("Take a break", NAME)
        await visitor.fills({"Your first day back": "2026-03-06"})
        await visitor.submits("Start my break")
        await visitor.is_told("you are on a break until Fri")
        await visitor.types("/mentor programs")
        await visitor.presses("Take part after all", "on a break")
        await expect(visitor.message(NAME)).to_contain_text("you take part")
    assert driven(house) == TAKING_PART


async def test_a_draft_is_changed_and_sent(house: House, visitor: Visitor) -> None:
    """Two change places, one is out and back, two are kept apart and let meet again; then it goes out."""
    await opens(house, *THREE, *OTHERS)
    await house.until_said("is drafted", ADMIN)
    await visitor.be(ADMIN)
    await visitor.presses("Look at it", "is drafted")
    (one, with_one), (other, _) = (await pairs(visitor))[:2]
    await changes(visitor, "Swap two people", "Swap them", one, other)
    assert frozenset((other, with_one)) in {frozenset(pair) for pair in await pairs(visitor)}

    await changes(visitor, "Take somebody out", "Do it", one)
    await expect(visitor.form).to_contain_text("taken out by an admin")
    await changes(visitor, "Take somebody back", "Do it", one)
    await expect(visitor.form).not_to_contain_text("taken out by an admin")

    first, second = (await pairs(visitor))[0]
    await changes(visitor, "Not these two", "Keep them apart", first, second)
    await expect(visitor.form).to_contain_text("Kept apart in this program")
    assert {first, second} not in [set(pair) for pair in await pairs(visitor)]
    await changes(visitor, "Let two meet again", "Let them", second, first)
    await expect(visitor.form).not_to_contain_text("Kept apart in this program")

    await visitor.presses("Send it", visitor.form)
    await visitor.confirms("Send this round?", "Send it")
    await visitor.is_told("It is on its way.")
    await expect(visitor.message("Round 1 of")).to_contain_text("was sent by")
    assert driven(house) == ROUND


async def changes(visitor: Visitor, button: str, submit: str, who: str, whom: str = "") -> None:
    """Change the draft: one form about one person or two, after which it stands there anew."""
    await visitor.presses(button, visitor.form)
    await visitor.chooses("Who", who)
    if whom:
        await visitor.chooses("With whom", whom)
    await visitor.submits(submit)
    await expect(visitor.form.get_by_role("button", name="Swap two people")).to_be_visible()


async def pairs(visitor: Visitor) -> list[tuple[str, str]]:
    """Who is with whom in the draft, by name."""
    await expect(visitor.form).to_contain_text("of 100")
    return [(one, other) for one, other in _PAIR.findall(await visitor.form.inner_text())]
