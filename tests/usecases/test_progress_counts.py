"""Progress: whatever people answer, no count is about fewer than five of them, nor the rest of two counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.meetings import Attendance, Meeting
from bot.domain.pairings import Part
from bot.domain.reviews import Answers, Goal, Review
from bot.usecases import progress
from bot.usecases.progress import OfRoundNumber, Progress
from tests.builders import WORKSPACE, a_group, a_match, a_meeting, a_person, a_program, a_round
from tests.fakes import MONDAY, fake_units_of_work

FEW = 5
LATER = MONDAY + timedelta(weeks=4)


@dataclass(frozen=True)
class Drawn:
    """A match: what each of its people answered of each session, and who looked back at its end."""

    sessions: tuple[tuple[Attendance | None, ...], ...]
    size: int
    ended: bool
    goals: tuple[Goal | None, ...]


def a_look_back(pairing_id: str, person: str, goal: Goal) -> Review:
    return Review(
        workspace=WORKSPACE,
        pairing_id=pairing_id,
        author_id=person,
        answers=Answers(goal=goal),
        given_at=LATER,
    )


@st.composite
def matches(draw: st.DrawFn) -> Drawn:
    size = draw(st.sampled_from((2, 2, 3, 5, 6, 7)))
    said = st.sampled_from((None, Attendance.MET, Attendance.NOT_YET))
    answers = st.lists(said, min_size=size, max_size=size).map(tuple)
    goals = st.lists(st.sampled_from((None, *Goal)), min_size=size, max_size=size).map(tuple)
    sessions = draw(st.lists(answers, max_size=3).map(tuple))
    return Drawn(sessions, size, draw(st.booleans()), draw(goals))


def look(drawn: Iterable[Drawn]) -> tuple[Progress, list[list[Meeting]], int]:
    """What an admin reads of these matches, their sessions, and how many people looked back."""
    begin = fake_units_of_work()
    sessions: list[list[Meeting]] = []
    authors: set[str] = set()
    with begin(WORKSPACE) as uow:
        uow.people.add(a_person("UADA", admin=True))
        uow.programs.add(program := a_program())
        here = a_round(program.id)
        here.send("UADA", MONDAY)
        matched = []
        for number, one in enumerate(drawn):
            people = [f"U{number}N{seat}" for seat in range(one.size)]
            pairing = a_group(*((person, Part.PEER) for person in people), program_id=program.id)
            uow.pairings.add(pairing)
            matched.append(a_match(here.id, *people, number=number + 1, pairing_id=pairing.id))
            mine = [
                a_meeting(*people, pairing_id=pairing.id, starts_at=MONDAY + timedelta(days=day))
                for day in range(1, len(one.sessions) + 1)
            ]
            for meeting, answers in zip(mine, one.sessions, strict=True):
                for seat, answer in zip(meeting.seats, answers, strict=True):
                    seat.answer = answer
                uow.meetings.add(meeting)
            sessions.append(mine)
            if one.ended:
                pairing.end(LATER)
                for person, goal in zip(people, one.goals, strict=True):
                    if goal is not None and any(meeting.held for meeting in mine):
                        uow.reviews.add(a_look_back(pairing.id, person, goal))
                        authors.add(person)
        uow.rounds.add(here, matched)
    with begin(WORKSPACE) as uow:
        wanted = OfRoundNumber(person_id="UADA", program_id=program.id)
        return progress.progress(uow, wanted, LATER), sessions, len(authors)


def speakers(meetings: Iterable[Meeting]) -> int:
    """How many people said something of these sessions."""
    return len({seat.person_id for one in meetings for seat in one.seats if seat.answer is not None})


@settings(max_examples=150, deadline=None)
@given(st.lists(matches(), max_size=9))
def test_no_count_nor_the_rest_of_two_is_about_fewer_than_five(drawn: list[Drawn]) -> None:
    found, sessions, looked_back = look(drawn)
    shown = {one.at for group in found.groups for one in group.sessions}
    every = [one for mine in sessions for one in mine]
    groups = [mine for mine in sessions if mine and len(mine[0].seats) > 2]
    alone = [one for mine in groups for one in mine if one.starts_at in shown and speakers([one]) >= FEW]
    assert sum(len(group.sessions) for group in found.groups) == len(alone)
    if found.turnout is not None:
        counted = every if found.turnout.sessions == len(every) else alone
        assert found.turnout.sessions == len(counted)
        assert found.turnout.seats == sum(len(one.seats) for one in counted)
        rest = [one for one in counted if one not in alone]
        assert not rest or speakers(rest) >= FEW
    if found.results is not None:
        pairs = sum(one.size == 2 for one in drawn)
        assert found.results.introduced == len(drawn) >= FEW
        assert not pairs or pairs >= FEW, "groups are shown by themselves: the rest are the pairs"
    assert (found.goals is None) == (looked_back < FEW)
