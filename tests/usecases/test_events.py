"""Events: everybody's timetable comes in time, and goes on without whoever has left."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import notices
from bot.domain.forms import Form
from bot.usecases import enrolments, people
from tests.usecases.office import Office, a_person, at
from tests.usecases.season import ADMIN, Season


def test_an_event_gives_everybody_a_timetable(office: Office) -> None:
    season = Season(office, Form.SPEED, turns=3, opening="Room 4")
    season.hire(*(f"U{number:03}" for number in range(6)))
    season.draft()
    season.send()
    assert season.together == []
    for number in range(6):
        (table,) = office.notices(f"U{number:03}", notices.Timetable)
        partners = [one.with_id for one in table.sittings]
        assert len(partners) == len(set(partners)) == 3
        assert None not in partners
        assert table.sittings[0].starts_at == at("wednesday", 14, week=1)
        assert table.opening == "Room 4"


def test_a_timetable_comes_before_its_event_holiday_or_not(office: Office) -> None:
    """Sent on the eve of London's Good Friday, for the Monday that is a working day where it was set up."""
    season = Season(office, Form.SPEED, turns=3)
    season.hire(*(f"U{number:03}" for number in range(6)))
    season.draft()
    office.change(ADMIN, country="DE")
    office.now = datetime(2026, 4, 2, 17, tzinfo=UTC)
    season.send()
    (told,) = office.told("U000", notices.Timetable)
    assert isinstance(told.notice, notices.Timetable)
    starts_at = told.notice.sittings[0].starts_at
    assert starts_at == datetime(2026, 4, 6, 13, tzinfo=UTC)
    assert told.at == starts_at - timedelta(hours=1)


def _leaves_the_company(office: Office, _season: Season, person_id: str) -> None:
    office.run(people.record, a_person(person_id, active=False))


def _leaves_the_program(office: Office, season: Season, person_id: str) -> None:
    command = enrolments.OfEnrolment(person_id=person_id, program_id=season.program.id)
    office.run(enrolments.leave, command)


@pytest.mark.parametrize("leaves", [_leaves_the_company, _leaves_the_program])
@pytest.mark.parametrize("heard", [True, False])
def test_whoever_was_to_meet_somebody_who_has_left_before_the_event_has_a_break(
    office: Office, leaves: Callable[[Office, Season, str], None], *, heard: bool
) -> None:
    """Two leave, one after the other; their timetables were read already, or wait for the morning."""
    season = Season(office, Form.SPEED, turns=3)
    season.hire(*(f"U{number:03}" for number in range(6)))
    season.draft()
    office.now = office.now.replace(hour=12 if heard else 19)
    season.send()
    for gone in ("U000", "U001"):
        leaves(office, season, gone)
        assert bool(office.told(gone, notices.Timetable)) is heard, "who has left is not invited any more"
    for person_id in ("U002", "U003", "U004", "U005"):
        *before, last = office.told(person_id, notices.Timetable)
        assert isinstance(last.notice, notices.Timetable)
        partners = [one.with_id for one in last.notice.sittings]
        assert len(partners) == 3
        assert not {"U000", "U001"}.intersection(partners)
        assert all(partners) or (last.edits is not None) is bool(before) is heard
    office.now += timedelta(days=7)
    said = len(office.told(kind=notices.Timetable))
    leaves(office, season, "U002")
    assert len(office.told(kind=notices.Timetable)) == said, "what has been needs no other timetable"
