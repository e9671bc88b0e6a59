"""The tour is ticked off by what really happens: the real bot, nobody told what to press."""

import re

from bot.demo.page.people import unable
from bot.demo.page.tour import STEPS
from tests.demo.page.conftest import Browser
from tests.e2e.world import newest


async def step(browser: Browser, handle: str = "luz") -> int:
    """Which step the tour shows to somebody; one more than there are when it is done."""
    html = await browser.page(f"/as/{handle}")
    found = re.search(r"Tour, step (\d) of 5", html)
    return int(found[1]) if found else STEPS + 1


async def asks(browser: Browser, handle: str, whom: str, mentor: str = "ben") -> None:
    """A mentor offers Python; somebody asks for a flash chat."""
    person = browser.stage.slack.person
    form = (await person(mentor).slash("/mentor profile")).modal
    assert form is not None
    form.fill("What can you help with?", "python").check("Yes, colleagues may ask me for a chat")
    await form.submit(wait=0)
    await browser.stage.bot.settled()
    found = (await person(handle).slash("/flash python")).modal
    assert found is not None
    found.fill("Your question", "How do I begin?")
    choice = (await found.submit()).modal
    assert choice is not None
    choice.choose("Whom shall I ask?", whom)
    await choice.submit(wait=0)
    await browser.stage.bot.settled()


async def working_hours(browser: Browser) -> None:
    """Turn the clock as the tour says until whoever is waited for is at work."""
    while "hears of it in their own working hours" in await browser.page("/as/luz"):
        await browser.does("/clock", by="next", **{"as": "luz"})


async def press(browser: Browser, handle: str, words: str, button: str = "") -> None:
    """Press a button of the newest message with these words; the last time that is offered without a name."""
    message = newest(browser.stage.slack.person(handle).inbox, words)
    await message.press(button or message.buttons[-2], wait=0)
    await browser.stage.bot.settled()


async def test_each_step_is_ticked_off_as_it_happens(browser: Browser) -> None:
    assert await step(browser) == 1
    await asks(browser, "luz", "@Ben Okafor")
    assert await step(browser) == 2
    await working_hours(browser)
    assert "Be Ben Okafor and press" in await browser.page("/as/luz")
    assert "Mentorbot asked Ben Okafor. Press “Yes, happy to”." in await browser.page("/as/ben"), "he is"
    await press(browser, "ben", "would like a 15-minute chat", "Yes, happy to")
    assert await step(browser) == 3
    await working_hours(browser)
    assert "press one of the times" in await browser.page("/as/ben")
    await press(browser, "luz", "Pick a time")
    assert "The chat is booked" in await browser.page("/as/luz")
    await browser.does("/clock", by="week", **{"as": "luz"})
    assert await step(browser) == 4
    await press(browser, "luz", "Did you meet", "Yes, we met")
    form = (
        await newest(browser.stage.slack.person("luz").inbox, "What came of").press("Log the outcome")
    ).modal
    assert form is not None
    form.fill("What do you take away?", "Begin small.")
    await form.submit(wait=0)
    await browser.stage.bot.settled()
    assert await step(browser) == 5
    await browser.does("/as/luz/home")
    assert await step(browser) == STEPS + 1


async def test_what_others_do_does_not_tick_a_step(browser: Browser) -> None:
    await browser.types("luz", "/mentor profile")
    await browser.does("/as/luz/home")
    await browser.types("luz", "/mentor status")
    assert await step(browser) == 1


async def test_it_can_be_skipped_and_begun_anew_and_survives_a_restart_of_the_page(browser: Browser) -> None:
    await browser.does("/tour", do="skip")
    assert "Take the tour" in await browser.page("/as/luz")
    assert browser.stage.notes.recall("tour") is not None
    await browser.does("/tour", do="restart")
    assert await step(browser) == 1
    assert (await browser.refused("/tour", do="fly"))[0] == 400


async def test_it_suggests_somebody_who_can_act_and_is_new_to_it(browser: Browser) -> None:
    found = re.search(r"Be ([^,]+), type", await browser.page("/as/luz"))
    assert found
    person = browser.stage.slack.workspace.person(found[1])
    assert unable(person) == ""
    assert not person.is_restricted
