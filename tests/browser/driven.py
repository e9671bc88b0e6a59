"""Every form, by the story that drives it; and which forms a story drove."""

from typing import Final

import pytest

from handlers.slack.views.ids import Callback
from tests.browser.house import House

THREE: Final = ("Kelechi Lawal", "Tuva Åberg", "Rizal Tran")
"""In Paris, Lima and London."""
EVERYBODY: Final = pytest.mark.parametrize("name", THREE)
ONESELF: Final = {Callback.PROFILE, Callback.BLOCKED, Callback.PAUSE, Callback.FIND}
FLASH: Final = {
    Callback.FLASH_FIND,
    Callback.FLASH_ASK,
    Callback.DECLINE,
    Callback.SUGGEST,
    Callback.BOOK,
    Callback.MOVE,
    Callback.OUTCOME,
}
INTRO: Final = {Callback.INTRO, Callback.LINE, Callback.SNOOZE}
GOING_ON: Final = {Callback.INTRO, Callback.BOOK, Callback.AGREEMENT, Callback.REVIEW}
SETTING_UP: Final = {Callback.CREATE_PROGRAM, Callback.TAKE_FORM, Callback.CONFIGURE_PROGRAM}
TAKING_PART: Final = {Callback.JOIN, Callback.TAKE_A_BREAK}
ROUND: Final = {
    Callback.SWAP,
    Callback.KEEP_APART,
    Callback.LET_MEET,
    Callback.TAKE_OUT,
    Callback.TAKE_BACK,
}
EVERYTHING: Final = ONESELF | FLASH | INTRO | GOING_ON | SETTING_UP | TAKING_PART | ROUND


def driven(house: House) -> set[str]:
    """The forms that were sent to the bot."""
    sent = house.stage.slack.record.deliveries("interactive")
    views = (one.payload.get("view", {}) for one in sent if one.payload.get("type") == "view_submission")
    return {view["callback_id"] for view in views}
