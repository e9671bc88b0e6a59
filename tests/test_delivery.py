"""Delivery: said and marked, once or at least once; holds, edits and their order."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import courier
from bot.courier import LEASE, MOST_ATTEMPTS
from bot.domain.notices import AskSettled, LastWord, Notice
from bot.domain.requests import AskState
from bot.ports import Hold, Letter, Posted, TryLater, Undeliverable
from bot.threads import PATIENCE, Threads
from handlers.slack.session import TIMEOUT
from tests.postroom import AT_LEAST_ONCE, NOW, Office

AT_MOST_ONCE = LastWord(wait_id="w1", pairing_id="p1", with_ids=("U2",), topic="packaging")
EDIT = AskSettled(ask_id="1", requester_id="U2", topic="packaging", state=AskState.ACCEPTED)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    with ThreadPoolExecutor(1) as executor:
        yield Office(Threads(executor, lambda _: False))


async def test_a_message_is_said_and_marked(office: Office) -> None:
    one = office.outbox.put(about="pairing:p1")
    await office.deliver_next()
    assert office.said.posts == [(("U1",), AT_LEAST_ONCE)]
    assert office.outbox.marks == {one: (Letter.SENT, None)}
    assert office.outbox.places == [("pairing:p1", Posted("D1", "1.0"), ("U1",))]


async def test_what_is_no_longer_relevant_is_not_said(office: Office) -> None:
    one = office.outbox.put()
    office.irrelevant.add(one)
    await office.deliver_next()
    assert office.said.posts == []
    assert office.outbox.marks == {one: (Letter.DROPPED, "no longer relevant")}


async def test_at_least_once_is_marked_after_it_was_said(office: Office) -> None:
    marks: list[object] = []
    office.said.seen = lambda: marks.append(dict(office.outbox.marks))
    office.outbox.put(AT_LEAST_ONCE)
    await office.deliver_next()
    assert marks == [{}]


async def test_at_most_once_is_marked_before_it_is_said(office: Office) -> None:
    marks: list[object] = []
    office.said.seen = lambda: marks.append(dict(office.outbox.marks))
    one = office.outbox.put(AT_MOST_ONCE)
    await office.deliver_next()
    assert marks == [{one: (Letter.SENT, None)}]


async def test_an_answer_that_got_lost_repeats_at_least_once(office: Office) -> None:
    """Said, but we never heard so: said again."""
    one = office.outbox.put(AT_LEAST_ONCE)
    office.said.after = [TryLater(1, "timeout")]
    await office.deliver_next()
    office.clock.turn(timedelta(minutes=1))
    await office.deliver_next()
    assert len(office.said.posts) == 2
    assert office.outbox.marks == {one: (Letter.SENT, None)}


async def test_an_answer_that_got_lost_does_not_repeat_at_most_once(office: Office) -> None:
    one = office.outbox.put(AT_MOST_ONCE)
    office.said.after = [TryLater(1, "timeout")]
    await office.deliver_next()
    assert len(office.said.posts) == 1
    assert office.outbox.marks == {one: (Letter.SENT, None)}
    assert office.outbox.queued == {}


async def test_a_crash_after_the_words_repeats_at_least_once_when_the_lease_is_over(office: Office) -> None:
    office.outbox.put(AT_LEAST_ONCE)
    office.said.go_on = asyncio.Event().wait()
    crashing = asyncio.create_task(office.deliver_next())
    await office.until(lambda: len(office.said.posts) == 1)
    crashing.cancel()
    await asyncio.gather(crashing, return_exceptions=True)
    assert office.outbox.claim(office.clock.now(), 1, timedelta(seconds=60), "other") == []
    office.clock.turn(timedelta(minutes=2))
    office.said.go_on = None
    await office.deliver_next()
    assert len(office.said.posts) == 2


async def test_a_crash_after_the_words_does_not_repeat_at_most_once(office: Office) -> None:
    office.outbox.put(AT_MOST_ONCE)
    office.said.go_on = asyncio.Event().wait()
    crashing = asyncio.create_task(office.deliver_next())
    await office.until(lambda: len(office.said.posts) == 1)
    crashing.cancel()
    await asyncio.gather(crashing, return_exceptions=True)
    office.clock.turn(timedelta(minutes=2))
    assert office.outbox.claim(office.clock.now(), 1, timedelta(seconds=60), "other") == []


@pytest.mark.parametrize("notice", [AT_LEAST_ONCE, AT_MOST_ONCE])
async def test_a_short_hold_loses_nothing_and_costs_no_attempt(office: Office, notice: Notice) -> None:
    one = office.outbox.put(notice)
    office.said.before = [Hold(0.1, "ratelimited"), Hold(0.1, "ratelimited")]
    await office.deliver_next()
    assert len(office.said.posts) == 1
    assert office.outbox.marks == {one: (Letter.SENT, None)}
    assert office.outbox.parcels[one].attempts == 0


@pytest.mark.parametrize("notice", [AT_LEAST_ONCE, AT_MOST_ONCE])
async def test_a_hold_beyond_the_lease_gives_the_message_back(office: Office, notice: Notice) -> None:
    one = office.outbox.put(notice, attempts=MOST_ATTEMPTS)
    office.said.before = [Hold(300, "ratelimited")]
    await office.deliver_next()
    assert office.outbox.marks == {}
    _, at = office.outbox.queued[one]
    assert timedelta(seconds=299) < at - NOW <= timedelta(seconds=300)


async def test_a_hold_keeps_back_the_whole_workspace(office: Office) -> None:
    office.outbox.put(to=("U1",))
    office.outbox.put(to=("U2",))
    office.said.before = [Hold(300, "ratelimited")]
    await office.deliver_next()
    await office.deliver_next()
    assert office.said.posts == []
    assert len(office.outbox.queued) == 2


async def test_tries_are_spread_and_end_in_a_dead_letter(office: Office) -> None:
    one = office.outbox.put()
    waits: list[timedelta] = []
    for _ in range(MOST_ATTEMPTS - 1):
        office.said.before = [TryLater(0, "internal_error")]
        await office.deliver_next()
        waits.append(office.outbox.queued[one][1] - office.clock.now())
        office.clock.set(office.outbox.queued[one][1])
    office.said.before = [TryLater(0, "internal_error")]
    await office.deliver_next()
    assert office.outbox.marks == {one: (Letter.DEAD, "internal_error")}
    assert timedelta(seconds=2) < waits[0] <= timedelta(seconds=5)
    assert timedelta(hours=1.5) < sum(waits, timedelta()) < timedelta(hours=5)


@pytest.mark.parametrize("notice", [AT_LEAST_ONCE, AT_MOST_ONCE])
async def test_what_can_never_arrive_becomes_a_dead_letter(office: Office, notice: Notice) -> None:
    one = office.outbox.put(notice)
    office.said.before = [Undeliverable("user_disabled")]
    await office.deliver_next()
    assert office.outbox.marks == {one: (Letter.DEAD, "user_disabled")}


async def test_a_message_that_breaks_does_not_stop_delivery(office: Office) -> None:
    office.outbox.put(to=("U1",))
    office.outbox.put(to=("U2",))
    office.said.before = [ValueError("a view that does not render")]
    async with office.open():
        await office.until(lambda: len(office.said.posts) == 1)
    assert office.outbox.parcels[1].attempts == 1


async def test_an_edit_goes_where_the_message_was_posted(office: Office) -> None:
    office.outbox.put(to=("U1",), about="ask:1")
    await office.deliver_next()
    office.outbox.put(to=("U9",), about="ask:1")
    await office.deliver_next()
    edit = office.outbox.put(EDIT, to=("U1",), edits="ask:1")
    await office.deliver_next()
    assert office.said.edits == [(Posted("D1", "1.0"), EDIT)]
    assert office.outbox.marks[edit] == (Letter.SENT, None)


async def test_an_edit_waits_behind_its_message(office: Office) -> None:
    office.outbox.put(to=("U1",), about="ask:1")
    office.outbox.put(EDIT, to=("U1",), edits="ask:1")
    async with office.open():
        await office.until(lambda: len(office.said.edits) == 1)
    assert office.said.edits == [(Posted("D1", "1.0"), EDIT)]


@pytest.mark.parametrize("gone", [None, Undeliverable("message_not_found")])
async def test_an_edit_of_what_is_not_there_is_dropped(office: Office, gone: Exception | None) -> None:
    if gone is not None:
        office.outbox.put(to=("U1",), about="ask:1")
        await office.deliver_next()
        office.said.before = [gone]
    edit = office.outbox.put(EDIT, to=("U1",), edits="ask:1")
    await office.deliver_next()
    assert office.said.edits == []
    assert office.outbox.marks[edit][0] is Letter.DROPPED


async def test_one_person_hears_things_in_their_order(office: Office) -> None:
    notices = [replace(AT_LEAST_ONCE, pairing_id=f"p{n}") for n in range(3)]
    for notice in notices:
        office.outbox.put(notice, to=("U1",))
    async with office.open():
        await office.until(lambda: len(office.said.posts) == 3)
    assert [notice for _, notice in office.said.posts] == notices


async def test_many_are_served_at_once(office: Office) -> None:
    for n in range(15):
        office.outbox.put(to=(f"U{n}",))
    open_door = asyncio.Event()
    office.said.go_on = asyncio.ensure_future(open_door.wait())
    async with office.open():
        await office.until(lambda: len(office.said.posts) == 15)
        open_door.set()
    assert len(office.outbox.marks) == 15


async def test_a_turned_clock_delivers_what_has_become_due(office: Office) -> None:
    office.outbox.put(send_at=NOW + timedelta(days=3))
    async with office.open():
        await asyncio.sleep(0.1)
        assert office.said.posts == []
        office.clock.turn(timedelta(days=3))
        await office.until(lambda: len(office.said.posts) == 1)


async def test_delivery_outlives_a_database_that_is_away(office: Office) -> None:
    office.outbox.errors = [ConnectionError()]
    office.outbox.put()
    async with office.open():
        await office.until(lambda: not office.outbox.errors)
        office.delivery.wake()
        await office.until(lambda: len(office.said.posts) == 1)


async def test_stopping_finishes_what_is_being_said_and_gives_back_the_rest(office: Office) -> None:
    for n in range(3):
        office.outbox.put(to=(f"U{n}",))
    open_door = asyncio.Event()
    office.said.go_on = asyncio.ensure_future(open_door.wait())
    office.said.before = [Hold(10, "ratelimited")]
    office.delivery.start()
    await office.until(lambda: len(office.said.posts) == 2 or not office.said.before)
    stopping = asyncio.create_task(office.delivery.stop())
    await asyncio.sleep(0.05)
    open_door.set()
    async with asyncio.timeout(2):
        await stopping
    said = len(office.said.posts)
    assert len(office.outbox.marks) == said
    assert len(office.outbox.queued) == 3 - said > 0
    assert all(at <= office.clock.now() for _, at in office.outbox.queued.values())
    assert all(parcel_id not in office.outbox.claims for parcel_id in office.outbox.queued)


async def test_a_file_is_attached_when_its_message_is_marked(office: Office) -> None:
    """Whatever becomes of the file: its message is not said again."""
    marks: list[object] = []
    one = office.outbox.put(AT_LEAST_ONCE)
    office.said.seen_attached = lambda: marks.append(dict(office.outbox.marks))
    await office.deliver_next()
    assert marks == [{one: (Letter.SENT, None)}]
    assert office.said.attached == [Posted("D1", "1.0")]


def test_a_message_is_said_and_marked_within_its_lease() -> None:
    """Turns, two calls and the database's patience, one after the other."""
    assert courier._LAST_TURN + 2 * TIMEOUT <= courier._DEADLINE
    assert courier._DEADLINE + PATIENCE < LEASE.total_seconds() >= 2 * TIMEOUT
