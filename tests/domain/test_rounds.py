"""Rounds: sent once, in stages; and lineups: every change keeps the rules and is explained anew."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain import errors
from bot.domain.forms import Form
from bot.domain.lineups import Lineup
from bot.domain.matching import LeftOut, Match, Meeting, Participant, Pool, Rule, Rules, explain
from bot.domain.mending import mend
from bot.domain.outlines import Material, outline
from bot.domain.pairings import Part
from bot.domain.people import PersonId
from bot.domain.revising import exclude, part, swap, take_back
from bot.domain.rounds import Matched, RoundState, Stage, parts_of, seed_of
from bot.domain.terms import PRESETS
from tests.builders import a_match, a_round
from tests.fakes import MONDAY

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LEFT = LeftOut("UODD", Rule.ODD_ONE)


# --- from draft to close


def test_a_round_goes_through_its_stages() -> None:
    one = a_round("p", left_out=(LEFT,))
    assert one.due(MONDAY) is None, "a draft waits for somebody"
    one.send("UADA", MONDAY)
    assert one.due(MONDAY) is Stage.CHECK
    one.checked(MONDAY)
    assert one.due(MONDAY) is Stage.INTRODUCE
    one.introduced(MONDAY + 14 * DAY, MONDAY)
    assert one.due(MONDAY) is Stage.TELL
    one.tell(1, MONDAY)
    assert one.due(MONDAY) is None
    assert one.due(MONDAY + 14 * DAY) is Stage.CLOSE
    one.close(MONDAY + 14 * DAY)
    assert (one.state, one.next_look_at) == (RoundState.CLOSED, None)


def test_a_round_is_sent_once_and_the_second_reads_who_did() -> None:
    one = a_round("p")
    one.send("UADA", MONDAY)
    with pytest.raises(errors.SentAlreadyBy) as refused:
        one.send("UEVE", MONDAY + HOUR)
    assert refused.value.values == {"person": "UADA", "at": MONDAY}
    itself = a_round("p")
    itself.send(None, MONDAY)
    with pytest.raises(errors.SentAlready):
        itself.check_drafted()


def test_whom_an_admin_took_out_is_told_too() -> None:
    one = a_round("p", excluded=("UEVE",), left_out=(LEFT,))
    one.send("UADA", MONDAY)
    assert one.left_out == (LEFT, LeftOut("UEVE", Rule.EXCLUDED))


def test_a_cancelled_round_tells_whoever_waited_for_it_and_a_superseded_one_nobody() -> None:
    empty = a_round("p", left_out=(LEFT,))
    empty.cancel(MONDAY)
    assert empty.due(MONDAY) is Stage.TELL
    old = a_round("p", left_out=(LEFT,))
    old.supersede(MONDAY)
    assert (old.due(MONDAY), old.next_look_at) == (None, None)
    for one in (empty, old):
        with pytest.raises(errors.Gone):
            one.send("UADA", MONDAY)


def test_nobody_is_told_twice_when_a_round_is_looked_at_again() -> None:
    one = a_round("p", left_out=(LEFT, LeftOut("UDAN", Rule.ODD_ONE)))
    one.send(None, MONDAY)
    one.tell(1, MONDAY)
    one.leave_out((LeftOut("UNEW", Rule.ODD_ONE), LeftOut("UODD", Rule.NO_REPEAT)))
    assert [entry.person_id for entry in one.left_out] == ["UODD", "UNEW"]
    assert one.told == 1


def test_chats_that_are_booked_keep_a_closed_round_awake() -> None:
    one = a_round("p")
    one.send(None, MONDAY)
    one.close(MONDAY, look_again=MONDAY + DAY)
    assert one.due(MONDAY) is None
    assert one.due(MONDAY + DAY) is Stage.CLOSE


def test_a_sponsor_stands_to_the_panel_as_a_mentor_to_mentees() -> None:
    panel = Match(("UANA", "UBEN"), host="UBOSS")
    assert parts_of(Form.SHADOW_BOARD, panel) == (
        ("UBOSS", Part.MENTOR),
        ("UANA", Part.MENTEE),
        ("UBEN", Part.MENTEE),
    )
    circle = Match(("UANA", "UBEN"), host="UBEN")
    assert parts_of(Form.CIRCLE, circle) == (("UBEN", Part.PEER), ("UANA", Part.PEER))
    pair = Match(("UBEN", "UANA"), mentors=1)
    assert parts_of(Form.REVERSE, pair) == (("UBEN", Part.MENTOR), ("UANA", Part.MENTEE))


def test_each_round_has_a_seed_of_its_own() -> None:
    assert seed_of("p", 1) == seed_of("p", 1) != seed_of("p", 2)


# --- a lineup under the hands of an admin


def someone(person_id: str, **changes: object) -> Participant:
    return Participant(id=person_id, **changes)  # type: ignore[arg-type]  # any of its fields


def of(form: Form, *people: Participant, **rules: object) -> Material:
    pool = Pool(people=people, day=MONDAY.date(), rules=Rules(**rules))  # type: ignore[arg-type]  # as above
    return Material(program_id="p", number=1, form=form, terms=PRESETS[form], pool=pool)


def lineup_of(material: Material) -> Lineup:
    """What the matching finds, as a draft."""
    found = outline(material)
    draft = a_round("p", left_out=found.left_out)
    matched = [
        Matched(workspace="T1", round_id=draft.id, number=number, match=match)
        for number, match in enumerate(found.matches, 1)
    ]
    return Lineup(draft, matched, material)


def four(**rules: object) -> Lineup:
    """Ana with Ben, Cem with Dan."""
    people = (someone(one, department=one[1:]) for one in ("UANA", "UBEN", "UCEM", "UDAN"))
    material = of(Form.PEER, *people, **rules)
    draft = a_round("p")
    matched = [a_match(draft.id, "UANA", "UBEN"), a_match(draft.id, "UCEM", "UDAN", number=2)]
    return Lineup(draft, matched, material)


def sets(lineup: Lineup) -> list[set[str]]:
    return [set(one.members) for one in lineup.matched]


def test_two_people_change_places_and_both_matches_are_explained_anew() -> None:
    lineup = four()
    swap(lineup, "UBEN", "UCEM")
    assert sets(lineup) == [{"UANA", "UCEM"}, {"UBEN", "UDAN"}]
    for one in lineup.matched:
        assert one.match.reasons == explain(lineup.material.pool, one.members).reasons
        assert one.match.reasons


def test_whoever_has_no_match_can_take_somebodys_place() -> None:
    lineup = four()
    lineup.material = of(Form.PEER, *lineup.material.pool.people, someone("UODD"))
    lineup = Lineup(a_round("p", left_out=(LEFT,)), lineup.matched, lineup.material)
    swap(lineup, "UODD", "UANA")
    assert sets(lineup)[0] == {"UODD", "UBEN"}
    assert lineup.round.left_out == (LeftOut("UANA", Rule.ODD_ONE),)
    swap(lineup, "UCEM", "UANA")
    assert sets(lineup)[1] == {"UANA", "UDAN"}
    assert [one.person_id for one in lineup.round.left_out] == ["UCEM"]


@pytest.mark.parametrize(
    ("facts", "rules", "refusal"),
    [
        ({"blocked": frozenset({"UCEM"})}, {}, errors.KeptApart),
        ({"rather_not": frozenset({"UCEM"})}, {}, errors.KeptApart),
        ({"line": frozenset({"UCEM"})}, {}, errors.KeptApartByReportingLine),
        ({"languages": ("Dutch",)}, {"shared_language": True}, errors.KeptApartByLanguage),
        ({"department": "CEM"}, {"cross_department": True}, errors.KeptApartByDepartment),
        ({"zone": "Asia/Tokyo"}, {"most_hours_apart": 3}, errors.KeptApartByClocks),
        ({"level": 9}, {"most_gap": 2}, errors.KeptApartBySeniority),
    ],
)
def test_a_swap_that_a_rule_bars_is_refused_with_the_rule(
    facts: dict[str, object], rules: dict[str, object], refusal: type[errors.KeptApart]
) -> None:
    """And leaves everything as it was; what somebody wished in private is not given away."""
    lineup = four(**rules)
    common: dict[str, object] = {"languages": ("English",), "level": 3}
    people = [
        someone(one.id, **{"department": one.department, **common, **(facts if one.id == "UANA" else {})})
        for one in lineup.material.pool.people
    ]
    before = sets(lineup)
    lineup = Lineup(lineup.round, lineup.matched, of(Form.PEER, *people, **rules))
    with pytest.raises(errors.KeptApart) as refused:
        swap(lineup, "UBEN", "UCEM")
    assert type(refused.value) is refusal
    assert sets(lineup) == before


def test_a_swap_within_a_match_or_with_a_stranger_or_across_parts_is_refused() -> None:
    lineup = four()
    with pytest.raises(errors.SamePlace):
        swap(lineup, "UANA", "UBEN")
    with pytest.raises(errors.NotInRound):
        swap(lineup, "UANA", "USTRANGER")
    people = (someone(one, mentors=one in ("UANA", "UCEM")) for one in ("UANA", "UBEN", "UCEM", "UDAN"))
    draft = a_round("p")
    matched = [
        a_match(draft.id, "UANA", "UBEN", mentors=1),
        a_match(draft.id, "UCEM", "UDAN", number=2, mentors=1),
    ]
    mentoring = Lineup(draft, matched, of(Form.ONE_ON_ONE, *people))
    with pytest.raises(errors.WrongPart):
        swap(mentoring, "UANA", "UDAN")


def test_who_is_taken_out_leaves_a_partner_who_joins_others() -> None:
    lineup = four()
    exclude(lineup, "UANA")
    assert "UANA" in lineup.round.excluded
    assert sets(lineup) == [{"UBEN", "UCEM", "UDAN"}], "the odd one makes a trio"
    assert lineup.round.left_out == ()
    assert [one.number for one in lineup.gone] == [1]
    take_back(lineup, "UANA")
    assert not lineup.round.excluded
    assert not lineup.round.left_out
    assert sorted(map(len, sets(lineup))) == [2, 2], "with a fourth, the trio becomes two pairs"
    with pytest.raises(errors.NotInRound):
        take_back(lineup, "UANA")


def test_two_who_were_left_find_each_other() -> None:
    lineup = four()
    exclude(lineup, "UANA")
    exclude(lineup, "UBEN")
    assert sets(lineup) == [{"UCEM", "UDAN"}]
    take_back(lineup, "UANA")
    take_back(lineup, "UBEN")
    assert sorted(map(len, sets(lineup))) == [2, 2]
    assert lineup.round.left_out == ()


# --- two of one side of a group


def grouped(*groups: tuple[str, ...], left: tuple[str, ...] = (), apart: str = "", **facts: object) -> Lineup:
    """Groups of a mentor and mentees, by the last letters of their names; two of them are kept apart."""
    names = [f"U{one}" for one in (*(letter for group in groups for letter in group), *left)]
    mentors = {f"U{group[0]}" for group in groups}
    people = [
        someone(one, mentors=one in mentors, mentored=one not in mentors, capacity=4, **facts)
        for one in names
    ]
    material = of(Form.GROUP, *people)
    pool = replace(
        material.pool, excluded=frozenset({frozenset(f"U{one}" for one in apart)} if apart else ())
    )
    draft = a_round("p", left_out=tuple(LeftOut(f"U{one}", Rule.GROUP_SIZE) for one in left))
    matched = [
        a_match(draft.id, *(f"U{one}" for one in group), number=number, mentors=1)
        for number, group in enumerate(groups, 1)
    ]
    return Lineup(draft, matched, replace(material, pool=pool))


def test_two_mentees_of_one_group_are_parted_by_a_change_of_places() -> None:
    lineup = grouped(("A", "C", "D"), ("B", "E", "F"), apart="CD")
    part(lineup, "UC", "UD")
    assert [len(one) for one in sets(lineup)] == [3, 3]
    assert not [one for one in sets(lineup) if {"UC", "UD"} <= one]
    for one in lineup.matched:
        assert one.match.reasons == explain(lineup.material.pool, one.members, 1).reasons
    near = next(one.members for one in lineup.matched if "UC" in one.members)
    beside = next(one for one in near[1:] if one != "UC")
    with pytest.raises(errors.KeptApartByAdmin):
        swap(lineup, beside, "UD")


def test_a_large_group_goes_on_without_one_of_two() -> None:
    """Who is taken out is not seated beside the other one again."""
    lineup = grouped(("A", "C", "D", "E"), apart="CD")
    part(lineup, "UC", "UD")
    assert sets(lineup) == [{"UA", "UC", "UE"}]
    assert lineup.round.left_out == (LeftOut("UD", Rule.GROUP_SIZE),)
    exclude(lineup, "UC")
    assert sets(lineup) == [{"UA", "UD", "UE"}], "with the other one gone there is a place"


def test_a_group_that_needs_both_is_not_parted() -> None:
    lineup = grouped(("A", "C", "D"), apart="CD")
    with pytest.raises(errors.BesideEachOther):
        part(lineup, "UC", "UD")
    assert sets(lineup) == [{"UA", "UC", "UD"}]


@pytest.mark.parametrize("why", ["blocked", "rather_not", "line"])
def test_who_would_not_sit_beside_each_other_does_not(why: str) -> None:
    """What the matching puts together is parted before anybody sees it, and not put together again."""
    lineup = grouped(("A", "C", "D"), ("B", "E", "F"))
    pool = lineup.material.pool
    names: dict[str, Any] = {why: frozenset({"UD"})}
    people = (replace(one, **names) if one.id == "UC" else one for one in pool.people)
    material = replace(lineup.material, pool=replace(pool, people=tuple(people)))
    lineup = Lineup(lineup.round, lineup.matched, material)
    assert lineup.separate()
    lineup.fill()
    assert sorted(map(len, sets(lineup))) == [3, 3]
    assert not [one for one in sets(lineup) if {"UC", "UD"} <= one]
    assert not lineup.separate()


def test_of_two_who_would_not_sit_together_who_waited_keeps_the_place() -> None:
    people = [
        someone("UBEN", mentors=True, mentored=False, capacity=2),
        someone("UANA", rather_not=frozenset({"UDAN"})),
        someone("UDAN", waited=1),
    ]
    draft = a_round("p")
    terms = replace(PRESETS[Form.GROUP], least=2)
    matched = [a_match(draft.id, "UBEN", "UANA", "UDAN", mentors=1)]
    lineup = Lineup(draft, matched, replace(of(Form.GROUP, *people), terms=terms))
    assert lineup.separate()
    assert sets(lineup) == [{"UBEN", "UDAN"}]


# --- mending, once it was sent


def mended(lineup: Lineup, *left: str) -> Lineup:
    """The same round when these have gone."""
    people = [one for one in lineup.material.pool.people if one.id not in left]
    found = Lineup(lineup.round, lineup.matched, of(lineup.material.form, *people))
    mend(found)
    return found


def test_nothing_changes_when_everybody_is_still_there() -> None:
    lineup = four()
    assert not mend(lineup)
    assert sets(lineup) == [{"UANA", "UBEN"}, {"UCEM", "UDAN"}]


def test_whoever_left_is_taken_out_and_the_partner_matched_again() -> None:
    lineup = mended(four(), "UANA")
    assert sets(lineup) == [{"UBEN", "UCEM", "UDAN"}]
    lineup = mended(four(), "UANA", "UBEN")
    assert sets(lineup) == [{"UCEM", "UDAN"}]
    lineup = mended(four(), "UANA", "UDAN")
    assert sets(lineup) == [{"UBEN", "UCEM"}]
    assert lineup.matched == lineup.new


def test_a_block_since_the_draft_parts_two() -> None:
    people = [someone(one, blocked=frozenset({"UBEN"} if one == "UANA" else ())) for one in ("UANA", "UBEN")]
    draft = a_round("p")
    lineup = Lineup(draft, [a_match(draft.id, "UANA", "UBEN")], of(Form.PEER, *people))
    assert mend(lineup)
    assert lineup.matched == []
    assert {one.person_id: one.rule for one in draft.left_out} == {"UANA": Rule.BLOCKED, "UBEN": Rule.BLOCKED}


@pytest.mark.parametrize(("days", "parted"), [(1, True), (8, False)])
def test_two_who_met_since_the_draft_elsewhere_are_parted(days: int, parted: bool) -> None:
    """Another program, or a request, was first: within the window it is the same person again."""
    lineup = four(repeat_after=(MONDAY - 7 * DAY).date())
    met = Meeting("UBEN", "UANA", (MONDAY - days * DAY).date())
    pool = replace(lineup.material.pool, past=(met,))
    lineup = Lineup(lineup.round, lineup.matched, replace(lineup.material, pool=pool))
    assert mend(lineup) is parted
    assert ({"UANA", "UBEN"} in sets(lineup)) is not parted


def test_two_mentees_of_one_group_may_have_met_elsewhere() -> None:
    people = [someone("UBEN", mentors=True, mentored=False, capacity=6), someone("UANA"), someone("UDAN")]
    material = of(Form.GROUP, *people, repeat_after=MONDAY.date())
    pool = replace(material.pool, past=(Meeting("UANA", "UDAN", MONDAY.date()),))
    draft = a_round("p")
    matched = [a_match(draft.id, "UBEN", "UANA", "UDAN", mentors=1)]
    assert not mend(Lineup(draft, matched, replace(material, pool=pool)))


def test_what_was_brought_together_stays() -> None:
    lineup = four()
    lineup.matched[0].pairing_id = "pairing"
    lineup = mended(lineup, "UANA")
    assert sets(lineup) == [{"UANA", "UBEN"}, {"UCEM", "UDAN"}]


def test_a_mentor_with_a_free_place_takes_the_mentee_of_one_who_left() -> None:
    people = [
        someone("UBEN", mentors=True, mentored=False, capacity=1),
        someone("UCEM", mentors=True, mentored=False, capacity=2),
        someone("UANA"),
        someone("UDAN"),
    ]
    draft = a_round("p")
    matched = [
        a_match(draft.id, "UBEN", "UANA", mentors=1),
        a_match(draft.id, "UCEM", "UDAN", number=2, mentors=1),
    ]
    lineup = mended(Lineup(draft, matched, of(Form.ONE_ON_ONE, *people)), "UBEN")
    assert sets(lineup) == [{"UCEM", "UDAN"}, {"UCEM", "UANA"}]
    full = [someone("UCEM", mentors=True, mentored=False, capacity=1), someone("UANA"), someone("UDAN")]
    draft = a_round("p")
    matched = [
        a_match(draft.id, "UBEN", "UANA", mentors=1),
        a_match(draft.id, "UCEM", "UDAN", number=2, mentors=1),
    ]
    lineup = Lineup(draft, matched, of(Form.ONE_ON_ONE, *full))
    mend(lineup)
    assert draft.left_out == (LeftOut("UANA", Rule.NO_FREE_MENTOR),)


def two_mentors(**mentees: Participant) -> Lineup:
    """Ana with Ben, Dan with Cem, and Eva with Fay; each mentor has one place."""
    mentors = [someone(one, mentors=True, mentored=False, capacity=1) for one in ("UBEN", "UCEM", "UFAY")]
    known = {one: mentees.get(one, someone(one)) for one in ("UANA", "UDAN", "UEVA")}
    draft = a_round("p")
    pairs = zip(("UBEN", "UCEM", "UFAY"), known, strict=True)
    matched = [a_match(draft.id, *pair, number=at, mentors=1) for at, pair in enumerate(pairs)]
    return Lineup(draft, matched, of(Form.ONE_ON_ONE, *mentors, *known.values()))


def pairs(lineup: Lineup) -> set[tuple[PersonId, ...]]:
    return {one.members for one in lineup.matched}


def test_who_waited_and_loses_a_mentor_takes_the_place_of_who_has_not() -> None:
    lineup = mended(two_mentors(UANA=someone("UANA", waited=1)), "UBEN")
    assert pairs(lineup) == {("UCEM", "UANA"), ("UFAY", "UEVA")}
    assert lineup.round.left_out == (LeftOut("UDAN", Rule.NO_FREE_MENTOR),)


def test_they_do_so_by_way_of_others_who_waited_as_long() -> None:
    """Ana would rather not be with Cem: she takes Eva's place, who waited too, and Eva Dan's."""
    ana = someone("UANA", waited=1, rather_not=frozenset({"UCEM"}))
    lineup = mended(two_mentors(UANA=ana, UEVA=someone("UEVA", waited=1)), "UBEN")
    assert pairs(lineup) == {("UFAY", "UANA"), ("UCEM", "UEVA")}
    assert lineup.round.left_out == (LeftOut("UDAN", Rule.NO_FREE_MENTOR),)


@pytest.mark.parametrize("others", [0, 1])
def test_nobody_gives_way_to_who_has_waited_no_longer(others: int) -> None:
    waited = {one: someone(one, waited=others) for one in ("UANA", "UDAN", "UEVA")}
    lineup = mended(two_mentors(**waited), "UBEN")
    assert pairs(lineup) == {("UCEM", "UDAN"), ("UFAY", "UEVA")}


def test_nobody_gives_way_to_whom_the_draft_had_left_out_already() -> None:
    """An admin has seen it so, or made it so."""
    lineup = two_mentors(UANA=someone("UANA", waited=1))
    lineup.dissolve(lineup.matched[0], but=frozenset())
    lineup = mended(lineup, "UBEN")
    assert pairs(lineup) == {("UCEM", "UDAN"), ("UFAY", "UEVA")}


def test_who_was_taken_out_of_a_round_stays_out_when_it_is_mended() -> None:
    """Sending counts them among those without a match: the others' odd one must not draw them in again."""
    lineup = four()
    exclude(lineup, "UANA")
    lineup.round.send(None, MONDAY)
    mend(lineup)
    assert not [one for one in sets(lineup) if "UANA" in one]
    assert "UANA" in lineup.round.without


