"""The other forms: events, circles, panels, groups and boards."""

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import matching
from bot.domain.matching import Participant, Pool, Rule, Rules, Term, Timetable
from tests.domain.matching.crowds import a_pool, mentee, mentor, open_pairs, pools


def nobody_is_in_two_places(table: Timetable) -> bool:
    """Each round seats everybody once, or names them idle."""
    everyone = None
    for seats, idle in zip(table.rounds, table.idle, strict=True):
        named = sorted([one for seat in seats for one in (seat.one, seat.other)])
        present = sorted({*named, *idle})
        everyone = everyone or present
        if present != everyone or set(named) & set(idle):
            return False
    return True


def met(table: Timetable) -> Counter[frozenset[str]]:
    return Counter(frozenset({seat.one, seat.other}) for seats in table.rounds for seat in seats)


@pytest.mark.parametrize(("people", "rounds"), [(6, 5), (10, 4), (16, 15), (120, 3)])
def test_everyone_meets_someone_new_each_time(people: int, rounds: int) -> None:
    """An even number: nobody idle, nobody twice, up to the last round that is possible."""
    table = matching.speed(a_pool(*(Participant(id=f"U{number:03}") for number in range(people))), rounds)
    assert nobody_is_in_two_places(table)
    assert set(met(table).values()) == {1}
    assert table.idle == ((),) * rounds


def test_with_an_odd_number_the_break_goes_round() -> None:
    table = matching.speed(a_pool(*(Participant(id=f"U{number}") for number in range(7))), 5)
    assert nobody_is_in_two_places(table)
    assert set(met(table).values()) == {1}
    assert Counter(one for idle in table.idle for one in idle).most_common(1)[0][1] == 1


@pytest.mark.parametrize(
    ("mentees", "capacities", "rounds"),
    [(6, (1,) * 6, 6), (12, (2,) * 6, 5), (9, (1, 2, 3), 3), (4, (1,) * 8, 4), (20, (1,) * 5, 5)],
)
def test_mentees_move_between_tables(mentees: int, capacities: tuple[int, ...], rounds: int) -> None:
    """Every seat that can be used is used in every round, and nobody meets anybody twice."""
    pool = a_pool(
        *(mentee(f"mentee {number:02}") for number in range(mentees)),
        *(mentor(f"mentor {number}", capacity) for number, capacity in enumerate(capacities)),
    )
    table = matching.speed(pool, rounds)
    seats = {f"mentor {number}": capacity for number, capacity in enumerate(capacities)}
    assert set(met(table).values()) == {1}
    assert [len(one) for one in table.rounds] == [min(mentees, sum(capacities))] * rounds
    for one in table.rounds:
        assert len({seat.other for seat in one}) == len(one)
        assert all(count <= seats[who] for who, count in Counter(seat.one for seat in one).items())
    chats = Counter(seat.other for one in table.rounds for seat in one)
    assert max(chats.values()) - min(chats[f"mentee {number:02}"] for number in range(mentees)) <= 1


@settings(max_examples=40, deadline=None)
@given(pools(), st.integers(1, 4))
def test_an_event_keeps_the_rules(pool: Pool, rounds: int) -> None:
    """Only pairs that no rule bars, nobody twice; whoever can meet somebody does."""
    table = matching.speed(pool, rounds)
    able = {frozenset({one.id, other.id}) for one, other in open_pairs(pool)}
    if any(one.mentors and one.capacity for one in pool.people):
        assert set(met(table)) <= able
        assert set(met(table).values()) <= {1}
        assert bool(met(table)) == bool(able)
    assert len(table.rounds) == len(table.idle) == rounds


@settings(max_examples=40, deadline=None)
@given(pools(sides=False, most=14), st.integers(2, 4), st.integers(0, 2))
def test_circles_keep_sizes_and_rules(pool: Pool, least: int, more: int) -> None:
    draft = matching.circles(pool, least, least + more)
    for circle in draft.matches:
        assert least <= len(circle.members) <= least + more
        assert all(matching.barred(pool, *pair) == () for pair in combinations(circle.members, 2))
        assert circle.points == sum(reason.points for reason in circle.reasons)
    named = [one for circle in draft.matches for one in circle.members]
    assert sorted([*named, *(one.person_id for one in draft.left_out)]) == sorted(
        person.id for person in pool.people
    )


@pytest.mark.parametrize(("people", "circles"), [(12, [6, 6]), (13, [4, 4, 5]), (23, [4, 4, 5, 5, 5])])
def test_circles_are_even_and_seat_everyone(people: int, circles: list[int]) -> None:
    draft = matching.circles(a_pool(*(Participant(id=f"U{number:02}") for number in range(people))), 4, 6)
    assert sorted(len(circle.members) for circle in draft.matches) == circles
    assert draft.left_out == ()


