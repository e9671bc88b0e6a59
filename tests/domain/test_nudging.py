"""What waits for someone, and whether to say so now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours import Hours
from bot.domain.nudging import (
    DEFAULT_POLICY,
    SCHEDULES,
    SPOKEN,
    Act,
    Phase,
    Policy,
    Reach,
    Schedule,
    Step,
    Wait,
    decide,
    first_look,
)
from tests.domain.strategies import DAY, MONDAY, hours_around, moments

HOUR = timedelta(hours=1)
WEEK = 7 * DAY
EVERY_DAY = Hours("UTC", weekdays=frozenset(range(7)))
ENDING = frozenset(Phase) - {Phase.QUALITY}
SILENT = sorted(set(Act) - SPOKEN)

stretches = st.integers(1, 90).map(timedelta) | st.integers(1, 72).map(lambda hours: timedelta(hours=hours))


@dataclass(frozen=True)
class Done:
    """One act and when it was done."""

    at: datetime
    act: Act
    step: int


def waiting(phase: Phase, since: datetime, hours: Hours, policy: Policy = DEFAULT_POLICY) -> Wait:
    return Wait(
        workspace="T1",
        id="W1",
        phase=phase,
        person_id="U1",
        subject_id="S1",
        since=since,
        next_look_at=first_look(phase, since, hours, policy),
    )


def play(
    wait: Wait,
    reach: Reach,
    policy: Policy = DEFAULT_POLICY,
    *,
    looks: int = 60,
    late: Sequence[timedelta] = (),
    between: Callable[[Wait, datetime], None] | None = None,
) -> tuple[list[Done], int]:
    """Look at a wait whenever it says so (or so much later) until it ends: what was done, and the looks."""
    done: list[Done] = []
    now = wait.since
    for look in range(looks):
        if wait.next_look_at is None:
            return done, look
        now = max(now, wait.next_look_at) + (late[look] if look < len(late) else timedelta())
        decision = decide(wait, reach, policy, now)
        assert decision.next_look_at is None or decision.next_look_at > now, "looks go forward"
        if decision.act is not None:
            done.append(Done(now, decision.act, max(wait.step, decision.step - 1)))
            if decision.act in SPOKEN:
                reach = reach.after_speaking(now)
        wait.heed(decision)
        if between:
            between(wait, now)
    return done, looks


def says(*when: str) -> list[datetime]:
    return [datetime.strptime(one, "%Y-%m-%d %H:%M").replace(tzinfo=UTC) for one in when]


@st.composite
def schedules(draw: st.DrawFn, *, firm: bool = True) -> Schedule:
    """A policy's own figures for a phase: nudges, then one end; some ends are firm."""
    business = draw(st.booleans())
    most = draw(st.integers(1, 5))
    last = draw(st.sampled_from([Act.LAST_WORD, *SILENT]))
    unyielding = firm and last not in SPOKEN and draw(st.booleans())
    acts = [Act.NUDGE] * (most - 1) + [last]
    if business:
        counts = sorted(draw(st.sets(st.integers(1, 20), min_size=most, max_size=most)))
        return Schedule(
            tuple(
                Step(act, business_days=count, firm=unyielding and act is last)
                for act, count in zip(acts, counts, strict=True)
            )
        )
    total, steps = timedelta(), []
    gaps = draw(st.lists(stretches, min_size=most, max_size=most))
    for act, gap in zip(acts, gaps, strict=True):
        total += gap
        steps.append(Step(act, total, firm=unyielding and act is last))
    grace = min(gaps) / draw(st.integers(2, 9)) if draw(st.booleans()) else timedelta()
    return Schedule(tuple(steps), grace=grace)


@st.composite
def policies(draw: st.DrawFn, phase: Phase = Phase.BOOK) -> Policy:
    """Other figures than the defaults."""
    mine = {**SCHEDULES, phase: draw(schedules())}
    return Policy(mine, draw(st.integers(1, 5)), draw(st.integers(1, 14)) * DAY)


either_policy = st.just(DEFAULT_POLICY) | policies()
delays = st.lists(st.just(timedelta()) | st.timedeltas(timedelta(), 9 * DAY), max_size=8)


@st.composite
def reaches(draw: st.DrawFn, now: datetime) -> Reach:
    """How someone can be reached who heard a few things of late."""
    ago = draw(st.lists(st.timedeltas(timedelta(), 9 * DAY), max_size=5))
    return Reach(draw(hours_around(now)), tuple(now - one for one in ago))


