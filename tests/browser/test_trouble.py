"""Faults on demand: the page says what is wrong, and nothing is lost."""

from playwright.async_api import Locator, expect

from tests.browser.house import House
from tests.browser.visitor import Visitor

UNREACHABLE = "Slack is down, and this did not get through to Mentorbot. Nothing was changed."
DOWN = "Slack is down: what Mentorbot has to say waits, and what you press does not get through."


async def finds_ben(visitor: Visitor) -> None:
    """Ask for a flash chat with Ben, up to the last button."""
    await visitor.types("/flash python")
    await visitor.fills({"Your question": "How do I begin?"})
    await visitor.submits("Find mentors")
    await visitor.ticks("Ben Okafor")


async def nothing_was_lost(faults: Locator) -> None:
    """The page says so."""
    await expect(faults).to_contain_text("Nothing that Mentorbot had promised was lost.")
    await expect(faults).to_contain_text("0 given up")


async def test_rate_limiting(visitor: Visitor) -> None:
    """Slack refuses the next five calls: the bot waits as long as it is told, and then everything arrives."""
    await finds_ben(visitor)
    other = await visitor.tab()
    await other.opens("/as/jaya")
    faults = await other.looks_behind("Faults")
    await other.presses("Refuse the next 5 calls", faults)
    await expect(faults).to_contain_text("Slack refuses the next 5 calls.")
    await visitor.submits("Ask")
    await expect(visitor.message("I asked")).to_contain_text("Ben Okafor")
    await expect(faults).to_contain_text("Slack takes every call.")
    await nothing_was_lost(faults)
    exchanges = await other.looks_behind("Exchanges")
    await expect(exchanges.get_by_text("429").first).to_be_visible()


async def test_slack_down(house: House, visitor: Visitor) -> None:
    """Nothing gets through in either direction; once Slack is back, what waited arrives."""
    await finds_ben(visitor)
    await visitor.submits("Ask")
    await visitor.be("Ben Okafor")
    faults = await visitor.looks_behind("Faults")
    await visitor.presses("Take Slack down for 60 s", faults)
    await expect(visitor.state).to_have_text(DOWN)
    await visitor.presses("Yes, happy to", "chat with you")
    await expect(visitor.conversation).to_contain_text(UNREACHABLE)
    await visitor.presses("Bring it back", faults)
    await expect(visitor.state).not_to_be_visible()
    await expect(visitor.conversation).not_to_contain_text(UNREACHABLE)
    await visitor.presses("Yes, happy to", "chat with you")
    await expect(visitor.message("You said yes")).to_be_visible()
    await nothing_was_lost(faults)


async def test_everything_twice(house: House, visitor: Visitor) -> None:
    """Each delivery comes twice to the bot, and counts once."""
    faults = await visitor.looks_behind("Faults")
    await visitor.presses("Send everything twice", faults)
    await expect(faults).to_contain_text("Everything arrives twice at the bot.")
    await finds_ben(visitor)
    await visitor.submits("Ask")
    await visitor.be("Ben Okafor")
    await visitor.presses("Yes, happy to", "chat with you")
    await visitor.be("Kelechi Lawal")
    await house.until_said("Pick a time", "Kelechi Lawal")
    await visitor.message("Pick a time").get_by_role("button").first.click()
    await expect(visitor.message("is booked")).to_be_visible()
    await expect(visitor.page.get_by_role("article").filter(has_text="is booked:")).to_have_count(1)
    await nothing_was_lost(await visitor.looks_behind("Faults"))
    submitted = house.stage.slack.record.deliveries("interactive")
    assert len(submitted) == 2 * 4


async def test_an_outage_is_seen_over_an_open_form(house: House, visitor: Visitor) -> None:
    """What is wrong stands in the form as well, and what was told of it goes when it is over."""
    await visitor.types("/flash python")
    await visitor.fills({"Your question": "How do I begin?"})
    house.stage.slack.faults.down(60)
    house.stage.slack.workspace.feed.publish("bot_changed")
    await expect(visitor.form).to_contain_text(DOWN)
    await visitor.submits("Find mentors")
    await expect(visitor.form).to_contain_text(UNREACHABLE)
    house.stage.slack.faults.down(0)
    house.stage.slack.workspace.feed.publish("bot_changed")
    await expect(visitor.form).not_to_contain_text("Slack is down")
    await expect(visitor.field("Your question")).to_have_value("How do I begin?")


async def test_why_the_bot_does_not_run(house: House, visitor: Visitor) -> None:
    """It could not start: its own sentence says what to do."""
    await house.stage.kill()
    house.stage.trouble = "The database cannot be used."
    house.stage.slack.workspace.feed.publish("bot_changed")
    await expect(visitor.state).to_have_text("Mentorbot does not run. The database cannot be used.")
