"""Two whom an admin keeps apart: in no match and no group together, and nobody reads of it."""

from dataclasses import replace

import pytest

from bot.domain import errors, notices
from bot.domain.forms import Form
from bot.domain.matching import Rule
from bot.usecases import rounds
from tests.usecases.office import Office, a_person
from tests.usecases.season import ADMIN, PEERS, Season, of


def test_two_who_are_kept_apart_stay_so_until_an_admin_lets_them(office: Office) -> None:
    """In this round, in a swap and in the next one; it is counted, and the two read no word of it."""
    season = Season(office, no_repeat=0, most=2)
    season.hire(*PEERS[:4])
    season.draft()
    one, other = season.matched[0].members
    apart = rounds.Apart(person_id=ADMIN, round_id=season.round.id, one=other, other=one)
    shown = office.run(rounds.keep_apart, apart)
    assert shown.program.apart == ((min(one, other), max(one, other)),)
    assert not [match for match in season.sets if {one, other} <= match]
    assert len(season.matched) == 2, "all of them have somebody else"
    office.run(rounds.keep_apart, apart)
    partner = next(person for person in next(s for s in season.sets if one in s) if person != one)
    with pytest.raises(errors.KeptApartByAdmin):
        office.run(
            rounds.swap,
            rounds.Swap(person_id=ADMIN, round_id=season.round.id, one=partner, other=other),
        )
    season.send()
    season.draft()
    assert not [match for match in season.sets if {one, other} <= match]
    assert season.round.blocked[Rule.EXCLUDED] == 1
    again = replace(apart, round_id=season.round.id)
    assert office.run(rounds.let_meet, again).program.apart == ()
    with pytest.raises(errors.NotKeptApart):
        office.run(rounds.let_meet, again)


def test_two_mentees_who_are_kept_apart_are_in_no_group_together_again(office: Office) -> None:
    """Not in this draft, and not in the next one."""
    season = Season(office, Form.GROUP, least=3, most=3, capacity=2, no_repeat=0)
    for number in range(2):
        season.hire(f"UM{number}", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", "UBEN", "UCEM", "UDAN", asks=("go",))
    season.draft()
    one, other = season.matched[0].members[1:]
    apart = rounds.Apart(person_id=ADMIN, round_id=season.round.id, one=one, other=other)
    office.run(rounds.keep_apart, apart)
    for _ in range(3):
        assert sorted(map(len, season.sets)) == [3, 3]
        assert not [match for match in season.sets if {one, other} <= match]
        season.draft()


def test_who_has_nobody_but_whom_they_are_kept_from_reads_no_word_of_it(office: Office) -> None:
    season = Season(office)
    season.hire("UANA", "UBEN")
    season.draft()
    apart = rounds.Apart(person_id=ADMIN, round_id=season.round.id, one="UANA", other="UBEN")
    assert office.run(rounds.keep_apart, apart).matched == ()
    with pytest.raises(errors.NobodyToSend):
        office.run(rounds.send, of(season))
    season.draft()
    season.convene()
    for person_id in ("UANA", "UBEN"):
        assert office.notices(person_id, notices.NotThisTime)[-1].rule is Rule.NO_FREE_MENTOR


def test_strangers_and_one_person_twice_are_not_kept_apart(office: Office, season: Season) -> None:
    office.hire(a_person("UZOE"))
    season.draft()
    for one, other, refusal in (("UANA", "UZOE", errors.NotInRound), ("UANA", "UANA", errors.SamePerson)):
        with pytest.raises(refusal):
            office.run(
                rounds.keep_apart,
                rounds.Apart(person_id=ADMIN, round_id=season.round.id, one=one, other=other),
            )