# --- the defaults, as dated stories ---------------------------------------------------------------


def test_nobody_booked_nudge_on_day_5_and_10_last_word_on_day_14() -> None:
    """Introduced on 2 March at ten, reachable every day."""
    done, _ = play(waiting(Phase.BOOK, MONDAY, EVERY_DAY), Reach(EVERY_DAY))
    assert [one.act for one in done] == [Act.NUDGE, Act.NUDGE, Act.LAST_WORD]
    assert says("2026-03-07 10:00", "2026-03-12 10:00", "2026-03-16 10:00") == [one.at for one in done]


@pytest.mark.parametrize(
    ("introduced", "expected"),
    [
        ("2026-03-02 10:00", ["2026-03-09 09:00", "2026-03-12 10:00", "2026-03-16 10:00"]),
        ("2026-03-03 10:00", ["2026-03-09 09:00", "2026-03-13 10:00", "2026-03-17 10:00"]),
        ("2026-03-04 10:00", ["2026-03-09 10:00", "2026-03-16 09:00", "2026-03-18 10:00"]),
        ("2026-03-05 10:00", ["2026-03-10 10:00", "2026-03-16 09:00", "2026-03-19 10:00"]),
        ("2026-03-06 10:00", ["2026-03-11 10:00", "2026-03-16 10:00", "2026-03-20 10:00"]),
        ("2026-03-06 18:00", ["2026-03-12 09:00", "2026-03-17 09:00", "2026-03-23 09:00"]),
    ],
)
def test_a_weekend_moves_one_nudge_and_none_of_the_others(introduced: str, expected: list[str]) -> None:
    """Day 5 or 10 on a Saturday is said on Monday; the last word and the flag stay on day 14."""
    hours = Hours("UTC")
    done, _ = play(waiting(Phase.BOOK, says(introduced)[0], hours), Reach(hours))
    assert says(*expected) == [one.at for one in done]


def test_a_request_is_reminded_of_after_two_business_days_and_runs_out_after_three() -> None:
    """Asked on Thursday before Easter 2026 in Berlin: reminded on Wednesday, out on Thursday."""
    hours = Hours("Europe/Berlin", holidays=frozenset({date(2026, 4, 3), date(2026, 4, 6)}))
    asked = datetime(2026, 4, 2, 8, tzinfo=UTC)
    done, looks = play(waiting(Phase.ANSWER, asked, hours), Reach(hours))
    assert [one.act for one in done] == [Act.NUDGE, Act.EXPIRE]
    assert says("2026-04-08 08:00", "2026-04-09 08:00") == [one.at for one in done]
    assert looks == 2


def test_a_request_runs_out_on_its_day_even_if_nobody_could_be_reminded() -> None:
    """A full week's budget, or a snooze, silences the reminder; the next mentor is asked all the same."""
    hours = Hours("UTC")
    heard = tuple(MONDAY - ahead * HOUR for ahead in range(3))
    wait = waiting(Phase.ANSWER, MONDAY, hours)
    done, _ = play(wait, Reach(hours, heard))
    assert [Done(MONDAY + 3 * DAY, Act.EXPIRE, 1)] == done

    snoozed = waiting(Phase.ANSWER, MONDAY, hours)
    snoozed.snooze(MONDAY + 14 * DAY, hours)
    done, _ = play(snoozed, Reach(hours))
    assert [Done(MONDAY + 3 * DAY, Act.EXPIRE, 1)] == done


def spoken_of(phase: Phase) -> list[tuple[Phase, int]]:
    schedule = SCHEDULES[phase]
    return [(phase, at) for at, step in enumerate(schedule.steps) if step.act in SPOKEN]


