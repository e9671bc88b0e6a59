"""Drafting: who hears of a round before it, what it is made from, and when there is none."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.domain import errors, notices
from bot.domain.forms import Form
from bot.domain.matching import Rule
from bot.domain.nudging import Phase
from bot.domain.programs import WARNING
from bot.domain.rounds import RoundState
from bot.usecases import enrolments, programs, rounds
from tests.usecases.office import Office, at
from tests.usecases.season import ADMIN, HERE, PEERS, Season, of, own

WEEK = timedelta(weeks=1)


def test_everybody_hears_of_a_round_in_time_and_who_skips_it_is_not_in_it(
    office: Office, season: Season
) -> None:
    """Monday's round is announced on Friday. The one who skips is in the next one again."""
    first = season.launch()
    assert first == at("monday", week=1)
    season.until(at("friday", 12))
    for person_id in PEERS:
        (ahead,) = office.notices(person_id, notices.RoundAhead)
        assert ahead.round_at == first
        assert office.told(person_id, notices.RoundAhead)[0].at == at("friday")
    office.run(enrolments.skip, own(season, "UEVE"))
    season.until(first)
    assert sorted(map(len, season.sets)) == [2, 2]
    assert "UEVE" not in {one for match in season.sets for one in match}
    assert office.run(rounds.preview, of(season)).sitting_out == 1
    assert Phase.ROUND_AHEAD not in office.phases("UANA")
    season.send()
    assert not season.enrolment("UEVE").skips_next
    season.until(at("friday", 12, week=2))
    assert len(office.notices("UEVE", notices.RoundAhead)) == 2
    season.draft()
    assert "UEVE" in {one for match in season.sets for one in match}


def test_whoever_heard_of_a_round_hears_when_it_moves(office: Office, season: Season) -> None:
    """Announced on Friday for Monday; then an admin moves it to Wednesday."""
    season.launch()
    season.until(at("friday", 12))
    moved = at("wednesday", week=1)
    program = season.program
    command = programs.Configure(
        person_id=ADMIN,
        program_id=program.id,
        seen=program.edition,
        name=program.name,
        purpose=program.purpose,
        terms=replace(program.terms, starts_on=moved.date()),
    )
    office.run(programs.configure, command)
    season.until(moved)
    for person_id in PEERS:
        days = [one.round_at for one in office.notices(person_id, notices.RoundAhead)]
        assert days == [at("monday", week=1), moved]
    assert season.matched


def channel(season: Season, *, usable: bool) -> None:
    season.office.run(programs.channel_changed, programs.ChannelChanged(channel_id=HERE.id, usable=usable))


@pytest.mark.parametrize(
    ("back", "held"),
    [
        (at("friday", 15), at("monday", week=1)),  # in time to warn
        (at("monday", 12, week=1), at("thursday", week=1)),
        (at("wednesday", 12, week=1), at("monday", week=2)),  # not on a Saturday
        (at("tuesday", 12, week=2), at("monday", week=3)),  # as planned
    ],
)
def test_a_round_that_nobody_was_warned_of_is_held_when_the_channel_is_back(
    office: Office, season: Season, back: datetime, held: datetime
) -> None:
    season.launch()
    season.until(at("thursday", 12))
    channel(season, usable=False)
    season.until(back)
    assert season.rounds == []
    channel(season, usable=True)
    assert season.program.next_round_at == held
    season.until(held - timedelta(minutes=1))
    assert season.rounds == []
    for person_id in PEERS:
        assert [one.round_at for one in office.notices(person_id, notices.RoundAhead)] == [held]
    season.until(held)
    assert season.matched


def test_a_round_that_everybody_was_warned_of_is_drafted_as_soon_as_the_channel_is_back(
    office: Office, season: Season
) -> None:
    season.launch()
    season.until(at("friday", 12))
    channel(season, usable=False)
    season.until(at("monday", 12, week=1))
    assert season.rounds == []
    channel(season, usable=True)
    season.until(at("monday", 12, 1, week=1))
    assert season.matched


def test_nobody_is_warned_who_would_not_be_counted_in(office: Office, season: Season) -> None:
    season.launch()
    office.run(enrolments.skip, own(season, "UBEN"))
    until = at("monday", week=3).date()
    office.run(
        enrolments.pause,
        enrolments.Pause(person_id="UCEM", program_id=season.program_id, until=until),
    )
    season.until(at("friday", 12))
    for person_id, count in (("UANA", 1), ("UBEN", 0), ("UCEM", 0)):
        assert len(office.notices(person_id, notices.RoundAhead)) == count


def waiting(office: Office, person_id: str) -> list[str]:
    """The drafts that wait for somebody's look, as the App Home shows them."""
    overview = office.run(programs.at_home, person_id).overview
    return [one.draft.id for one in overview.waiting if one.draft] if overview else []


def test_a_draft_waits_for_an_admin_and_nobody_else_hears_of_it(office: Office, season: Season) -> None:
    draft = season.draft()
    assert draft.drafted
    (told,) = office.notices(ADMIN, notices.RoundDrafted)
    assert (told.matches, told.people, told.left_out, told.number) == (2, 5, 0, 1)
    assert sorted(map(len, season.sets)) == [2, 3], "the odd one makes a trio"
    assert season.together == []
    assert office.told(kind=notices.Introduced) == []
    assert season.program.next_round_at == at("monday", week=3)
    assert [draft.id] == waiting(office, ADMIN)
    assert waiting(office, "UANA") == []


