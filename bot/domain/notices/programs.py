"""Notices about programs: in their channel, to whoever is in them, and to their admins."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.notices.kinds import Notice
from bot.domain.people import PersonId
from bot.domain.requests import Form


@dataclass(frozen=True, kw_only=True)
class ProgramAnnounced(Notice):
    """To a channel: a program that its people can join. How many are in it, never who.

    `auto`: everybody of the channel takes part unless they leave; `over`: it has ended.
    """

    program_id: str
    form: Form
    name: str = ""
    purpose: str = ""
    welcome: str = ""
    joined: int = 0
    next_round_at: datetime | None = None
    auto: bool = False
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class BroughtIn(Notice):
    """To somebody whom a program took in with their whole channel: what it is, and how to leave at once."""

    program_id: str
    form: Form
    channel_id: str
    name: str = ""
    purpose: str = ""
    next_round_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SponsorNamed(Notice):
    """To whom an admin has named the sponsor of a shadow board: what it means, and whom to ask out of it."""

    program_id: str
    form: Form
    by: PersonId
    name: str = ""
    purpose: str = ""


@dataclass(frozen=True, kw_only=True)
class TakenOut(Notice):
    """To somebody who left a channel and its program with it: how to come back."""

    program_id: str
    form: Form
    channel_id: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgramEnded(Notice):
    """To everybody who was in a program: it has come to its end, with a kind word."""

    program_id: str
    form: Form
    name: str = ""
    closing: str = ""


@dataclass(frozen=True, kw_only=True)
class ChannelLost(Notice):
    """To the admins of a program: nothing can be said in its channel any more, and what to do."""

    program_id: str
    form: Form
    channel_id: str
    name: str = ""