@pytest.mark.parametrize(
    ("phase", "step"),
    [
        one
        for phase in Phase
        if not any(step.firm for step in SCHEDULES[phase].steps)
        for one in spoken_of(phase)
    ],
)
def test_what_was_snoozed_is_said_again(phase: Phase, step: int) -> None:
    """Whatever was said last is said again on the day that was chosen; what follows keeps its distance."""
    schedule = SCHEDULES[phase]
    wait = waiting(phase, MONDAY, EVERY_DAY)
    now = MONDAY
    while wait.step <= step and wait.next_look_at is not None:
        now = wait.next_look_at
        decision = decide(wait, Reach(EVERY_DAY), DEFAULT_POLICY, now)
        said = wait.step
        wait.heed(decision)
        if said == step:
            break
    back = now + 20 * DAY
    wait.snooze(now + 5 * DAY, EVERY_DAY)
    wait.snooze(back, EVERY_DAY)  # thought better of it: one snooze, not two steps back
    wait.next_look_at = max(wait.next_look_at or back, now + HOUR)
    done, _ = play(wait, Reach(EVERY_DAY), looks=4)
    assert done[0].at == back
    assert done[0].act is schedule.steps[step].act
    if step + 1 < len(schedule.steps):
        gap = schedule.steps[step + 1].after - schedule.steps[step].after
        assert (done[1].act, done[1].at) == (schedule.steps[step + 1].act, back + gap)
    elif schedule.repeat is not None:
        assert done[1].at == back + schedule.repeat
    else:
        assert len(done) == 1


def test_an_answer_snoozed_for_a_day_is_reminded_of_before_it_runs_out() -> None:
    """Reminded on Wednesday at ten, snoozed until half an hour before the end: said again, then out."""
    hours = Hours("UTC")
    wait = waiting(Phase.ANSWER, MONDAY, hours)
    reminded = MONDAY + 2 * DAY
    wait.heed(decide(wait, Reach(hours), DEFAULT_POLICY, reminded))
    wait.snooze(MONDAY + 3 * DAY - HOUR / 2, hours)
    done, _ = play(wait, Reach(hours))
    assert [one.act for one in done] == [Act.NUDGE, Act.EXPIRE]
    assert [one.at for one in done] == [MONDAY + 3 * DAY - HOUR / 2, MONDAY + 3 * DAY]


def test_did_you_meet_an_hour_after_the_end_and_once_more_two_days_later() -> None:
    """Ended on Monday at ten: asked at eleven, asked again on Wednesday at eleven, then left alone."""
    done, _ = play(waiting(Phase.CHECK_IN, MONDAY, EVERY_DAY), Reach(EVERY_DAY))
    assert [one.act for one in done if one.act in SPOKEN] == [Act.NUDGE, Act.NUDGE]
    assert says("2026-03-02 11:00", "2026-03-04 11:00", "2026-03-09 10:00") == [one.at for one in done]


def test_a_chat_that_ends_on_friday_evening_is_asked_about_on_monday_and_wednesday() -> None:
    """The second question keeps its two days from the first."""
    hours = Hours("UTC")
    friday = datetime(2026, 3, 6, 16, 30, tzinfo=UTC)
    done, _ = play(waiting(Phase.CHECK_IN, friday, hours), Reach(hours))
    asked = [one.at for one in done if one.act in SPOKEN]
    assert says("2026-03-09 09:00", "2026-03-11 09:00") == asked


def test_three_weeks_without_a_chat_then_weekly_then_a_last_word() -> None:
    """Nudged on day 21, 28 and 35; on day 42 both read that we stop."""
    done, _ = play(waiting(Phase.MEET_AGAIN, MONDAY, EVERY_DAY), Reach(EVERY_DAY))
    assert [one.at - MONDAY for one in done] == [3 * WEEK, 4 * WEEK, 5 * WEEK, 6 * WEEK]
    assert [one.act for one in done] == [Act.NUDGE] * 3 + [Act.LAST_WORD]


def test_how_is_it_going_on_day_30_and_every_60_days_from_then_on() -> None:
    """It has no end of its own: it ends with the pairing."""
    wait = waiting(Phase.QUALITY, MONDAY, EVERY_DAY)
    done, _ = play(wait, Reach(EVERY_DAY), looks=5)
    assert [(one.at - MONDAY).days for one in done] == [30, 90, 150, 210, 270]
    assert wait.next_look_at == MONDAY + 330 * DAY


def test_ninety_days_without_a_sign_ask_and_a_week_later_close() -> None:
    """Closing comes a full week after the question, however late that was."""
    done, _ = play(waiting(Phase.INACTIVE, MONDAY, EVERY_DAY), Reach(EVERY_DAY))
    assert [(one.at - MONDAY, one.act) for one in done] == [(90 * DAY, Act.NUDGE), (97 * DAY, Act.CLOSE)]

    away = replace(EVERY_DAY, away_until=MONDAY + 120 * DAY)
    done, _ = play(waiting(Phase.INACTIVE, MONDAY, away), Reach(away))
    assert [(one.at - MONDAY, one.act) for one in done] == [(120 * DAY, Act.NUDGE), (127 * DAY, Act.CLOSE)]


