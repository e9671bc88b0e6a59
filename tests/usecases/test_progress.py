"""Progress: counts of what people said, with what is unknown, where at least five people answered."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import errors, notices
from bot.domain.forms import Form
from bot.domain.meetings import Attendance, Meeting
from bot.domain.pairings import Fit, Pairing
from bot.domain.reviews import Answers, Goal
from bot.usecases import meetings, progress, reviews
from bot.usecases.progress import OfRoundNumber, Progress, Turnout
from tests.usecases.office import Office, a_person
from tests.usecases.season import ADMIN, Season


def seen(season: Season, number: int | None = None, who: str = ADMIN) -> Progress:
    wanted = OfRoundNumber(person_id=who, program_id=season.program_id, number=number)
    return season.office.run(progress.progress, wanted)


def met(office: Office, pairing: Pairing, *answers: Attendance | None) -> Meeting:
    """They book the first time, and say of it what they say."""
    times = office.run(
        meetings.show_times, meetings.ShowTimes(person_id=pairing.people[0], pairing_id=pairing.id)
    )
    meeting = office.book(pairing, times.slots[0], pairing.people[0])
    office.now = meeting.ends_at + timedelta(hours=1)
    for person_id, answer in zip(pairing.people, answers, strict=True):
        if answer is not None:
            office.check_in(meeting, person_id, answer)
    return meeting


def a_circle(office: Office, people: int) -> tuple[Season, Pairing]:
    season = Season(office, Form.CIRCLE, least=people, most=people, lasts=12)
    season.hire(*(f"U{number:02}" for number in range(people)))
    season.draft()
    season.send()
    (pairing,) = season.together
    return season, pairing


def test_a_groups_sessions_are_counted_with_who_did_not_say(office: Office) -> None:
    season, pairing = a_circle(office, 6)
    assert seen(season).turnout is None, "nothing is over yet"
    meeting = met(office, pairing, *[Attendance.MET] * 4, Attendance.NOT_YET, None)
    found = seen(season)
    counts = Turnout(there=4, not_there=1, unknown=1)
    assert found.turnout == counts
    (group,) = found.groups
    assert (group.people, group.held) == (6, 1)
    assert group.sessions == (replace(counts, at=meeting.starts_at),)
    assert found.results is None, "one match is somebody's own"


def test_of_a_small_group_it_is_told_how_often_it_met_and_no_more(office: Office) -> None:
    season, pairing = a_circle(office, 4)
    met(office, pairing, Attendance.MET, Attendance.NOT_YET, None, None)
    found = seen(season)
    assert (found.turnout, found.groups[0].held, found.groups[0].sessions) == (None, 1, ())


def test_a_session_that_few_spoke_of_is_no_count_and_adds_to_none(office: Office) -> None:
    """One answer of five is one person's; beside a session that is shown, subtraction would tell it too."""
    season, pairing = a_circle(office, 5)
    met(office, pairing, Attendance.NOT_YET, None, None, None, None)
    found = seen(season)
    assert (found.turnout, found.groups[0].sessions) == (None, ())
    second = met(office, pairing, *[Attendance.MET] * 5)
    found = seen(season)
    assert found.turnout == Turnout(there=5)
    assert found.groups[0].sessions == (Turnout(at=second.starts_at, there=5),)


def test_two_people_with_three_sessions_are_two(office: Office) -> None:
    """Six seats and six answers, all of the same pair: theirs alone. Three more people are enough."""
    season = Season(office, Form.PEER, lasts=12)
    season.hire(*(f"U{number}" for number in range(6)))
    season.draft()
    season.send()
    first, second, third = season.together
    for _ in range(3):
        met(office, first, Attendance.NOT_YET, Attendance.MET)
    assert seen(season).turnout is None
    met(office, second, Attendance.MET, Attendance.MET)
    assert seen(season).turnout is None
    met(office, third, Attendance.MET, None)
    assert seen(season).turnout == Turnout(sessions=5, there=6, not_there=3, unknown=1)


