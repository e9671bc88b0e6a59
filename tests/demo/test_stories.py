"""What people do, end to end, through a real Bolt app over both transports."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.demo import Impossible, LocalSlack

Seen = list[tuple[str, Any]]


async def test_a_form_is_opened_filled_in_and_answered(with_app: LocalSlack, seen: Seen) -> None:
    """A command opens a modal; its submission brings a message; its button changes the message."""
    ana = with_app.person("ana")
    answer = await ana.slash("/ask python")
    modal = answer.modal
    assert modal is not None
    assert modal.title == "Ask somebody"
    assert modal.labels == ["Topic", "Length", "With", "Mentor", "When", "Hours"]
    modal.fill("Topic", "python").choose("Length", "15 min").pick("With", "ben", "chidi").check("I mentor")
    modal.fill("When", datetime(2026, 3, 2, 9, 0, tzinfo=UTC)).fill("Hours", 3)
    result = await modal.submit()
    assert (result.errors, result.closed, result.modal) == ({}, True, None)
    values = dict(seen)["submission"]["view"]["state"]["values"]
    assert values == {
        "topic": {"text": {"type": "plain_text_input", "value": "python"}},
        "length": {
            "s": {"type": "static_select", "selected_option": {"text": _plain("15 min"), "value": "15 min"}}
        },
        "with": {"u": {"type": "multi_users_select", "selected_users": ["U0BEN", "U0CHIDI"]}},
        "mentor": {
            "c": {
                "type": "checkboxes",
                "selected_options": [{"text": _plain("I mentor"), "value": "I mentor"}],
            }
        },
        "when": {"w": {"type": "datetimepicker", "selected_date_time": 1772442000}},
        "hours": {"n": {"type": "number_input", "value": "3"}},
    }
    offer = await ana.next_message()
    assert offer.text == "Hi @Ben Okafor & all\n[Book it] (Snooze) (Stop)"
    assert [ring.whom for ring in offer.rings] == ["U0BEN"]
    await offer.press("Book it")
    action = dict(seen)["action"]
    assert action["actions"][0]["value"] == "slot-7"
    assert action["container"]["channel_id"] == offer.message.channel
    assert offer.text == "Booked."
    assert with_app.violations == []


def _plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


async def test_the_app_refuses_a_field(with_app: LocalSlack) -> None:
    """Errors stand under the labels that a person sees, and the modal stays."""
    modal = (await with_app.person("ana").slash("/ask")).modal
    assert modal is not None
    result = await modal.fill("Topic", "bad").choose("Length", "30 min").submit()
    assert (result.errors, result.closed, modal.is_open) == ({"Topic": "Say a little more."}, False, True)


async def test_slacks_client_refuses_first(with_http: LocalSlack, seen: Seen) -> None:
    """A missing or too long field never leaves the client, unless the client is hostile."""
    modal = (await with_http.person("ana").slash("/ask")).modal
    assert modal is not None
    modal.fill("Topic", "x" * 21)
    result = await modal.submit()
    assert set(result.errors) == {"Topic", "Length"}
    assert not result.sent
    assert "submission" not in dict(seen)
    await modal.submit(force=True)
    assert "submission" in dict(seen)


async def test_errors_that_name_no_block_are_a_violation(with_http: LocalSlack) -> None:
    """Slack shows trouble when errors name an unknown block, and the record says which."""
    modal = (await with_http.person("ana").slash("/ask")).modal
    assert modal is not None
    result = await modal.fill("Topic", "wrong").choose("Length", "30 min").submit()
    assert result.trouble == "invalid_response"
    assert "nowhere" in with_http.violations[0]


async def test_a_modal_is_pushed_and_closed_again(with_http: LocalSlack) -> None:
    """A pushed modal lies on top; closing it shows the one below, with what was typed."""
    modal = (await with_http.person("ana").slash("/ask")).modal
    assert modal is not None
    pushed = (await modal.fill("Topic", "next").choose("Length", "30 min").submit()).modal
    assert pushed is not None
    assert pushed.title == "Sure?"
    await pushed.close()
    below = with_http.person("ana").modal
    assert below is not None
    assert (below.title, below.value("Topic")) == ("Ask somebody", "next")


async def test_a_modal_keeps_what_was_typed_when_it_grows(with_app: LocalSlack) -> None:
    """views.update with the same ids keeps the fields."""
    modal = (await with_app.person("ana").slash("/ask")).modal
    assert modal is not None
    modal.fill("Topic", "python")
    answer = await modal.press("Add a window")
    assert answer.modal is not None
    assert (answer.modal.title, answer.modal.value("Topic")) == ("Longer", "python")


async def test_closing_tells_the_app(with_http: LocalSlack, seen: Seen) -> None:
    """view_closed comes when the view asks for it."""
    modal = (await with_http.person("ana").slash("/ask")).modal
    assert modal is not None
    await modal.close()
    assert dict(seen)["closed"]["view"]["callback_id"] == "ask"


async def test_the_home_is_published_and_its_button_opens_a_modal(with_app: LocalSlack) -> None:
    """app_home_opened brings a home."""
    home = await with_app.person("ben").open_home()
    assert home.text == "Welcome\n[Say hi]"
    assert (await home.press("Say hi")).modal is not None


async def test_mentions_are_escaped_as_the_manifest_says(with_app: LocalSlack, seen: Seen) -> None:
    """should_escape turns a mention into an id; without it the text comes as typed."""
    ana = with_app.person("ana")
    await ana.slash("/ask @ben about #general & <more>")
    assert seen[-1][1]["text"] == "<@U0BEN|ben> about <#C0GENERAL|general> &amp; &lt;more&gt;"
    answer = await ana.slash("/plain @ben & co", channel="general")
    assert seen[-1][1]["text"] == "@ben & co"
    assert answer.text == "You said @ben & co"


async def test_an_overflow_option_is_sent(with_http: LocalSlack, seen: Seen) -> None:
    """An overflow menu sends the option that was chosen, and an old copy can still be pressed."""
    ana = with_http.person("ana")
    modal = (await ana.slash("/ask")).modal
    assert modal is not None
    await modal.fill("Topic", "python").choose("Length", "30 min").submit()
    old = (await ana.next_message()).snapshot()
    await ana.inbox[0].select("…", "Snooze")
    assert seen[-1][1]["actions"][0]["selected_option"]["value"] == "Snooze"
    await ana.inbox[0].press("Book it")
    assert ana.inbox[0].buttons == []
    await old.press("Book it", by=with_http.person("ben"), value="forged")
    forged = seen[-1][1]
    assert (forged["user"]["id"], forged["actions"][0]["value"]) == ("U0BEN", "forged")


@pytest.mark.parametrize("who", ["nils", "olga", "ticker"])
async def test_who_cannot_use_commands(with_http: LocalSlack, who: str) -> None:
    """People who left, people from elsewhere and bots have no commands here."""
    with pytest.raises(Impossible):
        await with_http.person(who).slash("/ask")


async def test_what_slack_would_not_send(with_http: LocalSlack) -> None:
    """Unknown commands, threads, and channels one is not in."""
    ana = with_http.person("ana")
    for line, more in (("/unknown", {}), ("/ask", {"thread": True}), ("/ask", {"channel": "finance"})):
        with pytest.raises(Impossible):
            await ana.slash(line, **more)


async def test_a_late_acknowledgement_times_out(with_app: LocalSlack) -> None:
    """After three seconds the person is told, and the late answer is lost."""
    answer = await with_app.person("ana").slash("/slow")
    assert (answer.timed_out, answer.text) == (True, None)


async def test_an_external_select_asks_the_app(with_app: LocalSlack) -> None:
    """What the app offers can be chosen and is in the submission."""
    modal = (await with_app.person("ana").slash("/search")).modal
    assert modal is not None
    assert await modal.search("Skill", "py") == ["python", "pytest"]
    await modal.choose("Skill", "pytest").submit()
    assert modal.value("Skill")["value"] == "pytest"


async def test_a_text_in_answer_to_a_submission_is_a_violation(with_app: LocalSlack) -> None:
    """Slack shows trouble; the record says why."""
    modal = (await with_app.person("ana").slash("/search")).modal
    assert modal is not None
    await modal.search("Skill", "py")
    result = await modal.choose("Skill", "python").submit(wait=0)
    assert result.trouble == "invalid_response"
    assert "view_submission" in with_app.violations[0]


async def test_nothing_is_sent_when_a_person_is_not_sure(with_app: LocalSlack, seen: Seen) -> None:
    """A confirm dialog that is declined leaves the app alone."""
    ana = with_app.person("ana")
    sure = {"title": _plain("T"), "text": _plain("Sure?"), "confirm": _plain("Yes"), "deny": _plain("No")}
    button = {"type": "button", "action_id": "book", "text": _plain("Book it"), "value": "1", "confirm": sure}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    with_app.workspace.post(with_app.workspace.direct(ana.id), {"text": "x", "blocks": blocks})
    assert not (await ana.inbox[0].press("Book it", confirm=False)).sent
    assert seen == []
    await ana.inbox[0].press("Book it")
    assert [kind for kind, _ in seen] == ["action"]
