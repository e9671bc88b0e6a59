"""What came of it: read again in the App Home, brought up on its day, done with one tap."""

from tests.e2e.world import Story, count, last


async def test_from_a_chat_to_a_step_that_is_done(story: Story) -> None:
    """Ana logs; both read what they may. On Friday her step is brought up; done, it is said no more."""
    ana, ben = await story.flash_booked()
    await story.until(4, 15)
    form = await story.types(ana, "/outcome")
    form.fill("What do you take away?", "Use a src layout").fill("Your next step", "Publish a wheel")
    form.fill("By when?", "2026-03-06").fill("A thank-you line", "That was a good hour")
    await story.sends(form)
    assert "By Fri, 6 Mar 2026: Publish a wheel" in await story.says(ana, "/mentor status")
    home = await story.home_of(ana)
    assert "You take away: Use a src layout" in home.text
    theirs = await story.home_of(ben)
    assert "thanks you: That was a good hour" in theirs.text
    assert "src layout" not in theirs.text, "she kept that to herself"
    assert "Done" not in theirs.buttons

    assert "Waiting for you" not in await story.says(ana, "/mentor status")

    await story.until(6, 16)
    assert "Waiting for you" in await story.says(ana, "/mentor status")
    await story.presses(last(ana, "You set yourself a next step"), "Done")
    assert count(ana, "You set yourself a next step") == 0
    assert "Done on Fri, 6 Mar 2026: Publish a wheel" in str(ana.home)
    assert "Publish a wheel" not in await story.says(ana, "/mentor status")
    await story.until(31, 16)
    assert count(ana, "You set yourself a next step") == 0


async def test_a_step_is_done_from_the_home(story: Story) -> None:
    ana, _ = await story.flash_booked()
    await story.until(4, 15)
    form = await story.types(ana, "/outcome")
    await story.sends(form.fill("Your next step", "Publish a wheel"))
    await story.presses(await story.home_of(ana), "Done")
    assert "Done on Wed, 4 Mar 2026: Publish a wheel" in str(ana.home)
    assert "Done" not in (await story.home_of(ana)).buttons
