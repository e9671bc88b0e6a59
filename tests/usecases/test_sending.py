"""Sending: who is still there, who is introduced, and what the others read."""

from datetime import timedelta

from bot.domain import notices
from bot.domain.forms import Form
from bot.domain.matching import Rule
from bot.domain.terms import Seniority
from bot.usecases import enrolments, people, rounds, sending, status
from tests.usecases.office import Office, a_mentor, a_person
from tests.usecases.season import ADMIN, PEERS, Season, of, own


def test_a_sent_round_is_introduced_announced_and_counted(office: Office, season: Season) -> None:
    season.draft()
    season.send()
    assert len(season.together) == 2
    assert len(office.told(kind=notices.Introduced)) == 2
    assert {one.once for one in season.together} == {True}
    assert {one.round_id for one in season.together} == {season.round.id}
    (announced,) = [one.notice for one in office.told(kind=notices.RoundAnnounced)]
    assert isinstance(announced, notices.RoundAnnounced)
    assert (announced.people, announced.matches) == (5, 2)
    assert season.round.closes_at == season.program.next_round_at
    (mine,) = office.run(status.read, "UANA").pairings
    own_match = next(one for one in season.matched if "UANA" in one.members)
    assert mine.reasons == own_match.match.reasons


def test_who_left_meanwhile_is_taken_out_the_partner_matched_again_and_the_admin_told(
    office: Office, season: Season
) -> None:
    """One leaves, one takes a break, one account is closed: the two who stay meet."""
    season.draft()
    office.run(enrolments.leave, own(season, "UANA"))
    office.run(people.pause, people.Pause(person_id="UBEN"))
    office.run(people.record, a_person("UCEM", active=False))
    season.send()
    assert [set(one.people) for one in season.together] == [{"UDAN", "UEVE"}]
    (mended,) = office.notices(ADMIN, notices.RoundMended)
    assert set(mended.gone) == {"UANA", "UBEN", "UCEM"}
    introduced = {one for told in office.told(kind=notices.Introduced) for one in told.to}
    assert introduced == {"UDAN", "UEVE"}


def test_who_is_parted_before_they_read_of_each_other_comes_first_next_time(office: Office) -> None:
    """Their introduction waits for hours that both share. Nobody reads that chats have come to an end."""
    season = Season(office, most=2)
    season.hire("UANA", "UBEN")
    season.draft()
    office.delivers = False
    season.send()
    office.run(people.block, people.Block(person_id="UANA", blocked=("UBEN",)))
    season.convene()
    assert season.together == []
    assert office.told(kind=notices.Introduced) == office.told(kind=notices.PairingEnded) == []
    for person_id in ("UANA", "UBEN"):
        (sorry,) = office.notices(person_id, notices.NotThisTime)
        assert sorry.rule is Rule.NO_FREE_MENTOR, "what somebody wished in private is not said"
        assert season.enrolment(person_id).left_out == 1


def test_a_block_between_draft_and_send_parts_them(office: Office) -> None:
    season = Season(office)
    season.hire("UANA", "UBEN", "UCEM")
    season.draft()
    office.change("UANA", blocked=("UBEN", "UCEM"))
    season.send()
    assert [set(one.people) for one in season.together] == [{"UBEN", "UCEM"}]
    (sorry,) = office.notices("UANA", notices.NotThisTime)
    assert sorry.rule is Rule.NO_FREE_MENTOR


