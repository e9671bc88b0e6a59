"""Messages, modals and homes: what the page relies on, whoever reads."""

from typing import Any

import pytest

from bot.demo.messages import File
from bot.demo.page.rendering import Renderer, avatar
from bot.demo.views import View
from tests.demo.page.drawn import (
    ANA,
    BEN,
    asked,
    marked,
    message,
    modal,
    option,
    posted,
    view,
    words,
    workspace,
)
from tests.demo.page.drawn import with_file as drawn_with_file
from tests.demo.page.seeing import Page

BUTTON = {"type": "button", "action_id": "go", "text": words("Go"), "value": "1"}


def test_a_message_says_who_wrote_it_and_when_on_the_readers_clock() -> None:
    here = workspace()
    ana = here.person("ana")
    one = here.post(here.direct(BEN), {"text": "Hello"}, user=ana.id)
    seen = Page(Renderer(here).message(one, "U0GORO"))
    assert seen.words == "AS Ana Silva 18:00 Hello"
    assert seen.one("time")["datetime"] == "2026-03-02T18:00:00+09:00"
    article = seen.one("article")
    assert article["id"] == f"m-{one.channel}-{one.ts.replace('.', '-')}"
    assert (article["data-surface"], article["data-channel"], article["data-ts"]) == (
        "message",
        one.channel,
        one.ts,
    )


def test_an_app_an_edit_and_an_ephemeral_are_marked() -> None:
    here = workspace()
    where = here.direct(ANA)
    one = here.post(where, {"text": "Psst"}, only_for=ANA)
    assert "Mentorbot App 09:00 Only visible to you Psst" in Page(Renderer(here).message(one, ANA)).words
    changed = here.rewrite(here.post(where, {"text": "Once"}), {"text": "Twice"})
    assert "Mentorbot App 09:00 edited Twice" in Page(Renderer(here).message(changed, ANA)).words


def test_blocks_stand_in_place_of_the_text() -> None:
    seen = message({"type": "section", "text": marked("Blocks")}, text="Fallback")
    assert "Blocks" in seen.words
    assert "Fallback" not in seen.words


def test_a_file_can_be_kept() -> None:
    seen = drawn_with_file(File("F1", "chat.ics", "Your chat", b"BEGIN:VCALENDAR"))
    link = seen.one("a")
    assert (link["href"], link["download"]) == ("/files/F1/chat.ics", "chat.ics")
    assert "Your chat chat.ics · 15 bytes" in seen.words


def test_a_message_without_markup_is_shown_as_typed() -> None:
    assert "*plain* <b>" in message(text="*plain* <b>", mrkdwn=False).words


@pytest.mark.parametrize(
    "block", [{"type": "hologram"}, {"type": "_rows"}, {"type": "__class__"}, {"type": ""}]
)
def test_a_block_of_an_unknown_kind_names_itself(block: dict[str, Any]) -> None:
    seen = message(block, {"type": "section", "text": marked("after")})
    assert f"A block of the type “{block['type']}”" in seen.words
    assert "after" in seen.words


def test_an_element_of_an_unknown_kind_names_itself() -> None:
    seen = message({"type": "actions", "elements": [{"type": "lever", "action_id": "a"}, BUTTON]})
    assert "An element of the type “lever”" in seen.words
    assert seen.one("button")["data-action"] == "go"


def test_a_modal_is_a_named_form_with_its_buttons() -> None:
    seen = modal(asked({"type": "plain_text_input"}), submit=words("Send it"), close=words("Not now"))
    form = seen.one("form")
    assert (form["data-surface"], form["data-view"]) == ("modal", "V00000001")
    assert seen.one("h2")["id"] == form["aria-labelledby"]
    assert seen.words.endswith("Label Not now Send it")
    assert len(seen.all("button", data_close="")) == 2
    assert seen.one("button", type="submit")["class"] == "button button-primary"


def test_a_modal_that_only_tells_has_no_button_to_submit() -> None:
    seen = modal({"type": "section", "text": marked("Done")})
    assert seen.all("button", type="submit") == []
    assert seen.words.endswith("Done Close")


def test_a_submit_that_is_off_cannot_be_pressed() -> None:
    seen = modal(submit=words("Send"), submit_disabled=True)
    assert "disabled" in seen.one("button", type="submit").attributes


def test_what_is_refused_stands_at_its_field() -> None:
    field = {"type": "plain_text_input", "action_id": "a"}
    seen = modal(asked(field, hint=words("A hint")), errors={"b": "Name a topic."})
    given = seen.one("input")
    assert given["aria-invalid"] == "true"
    told = {tag["id"] for tag in seen.all("p") if "id" in tag.attributes}
    assert set(given["aria-describedby"].split()) == told
    assert len(told) == 2
    assert "Name a topic." in seen.words
    assert "One field needs another look." in seen.words


def test_a_field_that_may_stay_empty_says_so() -> None:
    must, may = (modal(asked({"type": "plain_text_input"}, optional=held)) for held in (False, True))
    assert must.one("input")["aria-required"] == "true"
    assert "(optional)" not in must.words
    assert "aria-required" not in may.one("input").attributes
    assert "(optional)" in may.words


def test_what_was_typed_stands_in_the_field() -> None:
    here = workspace()
    form = view(here, asked({"type": "plain_text_input", "action_id": "a", "initial_value": "first"}))
    form.typed["b"]["a"] = {"type": "plain_text_input", "value": 'se"cond'}
    assert Page(Renderer(here).modal(form, ANA)).one("input")["value"] == 'se"cond'


def test_each_reader_has_a_state_of_their_own() -> None:
    here = workspace()
    pick = {"type": "static_select", "action_id": "a", "options": [option("One", "1"), option("Two", "2")]}
    one = posted(here, {"type": "actions", "block_id": "b", "elements": [pick]})
    here.state_of(one, ANA)["b"]["a"] = {"type": "static_select", "selected_option": option("Two", "2")}
    mine, theirs = (Page(Renderer(here).message(one, who)) for who in (ANA, BEN))
    assert [tag["value"] for tag in mine.all("option") if "selected" in tag.attributes] == ["2"]
    assert [tag["value"] for tag in theirs.all("option") if "selected" in tag.attributes] == []
    assert one.state.keys() == {ANA}, "looking at a message changes nothing"


def test_a_home_names_its_view() -> None:
    here = workspace()
    home = View("V9", ANA, {"type": "home", "blocks": [{"type": "divider"}]}, "")
    section = Page(Renderer(here).home(home, ANA)).one("section")
    assert (section["data-surface"], section["data-view"]) == ("home", "V9")


def test_initials_are_those_of_first_and_last_name() -> None:
    here = workspace()
    assert avatar(here.person("ana"))["initials"] == "AS"
    assert avatar(None, "U0GONE")["initials"] == "U"
    assert avatar(None, "")["initials"] == "?"
