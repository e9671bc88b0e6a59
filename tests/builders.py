"""Builders: things of the domain with sane defaults; a test names only what matters to it."""

import itertools
from datetime import datetime, timedelta
from typing import Any

from bot.domain.enrolments import Enrolment, Wishes
from bot.domain.forms import Form
from bot.domain.matching import Match
from bot.domain.meetings import Meeting
from bot.domain.notices import DidYouMeet, Notice, ThankYou
from bot.domain.nudging import Phase, Wait
from bot.domain.outcomes import Account, Outcome
from bot.domain.pairings import Pairing, Part
from bot.domain.people import Person, Profile
from bot.domain.programs import Program
from bot.domain.requests import Purpose, Request, Role
from bot.domain.rounds import Matched, Round
from bot.domain.slots import Interval
from bot.domain.terms import PRESETS
from bot.ports import Post
from tests.fakes import MONDAY

WORKSPACE = "T1"
_numbers = itertools.count(1)


def _id(kind: str) -> str:
    return f"{kind}{next(_numbers)}"


def a_person(id: str = "UANA", **changes: Any) -> Person:  # noqa: A002  # the field's own name
    """An active member in Berlin."""
    known = {"workspace": WORKSPACE, "id": id, "name": id[1:].title(), "zone": "Europe/Berlin"}
    return Person(**{**known, **changes})


def a_mentor(id: str = "UBEN", *offers: str, capacity: int = 2, **changes: Any) -> Person:  # noqa: A002  # as above
    """A member who opted in as a mentor."""
    profile = Profile(mentor=True, offers=offers or ("python packaging",), capacity=capacity)
    return a_person(id, **{"profile": profile, **changes})


def a_request(requester_id: str = "UANA", *mentor_ids: str, waiting: bool = False, **changes: Any) -> Request:
    """A flash request; the mentors are asked, or wait."""
    known: dict[str, Any] = {
        "workspace": WORKSPACE,
        "id": _id("request"),
        "form": Form.FLASH,
        "requester_id": requester_id,
        "purpose": Purpose(topic="python packaging", why="How do I publish a wheel?"),
        "minutes": 30,
        "asked_at": MONDAY,
    }
    request = Request(**{**known, **changes})
    for mentor_id in mentor_ids:
        request.ask(_id("ask"), mentor_id, Role.MENTOR, request.asked_at, waiting=waiting)
    return request


def a_pairing(mentor_id: str = "UBEN", mentee_id: str = "UANA", **changes: Any) -> Pairing:
    """An open flash pairing of a mentor and a mentee."""
    return _with_members(a_bare_pairing(**changes), (mentor_id, Part.MENTOR), (mentee_id, Part.MENTEE))


def a_group(*people: tuple[str, Part], **changes: Any) -> Pairing:
    """An open pairing of several: a mentor and two mentees, unless they are named."""
    trio = (("UBEN", Part.MENTOR), ("UANA", Part.MENTEE), ("UCAT", Part.MENTEE))
    return _with_members(
        a_bare_pairing(**{"request_id": None, "form": Form.INTRO, **changes}), *(people or trio)
    )


def _with_members(pairing: Pairing, *people: tuple[str, Part]) -> Pairing:
    for person_id, part in people:
        pairing.join(person_id, part)
    return pairing


def a_bare_pairing(**changes: Any) -> Pairing:
    """A pairing that nobody is in yet."""
    known: dict[str, Any] = {
        "workspace": WORKSPACE,
        "id": _id("pairing"),
        "request_id": _id("request"),
        "form": Form.FLASH,
        "topic": "python packaging",
        "minutes": 30,
        "opened_at": MONDAY,
    }
    return Pairing(**{**known, **changes})


def a_program(form: Form = Form.PEER, **changes: Any) -> Program:
    """A program in #mentoring with its form's preset, not yet announced."""
    known: dict[str, Any] = {
        "workspace": WORKSPACE,
        "id": _id("program"),
        "form": form,
        "channel_id": "CMENTORING",
        "name": "Coffee chats",
        "terms": PRESETS[form],
        "created_by": "UADA",
        "created_at": MONDAY,
        "zone": "Europe/London",
    }
    return Program(**{**known, **changes})


def an_enrolment(program_id: str, person_id: str = "UANA", **changes: Any) -> Enrolment:
    """Somebody who joined by themselves and named a topic."""
    known: dict[str, Any] = {
        "workspace": WORKSPACE,
        "id": _id("enrolment"),
        "program_id": program_id,
        "person_id": person_id,
        "joined_at": MONDAY,
        "wishes": Wishes(goal="Publish a first wheel", asks=("python packaging",)),
    }
    return Enrolment(**{**known, **changes})


def a_round(program_id: str, number: int = 1, **changes: Any) -> Round:
    """A draft of this morning."""
    known: dict[str, Any] = {
        "workspace": WORKSPACE,
        "id": _id("round"),
        "program_id": program_id,
        "number": number,
        "drafted_at": MONDAY,
    }
    return Round(**{**known, **changes})


def a_match(round_id: str, *members: str, number: int = 1, mentors: int = 0, **changes: Any) -> Matched:
    """Two peers, unless others are named."""
    match = Match(members or ("UANA", "UBEN"), mentors=mentors)
    known = {"workspace": WORKSPACE, "round_id": round_id, "number": number, "match": match}
    return Matched(**{**known, **changes})


def a_meeting(
    *people: str,
    pairing_id: str = "pairing",
    starts_at: datetime = MONDAY + timedelta(days=1),
    minutes: int = 30,
    workspace: str = WORKSPACE,
) -> Meeting:
    """A booked chat."""
    slot = Interval(starts_at, starts_at + timedelta(minutes=minutes))
    return Meeting.book(_id("meeting"), pairing_id, workspace, people or ("UBEN", "UANA"), slot)


def an_outcome(author_id: str = "UANA", **changes: Any) -> Outcome:
    """An account of a chat that was useful."""
    known: dict[str, Any] = {
        "workspace": WORKSPACE,
        "id": _id("outcome"),
        "pairing_id": "pairing",
        "meeting_id": None,
        "author_id": author_id,
        "account": Account(happened=True, useful=5, takeaway="Use a src layout."),
        "logged_at": MONDAY,
    }
    return Outcome(**{**known, **changes})


def a_wait(person_id: str = "UBEN", **changes: Any) -> Wait:
    """An unanswered ask whose look has come."""
    known: dict[str, Any] = {
        "workspace": WORKSPACE,
        "id": _id("wait"),
        "phase": Phase.ANSWER,
        "person_id": person_id,
        "subject_id": _id("ask"),
        "since": MONDAY,
        "next_look_at": MONDAY,
    }
    return Wait(**{**known, **changes})


def a_nudge(**changes: Any) -> Notice:
    """An unprompted notice."""
    known = {"wait_id": "w", "meeting_id": "m", "with_ids": ("UANA",), "topic": "python", "starts_at": MONDAY}
    return DidYouMeet(**{**known, **changes})


def a_post(*to: str, **changes: Any) -> Post:
    """A thank-you on its way, due on Monday."""
    known: dict[str, Any] = {
        "to": to or (() if "channel" in changes else ("UBEN",)),
        "notice": ThankYou(meeting_id="m", from_id="UANA", line="Grüße & thanks <3"),
        "key": _id("key"),
        "send_at": MONDAY,
    }
    return Post(**{**known, **changes})