def test_fit_and_outcome_are_asked_soon_after_and_then_left_alone() -> None:
    """Fit: the day after, and once more three days later. Outcome: after two days. All over in two weeks."""
    for phase, expected in ((Phase.FIT, [1, 4, 14]), (Phase.OUTCOME, [2, 14])):
        done, _ = play(waiting(phase, MONDAY, EVERY_DAY), Reach(EVERY_DAY))
        assert expected == [(one.at - MONDAY).days for one in done]


def test_a_flag_is_told_at_once_and_once() -> None:
    """An admin hears of a stalled pair one time."""
    done, looks = play(waiting(Phase.FLAG, MONDAY, EVERY_DAY), Reach(EVERY_DAY))
    assert [Done(MONDAY, Act.NUDGE, 0)] == done
    assert looks == 1


def test_a_break_pushes_the_rest_back() -> None:
    """Who comes back after four weeks hears one nudge then, and five days later the next."""
    away = replace(EVERY_DAY, away_until=MONDAY + 28 * DAY)
    done, _ = play(waiting(Phase.BOOK, MONDAY, away), Reach(away))
    assert [(one.at - MONDAY).days for one in done] == [28, 33, 37]


@pytest.mark.parametrize("phase", sorted(Phase))
def test_three_nudges_at_most_and_then_a_word_or_silence(phase: Phase) -> None:
    """The cap of a phase: three nudges. About a pair that does not meet, the end is told kindly."""
    acts = [step.act for step in SCHEDULES[phase].steps]
    assert acts.count(Act.NUDGE) <= 3
    assert Act.NUDGE not in acts[-1:] or phase in (Phase.FLAG, Phase.QUALITY)
    if phase in (Phase.BOOK, Phase.MEET_AGAIN):
        assert acts[-1] is Act.LAST_WORD


# --- what always holds ----------------------------------------------------------------------------


@given(st.data(), st.sampled_from(sorted(Phase)), moments, either_policy)
def test_nothing_is_said_outside_hours_in_a_break_or_over_budget(
    data: st.DataObject, phase: Phase, now: datetime, policy: Policy
) -> None:
    """At any time, at any step: what is said keeps hours, holidays, breaks, snoozes and the budget."""
    reach = data.draw(reaches(now))
    wait = waiting(phase, now - data.draw(st.timedeltas(timedelta(), 120 * DAY)), reach.hours, policy)
    wait.step = data.draw(st.integers(0, len(policy.schedules[phase].steps)))
    wait.snoozed_until = data.draw(st.none() | st.timedeltas(-DAY, 9 * DAY).map(lambda late: now + late))
    decision = decide(wait, reach, policy, now)
    assert decision.next_look_at is None or decision.next_look_at > now
    if decision.act in SPOKEN:
        local = reach.hours.local(now)
        assert 9 <= local.hour < 17
        assert local.weekday() in reach.hours.weekdays
        assert local.date() not in reach.hours.holidays
        assert reach.hours.away_until is None or reach.hours.away_until <= now
        assert wait.snoozed_until is None or wait.snoozed_until <= now
        assert sum(now - policy.per < at <= now for at in reach.spoken) < policy.budget
    if decision.act is None and decision.next_look_at is not None:
        assert (wait.step, wait.since) == (decision.step, decision.since), "nothing done, nothing moved"


@given(st.data(), moments, either_policy, delays)
def test_every_wait_comes_to_an_end(
    data: st.DataObject, since: datetime, policy: Policy, late: list[timedelta]
) -> None:
    """At most four looks a step, and one more for each that came too late for the day's hours; then over.

    Each step comes once, in order, or is skipped by a firm one.
    """
    phase = data.draw(st.sampled_from(sorted(ENDING)))
    reach = data.draw(reaches(since))
    wait = waiting(phase, since, reach.hours, policy)
    steps = policy.schedules[phase].steps
    done, looks = play(wait, reach, policy, late=late)
    assert wait.next_look_at is None
    assert looks <= 4 * len(steps) + sum(delay > timedelta() for delay in late)
    taken = [one.step for one in done]
    assert sorted(set(taken)) == taken
    assert steps[-1].act is done[-1].act
    assert decide(wait, reach, policy, since + 999 * DAY).act is None, "what is over stays over"


