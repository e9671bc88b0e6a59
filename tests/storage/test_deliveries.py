"""Deliveries: each message to one worker, each person's messages in their order."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.domain import notices
from bot.ports import Letter, Parcel, Post, Posted
from storage.deliveries import SqlDeliveries
from tests.builders import WORKSPACE, a_nudge, a_post
from tests.fakes import MONDAY
from tests.storage.conftest import Begin, at_once
from tests.storage.filling import filled

LEASE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
HERE = Posted("D1", "1.0")


@pytest.fixture
def deliveries(engine: Engine) -> SqlDeliveries:
    return SqlDeliveries(engine)


def put(begin: Begin, *posts: Post, workspace: str = WORKSPACE) -> None:
    with begin(workspace) as uow:
        for post in posts:
            uow.outbox.put(post)


def claim(deliveries: SqlDeliveries, now: timedelta = timedelta(), most: int = 10) -> list[Parcel]:
    return deliveries.claim(MONDAY + now, most, LEASE, "worker")


def an_edit(
    begin: Begin, deliveries: SqlDeliveries, about: str, *to: str, workspace: str = WORKSPACE, **more: str
) -> Parcel | None:
    """What is claimed when something is to replace what stands there about this; None when nothing is."""
    put(begin, a_post(*to, edits=about, **more), workspace=workspace)
    return next((one for one in claim(deliveries, most=1) if one.edits == about), None)


def keys(parcels: list[Parcel]) -> list[str]:
    return [parcel.key for parcel in parcels]


def test_a_parcel_is_what_was_posted(begin: Begin, deliveries: SqlDeliveries) -> None:
    post = a_post("UBEN", "UANA", key="k", about="ask:1")
    put(begin, post)
    [parcel] = claim(deliveries)
    assert (parcel.workspace, parcel.attempts) == (WORKSPACE, 0)
    assert (parcel.to, parcel.notice, parcel.send_at) == (("UBEN", "UANA"), post.notice, MONDAY)
    assert (parcel.key, parcel.about, parcel.edits, parcel.places) == ("k", "ask:1", None, ())


def test_a_message_to_a_channel_stays_one_and_is_replaced_there(
    begin: Begin, deliveries: SqlDeliveries
) -> None:
    put(begin, a_post(channel="C1", key="k", about="program:1"))
    [parcel] = claim(deliveries, most=1)
    assert (parcel.to, parcel.channel, parcel.address) == ((), "C1", ("C1",))
    deliveries.sent(parcel, Posted("C1", "2.0"), MONDAY)
    edit = an_edit(begin, deliveries, "program:1", channel="C1")
    assert edit is not None
    assert (edit.edits, edit.places) == ("program:1", (Posted("C1", "2.0"),))


@pytest.mark.parametrize("kind", notices.ALL.values(), ids=notices.ALL)
def test_every_kind_of_notice_survives(
    begin: Begin, deliveries: SqlDeliveries, kind: type[notices.Notice]
) -> None:
    notice = filled(kind)
    put(begin, a_post("UANA", notice=notice))
    assert [parcel.notice for parcel in claim(deliveries)] == [notice]


def test_what_is_due_is_claimed_oldest_first_over_all_workspaces(
    begin: Begin, deliveries: SqlDeliveries
) -> None:
    put(begin, a_post("UANA", key="now"), a_post("UBEN", key="later", send_at=MONDAY + HOUR))
    put(begin, a_post("UANA", key="earlier", send_at=MONDAY - HOUR), workspace="T2")
    assert keys(claim(deliveries, most=1)) == ["earlier"]
    assert keys(claim(deliveries)) == ["now"]
    assert claim(deliveries) == []
    assert keys(claim(deliveries, HOUR)) == ["earlier", "now", "later"]  # the leases have run out


def test_a_persons_messages_are_claimed_one_after_the_other(begin: Begin, deliveries: SqlDeliveries) -> None:
    put(begin, a_post("UANA", key="1"), a_post("UANA", key="2"), a_post("UANA", "UBEN", key="both"))
    put(begin, a_post("UANA", key="elsewhere"), workspace="T2")
    first, *_ = parcels = claim(deliveries)
    assert keys(parcels) == ["1", "both", "elsewhere"]
    assert claim(deliveries) == []
    deliveries.sent(first, HERE, MONDAY)
    assert keys(claim(deliveries)) == ["2"]


def test_what_is_tried_again_holds_back_what_comes_after_it(begin: Begin, deliveries: SqlDeliveries) -> None:
    put(begin, a_post("UANA", key="1"), a_post("UANA", key="2"))
    [parcel] = claim(deliveries)
    deliveries.retry(parcel, MONDAY + HOUR, "busy")
    assert claim(deliveries) == []
    assert deliveries.next_due_at() == MONDAY + HOUR
    [again] = claim(deliveries, HOUR)
    assert (again.key, again.attempts) == ("1", 1)
    deliveries.dead(again, "gone", MONDAY + HOUR)
    assert keys(claim(deliveries, HOUR)) == ["2"]


def test_a_message_in_flight_holds_back_an_older_one_that_becomes_due(
    begin: Begin, deliveries: SqlDeliveries
) -> None:
    put(begin, a_post("UANA", key="reminder", send_at=MONDAY + SECOND), a_post("UANA", key="now"))
    [now] = claim(deliveries)
    assert claim(deliveries, SECOND) == []
    deliveries.sent(now, HERE, MONDAY)
    assert keys(claim(deliveries, SECOND)) == ["reminder"]


def test_the_next_due_time_counts_leases_and_what_is_held_back(
    begin: Begin, deliveries: SqlDeliveries
) -> None:
    assert deliveries.next_due_at() is None
    put(begin, a_post("UANA", key="1"), a_post("UANA", key="2"), a_post("UBEN", send_at=MONDAY + HOUR))
    assert deliveries.next_due_at() == MONDAY
    [parcel] = claim(deliveries)
    assert deliveries.next_due_at() == MONDAY + LEASE
    deliveries.sent(parcel, HERE, MONDAY)
    assert deliveries.next_due_at() == MONDAY
    [parcel] = claim(deliveries)
    deliveries.dropped(parcel, "no longer relevant", MONDAY)
    assert deliveries.next_due_at() == MONDAY + HOUR


def test_at_most_once_is_marked_before_it_is_sent(begin: Begin, deliveries: SqlDeliveries) -> None:
    put(begin, a_post("UANA", notice=a_nudge(), about="wait:1"))
    [parcel] = claim(deliveries)
    deliveries.sent(parcel, None, MONDAY + SECOND)
    assert claim(deliveries, HOUR) == []
    deliveries.sent(parcel, HERE, MONDAY + HOUR)
    edit = an_edit(begin, deliveries, "wait:1", "UANA")
    assert edit is not None
    assert edit.places == (HERE,)
    with begin() as uow:
        assert uow.outbox.spoken_to(["UANA"], MONDAY) == {"UANA": (MONDAY + SECOND,)}


def test_a_mark_is_taken_back_when_nothing_was_said(begin: Begin, deliveries: SqlDeliveries) -> None:
    put(begin, a_post("UANA", notice=a_nudge(), key="k"))
    [parcel] = claim(deliveries)
    deliveries.sent(parcel, None, MONDAY)
    deliveries.retry(parcel, MONDAY + HOUR, "busy")
    assert keys(claim(deliveries, HOUR)) == ["k"]


def test_what_was_said_is_not_said_again(begin: Begin, deliveries: SqlDeliveries) -> None:
    put(begin, a_post("UANA"))
    [parcel] = claim(deliveries)
    deliveries.sent(parcel, HERE, MONDAY)
    deliveries.retry(parcel, MONDAY, "a late answer of a lost worker")
    assert claim(deliveries) == []


def test_what_was_dropped_in_flight_is_not_tried_again(begin: Begin, deliveries: SqlDeliveries) -> None:
    put(begin, a_post("UANA", key="soon:m:1"))
    [parcel] = claim(deliveries)
    with begin() as uow:
        uow.outbox.drop("soon:m:")
    deliveries.retry(parcel, MONDAY, "busy")
    assert claim(deliveries) == []
    assert deliveries.counts() == {Letter.DROPPED: 1}


def test_what_was_posted_to_people_stands_there_until_it_is_replaced(
    begin: Begin, deliveries: SqlDeliveries
) -> None:
    put(begin, a_post("UANA", about="ask:1"), a_post("UBEN", about="ask:1"), a_post("UCAT", about="ask:2"))
    for parcel in claim(deliveries):
        deliveries.sent(parcel, Posted("D" + parcel.to[0], "1"), MONDAY)
    put(begin, a_post("UANA", about="ask:1"))
    [again] = claim(deliveries)
    deliveries.sent(again, Posted("DUANA", "2"), MONDAY)
    assert an_edit(begin, deliveries, "ask:1", "UANA", workspace="T2") is None
    edit = an_edit(begin, deliveries, "ask:1", "UANA")
    assert edit is not None
    assert edit.places == (Posted("DUANA", "1"), Posted("DUANA", "2"))
    deliveries.sent(edit, edit.places[-1], MONDAY)
    later = an_edit(begin, deliveries, "ask:1", "UBEN")
    assert later is not None
    assert later.places == (Posted("DUBEN", "1"),)


def test_what_is_to_be_edited_by_and_by_is_edited_once(begin: Begin, deliveries: SqlDeliveries) -> None:
    """Two edits of one message, queued before it was said: the second finds nothing to replace."""
    edits = (a_post("UANA", key=f"edit {n}", edits="ask:1") for n in (1, 2))
    put(begin, a_post("UANA", about="ask:1"), *edits)
    [parcel] = claim(deliveries)
    deliveries.sent(parcel, HERE, MONDAY)
    [first] = claim(deliveries)
    assert first.places == (HERE,)
    deliveries.sent(first, HERE, MONDAY)
    [second] = claim(deliveries)
    assert second.places == ()


@pytest.mark.parametrize("about", ["ask:1", "ask:2", None])
def test_an_edit_of_what_was_never_said_there_is_not_queued(
    begin: Begin, deliveries: SqlDeliveries, about: str | None
) -> None:
    """Nothing about it, nothing at that address, or taken back: there is nothing to replace."""
    put(begin, a_post("UBEN", about="ask:1"), a_post("UANA", key="taken back", about=about))
    with begin() as uow:
        uow.outbox.drop("taken back")
    put(begin, a_post("UANA", edits="ask:1"))
    assert deliveries.counts() == {Letter.QUEUED: 1, Letter.DROPPED: 1}


def test_dead_letters_are_listed_without_their_words_and_can_be_revived(
    begin: Begin, deliveries: SqlDeliveries
) -> None:
    put(begin, a_post("UANA", key="k"), a_post("UBEN"))
    ana, _ = claim(deliveries)
    deliveries.dead(ana, "channel_not_found", MONDAY + HOUR)
    [letter] = deliveries.dead_letters()
    assert (letter.workspace, letter.kind, letter.key) == (WORKSPACE, "ThankYou", "k")
    assert (letter.attempts, letter.error, letter.at) == (1, "channel_not_found", MONDAY + HOUR)
    assert deliveries.counts() == {Letter.DEAD: 1, Letter.QUEUED: 1}
    assert deliveries.revive(ana.id, MONDAY)
    assert not deliveries.revive(ana.id, MONDAY)
    assert deliveries.dead_letters() == []
    assert keys(claim(deliveries)) == ["k"]


def test_workers_at_once_share_neither_a_parcel_nor_an_address(
    begin: Begin, deliveries: SqlDeliveries
) -> None:
    put(begin, *(a_post(f"U{number % 10}") for number in range(30)))
    sent = Counter[str]()
    while sum(sent.values()) < 30:
        claims = at_once(4, lambda _: claim(deliveries, most=4))
        parcels = [parcel for one in claims if isinstance(one, list) for parcel in one]
        addresses = [parcel.to for parcel in parcels]
        assert len(addresses) == len(set(addresses)) > 0
        for parcel in parcels:
            deliveries.sent(parcel, HERE, MONDAY)
            sent[parcel.key] += 1
    assert set(sent.values()) == {1}
