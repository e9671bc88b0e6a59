"""The chronicle: what happened, as the simulation saw it; the checks hold the bot's records against it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.enrolments import Wishes
from bot.simulation.spans import Spans


@dataclass(frozen=True, slots=True)
class Said:
    """A message that reached people (or a channel: nobody). `subject` is what it is about, if it says."""

    at: datetime
    to: tuple[str, ...]
    kind: str
    subject: str
    unprompted: bool
    digest: int


@dataclass
class Chronicle:
    """Facts by time.

    Attributes:
        said: every message, in the order of posting; edits are not new messages.
        replaced: (to whom, about what) the messages that an edit took the place of, with the moment.
        breaks: people on a break.
        blocks: (who, whom) somebody does not want to be paired with.
        enrolled: (program, person).
        program_breaks: (program, person).
        skips: (program, person), from when they say so to when they are back; the next draft ends it too.
        wishes: per (program, person), what they want of it since when.
        rather_not: (program, who, whom).
        places: per person, from when on they take how many mentees; None: they are no mentor.
        hand_made: rounds in which an admin changed something: whom those leave out is the admin's own doing.
        deeds: how often each use case was run with success.
        refused: how often each sentence was answered instead.
        failures: what failed though it should not, with the moment.
    """

    said: list[Said] = field(default_factory=list)
    replaced: list[tuple[datetime, tuple[str, ...], str]] = field(default_factory=list)
    breaks: Spans[str] = field(default_factory=Spans)
    blocks: Spans[tuple[str, str]] = field(default_factory=Spans)
    enrolled: Spans[tuple[str, str]] = field(default_factory=Spans)
    program_breaks: Spans[tuple[str, str]] = field(default_factory=Spans)
    skips: Spans[tuple[str, str]] = field(default_factory=Spans)
    wishes: dict[tuple[str, str], list[tuple[datetime, Wishes]]] = field(default_factory=dict)
    rather_not: Spans[tuple[str, str, str]] = field(default_factory=Spans)
    places: dict[str, list[tuple[datetime, int | None]]] = field(default_factory=dict)
    hand_made: set[str] = field(default_factory=set)
    deeds: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[datetime, str]] = field(default_factory=list)

    def takes(self, person_id: str, at: datetime) -> int | None:
        """How many mentees somebody takes at a moment by their profile; None when they are no mentor."""
        known = [places for since, places in self.places.get(person_id, ()) if since <= at]
        return known[-1] if known else None

    def wants(self, program_id: str, person_id: str, at: datetime) -> Wishes:
        """What somebody wants of a program at a moment; the usual, when they have not said."""
        known = [wishes for since, wishes in self.wishes.get((program_id, person_id), ()) if since <= at]
        return known[-1] if known else Wishes()
