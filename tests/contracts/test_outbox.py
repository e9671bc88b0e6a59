"""Outbox and inbox: a key is one message for ever, a delivery counts once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.notices import MeetingSoon
from tests.builders import a_nudge, a_post
from tests.contracts.conftest import Begin
from tests.fakes import MONDAY

DAY = timedelta(days=1)


def test_a_unit_of_work_knows_whether_something_was_queued(begin: Begin) -> None:
    def queued(*keys: str) -> bool:
        with begin() as uow:
            for key in keys:
                uow.outbox.put(a_post(key=key))
        return uow.queued

    assert [queued(), queued("k", "k"), queued("k"), queued("k", "l")] == [False, True, False, True]


def test_unprompted_messages_are_counted_by_person(begin: Begin) -> None:
    with begin() as uow:
        uow.outbox.put(a_post("UANA", notice=a_nudge(), key="late", send_at=MONDAY + DAY))
        uow.outbox.put(a_post("UANA", notice=a_nudge(), key="now"))
        uow.outbox.put(a_post("UANA", notice=a_nudge(), key="past", send_at=MONDAY - DAY))
        uow.outbox.put(a_post("UANA", key="prompted"))
        uow.outbox.put(a_post("UBEN", notice=a_nudge(), key="ben"))
        assert uow.outbox.spoken_to(["UANA", "UCAT"], MONDAY) == {"UANA": (MONDAY, MONDAY + DAY)}
        assert uow.outbox.spoken_to([], MONDAY) == {}


def test_who_was_told_of_something_is_known(begin: Begin) -> None:
    with begin() as uow:
        for key in ("first", "second"):
            uow.outbox.put(replace(a_post("UANA", key=f"{key}:ana"), about="round:1"))
        uow.outbox.put(replace(a_post("UBEN", key="first:ben"), about="round:1"))
        uow.outbox.put(replace(a_post("UCEM", key="back:cem"), about="round:1"))
        uow.outbox.put(replace(a_post("UDAN", key="first:dan"), about="round:11"))
        uow.outbox.drop("back:")
    with begin() as uow:
        assert sorted(uow.outbox.told_of("round:1")) == [("UANA",), ("UBEN",)]
        assert not uow.outbox.told_of("round:2")


def test_messages_are_taken_back_by_the_beginning_of_their_key(begin: Begin) -> None:
    nudge = a_nudge()
    keys = ("soon:a_1:UANA", "soon:a_1:\u00e9", "soon:a11", "soon:A_1:", "other:soon:a_1:")
    with begin() as uow:
        for day, key in enumerate(keys):
            uow.outbox.put(a_post("UANA", notice=nudge, key=key, send_at=MONDAY + day * DAY))
    with begin() as uow:
        assert sorted(post.key for post in uow.outbox.drop("soon:a_1:")) == sorted(keys[:2])
        assert not uow.outbox.drop("soon:a_1:")
        assert uow.outbox.spoken_to(["UANA"], MONDAY) == {"UANA": tuple(MONDAY + n * DAY for n in (2, 3, 4))}


def test_messages_are_brought_forward_but_for_nudges_and_reminders(begin: Begin) -> None:
    """Only what waits for a moment in between, and for this person alone."""
    late, sooner = MONDAY + 2 * DAY, MONDAY + DAY
    reminder = MeetingSoon(
        meeting_id="m", with_ids=("UANA",), topic="python", starts_at=late, minutes=30, link="", last=True
    )
    with begin() as uow:
        uow.outbox.put(a_post("UANA", key="k:word", send_at=late))
        uow.outbox.put(a_post("UANA", key="k:nudge", notice=a_nudge(), send_at=late))
        uow.outbox.put(a_post("UANA", key="k:reminder", notice=reminder, send_at=late))
        uow.outbox.put(a_post("UANA", key="k:other", send_at=late + DAY))
        uow.outbox.put(a_post("UBEN", key="k:ben", send_at=late))
        uow.outbox.put(a_post("UANA", "UBEN", key="k:both", send_at=late))
    with begin() as uow:
        uow.outbox.bring_forward("UANA", sooner, late)
    with begin() as uow:
        moved = [post.key for post in uow.outbox.drop("k:") if post.send_at == sooner]
    assert moved == ["k:word"]


def test_an_unprompted_message_goes_to_one_person() -> None:
    with pytest.raises(ValueError, match="both"):
        a_post("UANA", "UBEN", notice=a_nudge(), key="both")
    with pytest.raises(ValueError, match="shouted"):
        a_post(notice=a_nudge(), key="shouted", channel="C1")


def test_a_message_goes_to_people_or_to_a_channel() -> None:
    assert a_post(channel="C1").address == ("C1",)
    assert a_post("UBEN", "UANA").address == ("UBEN", "UANA")
    with pytest.raises(ValueError, match="torn"):
        a_post("UANA", channel="C1", key="torn")
    with pytest.raises(ValueError, match="lost"):
        a_post(to=(), key="lost")


def test_a_delivery_counts_once(begin: Begin) -> None:
    with begin() as uow:
        assert uow.inbox.first_time("Ev1", MONDAY)
        assert not uow.inbox.first_time("Ev1", MONDAY)
    with begin() as uow:
        assert not uow.inbox.first_time("Ev1", MONDAY + DAY)
        assert uow.inbox.first_time("Ev2", MONDAY + DAY)
    with begin() as uow:
        assert uow.inbox.purge(MONDAY + DAY) == 1
        assert uow.inbox.first_time("Ev1", MONDAY + DAY)
        assert not uow.inbox.first_time("Ev2", MONDAY + DAY)
