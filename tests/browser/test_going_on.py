"""Two who go on together: their agreement, the end of it, and each one's look back."""

from playwright.async_api import expect

from tests.browser.driven import EVERYBODY, MENTOR, driven, going_on
from tests.browser.house import House
from tests.browser.visitor import Visitor

BOTH = "You both would like to meet again"


async def meet_and_go_on(house: House, visitor: Visitor, name: str) -> None:
    """Introduced, booked, met, and both say that they would meet again; the visitor is `name` in the end."""
    await visitor.be(name)
    await visitor.types("/intro @ben ")
    await visitor.fills({"Topic": "python"})
    await visitor.submits("Ask")
    await visitor.be(MENTOR)
    await visitor.presses("Yes, happy to", "chat with you")
    await expect(visitor.message("You said yes")).to_be_visible()
    await house.until_said("has no time yet", name)
    await visitor.be(name)
    await visitor.presses("Another time", "has no time yet")
    await visitor.chooses("Times that suit you both", "Mar")
    await visitor.submits("Book it")
    for question, answer in (("Did you meet", "Yes, we met"), ("again?", "Meet again")):
        await house.until_said(question, name)
        await house.until_said(question, MENTOR)
        for one in (MENTOR, name):
            await visitor.be(one)
            await visitor.presses(answer, question)
    await house.until_said(BOTH, name)


@EVERYBODY
async def test_an_agreement_and_the_look_back(house: House, visitor: Visitor, name: str) -> None:
    """One proposes how they go on and the other confirms it; one ends it, and each looks back."""
    await meet_and_go_on(house, visitor, name)
    await visitor.presses("Make an agreement", BOTH)
    await visitor.chooses("How often do you meet?", "Every 2 weeks")
    await visitor.fills({"What the mentor helps with": "The first package."})
    await visitor.submits("Propose it")
    await visitor.is_told("It stands once all have confirmed it.")

    await visitor.be(MENTOR)
    await expect(visitor.message("proposes how you go on")).to_contain_text("The first package.")
    await visitor.presses("Confirm it", "proposes how you go on")
    await visitor.is_told("stands. It is in my Home tab.")

    await visitor.be(name)
    await visitor.goes_to("Home")
    await visitor.presses("Our agreement", visitor.home)
    await visitor.is_told("A session every 2 weeks")
    await visitor.presses("Wrap it up", visitor.home)
    await visitor.confirms("Close this?", "Close it")
    for one, came, line in ((name, "Reached", "Thank you, Ben."), (MENTOR, "Partly reached", "")):
        await house.until_said("have come to an end", one)
        await visitor.be(one)
        await visitor.presses("Look back", "have come to an end")
        await visitor.ticks(came)
        await visitor.fills({"A line to whom you met": line})
        if line:
            await visitor.ticks("Pass it on, as I wrote it")
        await visitor.submits("Save")
        await visitor.is_told("Saved. Thank you for looking back.")
    await expect(visitor.message("looked back on your time together")).to_contain_text("Thank you, Ben.")
    assert driven(house) == going_on(name)