# --- an outline for every form


def crowd(count: int, mentors: int, **changes: object) -> list[Participant]:
    return [
        someone(
            f"U{number:03}",
            mentors=number < mentors,
            mentored=number >= mentors,
            capacity=2,
            level=8 if number < mentors else 3,
            department=f"d{number % 3}",
            **changes,
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(
    "form",
    [Form.ONE_ON_ONE, Form.DEVELOPMENTAL, Form.CROSS_DEPARTMENT, Form.CASCADE, Form.CHEMISTRY, Form.REVERSE],
)
def test_forms_of_two_bring_a_mentor_and_a_mentee_together(form: Form) -> None:
    found = outline(of(form, *crowd(12, 4)))
    assert found.matches
    assert {(len(one.members), one.mentors) for one in found.matches} == {(2, 1)}


def test_peers_become_pairs_and_one_trio() -> None:
    found = outline(of(Form.PEER, *crowd(9, 0)))
    assert sorted(len(one.members) for one in found.matches) == [2, 2, 2, 3]
    assert found.left_out == ()


def test_groups_and_circles_keep_to_their_sizes() -> None:
    found = outline(of(Form.GROUP, *(crowd(2, 2) + crowd(12, 0)[2:])))
    assert all(3 <= len(one.members) <= 7 for one in found.matches)
    found = outline(of(Form.CIRCLE, *crowd(14, 0)))
    assert sum(len(one.members) for one in found.matches) == 14
    assert all(4 <= len(one.members) <= 6 and one.host in one.members for one in found.matches)


def test_a_group_larger_than_all_who_take_part_is_no_group() -> None:
    found = outline(of(Form.CIRCLE, *crowd(3, 0)))
    assert found.matches == ()
    assert {one.rule for one in found.left_out} == {Rule.GROUP_SIZE}


def test_a_panel_is_as_large_as_there_are_people() -> None:
    material = of(Form.SHADOW_BOARD, *crowd(5, 0))
    boss = someone("UBOSS", level=10)
    found = outline(Material(**{**vars(material), "sponsor": boss}))
    (panel,) = found.matches
    assert (len(panel.members), panel.host) == (5, "UBOSS")
    assert outline(material).matches == (), "nobody to advise"
    small = Material(**{**vars(of(Form.SHADOW_BOARD, *crowd(2, 0))), "sponsor": boss})
    assert outline(small).matches == ()


BOSS = someone("UBOSS", level=10, line=frozenset({"UCHAIR"}), manager_id="UCHAIR")


def a_panel(*people: Participant) -> Material:
    """What a panel for the boss is made from."""
    return Material(**{**vars(of(Form.SHADOW_BOARD, *people)), "sponsor": BOSS})


def test_the_head_of_a_company_is_advised_by_people_below_but_for_their_own_reports() -> None:
    """Everybody reports to the boss in the end; two of them directly, and the chair stands above."""
    below = [
        someone(f"U{n}", line=frozenset({f"UM{n}", "UBOSS"}), manager_id=f"UM{n}", department=f"d{n}")
        for n in range(4)
    ]
    direct = [someone(f"UM{n}", line=frozenset({"UBOSS"}), manager_id="UBOSS") for n in range(2)]
    found = outline(a_panel(*below, *direct, someone("UCHAIR")))
    (panel,) = found.matches
    assert (set(panel.members), panel.host) == ({one.id for one in below}, "UBOSS")
    assert {one.person_id for one in found.left_out} == {"UM0", "UM1", "UCHAIR"}


def test_nobody_finds_a_place_beside_who_has_gone_since_the_draft() -> None:
    """Cem has left, and the admin takes Ana out: Ben has nobody, rather than a place beside Cem and Dan."""
    before = four()
    material = of(Form.PEER, someone("UANA"), someone("UBEN"), someone("UDAN"))
    lineup = Lineup(before.round, before.matched, material)
    exclude(lineup, "UANA")
    assert [one.members for one in lineup.matched] == [("UCEM", "UDAN")]
    assert [one.person_id for one in lineup.round.left_out] == ["UBEN"]


def test_whom_a_sponsor_who_joined_would_rather_not_meet_is_not_on_the_panel() -> None:
    people = [someone(f"U{number}") for number in range(6)]
    found = outline(a_panel(*people, someone("UBOSS", rather_not=frozenset({"U3"}))))
    (panel,) = found.matches
    assert set(panel.members) == {"U0", "U1", "U2", "U4", "U5"}


def test_nobody_is_swapped_onto_the_panel_of_their_own_manager() -> None:
    """What the matching keeps apart stays apart by hand, and whoever falls out with the sponsor goes."""
    people = [someone(f"U{n}") for n in range(4)]
    direct = someone("UDIRECT", line=frozenset({"UBOSS"}), manager_id="UBOSS")
    lineup = lineup_of(a_panel(*people, direct))
    with pytest.raises(errors.KeptApartByReportingLine):
        swap(lineup, "U0", "UDIRECT")
    moved = replace(people[0], line=frozenset({"UBOSS"}), manager_id="UBOSS")
    after = lineup_of(a_panel(*people))
    after.material = a_panel(moved, *people[1:])
    after.people[moved.id] = moved
    mend(after)
    assert [set(one.members) for one in after.matched] == [{"U1", "U2", "U3"}]


def test_an_event_seats_everybody_turn_by_turn() -> None:
    found = outline(of(Form.SPEED, *crowd(8, 0)))
    assert len(found.turns) == PRESETS[Form.SPEED].turns
    pairs = [frozenset(match.members) for turn in found.turns for _, match in turn]
    assert len(pairs) == len(set(pairs)) == 20
    assert found.left_out == ()


def test_two_mentors_cannot_take_sixty_mentees() -> None:
    found = outline(of(Form.ONE_ON_ONE, *crowd(62, 2)))
    assert len(found.matches) == 4
    assert len(found.left_out) == 56
    assert {one.rule for one in found.left_out} == {Rule.NO_FREE_MENTOR}


def test_nobody_is_nothing_to_match() -> None:
    for form in Form:
        assert outline(of(Form.PEER if form is Form.INTRO else form)).matches == ()


def test_a_place_that_was_given_away_since_is_not_given_twice() -> None:
    """Ben has one place left and two matches: the later one looks for another mentor."""
    people = [
        someone("UBEN", mentors=True, mentored=False, capacity=1),
        someone("UANA"),
        someone("UDAN"),
    ]
    draft = a_round("p")
    matched = [
        a_match(draft.id, "UBEN", "UANA", mentors=1),
        a_match(draft.id, "UBEN", "UDAN", number=2, mentors=1),
    ]
    lineup = Lineup(draft, matched, of(Form.ONE_ON_ONE, *people))
    assert mend(lineup)
    assert sets(lineup) == [{"UBEN", "UANA"}]
    assert draft.left_out == (LeftOut("UDAN", Rule.NO_FREE_MENTOR),)