def test_circles_mix_departments_and_levels() -> None:
    """Sixteen people of four departments: each circle of four has one of each."""
    people = [
        Participant(id=f"U{number:02}", department=f"department {number % 4}", level=1 + number // 4)
        for number in range(16)
    ]
    draft = matching.circles(a_pool(*people), 4, 4)
    departments = {person.id: person.department for person in people}
    assert [len({departments[one] for one in circle.members}) for circle in draft.matches] == [4] * 4


def test_who_waited_has_a_circle_before_who_has_not() -> None:
    """Eva and Zoe cannot sit together: the one who waited is in the one circle there is."""
    for waits in ("eva", "zoe"):
        people = [
            Participant(id=one, waited=int(one == waits)) for one in ("ana", "ben", "cem", "eva", "zoe")
        ]
        pool = replace(a_pool(*people), excluded=frozenset({frozenset({"eva", "zoe"})}))
        (circle,) = matching.circles(pool, 4, 5).matches
        assert waits in circle.members


def test_who_waited_takes_a_place_in_a_circle_that_suits_others_better() -> None:
    """Eva is kept from two, with one of whom there is a circle for her: she sits in the other's place."""
    people = [Participant(id=one, waited=int(one == "eva")) for one in ("ana", "ben", "cem", "dan", "eva")]
    apart = frozenset(frozenset({"eva", one}) for one in ("dan",))
    pool = replace(a_pool(*people), excluded=apart)
    draft = matching.circles(pool, 4, 4)
    assert {one for match in draft.matches for one in match.members} == {"ana", "ben", "cem", "eva"}


def test_who_waited_is_on_the_panel_before_who_suits_it_better() -> None:
    sponsor = Participant(id="head")
    mixed = [Participant(id=f"U{n}", department=f"D{n}", level=n) for n in range(6)]
    plain = [Participant(id=f"V{n}", department="D0", level=0, waited=n) for n in range(3)]
    (panel,) = matching.panel(a_pool(*mixed, *plain), 4, sponsor).matches
    assert {"V1", "V2"} < set(panel.members)
    assert "V0" not in panel.members


def test_the_host_of_a_circle_rotates() -> None:
    """Whoever hosted least is next."""
    pool = a_pool(*(Participant(id=name) for name in ("ana", "ben", "cleo")))
    hosted: dict[str, int] = {}
    for _ in range(6):
        (circle,) = matching.circles(pool, 3, 3, hosted).matches
        assert circle.host is not None
        hosted[circle.host] = hosted.get(circle.host, 0) + 1
    assert hosted == {"ana": 2, "ben": 2, "cleo": 2}


def test_too_few_for_a_circle_read_so() -> None:
    draft = matching.circles(a_pool(Participant(id="ana"), Participant(id="ben")), 4, 6)
    assert draft.matches == ()
    assert [(one.person_id, one.rule) for one in draft.left_out] == [
        ("ana", Rule.GROUP_SIZE),
        ("ben", Rule.GROUP_SIZE),
    ]


def test_a_panel_is_as_diverse_as_can_be() -> None:
    """One of each department, none of the sponsor's own line."""
    people = [
        Participant(id=f"U{number:02}", department=f"department {number % 5}", level=1 + number % 3)
        for number in range(30)
    ]
    sponsor = Participant(id="sponsor", level=9, line=frozenset({"U00", "U01"}))
    draft = matching.panel(a_pool(*people), 5, sponsor)
    (panel,) = draft.matches
    known = {person.id: person for person in people}
    assert len({known[one].department for one in panel.members}) == 5
    assert {"U00", "U01", "sponsor"}.isdisjoint(panel.members)
    assert panel.host == "sponsor"
    assert {one.rule for one in draft.left_out} == {Rule.GROUP_SIZE}
    assert {reason.term for reason in panel.reasons} == {Term.DEPARTMENT, Term.LEVEL, Term.HOURS}


def test_on_a_panel_of_one_sits_whoever_waited_longest() -> None:
    pool = a_pool(Participant(id="ana"), Participant(id="ben", waited=1), Participant(id="cleo"))
    (panel,) = matching.panel(pool, 1, Participant(id="sponsor")).matches
    assert panel.members == ("ben",)


def test_of_very_many_those_who_waited_are_weighed_for_a_panel() -> None:
    crowd = [Participant(id=f"U{n:04}", department=f"{n % 7}") for n in range(1300)]
    waiting = [Participant(id=f"W{n}", waited=1) for n in range(4)]
    (panel,) = matching.panel(a_pool(*crowd, *waiting), 4, Participant(id="sponsor")).matches
    assert set(panel.members) == {"W0", "W1", "W2", "W3"}


def test_a_panel_that_cannot_be_is_none() -> None:
    assert matching.panel(a_pool(Participant(id="ana")), 3, Participant(id="sponsor")).matches == ()


@settings(max_examples=40, deadline=None)
@given(pools(most=14), st.integers(1, 3), st.integers(0, 2))
def test_groups_keep_sizes_and_rules(pool: Pool, least: int, more: int) -> None:
    draft = matching.groups(pool, least, least + more)
    places = {person.id: person.capacity for person in pool.people}
    for group in draft.matches:
        lead, *members = group.members
        assert least <= len(members) <= min(least + more, places[lead])
        assert all(matching.barred(pool, lead, one, mentor=True) == () for one in members)
    named = [one for group in draft.matches for one in group.members[1:]]
    assert sorted([*named, *(one.person_id for one in draft.left_out)]) == sorted(
        person.id for person in pool.people if person.mentored
    )


def test_a_group_that_would_be_too_small_is_given_up() -> None:
    """Seven mentees, three mentors with room: two groups of three and more, nobody left."""
    pool = a_pool(
        *(
            mentee(f"mentee {number}", asks=("a", "b", "c")[number % 3 : number % 3 + 1])
            for number in range(7)
        ),
        *(mentor(name, 5, offers=(name,)) for name in ("a", "b", "c")),
    )
    draft = matching.groups(pool, 3, 5)
    assert sorted(len(group.members) for group in draft.matches) == [4, 5]
    assert draft.left_out == ()


def test_several_mentors_lead_a_larger_group() -> None:
    pool = a_pool(
        *(mentee(f"mentee {number:02}") for number in range(16)),
        *(mentor(f"mentor {number}", department=f"department {number}") for number in range(4)),
    )
    draft = matching.team_groups(pool, 2, 4, 10)
    assert [group.mentors for group in draft.matches] == [2, 2]
    assert sorted(one for group in draft.matches for one in group.members) == sorted(
        person.id for person in pool.people
    )
    assert all(6 <= len(group.members) <= 12 for group in draft.matches)


def test_a_board_has_one_advisor_for_each_role() -> None:
    """Nobody advises the same person twice, and no one is asked beyond their places."""
    roles = ("technical", "career", "industry")
    advisors = [
        mentor("all", 2, roles=frozenset(roles)),
        mentor("techie", 2, roles=frozenset({"technical"})),
        mentor("coach", 2, roles=frozenset({"career", "industry"})),
    ]
    pool = a_pool(mentee("ana"), mentee("ben"), *advisors)
    draft = matching.board(pool, roles)
    seats = [(match.members[1], match.role) for match in draft.matches]
    assert sorted(seats) == sorted((one, role) for one in ("ana", "ben") for role in roles)
    assert len({match.members for match in draft.matches}) == 6
    known = {one.id: one.roles for one in advisors}
    assert all(match.role in known[match.members[0]] for match in draft.matches)


def test_the_first_roles_of_a_board_are_filled_first() -> None:
    """With one place left it goes to the role that matters most; roles that are taken are no slots."""
    pool = a_pool(mentee("ana"), mentor("ben", 1, roles=frozenset({"technical", "career"})))
    (first,) = matching.board(pool, ("technical", "career")).matches
    assert first.role == "technical"
    (second,) = matching.board(pool, ("technical", "career"), {"ana": frozenset({"technical"})}).matches
    assert second.role == "career"
    assert [one.rule for one in matching.board(pool, ("technical", "career")).left_out] == [
        Rule.NO_FREE_MENTOR
    ]


def test_reverse_mentoring_turns_the_gap_round() -> None:
    pool = a_pool(
        mentee("chief", level=9),
        mentor("junior", level=1),
        mentor("president", level=10),
        rules=Rules(most_gap=-1, best_gap=-3),
    )
    assert [match.members for match in matching.mentors(pool).matches] == [("junior", "chief")]


def test_whoever_rules_leave_nobody_reads_which_rule() -> None:
    pool = a_pool(
        mentee("ana", level=5),
        mentee("bo", level=1),
        mentor("cy", level=3),
        mentor("di", level=4),
        rules=Rules(least_gap=1),
    )
    assert matching.why_not(pool) == (matching.LeftOut("ana", Rule.SENIORITY, 2),)
    alone = a_pool(Participant(id="x", blocked=frozenset({"y"})), Participant(id="y"))
    assert [(one.rule, one.count) for one in matching.why_not(alone, peers=True)] == [(Rule.BLOCKED, 1)] * 2
