"""Ports: what the use cases need of the outside, in the domain's words. Adapters and fakes implement them."""

from bot.ports.agreements import Agreements
from bot.ports.delivery import (
    DeadLetter,
    Deliveries,
    Hold,
    Letter,
    Messenger,
    Parcel,
    Posted,
    TryLater,
    Undeliverable,
)
from bot.ports.glances import Glances
from bot.ports.outbox import Outbox, Post
from bot.ports.programs import Enrolments, Programs
from bot.ports.repositories import Inbox, Meetings, Outcomes, Pairings, People, Requests, Turns, Waits
from bot.ports.reviews import Reviews
from bot.ports.rounds import Rounds
from bot.ports.surroundings import Channels, Clock, Directory, Holidays
from bot.ports.unit_of_work import Overtaken, UnitOfWork

__all__ = [
    "Agreements",
    "Channels",
    "Clock",
    "DeadLetter",
    "Deliveries",
    "Directory",
    "Enrolments",
    "Glances",
    "Hold",
    "Holidays",
    "Inbox",
    "Letter",
    "Meetings",
    "Messenger",
    "Outbox",
    "Outcomes",
    "Overtaken",
    "Pairings",
    "Parcel",
    "People",
    "Post",
    "Posted",
    "Programs",
    "Requests",
    "Reviews",
    "Rounds",
    "TryLater",
    "Turns",
    "Undeliverable",
    "UnitOfWork",
    "Waits",
]
