from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.calendars.ics import invitation
from bot.demo import LocalSlack
from bot.domain.notices import MeetingBooked, MeetingCancelled, PairingEnded, ThankYou
from bot.domain.people import Person
from bot.outbound import tls_context
from bot.ports import Hold, Posted, TryLater, Undeliverable
from handlers.slack.messenger import SlackMessenger, reader_of
from handlers.slack.session import SlackSession

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ENDED = PairingEnded(pairing_id="p1", with_ids=("U0BEN",), topic="packaging")
BOOKED = MeetingBooked(
    meeting_id="m1", with_ids=("U0BEN",), topic="packaging", starts_at=NOW + timedelta(days=1), minutes=30
)


def person(handle: str, zone: str = "Europe/Lisbon") -> Person:
    return Person(workspace="T0DEMOTEAM", id=f"U0{handle.upper()}", name=handle, zone=zone)


ANA, BEN = person("ana"), person("ben", "Europe/London")


@pytest.fixture
def messenger(slack: LocalSlack, session: SlackSession) -> SlackMessenger:
    client = session.client(slack.bot_token, slack.api_url, retries=False)
    return SlackMessenger(client, session, invitation)


def texts(slack: LocalSlack, who: str) -> list[str]:
    return [message.text for message in slack.person(who).inbox]


async def test_one_person_reads_it_in_a_direct_message(slack: LocalSlack, messenger: SlackMessenger) -> None:
    posted = await messenger.post([ANA], ENDED, now=NOW)
    (message,) = slack.person("ana").inbox
    assert "packaging" in message.text
    assert posted.ts == message.ts
    assert slack.person("ben").inbox == []
    assert slack.violations == []


async def test_several_read_it_in_one_group_message(slack: LocalSlack, messenger: SlackMessenger) -> None:
    first = await messenger.post([ANA, BEN], ENDED, now=NOW)
    second = await messenger.post([BEN, ANA], ENDED, now=NOW)
    assert first.channel == second.channel
    assert len(slack.person("ana").group_messages) == len(slack.person("ben").group_messages) == 2
    assert slack.rates.served["conversations.open"] == 1


async def test_an_edit_replaces_what_was_posted(slack: LocalSlack, messenger: SlackMessenger) -> None:
    posted = await messenger.post([ANA], ENDED, now=NOW)
    await messenger.edit(posted, [ANA], ThankYou(meeting_id="m1", from_id="U0BEN", line="so much"), now=NOW)
    (text,) = texts(slack, "ana")
    assert "so much" in text
    assert "packaging" not in text


async def test_a_booking_brings_its_calendar_file(slack: LocalSlack, messenger: SlackMessenger) -> None:
    await post_with_file(messenger, BOOKED)
    cancelled = MeetingCancelled(
        meeting_id="m1",
        with_ids=("U0BEN",),
        topic="packaging",
        starts_at=BOOKED.starts_at,
        minutes=30,
        sequence=1,
    )
    await post_with_file(messenger, cancelled)
    first, second = slack.person("ana").files
    assert first.content is not None
    assert b"UID:m1@mentorbot" in first.content
    assert second.content is not None
    assert b"STATUS:CANCELLED" in second.content
    assert slack.violations == []


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (("ana", "Ben", "Cem"), b"SUMMARY:Mentoring chat with Ben and Cem\r"),
        ((), b"SUMMARY:Mentoring chat\r"),
    ],
)
async def test_a_calendar_file_without_a_topic_says_whom_the_chat_is_with(
    slack: LocalSlack, messenger: SlackMessenger, names: tuple[str, ...], title: bytes
) -> None:
    await post_with_file(messenger, replace(BOOKED, topic="", names=names))
    (file,) = slack.person("ana").files
    assert file.content is not None
    assert title in file.content


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_file_that_fails_does_not_repeat_its_message(
    slack: LocalSlack, messenger: SlackMessenger, method: str
) -> None:
    slack.faults.error(method, "file_uploads_disabled")
    await post_with_file(messenger, BOOKED)
    assert len(texts(slack, "ana")) == 1
    assert slack.person("ana").files == []