def test_an_unsent_draft_makes_room_for_the_next_one(office: Office, season: Season) -> None:
    first = season.draft()
    second = season.draft()
    assert (second.number, second.drafted) == (2, True)
    old = next(one for one in season.rounds if one.id == first.id)
    assert (old.state, old.next_look_at) == (RoundState.CANCELLED, None)
    (settled,) = office.notices(ADMIN, notices.RoundSettled)
    assert (settled.number, settled.sent_at) == (1, None)
    with pytest.raises(errors.Gone):
        office.run(rounds.send, rounds.OfRound(person_id=ADMIN, round_id=first.id))
    assert {season.enrolment(one).left_out for one in PEERS} == {0}


def test_a_round_that_sends_itself_needs_no_look(office: Office) -> None:
    season = Season(office, sends_itself=True)
    season.hire(*PEERS)
    season.draft()
    assert season.round.running
    assert len(season.together) == 2
    assert office.notices(ADMIN, notices.RoundDrafted) == []


def test_where_everybody_is_barred_there_is_no_round_and_the_rule_is_named(office: Office) -> None:
    """Two of one team, in a program across departments: no empty round, and both hear why."""
    season = Season(office, cross_department=True)
    season.hire("UANA", "UBEN")
    for person_id in ("UANA", "UBEN"):
        office.change(person_id, department="Design")
    draft = season.draft()
    assert draft.state is RoundState.CANCELLED
    (empty,) = office.notices(ADMIN, notices.RoundEmpty)
    assert (empty.people, empty.rules) == (2, (Rule.CROSS_DEPARTMENT,))
    for person_id in ("UANA", "UBEN"):
        (sorry,) = office.notices(person_id, notices.NotThisTime)
        assert sorry.rule is Rule.CROSS_DEPARTMENT
        assert season.enrolment(person_id).left_out == 1
    assert office.notices(ADMIN, notices.RoundDrafted) == []


def test_what_somebody_wished_in_private_is_nobodys_reason(office: Office) -> None:
    season = Season(office)
    season.hire("UANA", "UBEN")
    office.change("UANA", blocked=("UBEN",))
    season.draft()
    (empty,) = office.notices(ADMIN, notices.RoundEmpty)
    (sorry,) = office.notices("UBEN", notices.NotThisTime)
    assert (empty.rules, sorry.rule) == ((Rule.NO_FREE_MENTOR,), Rule.NO_FREE_MENTOR)


def test_a_program_without_its_channel_waits_for_it(office: Office, season: Season) -> None:
    first = season.launch()
    lost = programs.ChannelChanged(channel_id="CMENTORING", usable=False)
    office.run(programs.channel_changed, lost)
    office.now = first
    season.convene()
    assert season.rounds == []
    office.run(programs.channel_changed, replace(lost, usable=True))
    season.until(first + WARNING)  # nobody was warned before
    assert len(season.rounds) == 1


def test_four_programs_of_one_channel_share_one_week_of_messages(office: Office) -> None:
    """Four rounds are near on one Friday: Ana hears of three; whoever leaves one program is in the others."""
    season = Season(office)
    season.hire("UANA", "UBEN")
    ids = [season.program_id]
    for _ in range(3):
        create = programs.Create(person_id=ADMIN, form=Form.PEER, channel=HERE)
        ids.append(office.run(programs.create, create).id)
        begin = programs.Announce(person_id=ADMIN, program_id=ids[-1], channel=HERE)
        office.run(programs.announce, begin)
        for person_id in ("UANA", "UBEN"):
            joining = enrolments.SaveWishes(person_id=person_id, program_id=ids[-1], belongs=True)
            office.run(enrolments.join, joining)
        office.run(programs.launch, begin)
    first = season.launch()
    season.until(first)
    near = [one.program_id for one in office.notices("UANA", notices.RoundAhead)]
    assert len(near) == len(set(near)) == 3
    assert set(near) < set(ids)
    season.until(first + 4 * WEEK)
    times = [at for _, at in office.nudges("UANA")]
    assert all(sum(at - WEEK < one <= at for one in times) <= 3 for at in times)
    office.run(enrolments.leave, own(season, "UANA"))
    mine = office.run(enrolments.mine, "UANA").places
    assert {one.program.id for one in mine} == set(ids[1:])


def test_flash_mentoring_has_no_rounds(office: Office) -> None:
    season = Season(office, Form.FLASH)
    season.hire("UANA", "UBEN")
    office.run(programs.launch, season._announce)
    assert season.program.next_round_at is None
    season.until(at("monday", week=6))
    assert season.rounds == []


def test_a_group_larger_than_all_who_take_part_is_named(office: Office) -> None:
    season = Season(office, Form.CIRCLE)
    season.hire(*PEERS)
    first = season.launch()
    for person_id in PEERS[:3]:
        office.run(enrolments.skip, own(season, person_id))
    season.until(first)
    (empty,) = office.notices(ADMIN, notices.RoundEmpty)
    assert empty.rules == (Rule.GROUP_SIZE,)


def test_two_workers_that_look_at_once_draft_one_round(office: Office, season: Season) -> None:
    first = season.launch()
    office.now = first

    async def both() -> None:
        await asyncio.gather(season._convene(), season._convene())

    asyncio.run(both())
    assert [one.number for one in season.rounds] == [1]
    office.run(rounds.send, of(season))
    asyncio.run(both())
    assert len(season.together) == 2
