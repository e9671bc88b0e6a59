"""Programs: three admins set some up and change drafts, three people come, say what they want and rest."""

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
from tests.browser.driven import ADMINS, ROUND, SETTING_UP, TAKING_PART, THREE, driven
from tests.browser.house import House
from tests.browser.visitor import Visitor

ADMIN, *KEEPERS = ADMINS
OTHERS: Final = ("Ben Okafor", "Freya Lind", "Jaya Rao")
CHANNEL: Final = "mentoring"
NAME: Final = "Coffee for two"
NAMES: Final = (NAME, "Lunch for two", "A walk for two")
"""Of the programs that the three look after, in their order."""
_PAIR: Final = re.compile(r"@([^@\n]+) and @([^@\n]+): \d+ of 100")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A program as a story needs it."""

    admin: PersonId
    keepers: tuple[PersonId, ...]
    channel: Channel
    name: str
    people: Collection[PersonId]


def _open(uow: UnitOfWork, wanted: Wanted, now: datetime) -> None:
    """Announced, joined, and begun once there is anybody in it."""
    terms = Terms(seniority=Seniority.ANY)
    create = programs.Create(
        person_id=wanted.admin, form=Form.PEER, channel=wanted.channel, name=wanted.name, terms=terms
    )
    program = programs.create(uow, create, now)
    keep = programs.Configure(
        person_id=wanted.admin,
        program_id=program.id,
        seen=program.edition,
        name=wanted.name,
        purpose="",
        terms=terms,
        admins=wanted.keepers,
    )
    programs.configure(uow, keep, now)
    announce = programs.Announce(person_id=wanted.admin, program_id=program.id, channel=wanted.channel)
    programs.announce(uow, announce, now)
    wishes = Wishes(asks=("speaking",), offers=("spreadsheets",))
    for one in wanted.people:
        join = enrolments.SaveWishes(person_id=one, program_id=program.id, belongs=True, wishes=wishes)
        enrolments.join(uow, join, now)
    if wanted.people:
        programs.launch(uow, announce, now)


async def opens(house: House, *people: str, name: str = NAME, keeper: str = ADMIN) -> None:
    """The program is there, with somebody to look after it, and these people are in it."""
    ids = {one.real_name: one.id for one in house.stage.slack.workspace.people.values()}
    channel = house.stage.slack.workspace.channel(CHANNEL)
    wanted = Wanted(
        admin=ids[ADMIN],
        keepers=(ids[keeper],),
        channel=Channel(channel.id, CHANNEL),
        name=name,
        people=[ids[one] for one in people],
    )
    await house.stage.bot.transact(_open, wanted, workspace=house.stage.bot.workspace)
    await house.stage.bot.settled()


async def test_three_admins_set_programs_up(house: House, visitor: Visitor) -> None:
    """Two choices, other forms, each page of settings; three join, the rounds begin, and it ends."""
    await visitor.be(ADMIN)
    await sets_up(visitor, "One-on-one mentoring")
    await takes_form(visitor, "Circles")
    await visitor.presses("Name and rounds", visitor.form)
    await visitor.fills({"Name": NAME, "Weeks between rounds": "4"})
    await visitor.ticks("30 minutes")
    await visitor.opens_menu("Who else looks after it?")
    await visitor.ticks(*KEEPERS)
    await visitor.submits("Save")
    await expect(visitor.form).to_contain_text("A round every 4 weeks")
    await visitor.submits("Close")

    await visitor.be(KEEPERS[0])
    await looks_after(visitor, NAME)
    await takes_form(visitor, "Reverse mentoring")
    await visitor.presses("Who meets whom", visitor.form)
    await visitor.fills({"Weeks before the same people meet again": "12"})
    await visitor.ticks("Any levels")
    await visitor.submits("Save")
    await expect(visitor.form).to_contain_text("after 12 weeks at the earliest")
    await visitor.submits("Close")

    await visitor.be(KEEPERS[1])
    await looks_after(visitor, NAME)
    await takes_form(visitor, "Peer chats")
    await visitor.presses("Words and nudges", visitor.form)
    await visitor.fills({"Goes with the announcement": "Be curious."})
    await visitor.ticks("Once for each thing")
    await visitor.submits("Save")
    await visitor.presses("Announce it", visitor.form)
    await expect(visitor.form).to_contain_text("open for joining, no rounds yet")
    await visitor.presses("Are we ready?", visitor.form)
    await visitor.presses("Back", visitor.form)
    await visitor.submits("Close")

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
    await visitor.submits("Close")

    for handle, name in zip(("dana", "priya"), KEEPERS, strict=True):
        await house.stage.slack.change_person(handle, is_admin=True)
        await visitor.be(name)
        await sets_up(visitor, "Circles")
        await visitor.submits("Close")
    assert driven(house) == SETTING_UP


async def sets_up(visitor: Visitor, form: str) -> None:
    """A draft of a program: two choices."""
    await visitor.types("/mentor admin")
    new = visitor.form.get_by_role("button", name="Set up a program")
    await expect(new.or_(visitor.field("Form"))).to_be_visible()
    if await new.is_visible():
        await new.click()
    await visitor.chooses("Form", form)
    await visitor.chooses("Channel", CHANNEL)
    await visitor.submits("Set it up")
    await expect(visitor.form).to_contain_text("a draft that nobody else sees")


async def takes_form(visitor: Visitor, form: str) -> None:
    """Another form for a draft."""
    await visitor.presses("Change the form", visitor.form)
    await visitor.chooses("Form", form)
    await visitor.submits("Change it")


async def looks_after(visitor: Visitor, name: str) -> None:
    """The card of a program that one was asked to look after."""
    await visitor.types("/mentor admin")
    await visitor.presses("See the program", visitor.form)
    await expect(visitor.form).to_contain_text(name)


async def test_three_join_change_their_wishes_and_rest(house: House, visitor: Visitor) -> None:
    """Each joins in the channel with wishes, says others later, takes a break, and is back after all."""
    await opens(house)
    for name in THREE:
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
        await expect(visitor.message(NAME)).to_contain_text("1 colleague")
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
        await visitor.presses("Skip the next round", "you take part")
        await visitor.presses("Leave", "goes by without you")
        await visitor.confirms("Leave the program?", "Leave")
        await expect(visitor.message("You have left")).to_contain_text(NAME)
    assert driven(house) == TAKING_PART


async def test_three_drafts_are_dropped_changed_and_sent(house: House, visitor: Visitor) -> None:
    """Each admin drops the first round of a program; the second one is changed, and goes out."""
    for name, admin in zip(NAMES, ADMINS, strict=True):
        await opens(house, *THREE, *OTHERS, name=name, keeper=admin)
    for name, admin in zip(NAMES, ADMINS, strict=True):
        await looks_at(house, visitor, admin, f"Round 1 of {name} is drafted")
        await visitor.presses("Drop this round", visitor.form)
        await visitor.confirms("Drop this round?", "Drop it")
        await visitor.is_told("This round does not take place")
        await expect(visitor.message(f"Round 1 of {name}")).to_contain_text("was dropped by")
    for name, admin in zip(NAMES, ADMINS, strict=True):
        await looks_at(house, visitor, admin, f"Round 2 of {name} is drafted")
        await changes_everything(visitor)
        await visitor.presses("Send it", visitor.form)
        await visitor.confirms("Send this round?", "Send it")
        await visitor.is_told("It is on its way.")
        await expect(visitor.message(f"Round 2 of {name}")).to_contain_text("was sent by")
    assert driven(house) == ROUND


async def looks_at(house: House, visitor: Visitor, admin: str, drafted: str) -> None:
    """Open a draft from the message that tells of it."""
    await house.until_said(drafted, admin)
    await visitor.be(admin)
    await visitor.presses("Look at it", drafted)


async def changes_everything(visitor: Visitor) -> None:
    """Two change places, one is out and back, two are kept apart and let meet again."""
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