@given(st.data(), moments, schedules(firm=False), delays)
def test_steps_keep_their_distance(
    data: st.DataObject, since: datetime, schedule: Schedule, late: list[timedelta]
) -> None:
    """Never two at once: a late step pushes the rest back, so that they stay apart (less the grace)."""
    policy = Policy({Phase.BOOK: schedule})
    reach = data.draw(reaches(since))
    done, _ = play(waiting(Phase.BOOK, since, reach.hours, policy), reach, policy, late=late)
    assert len(schedule.steps) == len(done)
    for before, after in pairwise(done):
        step, following = schedule.steps[before.step], schedule.steps[after.step]
        if following.business_days:
            due = reach.hours.business_days_after(before.at, following.business_days - step.business_days)
            assert after.at >= due - 2 * HOUR  # what changing clocks take
        else:
            assert after.at - before.at >= following.after - step.after - schedule.grace


@given(st.data(), moments, schedules(firm=False))
def test_no_step_comes_before_its_time(data: st.DataObject, since: datetime, schedule: Schedule) -> None:
    """Late is possible, early never."""
    policy = Policy({Phase.BOOK: schedule})
    reach = data.draw(reaches(since))
    done, _ = play(waiting(Phase.BOOK, since, reach.hours, policy), reach, policy)
    for one in done:
        assert one.at >= schedule.steps[one.step].due(since, reach.hours)


@given(st.data(), moments)
def test_a_firm_step_comes_on_its_time(data: st.DataObject, since: datetime) -> None:
    """Whatever a snooze, a break, a holiday or a spent budget did to the steps before it."""
    gaps = data.draw(st.lists(stretches, min_size=2, max_size=5))
    at = [sum(gaps[: n + 1], timedelta()) for n in range(len(gaps))]
    nudges = (Step(Act.NUDGE, after) for after in at[:-1])
    policy = Policy({Phase.BOOK: Schedule((*nudges, Step(Act.EXPIRE, at[-1], firm=True)))})
    reach = data.draw(reaches(since))
    snoozes = data.draw(st.lists(st.none() | st.timedeltas(HOUR, 60 * DAY), max_size=6))

    def snooze(wait: Wait, now: datetime) -> None:
        stretch = snoozes.pop() if snoozes else None
        if stretch is not None and wait.next_look_at is not None:
            wait.snooze(now + stretch, reach.hours, policy)

    done, _ = play(waiting(Phase.BOOK, since, reach.hours, policy), reach, policy, between=snooze)
    assert Done(since + at[-1], Act.EXPIRE, len(at) - 1) == done[-1]


@given(st.data(), moments, either_policy, st.lists(st.none() | st.timedeltas(HOUR, 40 * DAY), max_size=8))
def test_a_snooze_is_kept(
    data: st.DataObject, since: datetime, policy: Policy, snoozes: list[timedelta | None]
) -> None:
    """Whenever one asks for peace, there is peace until then, and the wait still comes to an end."""
    reach = data.draw(reaches(since))
    wait = waiting(Phase.BOOK, since, reach.hours, policy)
    until = since

    def snooze(wait: Wait, now: datetime) -> None:
        nonlocal until
        stretch = snoozes.pop() if snoozes else None
        if stretch is not None and wait.next_look_at is not None:
            until = now + stretch
            wait.snooze(until, reach.hours, policy)

    spoken: list[tuple[datetime, datetime]] = []

    def keep(wait: Wait, now: datetime) -> None:
        spoken.append((now, until))
        snooze(wait, now)

    done, _ = play(wait, reach, policy, between=keep)
    assert wait.next_look_at is None
    heard = {one.at for one in done if one.act in SPOKEN}
    assert not [now for now, peace in spoken if now in heard and now < peace]


@given(st.data(), moments, st.integers(1, 5))
def test_all_waits_of_a_person_share_one_budget(data: st.DataObject, since: datetime, budget: int) -> None:
    """However many things wait: so many messages in any seven days, and each wait gets its turn."""
    policy = Policy(budget=budget)
    reach = data.draw(reaches(since))
    began = st.tuples(st.sampled_from(sorted(ENDING)), st.timedeltas(timedelta(), 10 * DAY))
    waits = [
        waiting(phase, since + after, reach.hours, policy)
        for phase, after in data.draw(st.lists(began, min_size=1, max_size=10))
    ]
    recent = [at for at in reach.spoken if at > since - policy.per]
    spoken: list[datetime] = []
    for _ in range(1500):
        due = [(wait.next_look_at, at) for at, wait in enumerate(waits) if wait.next_look_at is not None]
        if not due:
            break
        now, at = min(due)
        decision = decide(waits[at], reach, policy, now)
        if decision.act in SPOKEN:
            assert reach.hours.open_at(now)
            spoken.append(now)
            reach = reach.after_speaking(now)
        waits[at].heed(decision)
    assert not [wait for wait in waits if wait.next_look_at is not None]
    allowed = budget if len(recent) <= budget else len(recent)
    for now in spoken:
        week = [at for at in (*recent, *spoken) if now - policy.per < at <= now]
        assert len(week) <= max(budget, allowed if now - since < policy.per else budget)


