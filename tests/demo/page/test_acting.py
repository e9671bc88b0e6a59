"""What is done on the page happens in the bot, and what is forged does not."""

from typing import Any

from bot.demo.messages import File
from tests.demo.page.conftest import Browser

QUESTION = "How do I begin?"


async def test_a_command_opens_a_form_and_the_form_reaches_the_bot(browser: Browser) -> None:
    assert await browser.types("ana", "/mentor profile") == {"note": ""}
    assert 'class="modal"' in await browser.page(f"/as/ana/{browser.direct('ana')}")
    form = browser.stage.slack.person("ana").modal
    assert form is not None
    topics = next(one["block_id"] for one in form.blocks if "help with" in str(one.get("label")))
    await browser.submits("ana", **{topics: "python"})
    assert "python" in await browser.types_and_reads("ana", "/mentor profile")


async def test_what_the_client_refuses_comes_back_drawn_on_its_field(browser: Browser) -> None:
    await browser.types("ana", "/flash python")
    answer = await browser.submits("ana")
    assert "Please complete this required field." in answer["modal"]
    assert 'aria-invalid="true"' in answer["modal"]
    assert 'value="python"' in answer["modal"], "what stood in the other fields stays"


async def test_a_command_that_is_none_says_so_kindly(browser: Browser) -> None:
    answer = await browser.types("ana", "/dance")
    assert "/dance is not a command here" in answer["note"]
    assert answer["undone"], "it can be mended where it was typed"


async def test_the_app_takes_no_words_and_says_what_it_answers_to(browser: Browser) -> None:
    """Its direct messages are read-only: what is typed there is not sent, and not lost either."""
    where = browser.direct("ana")
    answer = await browser.does("/as/ana/say", channel=where, text="hello?")
    assert "It answers to commands" in answer["note"]
    assert answer["undone"]
    html = await browser.page(f"/as/ana/{where}")
    assert "hello?" not in html
    assert "Command to Mentorbot" in html
    channel = browser.stage.slack.workspace.channel("general").id
    assert await browser.does("/as/ana/say", channel=channel, text="hello?") == {"note": ""}
    assert "Message to general, or a command" in await browser.page(f"/as/ana/{channel}")


async def test_a_command_to_a_dead_bot_leaves_a_note(browser: Browser) -> None:
    await browser.stage.kill()
    answer = await browser.does("/as/ana/slash", channel=browser.direct("ana"), line="/flash x")
    assert "/flash did not work. Mentorbot can&#39;t be reached" in answer["note"]
    assert answer["undone"]


async def test_while_slack_is_down_nobody_blames_the_bot(browser: Browser) -> None:
    await browser.does("/faults", fault="down")
    answer = await browser.does("/as/ana/slash", channel=browser.direct("ana"), line="/flash x")
    assert "Slack is down, and this did not get through" in answer["note"]
    assert "can&#39;t be reached" not in answer["note"]


async def test_a_form_is_closed_and_gone(browser: Browser) -> None:
    await browser.types("ana", "/flash python")
    view = browser.form("ana")
    await browser.does("/as/ana/close", view=view)
    assert browser.stage.slack.person("ana").modal is None
    status, _ = await browser.refused("/as/ana/submit", view=view, values={})
    assert status == 404


async def test_another_persons_form_cannot_be_touched(browser: Browser) -> None:
    await browser.types("ana", "/flash python")
    view = browser.form("ana")
    for verb in ("submit", "close"):
        assert (await browser.refused(f"/as/ben/{verb}", view=view, values={}))[0] == 404
    used = {"view": view, "block": "b", "action": "a", "values": {}}
    assert (await browser.refused("/as/ben/act", **used))[0] == 404
    assert browser.stage.slack.person("ana").modal is not None


async def test_forged_choices_and_values_are_refused(browser: Browser) -> None:
    await browser.types("ana", "/flash python")
    view_id = browser.form("ana")
    view = browser.stage.slack.workspace.modals.find(view_id)
    kinds = {
        state["type"]: (block, action) for block, all_ in view.typed.items() for action, state in all_.items()
    }
    wrong: list[tuple[str, Any, int]] = [
        ("radio_buttons", "never offered", 422),
        ("radio_buttons", ["15"], 400),
        ("datepicker", "yesterday", 422),
        ("plain_text_input", {"a": 1}, 400),
        ("plain_text_input", 7, 400),
    ]
    for kind, value, status in wrong:
        block, action = kinds[kind]
        found = await browser.refused("/as/ana/submit", view=view_id, values={block: {action: value}})
        assert found[0] == status, (kind, value)
    assert (await browser.refused("/as/ana/submit", view=view_id, values={"b": "no object"}))[0] == 400


async def test_another_persons_ephemeral_cannot_be_pressed_or_seen(browser: Browser) -> None:
    workspace = browser.stage.slack.workspace
    where, ana = workspace.channel("general"), workspace.person("ana")
    button = {"type": "button", "action_id": "x", "text": {"type": "plain_text", "text": "Press"}}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    secret = workspace.post(where, {"text": "for your eyes", "blocks": blocks}, only_for=ana.id)
    used = {"channel": where.id, "ts": secret.ts, "block": "b", "action": "x", "values": {}}
    assert (await browser.refused("/as/ben/act", **used))[0] == 404
    assert "Press" in await browser.page(f"/as/ana/{where.id}")
    assert "Press" not in await browser.page(f"/as/ben/{where.id}")


async def test_a_conversation_of_others_cannot_be_written_into(browser: Browser) -> None:
    others = browser.direct("ben")
    for verb, body in (("say", {"text": "x"}), ("slash", {"line": "/flash x"}), ("read", {"ts": "1.0"})):
        assert (await browser.refused(f"/as/ana/{verb}", channel=others, **body))[0] == 404, verb


async def test_a_button_that_is_not_there_any_more_is_refused(browser: Browser) -> None:
    workspace = browser.stage.slack.workspace
    said = workspace.post(workspace.direct(workspace.person("ana").id), {"text": "plain"})
    used = {"channel": said.channel, "ts": said.ts, "block": "b", "action": "x", "values": {}}
    assert (await browser.refused("/as/ana/act", **used))[0] == 409
    assert (await browser.refused("/as/ana/act", **{**used, "ts": "1.000000"}))[0] == 404


async def test_looking_at_the_home_publishes_it(browser: Browser) -> None:
    await browser.does("/as/ana/home")
    await browser.stage.bot.settled()
    assert "Book a flash chat" in await browser.page("/as/ana/home")


async def test_a_shared_file_can_be_kept(browser: Browser) -> None:
    workspace = browser.stage.slack.workspace
    file = File("F1", "Chat #1 50%.ics", "Chat", content=b"BEGIN:VCALENDAR")
    workspace.files[file.id] = file
    answer = await browser.http.get(file.path)
    assert answer.content == b"BEGIN:VCALENDAR"
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_both_days_that_are_wrong_are_marked_at_once(browser: Browser) -> None:
    await browser.types("ana", "/flash python")
    answer = await browser.submits("ana", question="How?", earliest="2026-02-02", latest="2026-02-03")
    assert "Some fields need another look." in answer["modal"]
    assert answer["modal"].count("That day has passed.") == 2
