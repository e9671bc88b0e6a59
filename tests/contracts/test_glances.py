"""Glances: the same things as the repositories have, for reading alone."""

import contextlib
from dataclasses import fields
from datetime import timedelta

import pytest

from bot.domain.errors import UnknownPerson
from bot.domain.pairings import Part
from tests.builders import a_group, a_meeting, a_mentor, a_pairing, a_request, an_outcome
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

DAY = timedelta(days=1)


def facts(thing: object) -> dict[str, object]:
    """All that a thing says of itself, its parts included."""
    known = {one.name: getattr(thing, one.name) for one in fields(thing)}  # type: ignore[arg-type]  # a dataclass
    return {
        name: [facts(part) for part in value] if isinstance(value, list) else value
        for name, value in known.items()
    }


def test_a_person_is_seen_as_they_are(begin: Begin) -> None:
    with begin() as uow:
        uow.people.add(a_mentor("UBEN", "python packaging", blocked=("UCAT",)))
    with begin() as uow:
        assert facts(uow.glances.person("UBEN")) == facts(uow.people.get("UBEN"))
        with pytest.raises(UnknownPerson):
            uow.glances.person("UNOBODY")
        several = uow.glances.people(["UNOBODY", "UBEN"])
        assert [*map(facts, several.values())] == [facts(uow.people.get("UBEN"))]
        assert uow.glances.people([]) == {}
    with begin("T2") as uow, pytest.raises(UnknownPerson):
        uow.glances.person("UBEN")
    with begin("T2") as uow:
        assert uow.glances.people(["UBEN"]) == {}


def test_open_pairings_are_those_of_the_repository(begin: Begin) -> None:
    with begin() as uow:
        uow.pairings.add(first := a_pairing("UBEN", "UANA"))
        uow.pairings.add(a_pairing("UANA", "UCAT", opened_at=MONDAY + DAY))
        uow.pairings.add(a_group())
        uow.pairings.add(left := a_group(("UBEN", Part.PEER), ("UCAT", Part.PEER), ("UANA", Part.PEER)))
        left.leave("UANA", MONDAY)
        uow.pairings.add(ended := a_pairing("UDAN", "UANA"))
        ended.end(MONDAY)
    with begin() as uow:
        assert [*map(facts, uow.glances.open_pairings("UANA"))] == [*map(facts, uow.pairings.of("UANA"))]
        assert set(uow.glances.pairings([first.id, ended.id, "nothing"])) == {first.id, ended.id}
        assert uow.glances.pairings([]) == {}


def test_open_requests_come_with_their_asks(begin: Begin) -> None:
    with begin() as uow:
        uow.requests.add(later := a_request("UANA", "UBEN", "UCAT", asked_at=MONDAY + DAY))
        uow.requests.add(a_request("UANA"))
        uow.requests.add(withdrawn := a_request("UANA", "UDAN"))
        withdrawn.withdraw("UANA", MONDAY)
    with begin() as uow:
        seen = uow.glances.open_requests("UANA")
        assert [*map(facts, seen)] == [*map(facts, uow.requests.open_by("UANA"))]
        asks = [later.asks[1].id, withdrawn.asks[0].id]
        assert {ask: one.id for ask, one in uow.glances.asked([*asks, "nothing"]).items()} == {
            asks[0]: later.id,
            asks[1]: withdrawn.id,
        }
        assert uow.glances.asked([]) == {}


def test_upcoming_meetings_come_with_both_seats(begin: Begin) -> None:
    with begin() as uow:
        for meeting in (
            a_meeting("UBEN", "UANA", starts_at=MONDAY + DAY),
            a_meeting("UANA", "UCAT", starts_at=MONDAY),
            past := a_meeting("UANA", "UDAN", starts_at=MONDAY - DAY),
            a_meeting("UBEN", "UCAT"),
        ):
            uow.meetings.add(meeting)
    with begin() as uow:
        seen = uow.glances.upcoming("UANA", MONDAY)
        stored = [uow.meetings.find(one.id) for one in seen]
        assert [*map(facts, seen)] == [facts(one) for one in stored if one is not None]
        assert None not in stored
        assert [one.starts_at for one in seen] == [MONDAY, MONDAY + DAY]
        assert [*uow.glances.meetings([past.id, "nothing"])] == [past.id]
        assert uow.glances.meetings([]) == {}


def test_outcomes_of_ones_own_meetings_latest_first(begin: Begin) -> None:
    """By both authors, and none of a meeting at which one had no seat."""
    with begin() as uow:
        uow.meetings.add(mine := a_meeting("UBEN", "UANA"))
        uow.meetings.add(theirs := a_meeting("UBEN", "UCAT"))
        for number, (author, meeting) in enumerate((("UANA", mine), ("UBEN", mine), ("UCAT", theirs))):
            at = MONDAY + number * DAY
            uow.outcomes.add(an_outcome(author, pairing_id="p", meeting_id=meeting.id, logged_at=at))
        uow.outcomes.add(an_outcome("UANA", pairing_id="q"))
    with begin() as uow:
        seen = uow.glances.outcomes("UANA", 9)
        assert [one.author_id for one in seen] == ["UBEN", "UANA"]
        assert [*map(facts, seen)] == [
            facts(stored) for one in seen if (stored := uow.outcomes.by_id(one.id)) is not None
        ]
        assert [one.author_id for one in uow.glances.outcomes("UANA", 1)] == ["UBEN"]
    with begin("T2") as uow:
        assert uow.glances.outcomes("UANA", 9) == []


def test_what_was_just_changed_is_seen(begin: Begin) -> None:
    with begin() as uow:
        uow.pairings.add(pairing := a_pairing("UBEN", "UANA"))
        assert [one.id for one in uow.glances.open_pairings("UANA")] == [pairing.id]
        pairing.end(MONDAY)
        assert uow.glances.open_pairings("UANA") == []


def test_a_glance_changes_nothing(begin: Begin) -> None:
    with begin() as uow:
        uow.pairings.add(a_pairing("UBEN", "UANA"))
    with begin() as uow, contextlib.suppress(AttributeError):
        uow.glances.open_pairings("UANA")[0].topic = "something else"
    with begin() as uow:
        assert uow.pairings.of("UANA")[0].topic == "python packaging"
