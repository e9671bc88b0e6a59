"""What stories have in common: who mentors, which form opened, which message came."""

from bot.demo.driver import Colleague
from bot.demo.forms import Modal
from bot.demo.seen import Answer, SeenMessage
from bot.stage import Stage


async def mentor(stage: Stage, handle: str, *topics: str, capacity: int = 2) -> Colleague:
    """Somebody who opted in as a mentor by the profile form."""
    colleague = stage.slack.person(handle)
    form = opened(await colleague.slash("/mentor profile"))
    form.fill("What I can help with", ", ".join(topics))
    form.choose("How many mentees at once", str(capacity))
    form.check("I'd like to be a mentor")
    submitted = await form.submit()
    assert not submitted.errors, submitted.errors
    await stage.settle()
    return colleague


def opened(answer: Answer) -> Modal:
    """The form that opened; what was said instead, if none did."""
    form = answer.modal
    assert form is not None, answer.text or answer.trouble
    return form


def latest(messages: list[SeenMessage], words: str) -> SeenMessage:
    """The newest message that holds these words."""
    found = [one for one in messages if words in one.text]
    assert found, f"{words!r} in none of {[one.text for one in messages]}"
    return found[-1]
