"""Rounds: a draft under the hands of admins, sent or dropped once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain import errors, notices
from bot.domain.forms import Form
from bot.domain.rounds import RoundState
from bot.domain.terms import Seniority
from bot.usecases import enrolments, programs, rounds
from tests.usecases.office import Office, a_person
from tests.usecases.season import ADMIN, PEERS, Season, of, own

DAY = timedelta(days=1)


def test_an_admin_looks_swaps_takes_out_and_takes_back(office: Office, season: Season) -> None:
    season.draft()
    before = office.run(rounds.preview, of(season))
    pair, trio = sorted(before.matched, key=lambda one: len(one.members))
    one, other = pair.members[0], trio.members[0]
    swapped = office.run(rounds.swap, rounds.Swap(**vars(of(season)), one=one, other=other))
    assert {other, pair.members[1]} in [set(match.members) for match in swapped.matched]
    assert {other, pair.members[1]} in season.sets
    office.run(rounds.exclude, rounds.OneOf(**vars(of(season)), whom=other))
    assert other not in {one for match in season.sets for one in match}
    assert season.round.excluded == (other,)
    assert sum(map(len, season.sets)) == 4
    office.run(rounds.take_back, rounds.OneOf(**vars(of(season)), whom=other))
    assert sum(map(len, season.sets)) == 5


def swapping(season: Season, one: str, other: str) -> rounds.Swap:
    return rounds.Swap(**vars(of(season)), one=one, other=other)


def test_nobody_is_swapped_into_a_part_that_they_never_took(office: Office) -> None:
    """A mentee becomes no mentor, an idle mentor no mentee; an idle mentor takes another one's place."""
    season = Season(office, Form.DEVELOPMENTAL, seniority=Seniority.ANY, capacity=1)
    season.hire("UBEN", "UDAN", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", asks=("go",))
    season.draft()
    ((leads, mentee),) = (one.members for one in season.matched)
    (idle,) = {"UBEN", "UDAN"} - {leads}
    season.hire("UEVE", asks=("go",))
    for one, other, refusal in (
        (leads, "UEVE", errors.NoMentorThere),
        ("UEVE", leads, errors.NoMentorThere),
        (mentee, idle, errors.NoMenteeThere),
    ):
        with pytest.raises(refusal):
            office.run(rounds.swap, swapping(season, one, other))
    office.run(rounds.swap, swapping(season, leads, idle))
    office.run(rounds.swap, swapping(season, mentee, "UEVE"))
    assert [one.members for one in season.matched] == [(idle, "UEVE")]


def test_a_mentor_without_a_free_place_takes_no_other_ones_mentee(office: Office) -> None:
    season = Season(office, Form.ONE_ON_ONE, capacity=1)
    season.hire("UBEN", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", asks=("go",))
    season.draft()
    season.send()
    season.hire("UDAN", mentors=True, mentored=False, offers=("go",))
    season.hire("UEVE", asks=("go",))
    season.draft()
    with pytest.raises(errors.NoMentorThere):
        office.run(rounds.swap, swapping(season, "UDAN", "UBEN"))


def test_a_seat_on_a_board_goes_to_whoever_can_fill_it(office: Office) -> None:
    season = Season(office, Form.BOARD, roles=("sponsor",), capacity=1)
    season.hire("UBEN", mentors=True, mentored=False, offers=("go",), roles=("sponsor",))
    season.hire("UANA", asks=("go",))
    season.draft()
    season.hire("UDAN", mentors=True, mentored=False, offers=("go",), roles=("coach",))
    season.hire("UEVE", mentors=True, mentored=False, offers=("go",), roles=("sponsor",))
    with pytest.raises(errors.NoMentorThere):
        office.run(rounds.swap, swapping(season, "UBEN", "UDAN"))
    office.run(rounds.swap, swapping(season, "UBEN", "UEVE"))
    assert season.sets == [{"UANA", "UEVE"}]


def test_a_mentor_who_is_taken_back_is_nobodys_mentee(office: Office) -> None:
    """Another group has a place free: it is for mentees."""
    season = Season(office, Form.GROUP, least=2, most=6, capacity=3)
    season.hire("UBEN", "UDAN", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", "UEVE", asks=("go",))
    season.draft()
    for change in (rounds.exclude, rounds.take_back):
        office.run(change, rounds.OneOf(**vars(of(season)), whom="UDAN"))
    assert {one.members[0] for one in season.matched} <= {"UBEN", "UDAN"}
    assert not [one for one in season.matched if {"UBEN", "UDAN"} & {*one.members[1:]}]


def test_who_is_taken_out_twice_is_out_once(office: Office, season: Season) -> None:
    """Two admins press, or one of them twice: one message, one round that was waited."""
    season.draft()
    for _ in range(2):
        office.run(rounds.exclude, rounds.OneOf(**vars(of(season)), whom="UANA"))
    assert season.round.excluded == ("UANA",)
    season.send()
    assert season.enrolment("UANA").left_out == 1
    assert len(office.notices("UANA", notices.NotThisTime)) == 1


def test_a_demoted_admins_old_buttons_are_refused(office: Office, season: Season) -> None:
    season.draft()
    office.change(ADMIN, admin=False)
    deeds: list[Callable[[], object]] = [
        lambda: office.run(rounds.send, of(season)),
        lambda: office.run(rounds.preview, of(season)),
        lambda: office.run(rounds.swap, rounds.Swap(**vars(of(season)), one="UANA", other="UBEN")),
        lambda: office.run(rounds.exclude, rounds.OneOf(**vars(of(season)), whom="UANA")),
        lambda: office.run(rounds.take_back, rounds.OneOf(**vars(of(season)), whom="UANA")),
        lambda: office.run(rounds.send, of(season, "UANA")),
    ]
    for deed in deeds:
        with pytest.raises(errors.NotAnAdmin):
            deed()
    forged = rounds.OfRound(person_id=ADMIN, round_id="forged")
    for use_case in (rounds.send, rounds.preview):
        with pytest.raises(errors.Gone):
            office.run(use_case, forged)


def test_the_second_of_two_admins_reads_who_sent_it(office: Office, season: Season) -> None:
    office.hire(a_person("UZOE", admin=True))
    season.draft()
    season.send()
    count = len(season.together)
    with pytest.raises(errors.SentAlreadyBy) as refused:
        office.run(rounds.send, of(season, "UZOE"))
    assert refused.value.values["person"] == ADMIN
    season.convene()
    assert len(season.together) == count
    (settled,) = office.notices(ADMIN, notices.RoundSettled)
    assert settled.sent_by == ADMIN


def test_a_round_of_nobody_or_without_a_channel_cannot_be_sent(office: Office, season: Season) -> None:
    season.draft()
    for person_id in PEERS:
        office.run(rounds.exclude, rounds.OneOf(**vars(of(season)), whom=person_id))
    with pytest.raises(errors.NobodyToSend):
        office.run(rounds.send, of(season))
    for person_id in PEERS:
        office.run(rounds.take_back, rounds.OneOf(**vars(of(season)), whom=person_id))
    office.run(programs.channel_changed, programs.ChannelChanged(channel_id="CMENTORING", usable=False))
    with pytest.raises(errors.ChannelIsLost):
        office.run(rounds.send, of(season))


def test_a_dropped_draft_is_told_in_one_line_and_whoever_waits_keeps_their_turn(office: Office) -> None:
    """One skips the next round, one was the odd one: both still hold for the round after it, as planned."""
    season = Season(office, most=2)
    season.hire(*PEERS)
    season.draft()
    season.send()
    (odd,) = (one.person_id for one in season.round.left_out)
    due = season.program.next_round_at
    assert due is not None
    skips = next(one for one in PEERS if one != odd)
    office.now = due - DAY
    office.run(enrolments.skip, own(season, skips))
    season.until(due)
    assert not season.enrolment(skips).skips_next, "it is the draft's"
    office.run(rounds.drop, of(season))
    assert season.convene() == 1
    assert season.round.state is RoundState.CANCELLED
    for person_id in PEERS:
        told = office.notices(person_id, notices.RoundCalledOff)
        assert len(told) == (person_id != skips), person_id
        assert all(one.next_round_at == season.program.next_round_at for one in told)
    assert season.enrolment(odd).left_out == 1
    assert len(office.told(kind=notices.NotThisTime)) == 1
    settled = office.notices(ADMIN, notices.RoundSettled)[-1]
    assert (settled.dropped_by, settled.number) == (ADMIN, 2)
    season.draft()
    assert season.round.number == 3
    matched = {one for match in season.sets for one in match}
    assert odd in matched
    assert skips not in matched, "the next round is the next that is held"
    season.send()
    assert not season.enrolment(skips).skips_next


def test_while_a_draft_waits_the_next_round_is_the_one_after_it(office: Office) -> None:
    """Ana is in the draft, Zoe joins after it. Both read the day of the round after it, and skip that one."""
    season = Season(office, no_repeat=0)
    season.hire(*PEERS[:4])
    season.draft()
    season.hire("UZOE")
    for person_id in ("UANA", "UZOE"):
        office.run(enrolments.skip, own(season, person_id))
    season.send()
    assert "UANA" in {one for pairing in season.together for one in pairing.people}
    season.draft()
    assert sorted(one for match in season.sets for one in match) == ["UBEN", "UCEM", "UDAN"]
    assert office.run(rounds.preview, of(season)).sitting_out == 2
    season.send()
    season.draft()
    assert {"UANA", "UZOE"} <= {one for match in season.sets for one in match}


def test_a_skip_is_of_the_round_that_was_read_of(office: Office) -> None:
    """Its draft waits: Ana is out of that one, and no other. Once it has left, there is nothing to skip."""
    season = Season(office, no_repeat=0)
    season.hire(*PEERS)
    first = season.launch()
    skip = enrolments.SkipOne(person_id="UANA", program_id=season.program_id, round_at=first)
    season.draft()
    office.run(enrolments.skip_one, skip)
    assert not season.enrolment("UANA").skips_next
    season.send()
    assert "UANA" not in {one for pairing in season.together for one in pairing.people}
    with pytest.raises(errors.RoundHasLeft):
        office.run(enrolments.skip_one, replace(skip, person_id="UBEN"))
    season.draft()
    assert "UANA" in {one for match in season.sets for one in match}
    office.run(enrolments.skip_one, replace(skip, round_at=season.program.next_round_at))
    assert season.enrolment("UANA").skips_next


def test_a_round_that_matched_nobody_in_the_end_uses_up_no_skip(office: Office) -> None:
    """Ana and Ben leave between draft and sending: Cem, who skips the next round, skips the one after it."""
    season = Season(office, most=2)
    season.hire("UANA", "UBEN", "UCEM")
    office.run(enrolments.skip, own(season, "UCEM"))
    season.draft()
    for person_id in ("UANA", "UBEN"):
        office.run(enrolments.leave, own(season, person_id))
    season.send()
    assert season.matched == []
    assert season.enrolment("UCEM").skips_next


def test_no_draft_outlives_its_program_nor_do_its_buttons(office: Office, season: Season) -> None:
    """Zoe, who is no admin any more, had them too."""
    office.hire(a_person("UZOE"))
    office.run(programs.configure, _with_admins(season, "UZOE"))
    season.draft()
    office.run(programs.configure, _with_admins(season))
    office.run(programs.close, programs.OfProgram(person_id=ADMIN, program_id=season.program_id))
    for person_id in (ADMIN, "UZOE"):
        (settled,) = office.told(person_id, notices.RoundSettled)
        assert settled.edits == office.told(person_id, notices.RoundDrafted)[-1].about
        assert isinstance(settled.notice, notices.RoundSettled)
        assert settled.notice.over
    assert season.round.state is RoundState.CANCELLED
    season.convene()
    assert office.told(kind=notices.NotThisTime) == []


def _with_admins(season: Season, *admins: str) -> programs.Configure:
    known = season.program
    return programs.Configure(
        person_id=ADMIN,
        program_id=known.id,
        name=known.name,
        purpose=known.purpose,
        terms=known.terms,
        admins=admins,
        seen=known.edition,
    )


def test_what_was_dropped_is_neither_sent_nor_dropped_again(office: Office, season: Season) -> None:
    """The second admin reads who was first; of a round that has left too; a demoted one may do neither."""
    office.hire(a_person("UBOB", admin=True))
    season.draft()
    office.change("UBOB", admin=False)
    for deed in (rounds.drop, rounds.preview):
        with pytest.raises(errors.NotAnAdmin):
            office.run(deed, of(season, "UBOB"))
    office.change("UBOB", admin=True)
    office.run(rounds.drop, of(season))
    for again in (rounds.send, rounds.drop):
        with pytest.raises(errors.Dropped) as refused:
            office.run(again, of(season, "UBOB"))
        assert refused.value.values["person"] == ADMIN
    season.convene()
    assert season.together == []
    season.draft()
    season.send()
    with pytest.raises(errors.SentAlreadyBy):
        office.run(rounds.drop, of(season, "UBOB"))