@given(st.data(), moments)
def test_the_fourth_message_of_a_week_waits(data: st.DataObject, now: datetime) -> None:
    """Free from: nothing more fits before, and at that moment the week has room and the hours are open."""
    reach = data.draw(reaches(now))
    free = reach.free_from(now, DEFAULT_POLICY)
    assert free >= now
    assert reach.hours.open_at(free)
    assert sum(free - WEEK < at <= free for at in reach.spoken) < DEFAULT_POLICY.budget
    if free > reach.hours.next_open(now):
        opening = reach.hours.next_open(now)
        assert sum(opening - WEEK < at <= opening for at in reach.spoken) >= DEFAULT_POLICY.budget


def test_the_messages_of_last_week_make_room_one_by_one() -> None:
    """Said on Monday, Tuesday and Wednesday: the next on Monday, and one more on Tuesday."""
    reach = Reach(Hours("UTC"), (MONDAY, MONDAY + DAY, MONDAY + 2 * DAY))
    assert reach.free_from(MONDAY + 3 * DAY, DEFAULT_POLICY) == MONDAY + WEEK
    assert reach.after_speaking(MONDAY + WEEK).free_from(MONDAY + WEEK, DEFAULT_POLICY) == MONDAY + WEEK + DAY


def test_a_week_over_budget_waits_until_enough_of_it_is_past() -> None:
    """Five were said where three are allowed: the third last one has to leave the week first."""
    heard = tuple(MONDAY + n * HOUR for n in range(5))
    free = Reach(EVERY_DAY, heard).free_from(MONDAY + DAY, DEFAULT_POLICY)
    assert free == MONDAY + 2 * HOUR + WEEK


@given(st.data(), moments, st.integers(1, 20), st.integers(1, 30))
def test_a_step_that_repeats_does_so_for_ever(
    data: st.DataObject, since: datetime, first: int, again: int
) -> None:
    """At the policy's own distance, neither sooner nor twice."""
    policy = Policy({Phase.QUALITY: Schedule((Step(Act.NUDGE, first * DAY),), repeat=again * DAY)})
    reach = data.draw(reaches(since))
    wait = waiting(Phase.QUALITY, since, reach.hours, policy)
    done, looks = play(wait, reach, policy)
    assert looks == 60
    assert wait.next_look_at is not None
    assert len(done) >= 15
    assert all(after.at - before.at >= again * DAY for before, after in pairwise(done))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Step(Act.NUDGE, DAY, firm=True),
        lambda: Step(Act.NUDGE, DAY, business_days=2),
        lambda: Schedule(()),
        lambda: Schedule((Step(Act.NUDGE, DAY), Step(Act.STOP, DAY))),
        lambda: Schedule((Step(Act.NUDGE, DAY), Step(Act.STOP, business_days=4))),
        lambda: Schedule((Step(Act.NUDGE, business_days=4), Step(Act.STOP, 9 * DAY))),
        lambda: Schedule((Step(Act.NUDGE, DAY), Step(Act.STOP, 3 * DAY)), grace=2 * DAY),
        lambda: Schedule((Step(Act.NUDGE, DAY),), repeat=timedelta()),
        lambda: Policy(budget=0),
        lambda: Policy(per=timedelta()),
    ],
)
def test_figures_that_cannot_be_kept_are_refused(wrong: Callable[[], object]) -> None:
    """Two steps at once, a firm message, an empty budget: refused where they are written down."""
    with pytest.raises(ValueError, match=r"step|repeats|budget"):
        wrong()


def test_there_is_a_schedule_for_every_phase() -> None:
    """Nothing that can wait is left without its steps."""
    assert set(Phase) == set(DEFAULT_POLICY.schedules)
