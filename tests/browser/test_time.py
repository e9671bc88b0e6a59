"""The clock: it is turned, jobs run as they would have, and who got something is told."""

from playwright.async_api import expect

from tests.browser.house import House
from tests.browser.visitor import Visitor

LINES = """one => {
  const range = document.createRange();
  range.selectNodeContents(one);
  return range.getClientRects().length;
}"""


async def test_each_way_to_turn_it(visitor: Visitor) -> None:
    """An hour, a day, a week: the clock shows it in the reader's own zone, on every tab."""
    other = await visitor.tab()
    await other.opens("/as/jaya")
    await expect(visitor.clock).to_contain_text("Mon, 2 Mar 2026 11:00 Paris")
    await expect(other.clock).to_contain_text("Mon, 2 Mar 2026 15:30 Kolkata")
    await visitor.turns("+1 hour")
    await expect(visitor.clock).to_contain_text("Mon, 2 Mar 2026 12:00")
    await visitor.turns("+1 day")
    await expect(visitor.clock).to_contain_text("Tue, 3 Mar 2026 12:00")
    await visitor.turns("+1 week")
    await expect(visitor.clock).to_contain_text("Tue, 10 Mar 2026 12:00")
    await expect(other.clock).to_contain_text("Tue, 10 Mar 2026 16:30")


async def test_what_turns_it_keeps_its_place(visitor: Visitor) -> None:
    """Who presses again finds the button where it was, however wide the day's name is."""
    button = visitor.clock.get_by_role("button", name="+1 day")
    before = await button.bounding_box()
    for _ in range(4):
        await visitor.turns("+1 day")
        assert await button.bounding_box() == before


async def test_until_the_next_thing_happens(house: House, visitor: Visitor) -> None:
    """It says for whom something came meanwhile, and leads there; messages bear the made-up time."""
    await visitor.types("/intro @ben ")
    await visitor.fills({"Topic": "python"})
    await visitor.submits("Ask")
    await visitor.be("Ben Okafor")
    await visitor.presses("Yes, happy to", "chat with you")
    await expect(visitor.message("You said yes")).to_be_visible()
    toasts = visitor.page.get_by_role("main").get_by_role("status")
    await visitor.turns("+1 week")
    await expect(toasts.filter(has_text="New messages")).to_contain_text("for Kelechi Lawal")
    dismiss = toasts.get_by_role("button", name="Dismiss")
    await toasts.locator("p").first.evaluate("one => one.append(' and for more people'.repeat(20))")
    assert await dismiss.evaluate(LINES) == 1  # its word is not broken, however much there is to say
    await visitor.follows(toasts.get_by_role("link", name="for Kelechi Lawal"))
    sent = visitor.message("has no time yet").locator("time")
    await expect(sent).not_to_have_text("11:00")


async def test_what_the_scheduler_looks_at_next(visitor: Visitor) -> None:
    """Behind the scenes one reads what waits, and what is looked at and when."""
    await visitor.types("/flash python")
    await visitor.fills({"Your question": "How do I begin?"})
    await visitor.submits("Find mentors")
    await visitor.ticks("Ben Okafor")
    await visitor.submits("Ask")
    await expect(visitor.message("I asked")).to_be_visible()
    looks = await visitor.looks_behind("Next looks")
    await expect(looks.get_by_role("listitem").first).to_contain_text("Ben Okafor")
    outbox = await visitor.looks_behind("Outbox")
    await expect(outbox).to_contain_text("0 waiting · 2 delivered · 0 given up")
    exchanges = await visitor.looks_behind("Exchanges")
    posted = exchanges.get_by_role("group").filter(has_text="chat.postMessage").first
    await posted.locator("summary").click()
    await expect(posted.get_by_role("region", name="Answered")).to_contain_text('"ok": true')
