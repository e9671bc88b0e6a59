"""Messages that get a second chance: marked ahead and then not said, or given up and sent again."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from bot.ports import Letter, Posted
from storage.deliveries import SqlDeliveries
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


def claimed(deliveries: SqlDeliveries) -> list[int]:
    return [parcel.id for parcel in deliveries.claim(MONDAY, 1, LEASE, "worker")]


def test_a_mark_made_ahead_is_taken_back_when_nothing_was_said(deliveries: SqlDeliveries) -> None:
    (parcel_id,) = claimed(deliveries)
    deliveries.sent(parcel_id, None, MONDAY)
    deliveries.retry(parcel_id, MONDAY, "ratelimited")
    assert deliveries.counts() == {Letter.QUEUED: 1}
    assert claimed(deliveries) == [parcel_id]


def test_what_was_said_is_not_said_again(deliveries: SqlDeliveries) -> None:
    (parcel_id,) = claimed(deliveries)
    deliveries.sent(parcel_id, Posted("D1", "1.0"), MONDAY)
    deliveries.retry(parcel_id, MONDAY, "late")
    assert deliveries.counts() == {Letter.SENT: 1}


def test_a_dead_letter_is_revived_with_all_its_attempts(deliveries: SqlDeliveries) -> None:
    (parcel_id,) = claimed(deliveries)
    deliveries.dead(parcel_id, "user_disabled", MONDAY)
    assert deliveries.revive(parcel_id, MONDAY)
    (parcel,) = deliveries.claim(MONDAY, 1, LEASE, "worker")
    assert (parcel.id, parcel.attempts) == (parcel_id, 0)


def test_only_the_dead_are_revived(deliveries: SqlDeliveries) -> None:
    (parcel_id,) = claimed(deliveries)
    deliveries.sent(parcel_id, Posted("D1", "1.0"), MONDAY)
    assert not deliveries.revive(parcel_id, MONDAY)
    assert deliveries.counts() == {Letter.SENT: 1}
