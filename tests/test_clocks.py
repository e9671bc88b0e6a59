from datetime import UTC, datetime, timedelta

from bot.clocks import SystemClock, TurnableClock

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_the_system_clock_is_aware_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


def test_a_standing_clock_moves_when_it_is_turned() -> None:
    clock = TurnableClock(START, runs=False)
    assert clock.now() == START
    clock.turn(timedelta(days=3))
    assert clock.now() == START + timedelta(days=3)
    clock.set(START)
    assert clock.now() == START


def test_a_running_clock_goes_on_from_where_it_was_turned_to() -> None:
    clock = TurnableClock(START)
    assert START <= clock.now() < START + timedelta(seconds=5)
    shown = clock.turn(timedelta(days=1))
    assert shown <= clock.now() < shown + timedelta(seconds=5)


def test_listeners_hear_of_each_turn_and_see_the_new_time() -> None:
    clock = TurnableClock(START, runs=False)
    heard: list[datetime] = []
    clock.listen(lambda: heard.append(clock.now()))
    clock.turn(timedelta(hours=1))
    clock.set(START)
    assert heard == [START + timedelta(hours=1), START]
