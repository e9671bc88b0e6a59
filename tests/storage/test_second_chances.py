"""Messages that get a second chance: marked ahead and then not said, or given up and sent again."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select, update

from bot.ports import Letter, Parcel, Posted
from bot.usecases import upkeep
from storage.deliveries import SqlDeliveries
from storage.tables import outbox
from tests.builders import a_post
from tests.fakes import MONDAY
from tests.storage.conftest import Begin

LEASE = timedelta(minutes=1)


@pytest.fixture
def deliveries(engine: Engine, begin: Begin) -> SqlDeliveries:
    """An outbox with one message in it."""
    with begin() as uow:
        uow.outbox.put(a_post("UANA", key="k1"))
    return SqlDeliveries(engine)


def claimed(deliveries: SqlDeliveries) -> list[Parcel]:
    return deliveries.claim(MONDAY, 1, LEASE, "worker")


def test_a_mark_made_ahead_is_taken_back_when_nothing_was_said(deliveries: SqlDeliveries) -> None:
    (parcel,) = claimed(deliveries)
    deliveries.sent(parcel, None, MONDAY)
    deliveries.retry(parcel, MONDAY, "ratelimited")
    assert deliveries.counts() == {Letter.QUEUED: 1}
    assert [one.id for one in claimed(deliveries)] == [parcel.id]


def test_what_was_said_is_not_said_again(deliveries: SqlDeliveries) -> None:
    (parcel,) = claimed(deliveries)
    deliveries.sent(parcel, Posted("D1", "1.0"), MONDAY)
    deliveries.retry(parcel, MONDAY, "late")
    assert deliveries.counts() == {Letter.SENT: 1}


def test_a_dead_letter_is_revived_with_all_its_attempts(deliveries: SqlDeliveries) -> None:
    (parcel,) = claimed(deliveries)
    deliveries.dead(parcel, "user_disabled", MONDAY)
    assert deliveries.revive(parcel.id, MONDAY)
    (again,) = claimed(deliveries)
    assert (again.id, again.attempts) == (parcel.id, 0)


def test_only_the_dead_are_revived(deliveries: SqlDeliveries) -> None:
    (parcel,) = claimed(deliveries)
    deliveries.sent(parcel, Posted("D1", "1.0"), MONDAY)
    assert not deliveries.revive(parcel.id, MONDAY)
    assert deliveries.counts() == {Letter.SENT: 1}


def test_a_late_worker_marks_nothing_that_another_has_claimed(deliveries: SqlDeliveries) -> None:
    """Its lease has run out, and the message is somebody else's now, in the same process or in another."""
    (late,) = claimed(deliveries)
    (present,) = deliveries.claim(MONDAY + LEASE, 1, LEASE, "worker")
    deliveries.retry(late, MONDAY, "busy")
    deliveries.dead(late, "gone", MONDAY)
    deliveries.dropped(late, "over", MONDAY)
    deliveries.sent(late, None, MONDAY)
    assert deliveries.counts() == {Letter.QUEUED: 1}
    assert deliveries.claim(MONDAY + LEASE, 1, LEASE, "worker") == []
    deliveries.sent(present, Posted("D1", "1.0"), MONDAY)
    deliveries.retry(late, MONDAY, "busy")
    assert deliveries.counts() == {Letter.SENT: 1}


@pytest.mark.parametrize("change", [{"kind": "Invented"}, {"params": {"new": 1}}], ids=["kind", "fields"])
def test_what_another_version_queued_is_given_up_alone(
    engine: Engine, begin: Begin, deliveries: SqlDeliveries, change: dict[str, Any]
) -> None:
    with begin() as uow:
        uow.outbox.put(a_post("UBEN", key="k2"))
    with engine.begin() as connection:
        connection.execute(update(outbox).where(outbox.c.key == "k1").values(change))
    assert [parcel.key for parcel in deliveries.claim(MONDAY, 2, LEASE, "worker")] == ["k2"]
    (letter,) = deliveries.dead_letters()
    assert (letter.key, letter.error) == ("k1", "unknown kind")


def test_words_are_forgotten_before_it_is_that_they_were_said(
    engine: Engine, begin: Begin, deliveries: SqlDeliveries
) -> None:
    """A week after a message was said its words go; half a year after it, all of it."""
    day = timedelta(days=1)
    with begin() as uow:
        for key in ("k2", "k3", "k4"):
            uow.outbox.put(a_post(key, key=key, about="a"))
        uow.outbox.drop("k4")
    said, given_up, queued = deliveries.claim(MONDAY, 3, LEASE, "worker")
    deliveries.sent(said, Posted("D1", "1.0"), MONDAY)
    deliveries.dead(given_up, "gone", MONDAY)
    deliveries.retry(queued, MONDAY, "busy")

    def forget(at: timedelta, most: int = 10) -> int:
        with begin() as uow:
            return upkeep.forget_posts(uow, most, MONDAY + at)

    def worded() -> set[str]:
        with engine.begin() as connection:
            return set(connection.scalars(select(outbox.c.key).where(outbox.c.params.is_not(None))))

    assert forget(7 * day) == 0
    assert (forget(8 * day, most=1), forget(8 * day, most=1), forget(8 * day)) == (1, 1, 0)
    assert worded() == {given_up.key, queued.key}
    with begin() as uow:
        uow.outbox.put(a_post(*said.to, key="edit", edits="a"))
    assert forget(180 * day) == 0
    assert forget(181 * day) == 3
    assert deliveries.counts() == {Letter.QUEUED: 1 + (said.about is not None)}
