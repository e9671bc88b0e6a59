"""Ids: what a button says when it is pressed. Built here, read back here, trusted nowhere.

`action_id` is a verb; buttons of one verb side by side count on behind a slash (`pairing.book/2`). The value
is the subject's id, and a detail behind a bar where the verb needs one (`pairing id|time`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.domain import errors

_BAR = "|"


class Verb(StrEnum):
    """Every action of a button or menu, with what its subject is and what its detail says."""

    ACCEPT = "ask.accept"  # ask
    DECLINE = "ask.decline"  # ask
    DECLINE_LINE = "ask.decline_line"  # ask; opens the modal for a line with the no
    SUGGEST = "ask.suggest"  # ask; opens the modal that names someone else
    INTRODUCE = "ask.introduce"  # ask
    ADD_LINE = "ask.add_line"  # ask; opens the modal for a line
    WITHDRAW = "request.withdraw"  # request
    NEXT = "request.next"  # request | person
    BOOK = "pairing.book"  # pairing | time
    TIMES = "pairing.times"  # pairing; opens the modal for a time
    CLOSE = "pairing.close"  # pairing
    KEEP = "pairing.keep"  # pairing
    FIT = "pairing.fit"  # pairing | Fit
    RATE = "pairing.rate"  # pairing | score
    AGREEMENT = "agreement.open"  # pairing; opens what stands, or the form
    CHANGE_AGREEMENT = "agreement.change"  # pairing; opens the form
    AGREE = "agreement.confirm"  # pairing | number of the proposal
    REVIEW = "review.open"  # pairing; opens the modal
    MOVE = "meeting.move"  # meeting; opens the modal for a time
    CANCEL = "meeting.cancel"  # meeting
    CHECK_IN = "meeting.check_in"  # meeting | Attendance
    DONE = "outcome.done"  # outcome
    LOG = "outcome.log"  # meeting, or nothing; opens the modal
    SNOOZE = "nudge.snooze"  # wait | Later
    DISMISS = "nudge.dismiss"  # wait
    INTRO = "intro.open"  # person, or nothing | topic; opens the modal
    FLASH = "flash.open"  # nothing | topic; opens the modal
    PROFILE = "profile.open"  # nothing; opens the modal
    FIND = "find.open"  # nothing; opens the modal
    PAUSE = "pause.open"  # nothing; opens the modal
    RESUME = "pause.resume"  # nothing
    BLOCKED = "blocked.open"  # nothing; opens the modal
    JOIN = "enrolment.join"  # program; opens the modal
    LEAVE = "enrolment.leave"  # program
    SKIP = "enrolment.skip"  # program
    TAKE_A_BREAK = "enrolment.pause"  # program; opens the modal
    COME_BACK = "enrolment.resume"  # program
    PROGRAMS = "program.list"  # nothing; opens all that somebody may change
    PROGRAM = "program.open"  # program; opens its card
    NEW_PROGRAM = "program.new"  # nothing; opens the modal
    ANNOUNCE = "program.announce"  # program
    LAUNCH = "program.launch"  # program
    CONFIGURE = "program.configure"  # program | Page; opens a page of the settings
    TAKE_FORM = "program.form"  # program; opens the modal
    READINESS = "program.readiness"  # program; opens what is ready and what is not
    PROGRESS = "program.progress"  # program | number of a round; opens how it stands
    END_PROGRAM = "program.end"  # program
    ROUND = "round.open"  # round | page; opens its matches
    SEND_ROUND = "round.send"  # round
    DROP_ROUND = "round.drop"  # round
    SWAP = "round.swap"  # round; opens the modal
    KEEP_APART = "round.keep_apart"  # round; opens the modal
    LET_MEET = "round.let_meet"  # round; opens the modal
    TAKE_OUT = "round.take_out"  # round; opens the modal
    TAKE_BACK = "round.take_back"  # round; opens the modal

    @property
    def pattern(self) -> re.Pattern[str]:
        """Matches the action ids of this verb, for registering a listener."""
        return re.compile(rf"^{re.escape(self)}(/\d+)?$")


class Callback(StrEnum):
    """Every modal that is submitted: its `callback_id`."""

    PROFILE = "profile.save"
    PAUSE = "pause.save"
    BLOCKED = "blocked.save"
    INTRO = "intro.ask"
    FLASH_FIND = "flash.find"
    FLASH_ASK = "flash.ask"
    FIND = "find.search"
    OUTCOME = "outcome.save"
    AGREEMENT = "agreement.propose"
    REVIEW = "review.give"
    BOOK = "times.book"
    MOVE = "times.move"
    SUGGEST = "ask.suggest"
    LINE = "ask.add_line"
    DECLINE = "ask.decline_line"
    SNOOZE = "nudge.snooze"
    JOIN = "enrolment.join"
    TAKE_A_BREAK = "enrolment.pause"
    CREATE_PROGRAM = "program.create"
    CONFIGURE_PROGRAM = "program.configure"
    TAKE_FORM = "program.form"
    SWAP = "round.swap"
    KEEP_APART = "round.keep_apart"
    LET_MEET = "round.let_meet"
    TAKE_OUT = "round.take_out"
    TAKE_BACK = "round.take_back"


class Later(StrEnum):
    """How long to leave someone in peace."""

    TOMORROW = "tomorrow"
    NEXT_WEEK = "next week"
    DAY = "day"


@dataclass(frozen=True)
class Pressed:
    """What a button or menu said. Both texts came from outside: look the subject up, ask who may."""

    verb: Verb
    subject: str = ""
    detail: str = ""

    @property
    def time(self) -> datetime:
        """The detail as a moment (aware UTC)."""
        return moment(self.detail, "starts_at")


def action_id(verb: Verb, number: int | None = None) -> str:
    """The action id of a verb; `number` tells buttons of one verb in one block apart."""
    return str(verb) if number is None else f"{verb}/{number}"


def value(subject: str, detail: str = "") -> str:
    """What a button holds."""
    return f"{subject}{_BAR}{detail}" if detail else subject


def stamp(at: datetime) -> str:
    """A moment as a detail: seconds since 1970."""
    return str(int(at.timestamp()))


def moment(text: object, field: str) -> datetime:
    """A moment (aware UTC) from seconds since 1970; anything else is no choice of `field`."""
    digits = str(text)
    if isinstance(text, bool) or not re.fullmatch(r"[0-9]{1,11}", digits):
        raise errors.NotAChoice(field)
    return datetime.fromtimestamp(int(digits), UTC)


def pressed(action: object) -> Pressed:
    """What an entry of `actions` in a `block_actions` payload says; NotAChoice when it is none of ours."""
    if not isinstance(action, Mapping):
        raise errors.NotAChoice("action")
    name = str(action.get("action_id")).partition("/")[0]
    option = action.get("selected_option")
    held = option.get("value") if isinstance(option, Mapping) else action.get("value")
    if name not in frozenset(Verb) or not isinstance(held, str | None):
        raise errors.NotAChoice("action")
    subject, _, detail = (held or "").partition(_BAR)
    return Pressed(Verb(name), subject, detail)