async def test_an_upload_that_may_go_through_next_time_is_tried_again(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    slack.faults.rate_limited("files.getUploadURLExternal", times=1, retry_after=1)
    await post_with_file(messenger, BOOKED)
    assert len(slack.person("ana").files) == 1


@pytest.mark.parametrize(
    "name", ["user_disabled", "channel_not_found", "is_archived", "restricted_action", "missing_scope"]
)
async def test_what_stays_impossible_is_undeliverable(
    slack: LocalSlack, messenger: SlackMessenger, name: str
) -> None:
    slack.faults.error("chat.postMessage", name)
    with pytest.raises(Undeliverable) as caught:
        await messenger.post([ANA], ENDED, now=NOW)
    assert caught.value.reason == name


async def test_whoever_left_cannot_join_a_group(slack: LocalSlack, messenger: SlackMessenger) -> None:
    with pytest.raises(Undeliverable) as caught:
        await messenger.post([ANA, person("nils")], ENDED, now=NOW)
    assert caught.value.reason == "user_disabled"


async def test_a_rate_limit_holds_for_as_long_as_slack_says(
    slack: LocalSlack, messenger: SlackMessenger
) -> None:
    slack.faults.rate_limited("chat.postMessage", retry_after=7)
    with pytest.raises(Hold) as caught:
        await messenger.post([ANA], ENDED, now=NOW)
    assert caught.value.seconds == 7
    assert texts(slack, "ana") == []


@pytest.mark.parametrize("name", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_refused_token_holds_everything_for_long(
    slack: LocalSlack, messenger: SlackMessenger, name: str
) -> None:
    slack.faults.error("chat.postMessage", name)
    with pytest.raises(Hold) as caught:
        await messenger.post([ANA], ENDED, now=NOW)
    assert caught.value.seconds >= 60


@pytest.mark.parametrize("name", ["internal_error", "fatal_error", "service_unavailable", "request_timeout"])
async def test_slack_in_trouble_is_tried_later(
    slack: LocalSlack, messenger: SlackMessenger, name: str
) -> None:
    slack.faults.error("chat.postMessage", name)
    await expect_later(messenger)


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_an_answer_without_sense_is_tried_later(
    slack: LocalSlack, messenger: SlackMessenger, status: int
) -> None:
    slack.faults.http("chat.postMessage", status)
    await expect_later(messenger)


async def test_no_answer_in_time_is_tried_later(slack: LocalSlack, messenger: SlackMessenger) -> None:
    slack.faults.hang("chat.postMessage", 2)
    await expect_later(messenger)


async def test_a_lost_answer_is_not_repeated_here(slack: LocalSlack, messenger: SlackMessenger) -> None:
    """It was posted before the connection broke: whether to repeat it is for delivery to say."""
    slack.faults.drop("chat.postMessage", when="after")
    await expect_later(messenger)
    assert len(texts(slack, "ana")) == 1


async def post_with_file(messenger: SlackMessenger, notice: MeetingBooked | MeetingCancelled) -> None:
    posted = await messenger.post([ANA], notice, now=NOW)
    await messenger.attach(posted, [ANA], notice, now=NOW)


async def expect_later(messenger: SlackMessenger) -> None:
    with pytest.raises(TryLater) as caught:
        await messenger.post([ANA], ENDED, now=NOW)
    assert not isinstance(caught.value, Hold), "it may have been posted"


async def test_slack_out_of_reach_holds_everything(session: SlackSession) -> None:
    client = session.client("xoxb-made-up", "http://127.0.0.1:9/api/", retries=False)
    with pytest.raises(Hold):
        await SlackMessenger(client, session, invitation).post([ANA], ENDED, now=NOW)


@pytest.mark.parametrize("name", ["invalid_blocks", "msg_blocks_too_long"])
async def test_refused_blocks_fall_back_to_the_text(
    slack: LocalSlack, messenger: SlackMessenger, name: str
) -> None:
    slack.faults.error("chat.postMessage", name)
    await messenger.post([ANA], ENDED, now=NOW)
    (message,) = slack.person("ana").inbox
    assert message.blocks == []
    assert "packaging" in message.text


async def test_an_edit_of_what_is_gone_is_undeliverable(messenger: SlackMessenger) -> None:
    posted = await messenger.post([ANA], ENDED, now=NOW)
    with pytest.raises(Undeliverable) as caught:
        await messenger.edit(Posted(posted.channel, "1.0"), [ANA], ENDED, now=NOW)
    assert caught.value.reason == "message_not_found"


def test_a_group_reads_times_on_all_its_clocks() -> None:
    reader = reader_of([ANA, BEN])
    assert (reader.zone, reader.others) == ("Europe/Lisbon", ("Europe/London",))


async def test_the_way_out_is_decided_for_each_address(slack: LocalSlack) -> None:
    """A proxy that is not there is asked for, whatever the client itself thinks of proxies."""
    asked: list[str] = []

    def proxy_for(url: str) -> str | None:
        asked.append(url)
        return "http://127.0.0.1:9"

    session = SlackSession(proxy_for, tls_context(None))
    client = session.client(slack.bot_token, slack.api_url, retries=False)
    with pytest.raises(Hold):
        await SlackMessenger(client, session, invitation).post([ANA], ENDED, now=NOW)
    await session.close()
    assert f"{slack.api_url}chat.postMessage" in asked
