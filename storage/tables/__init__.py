"""Tables, each with its workspace.

Rows of other nouns are referred to by id alone: foreign keys join only what is one thing (a request and its
asks, a pairing and its members), so that nouns can be kept, erased and one day sharded apart.

A condition of a partial index is written once, beside its table, and queries use it as it stands: with a
bound parameter in its place neither database would know that the index fits.
"""

from storage.tables.agreements import agreements
from storage.tables.enrolments import ACTIVE_ENROLMENT, enrolments, offer_words
from storage.tables.inbox import inbox
from storage.tables.meetings import meetings, seats
from storage.tables.outbox import CLAIMED, DEAD, EMPTY, QUEUED, SAID, UNPROMPTED, outbox
from storage.tables.outcomes import outcomes, ratings
from storage.tables.pairings import PRESENT, members, pairings
from storage.tables.people import ADMIN, people, topic_words
from storage.tables.programs import OPEN_PROGRAM, programs
from storage.tables.requests import OPEN_ASK, OPEN_REQUEST, asks, requests
from storage.tables.reviews import reviews
from storage.tables.rounds import PAIRED, matches, rounds
from storage.tables.schema import metadata
from storage.tables.turns import turns
from storage.tables.waits import waits

__all__ = [
    "ACTIVE_ENROLMENT",
    "ADMIN",
    "CLAIMED",
    "DEAD",
    "EMPTY",
    "OPEN_ASK",
    "OPEN_PROGRAM",
    "OPEN_REQUEST",
    "PAIRED",
    "PRESENT",
    "QUEUED",
    "SAID",
    "UNPROMPTED",
    "agreements",
    "asks",
    "enrolments",
    "inbox",
    "matches",
    "meetings",
    "members",
    "metadata",
    "offer_words",
    "outbox",
    "outcomes",
    "pairings",
    "people",
    "programs",
    "ratings",
    "requests",
    "reviews",
    "rounds",
    "seats",
    "topic_words",
    "turns",
    "waits",
]