def test_whoever_has_no_match_is_told_why_and_comes_first_next_time(office: Office) -> None:
    """Two mentors with one place each, and three mentees: who was left out has a mentor next time."""
    season = Season(
        office, Form.ONE_ON_ONE, lasts=0, chemistry_first=False, capacity=1, no_repeat=0, cadence=2
    )
    season.hire("UBEN", "UCEM", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", "UDAN", "UEVE", asks=("go",))
    season.draft()
    season.send()
    (left,) = [one.person_id for one in season.round.left_out]
    (sorry,) = office.notices(left, notices.NotThisTime)
    assert (sorry.rule, sorry.next_round_at) == (Rule.NO_FREE_MENTOR, season.program.next_round_at)
    assert season.enrolment(left).left_out == 1
    season.draft()
    assert left in {one for match in season.sets for one in match}
    season.send()
    assert season.enrolment(left).left_out == 0


def test_who_mentors_no_more_when_the_round_leaves_is_introduced_to_nobody(office: Office) -> None:
    season = Season(office, Form.ONE_ON_ONE, capacity=1, seniority=Seniority.ANY)
    season.hire("UBEN", "UCEM", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", asks=("go",))
    season.draft()
    ((mentor, _),) = (one.members for one in season.matched)
    (other,) = {"UBEN", "UCEM"} - {mentor}
    season.join(mentor, mentors=False, mentored=True, asks=("go",))
    season.send()
    assert season.sets == [{other, "UANA"}]
    assert office.notices(mentor, notices.Introduced) == []


def test_a_mentor_without_a_mentee_is_told_once_and_nobody_hears_twice(office: Office) -> None:
    """Two mentees for five mentors, of whom one is a mentee as well, and one sits it out."""
    season = Season(office, Form.CASCADE, seniority=Seniority.ANY, capacity=1)
    season.hire("UBEN", "UCEM", "UDAN", "UEVE", mentors=True, mentored=False, offers=("go",))
    season.hire("UFAY", mentors=True, mentored=True, offers=("go",), asks=("go",))
    season.hire("UANA", asks=("go",))
    first = season.launch()
    office.run(enrolments.skip, own(season, "UEVE"))
    season.until(first)
    season.send()
    leading = {one.members[0] for one in season.matched}
    idle = {"UBEN", "UCEM", "UDAN"} - leading
    assert idle
    for person_id in ("UANA", "UBEN", "UCEM", "UDAN", "UEVE", "UFAY"):
        told = office.notices(person_id, notices.NoMentee)
        assert len(told) == (person_id in idle), person_id
        assert all(one.next_round_at == season.program.next_round_at for one in told)
    assert season.enrolment(min(idle)).left_out == 0, "they wait for nobody"
    office.run(people.record, a_person(min(leading), active=False))
    season.convene()
    assert all(len(office.notices(one, notices.NoMentee)) <= 1 for one in idle)


def test_who_has_a_match_after_all_does_not_read_of_having_none_and_hears_when_it_falls_away(
    office: Office,
) -> None:
    """Two mentors with one place each; on Friday evening what everybody reads waits for Monday."""
    season = Season(office, Form.ONE_ON_ONE, capacity=1, lasts=0, chemistry_first=False)
    season.hire("UBEN", "UCEM", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", "UDAN", "UEVE", asks=("go",))
    season.draft()
    office.now = office.now.replace(hour=17, minute=30) + timedelta(days=4 - office.now.weekday())
    season.send()
    (left,) = season.round.without
    assert office.notices(left, notices.NotThisTime)
    matched = sorted({"UANA", "UDAN", "UEVE"} - {left})
    office.now += timedelta(days=1)
    office.run(people.record, a_person(matched[0], active=False))
    season.convene()
    assert office.notices(left, notices.Introduced)
    assert not office.notices(left, notices.NotThisTime)
    (own_mentor,) = [one.mentors[0] for one in season.together if left in one.people]
    office.now += timedelta(hours=1)
    office.run(people.record, a_mentor(own_mentor, active=False))
    season.convene()
    assert not office.notices(left, notices.Introduced)
    assert office.notices(left, notices.NotThisTime)


def test_a_mentor_who_gets_a_mentee_after_all_does_not_read_of_having_none(office: Office) -> None:
    season = Season(office, Form.ONE_ON_ONE, capacity=1)
    season.hire("UBEN", "UCEM", mentors=True, mentored=False, offers=("go",))
    season.hire("UANA", asks=("go",))
    season.draft()
    office.now = office.now.replace(hour=17, minute=30) + timedelta(days=4 - office.now.weekday())
    season.send()
    (pairing,) = season.together
    (idle,) = {"UBEN", "UCEM"} - {*pairing.people}
    assert office.notices(idle, notices.NoMentee)
    office.now += timedelta(days=1)
    office.run(people.record, a_mentor(pairing.mentors[0], active=False))
    season.convene()
    assert office.notices(idle, notices.Introduced)
    assert not office.notices(idle, notices.NoMentee)


def test_mentors_hear_of_a_round_that_could_match_nobody(office: Office) -> None:
    """Both mentees have the only mentor above them: those are told why, and the mentor that it goes by."""
    season = Season(office, Form.ONE_ON_ONE)
    reports = (a_person(one, manager_id="UBEN") for one in ("UANA", "UCEM"))
    office.hire(a_mentor("UBEN", "go"), *reports)
    season.join("UBEN", mentors=True, mentored=False, offers=("go",))
    season.join("UANA", "UCEM", asks=("go",))
    season.draft()
    season.convene()
    assert office.notices("UANA", notices.NotThisTime)
    (told,) = office.notices("UBEN", notices.NoMentee)
    assert told.next_round_at == season.program.next_round_at


def test_the_odd_one_is_told_where_no_trio_is_allowed(office: Office) -> None:
    season = Season(office, most=2)
    season.hire(*PEERS)
    season.draft()
    season.send()
    (odd,) = season.round.left_out
    (sorry,) = office.notices(odd.person_id, notices.NotThisTime)
    assert sorry.rule is Rule.ODD_ONE


def test_a_place_given_away_meanwhile_is_not_given_twice(office: Office) -> None:
    """Ben's only place goes to a request after the draft: his mentee of the round is told."""
    season = Season(office, Form.ONE_ON_ONE)
    office.hire(a_mentor("UBEN", "go", capacity=1), a_person("UANA"), a_person("UCEM"))
    season.join("UBEN", mentors=True, mentored=False, offers=("go",))
    season.join("UANA", asks=("go",))
    season.draft()
    assert season.sets == [{"UBEN", "UANA"}]
    office.pair("UBEN", "UCEM", topic="go")
    season.send()
    assert season.together == []
    (sorry,) = office.notices("UANA", notices.NotThisTime)
    assert sorry.rule is Rule.NO_FREE_MENTOR


def test_what_a_crash_cut_off_goes_on_without_saying_anything_twice(office: Office) -> None:
    """Eighty people; the first look dies after the first transaction of introductions."""
    season = Season(office)
    crowd = [f"U{number:03}" for number in range(80)]
    season.hire(*crowd)
    season.draft()
    office.run(rounds.send, of(season))
    before = office.unit_of_work
    count = iter(range(99))

    def failing(workspace: str) -> object:
        if next(count) == 5:
            raise OSError("the machine is gone")
        return before(workspace)

    office.unit_of_work = failing  # type: ignore[assignment]  # until it is put back
    season.convene()
    office.unit_of_work = before
    part = len(season.together)
    assert 0 < part < 40
    office.now += timedelta(minutes=10)
    season.convene()
    assert len(season.together) == 40
    introduced = [one for told in office.told(kind=notices.Introduced) for one in told.to]
    assert sorted(introduced) == crowd
    assert len(office.told(kind=notices.RoundAnnounced)) == 1


def test_no_sponsor_is_brought_in_who_takes_a_break_before_the_introductions(office: Office) -> None:
    office.hire(a_person("UIMA", level=9))
    season = Season(office, Form.SHADOW_BOARD, sponsor_id="UIMA")
    season.hire(*PEERS)
    season.draft()
    assert {one.match.host for one in season.matched} == {"UIMA"}
    office.run(rounds.send, of(season))
    standing = office.run(sending.read, season.round.id)
    assert standing is not None
    office.run(sending.keep_mended, sending.compute(standing))
    office.pause("UIMA")
    season.convene()
    assert season.together == []
    assert office.notices("UIMA", notices.Introduced) == []
    (mended,) = office.notices(ADMIN, notices.RoundMended)
    assert mended.gone == ("UIMA",)


def test_who_has_just_advised_a_sponsor_does_not_do_so_again_within_the_window(office: Office) -> None:
    office.hire(a_person("UIMA", level=9))
    season = Season(office, Form.SHADOW_BOARD, sponsor_id="UIMA")
    advisers = [f"U00{number}" for number in range(6)]
    season.hire(*advisers)
    season.draft()
    season.send()
    (first,) = season.together
    assert set(first.people) == {"UIMA", *advisers}
    others = [f"U01{number}" for number in range(6)]
    season.hire(*others)
    season.draft()
    assert season.sets == [set(others)]


def test_a_board_is_filled_seat_by_seat(office: Office) -> None:
    season = Season(office, Form.BOARD, roles=("technical", "career"), capacity=1)
    season.hire("UBEN", mentors=True, mentored=False, offers=("go",), roles=("technical",))
    season.hire("UANA", asks=("go",))
    season.draft()
    season.send()
    (first,) = season.together
    assert first.topic == "technical"
    season.hire("UCEM", mentors=True, mentored=False, offers=("go",), roles=("technical", "career"))
    season.draft()
    (match,) = season.matched
    assert (set(match.members), match.match.role) == ({"UCEM", "UANA"}, "career")