def test_a_mentor_who_looks_back_twice_is_one_of_those_who_did(office: Office) -> None:
    """Five reviews of four people are too few: Mo, who mentors two, and three mentees."""
    season = Season(office, Form.DEVELOPMENTAL, lasts=4)
    season.hire("UMO", mentors=True, mentored=False, offers=("python",))
    season.hire("UMIA", mentors=True, mentored=False, offers=("python",))
    for number in range(4):
        season.hire(f"UN{number}", asks=("python",))
    season.draft()
    season.send()
    pairs = season.together
    assert sorted(pairing.mentors[0] for pairing in pairs) == ["UMIA", "UMIA", "UMO", "UMO"]
    for pairing in pairs:
        met(office, pairing, Attendance.MET, Attendance.MET)
        for person_id in pairing.people:
            office.say_fit(pairing, person_id, Fit.AGAIN)
    ends = office.pairing(pairs[0]).ends_at
    assert ends is not None
    season.until(ends + timedelta(days=1))
    mos = [pairing for pairing in pairs if pairing.mentors == ("UMO",)]
    given = [(pairing, "UMO") for pairing in mos] + [(pairing, pairing.mentees[0]) for pairing in pairs]
    for count, (pairing, who) in enumerate(given, 1):
        command = reviews.Give(person_id=who, pairing_id=pairing.id, answers=Answers(goal=Goal.REACHED))
        office.run(reviews.give, command)
        assert seen(season).goals == ({Goal.REACHED: 6} if count == 6 else None), count


def test_what_came_of_goals_is_counted_once_five_have_said_so(office: Office) -> None:
    """Six ended pairs, twelve asked: after four there is nothing to read, after six the rest is unknown."""
    season = Season(office, Form.DEVELOPMENTAL, lasts=4)
    for number in range(6):
        season.hire(f"UM{number}", mentors=True, mentored=False, offers=("python",))
        season.hire(f"UN{number}", asks=("python",))
    season.draft()
    season.send()
    pairs = season.together
    assert len(pairs) == 6
    for pairing in pairs:
        met(office, pairing, Attendance.MET, Attendance.MET)
    for pairing in pairs:
        for person_id in pairing.people:
            office.say_fit(pairing, person_id, Fit.AGAIN)
    found = seen(season)
    assert found.results is not None
    assert (found.results.introduced, found.results.met, found.asked) == (6, 6, 0)
    ends = office.pairing(pairs[0]).ends_at
    assert ends is not None
    season.until(ends + timedelta(days=1))
    assert not season.together
    for at, pairing in enumerate(pairs):
        assert (seen(season).goals is None) is (at < 5)
        goal = Goal.REACHED if at else Goal.CHANGED
        who = pairing.mentees[0]
        office.run(
            reviews.give, reviews.Give(person_id=who, pairing_id=pairing.id, answers=Answers(goal=goal))
        )
    found = seen(season)
    assert (found.asked, found.goals) == (12, {Goal.REACHED: 5, Goal.CHANGED: 1})


def test_half_way_those_who_have_not_met_hear_so_once(office: Office) -> None:
    """A round of eight weeks: one pair has met, one does nothing; later it is quiet."""
    season = Season(office, Form.DEVELOPMENTAL, lasts=8)
    for number in range(2):
        season.hire(f"UM{number}", mentors=True, mentored=False, offers=("python",))
        season.hire(f"UN{number}", asks=("python",))
    season.draft()
    season.send()
    busy, silent = season.together
    began = office.now
    met(office, busy, Attendance.MET, None)
    season.until(began + timedelta(days=27))
    assert not [one for one in office.notices(silent.people[0], notices.BookNudge) if one.midway]
    season.until(began + timedelta(days=50))
    for pairing, times in ((busy, 0), (silent, 1)):
        for one in pairing.people:
            said = [nudge for nudge in office.notices(one, notices.BookNudge) if nudge.midway]
            assert len([nudge for nudge in said if nudge.pairing_id == pairing.id]) == times


def test_only_who_may_change_the_program_reads_it(office: Office) -> None:
    season, _ = a_circle(office, 5)
    office.hire(a_person("UEVE"))
    with pytest.raises(errors.NotAnAdmin):
        seen(season, who="UEVE")
    with pytest.raises(errors.Gone):
        seen(season, 7)
    assert seen(season, 1).round is not None
