import asyncio
import time

from bot.pace import Bucket, Lane, Pace


def test_a_bucket_gives_a_burst_and_then_its_rate() -> None:
    bucket = Bucket(per_second=2, burst=3)
    assert [bucket.reserve(100.0) for _ in range(5)] == [0, 0, 0, 0.5, 1.0]


def test_a_rested_bucket_gives_its_burst_again_and_no_more() -> None:
    bucket = Bucket(per_second=2, burst=3)
    for _ in range(5):
        bucket.reserve(100.0)
    assert [bucket.reserve(200.0) for _ in range(4)] == [0, 0, 0, 0.5]


async def test_one_channel_gets_a_message_a_second_while_others_go_ahead() -> None:
    pace = Pace(1000)
    began = time.monotonic()
    await asyncio.gather(*(pace.turn(Lane("T1"), "U1") for _ in range(3)))
    assert 0.9 < time.monotonic() - began < 1.6
    began = time.monotonic()
    waiting = [asyncio.create_task(pace.turn(Lane("T1"), "U1")) for _ in range(2)]
    await asyncio.gather(*(pace.turn(Lane("T1"), f"U{n}") for n in range(2, 50)))
    assert time.monotonic() - began < 0.5
    for task in waiting:
        task.cancel()


async def test_a_hold_stops_its_lane_alone() -> None:
    pace = Pace(1000)
    pace.hold(Lane("T1"), 0.4)
    began = time.monotonic()
    await pace.turn(Lane("T2"), "U1")
    await pace.turn(Lane("T1", edits=True), "U1")
    assert time.monotonic() - began < 0.2
    await pace.turn(Lane("T1"), "U1")
    assert time.monotonic() - began >= 0.4


async def test_the_rate_gives_way_to_refusals_and_comes_back() -> None:
    pace = Pace(100)
    lane = Lane("T1")
    for _ in range(5):
        pace.hold(lane, 0.0)
    began = time.monotonic()
    await asyncio.gather(*(pace.turn(lane, f"U{n}") for n in range(40)))
    assert time.monotonic() - began > 0.25, "15 turns after the burst, at a third of the rate"
