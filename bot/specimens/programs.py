"""Programs: what a channel and its people read of them, and what their admins set up."""

from dataclasses import replace
from typing import Final

from bot.demo.page.stage import Specimen
from bot.domain.forms import Form
from bot.domain.notices import BroughtIn, ChannelLost, ProgramAnnounced, ProgramEnded, TakenOut
from bot.specimens.showing import FRIDAY, Told

GROUP: Final = "Programs"
CHANNEL: Final = "C0MENTORING"
ANNOUNCED: Final = ProgramAnnounced(
    program_id="g1",
    form=Form.PEER,
    name="Coffee across teams",
    purpose="Meet somebody you would not meet at work.",
    joined=12,
    next_round_at=FRIDAY,
)

NOTICES: Final = (
    Told("A program is announced", ANNOUNCED, "In its channel: numbers only, never names."),
    Told(
        "A program that takes everybody",
        replace(ANNOUNCED, auto=True, welcome="Two chats a month. You can stop at any time."),
    ),
    Told("A program has ended", replace(ANNOUNCED, over=True), "In place of the announcement."),
    Told(
        "Brought in with the channel",
        BroughtIn(
            program_id="g1", form=Form.PEER, channel_id=CHANNEL, name=ANNOUNCED.name, next_round_at=FRIDAY
        ),
        "Only where an admin chose that everybody takes part.",
    ),
    Told("Out of a program", TakenOut(program_id="g1", form=Form.PEER, channel_id=CHANNEL)),
    Told(
        "The end of a program",
        ProgramEnded(program_id="g1", form=Form.ONE_ON_ONE, closing="It was a joy to watch."),
    ),
    Told("A program has lost its channel", ChannelLost(program_id="g1", form=Form.PEER, channel_id=CHANNEL)),
)


def specimens() -> list[Specimen]:
    """Everything about programs."""
    return [one.specimen(GROUP) for one in NOTICES]
