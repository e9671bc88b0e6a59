"""Leftovers: what an earlier version left in Slack is answered kindly, never with a warning sign."""

import httpx

from tests.e2e.world import Story


async def test_a_button_of_an_earlier_version(story: Story) -> None:
    """A message from before the last release has a button that nobody listens to any more."""
    (ana,) = story.everyone("ana")
    posted = story.stage.slack.workspace.post(
        story.stage.slack.workspace.direct(ana.id),
        {
            "text": "An old message",
            "blocks": [
                {
                    "type": "actions",
                    "elements": [
                        {
                            "type": "button",
                            "action_id": "gone.long.ago",
                            "value": "7",
                            "text": {"type": "plain_text", "text": "Do it"},
                        }
                    ],
                }
            ],
        },
    )
    assert posted.blocks
    answer = await ana.inbox[-1].press("Do it")
    assert answer.text is not None
    assert "come to an end" in answer.text


async def test_the_app_is_taken_away(story: Story) -> None:
    """Slack tells us that the app was uninstalled; it is acknowledged, and the process lives on."""
    await story.stage.slack.uninstall()
    async with httpx.AsyncClient() as client:
        site = f"http://127.0.0.1:{story.stage.bot.port}"
        assert (await client.get(f"{site}/healthz")).status_code == 200
