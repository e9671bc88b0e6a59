from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain import errors, notices
from bot.domain.nudging import Phase
from bot.domain.outcomes import Account, Outcome
from bot.domain.pairings import Pairing
from bot.usecases import nudges, outcomes, steps
from tests.usecases.office import Office, a_mentor, a_person, at

DAY = timedelta(days=1)
FRIDAY = at("friday").date()
REMINDED = (notices.StepNudge, at("friday"))


@pytest.fixture
def office(office: Office) -> Office:
    office.hire(a_person("UANA"), a_mentor("UBEN"))
    return office


@pytest.fixture
def pairing(office: Office) -> Pairing:
    """A flash chat on Tuesday at ten; it is noon."""
    pairing = office.flash_pair()
    office.book(pairing, at("tuesday", 10))
    office.now = at("tuesday", 12)
    return pairing


def log(office: Office, pairing: Pairing, step: str = "Publish", on: date | None = FRIDAY) -> Outcome:
    """Ana logs the chat with a next step."""
    (meeting,) = office.read(lambda uow: uow.meetings.of_pairing(pairing.id))
    account = Account(happened=True, next_step=step, next_step_on=on)
    chat = f"{pairing.id}:{meeting.id}"
    return office.run(outcomes.log, outcomes.Log(person_id="UANA", chat=chat, account=account))


def finish(office: Office, outcome: Outcome, by: str = "UANA") -> Outcome:
    return office.run(steps.finish, steps.Finish(person_id=by, outcome_id=outcome.id))


def reminders(office: Office) -> list[Any]:
    return [one for one in office.nudges("UANA") if one[0] is notices.StepNudge]


def test_a_step_is_brought_up_once_on_the_morning_of_its_day(office: Office, pairing: Pairing) -> None:
    """It says what Ana wrote; Ben hears nothing, and the end of their flash chat changes nothing."""
    outcome = log(office, pairing)
    office.wait_until(at("friday", 17, week=5))
    assert reminders(office) == [REMINDED]
    (notice,) = office.notices("UANA", notices.StepNudge)
    assert (notice.outcome_id, notice.with_ids, notice.next_step) == (outcome.id, ("UBEN",), "Publish")
    assert notices.StepNudge not in dict(office.nudges("UBEN"))
    assert Phase.STEP not in office.phases("UANA")


def test_what_is_done_is_not_brought_up_and_stays_done(office: Office, pairing: Pairing) -> None:
    outcome = log(office, pairing)
    office.now = at("wednesday")
    assert finish(office, outcome).account.step_done_on == at("wednesday").date()
    with pytest.raises(errors.Gone):
        finish(office, outcome)
    again = log(office, pairing)
    assert again.account.step_done_on == at("wednesday").date()
    office.wait_until(at("monday", week=1))
    assert reminders(office) == []


def test_done_from_the_reminder_takes_its_buttons(office: Office, pairing: Pairing) -> None:
    outcome = log(office, pairing)
    office.wait_until(at("friday", 10))
    finish(office, outcome)
    settled = office.told("UANA", notices.NudgeSettled)[-1]
    assert settled.edits == f"step:{outcome.id}:UANA"


def test_another_day_takes_the_place_of_the_first(office: Office, pairing: Pairing) -> None:
    log(office, pairing)
    log(office, pairing, on=FRIDAY + 3 * DAY)
    office.wait_until(at("friday", week=2))
    assert reminders(office) == [(notices.StepNudge, at("monday", week=1))]


def test_a_step_without_a_day_or_of_this_very_day_needs_no_reminder(office: Office, pairing: Pairing) -> None:
    log(office, pairing, on=None)
    assert Phase.STEP not in office.phases("UANA")
    log(office, pairing, on=at("tuesday").date())
    assert Phase.STEP not in office.phases("UANA")


def test_a_day_of_rest_waits_for_the_next_working_day(office: Office, pairing: Pairing) -> None:
    log(office, pairing, on=FRIDAY + DAY)
    office.wait_until(at("friday", week=2))
    assert reminders(office) == [(notices.StepNudge, at("monday", week=1))]


def test_a_reminder_can_be_put_off(office: Office, pairing: Pairing) -> None:
    log(office, pairing)
    office.wait_until(at("friday", 10))
    wait = office.wait("UANA", Phase.STEP)
    monday = at("monday", week=1)
    office.run(nudges.snooze, nudges.Snooze(person_id="UANA", wait_id=wait.id, until=monday.date()))
    office.wait_until(at("friday", week=4))
    assert reminders(office) == [REMINDED, (notices.StepNudge, monday)]


def test_only_its_author_says_that_a_step_is_done(office: Office, pairing: Pairing) -> None:
    outcome = log(office, pairing)
    with pytest.raises(errors.NotYours):
        finish(office, outcome, by="UBEN")
    with pytest.raises(errors.Gone):
        office.run(steps.finish, steps.Finish(person_id="UANA", outcome_id="nothing"))
