"""Lineups for tests: a few people, by form, in the matches that they have."""

from dataclasses import replace

from bot.domain.forms import Form
from bot.domain.lineups import Lineup
from bot.domain.matching import LeftOut, Participant, Pool, Rule, Rules
from bot.domain.mending import mend
from bot.domain.outlines import Material, outline
from bot.domain.people import PersonId
from bot.domain.rounds import Matched
from bot.domain.terms import PRESETS
from tests.builders import a_match, a_round
from tests.fakes import MONDAY


def someone(person_id: str, **changes: object) -> Participant:
    return Participant(id=person_id, **changes)  # type: ignore[arg-type]  # any of its fields


BOSS = someone("UBOSS", level=10, line=frozenset({"UCHAIR"}), manager_id="UCHAIR")


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


def mended(lineup: Lineup, *left: str) -> Lineup:
    """The same round when these have gone."""
    people = [one for one in lineup.material.pool.people if one.id not in left]
    found = Lineup(lineup.round, lineup.matched, of(lineup.material.form, *people))
    mend(found)
    return found


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


def a_panel(*people: Participant) -> Material:
    """What a panel for the boss is made from."""
    return Material(**{**vars(of(Form.SHADOW_BOARD, *people)), "sponsor": BOSS})
