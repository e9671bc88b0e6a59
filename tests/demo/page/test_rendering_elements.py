"""Elements: what is pressed, chosen and typed, as the page's script finds it."""

import json
from typing import Any

import pytest

from bot.demo.element_shapes import ELEMENTS
from bot.demo.page.rendering import Renderer
from bot.demo.state_values import KEYS
from tests.demo.page.drawn import ANA, asked, marked, message, modal, option, posted, view, words, workspace
from tests.demo.page.seeing import Page

OPTIONS = [option("One", "1", "The first"), option("Two", "2")]
CONFIRM = {
    "title": words("Sure?"),
    "text": marked("Ask <@U0BEN>"),
    "confirm": words("Yes"),
    "deny": words("No"),
}
LEAST: dict[str, dict[str, Any]] = {
    "button": {"text": words("Go")},
    "icon_button": {"text": words("Delete"), "icon": "trash"},
    "image": {"alt_text": "A", "image_url": "https://a.example/x.png"},
    "feedback_buttons": {
        "positive_button": {"text": words("Good"), "value": "+"},
        "negative_button": {"text": words("Bad"), "value": "-"},
    },
}
FILED = sorted(KEYS.keys() - {"file_input"})


def element(kind: str, **more: Any) -> dict[str, Any]:
    """The least of an element of this kind."""
    offered = {"options": OPTIONS} if kind in ("overflow", "radio_buttons", "checkboxes") else {}
    offered |= {"options": OPTIONS} if "static_select" in kind else {}
    return {"type": kind, "action_id": "a", **offered, **LEAST.get(kind, {}), **more}


def in_message(given: dict[str, Any], block: str = "actions") -> Page:
    """An element of a message."""
    return message({"type": block, "block_id": "b", "elements": [given]})


@pytest.mark.parametrize("kind", sorted(ELEMENTS))
def test_every_element_that_slack_takes_is_drawn(kind: str) -> None:
    """A kind that the local Slack learns must be drawn too."""
    seen = in_message(element(kind))
    assert "An element of the type" not in seen.words
    assert seen.problems == []


@pytest.mark.parametrize("kind", FILED)
def test_a_field_of_a_form_is_posted_under_its_block_and_action(kind: str) -> None:
    seen = modal(asked(element(kind)))
    names = {tag["name"] for tag in seen.tags if "name" in tag.attributes}
    held = [tag for tag in seen.tags if tag.attributes.get("data-action") == "a"]
    assert names <= {"b|a"}
    assert [tag["data-block"] for tag in held] == ["b"]
    assert "data-act" not in held[0].attributes, "a form speaks when it is submitted"
    assert names or kind == "multi_external_select", "what is chosen by searching is named once it is chosen"


@pytest.mark.parametrize("kind", FILED)
def test_a_field_that_dispatches_speaks_at_once(kind: str) -> None:
    for seen in (modal(asked(element(kind), dispatch_action=True)), in_message(element(kind))):
        assert len([tag for tag in seen.tags if tag.attributes.get("data-act") == ""]) == 1


@pytest.mark.parametrize("kind", FILED)
def test_a_label_belongs_to_its_field(kind: str) -> None:
    """By `for`, or by name where several parts make up one field."""
    seen = modal(asked(element(kind)))
    ids = {tag["id"] for tag in seen.tags if "id" in tag.attributes}
    targets = {tag["for"] for tag in seen.all("label") if "for" in tag.attributes}
    named = {tag["aria-labelledby"] for tag in seen.tags if "aria-labelledby" in tag.attributes}
    assert targets <= ids
    assert named <= ids
    assert len(targets | (named - {"V00000001-title"})) == 1


@pytest.mark.parametrize("kind", FILED)
def test_a_field_outside_a_form_has_a_name(kind: str) -> None:
    seen = in_message(element(kind))
    parts = [
        tag for tag in seen.tags if "b|a" in (tag.attributes.get("name"), "") or "role" in tag.attributes
    ]
    labelled = [tag for tag in seen.tags if tag.attributes.get("aria-label")]
    assert parts
    assert labelled


def test_a_button_says_its_style_and_asks_first() -> None:
    seen = in_message(element("button", style="danger", confirm=CONFIRM, value="7"))
    button = seen.one("button")
    assert (button["class"], button["data-act"]) == ("button button-danger", "")
    assert json.loads(button["data-confirm"]) == {
        "title": "Sure?",
        "text": "Ask @Ben Okafor",
        "confirm": "Yes",
        "deny": "No",
        "style": "primary",
    }


def test_a_link_button_leads_away_and_tells_the_app() -> None:
    seen = in_message(element("button", url="https://a.example/x", accessibility_label="Read it there"))
    link = seen.one("a")
    assert (link["href"], link["rel"], link["data-action"]) == (
        "https://a.example/x",
        "noopener noreferrer",
        "a",
    )
    assert link["aria-label"] == "Read it there"
    assert in_message(element("button", url="javascript:alert(1)")).all("a") == []


def test_a_menu_of_actions_has_a_button_for_each() -> None:
    options = [*OPTIONS, {**option("Away", "3"), "url": "https://a.example"}]
    seen = in_message(element("overflow", options=options))
    assert [tag["data-option"] for tag in seen.all("button")] == ["1", "2"]
    assert seen.one("a", data_option="3")["href"] == "https://a.example"
    assert seen.one("summary")["aria-label"] == "More actions"
    assert "One The first Two Away" in seen.words


def test_what_is_chosen_stands_in_a_select() -> None:
    seen = in_message(element("static_select", initial_option=OPTIONS[1], placeholder=words("Pick")))
    assert [(tag["value"], "selected" in tag.attributes) for tag in seen.all("option")] == [
        ("", False),
        ("1", False),
        ("2", True),
    ]
    assert "Pick One – The first Two" in seen.words


@pytest.mark.parametrize("kind", ["checkboxes", "multi_static_select"])
def test_several_can_be_ticked(kind: str) -> None:
    seen = modal(asked(element(kind, initial_options=[OPTIONS[0]])))
    ticks = {tag["value"]: "checked" in tag.attributes for tag in seen.all("input", type="checkbox")}
    assert ticks == {"1": True, "2": False}


def test_several_stand_in_the_order_in_which_they_were_chosen() -> None:
    seen = in_message(element("multi_users_select", initial_users=["U0CHIDI", "U0ANA"]))
    places = {tag["value"]: tag["data-place"] for tag in seen.tags if "data-place" in tag.attributes}
    assert places == {"U0CHIDI": "1", "U0ANA": "2"}
    assert "Chidi Eze Ana Silva Choose any" in seen.words


def test_one_of_several_is_a_radio_button() -> None:
    seen = modal(asked(element("radio_buttons", initial_option=OPTIONS[0])))
    radios = seen.all("input", type="radio")
    assert [("checked" in tag.attributes, tag["name"]) for tag in radios] == [(True, "b|a"), (False, "b|a")]
    assert "One The first" in seen.words


def test_choices_that_are_short_and_few_stand_in_a_row() -> None:
    """One to five do; a sentence each does not."""
    for said, in_a_row in (("12345", True), (["A line of its own"] * 3, False)):
        options = [{"text": words(one), "value": str(place)} for place, one in enumerate(said)]
        drawn = modal(asked(element("radio_buttons", options=options))).one("div", role="radiogroup")
        assert ("choices-row" in drawn["class"]) is in_a_row, said


def test_people_who_are_here_can_be_chosen_and_who_has_left_cannot() -> None:
    seen = in_message(element("users_select", initial_user="U0BEN"))
    assert {"Ana Silva", "Ben Okafor", "Mira Novak"} <= set(_names(seen))
    assert "Nils Berg" not in _names(seen)
    assert [tag["value"] for tag in seen.all("option") if "selected" in tag.attributes] == ["U0BEN"]


def test_somebody_who_has_left_stays_chosen() -> None:
    assert "Nils Berg" in _names(in_message(element("users_select", initial_user="U0NILS")))


def test_conversations_are_those_that_one_can_see() -> None:
    every = _names(in_message(element("conversations_select")))
    assert {"#general", "#random"} <= set(every)
    assert "#people-team" not in every, "private, and Ana is not in it"
    assert "#random" in _names(in_message(element("channels_select")))
    assert _names(in_message(element("conversations_select", filter={"include": ["private"]}))) == []


def _names(seen: Page) -> list[str]:
    """What an only select offers."""
    listed = seen.html.partition("<select")[2].partition("</select>")[0]
    return [line.strip() for line in Page(f"<select{listed}</select>").pieces if line.strip()][1:]


def test_a_search_for_options_holds_what_was_chosen() -> None:
    one = modal(asked(element("external_select", initial_option=OPTIONS[0], min_query_length=2)))
    assert one.one("input", type="hidden")["value"] == "1"
    assert one.one("input", role="combobox")["value"] == "One"
    assert one.one("div", data_least="2")["data-action"] == "a"
    many = modal(asked(element("multi_external_select", initial_options=OPTIONS)))
    assert [tag["value"] for tag in many.all("input", type="checkbox")] == ["1", "2"]
    combobox = many.one("input", role="combobox")
    assert combobox["aria-controls"] == many.one("ul", role="listbox")["id"]


def test_fields_for_typing_have_their_kind_and_limits() -> None:
    given = element("plain_text_input", max_length=75, min_length=2, placeholder=words("Say"))
    text = modal(asked(given)).one("input")
    assert (text["type"], text["data-most"], text["minlength"], text["placeholder"]) == (
        "text",
        "75",
        "2",
        "Say",
    )
    assert "maxlength" not in text.attributes, "a browser would cut off what is too long, and not say so"
    numbers = element("number_input", is_decimal_allowed=True, min_value="1", max_value="9.5")
    number = modal(asked(numbers)).one("input")
    assert (number["type"], number["min"], number["max"], number["step"]) == ("number", "1", "9.5", "any")
    assert modal(asked(element("email_text_input"))).one("input")["type"] == "email"
    assert modal(asked(element("url_text_input"))).one("input")["type"] == "url"
    lines = element("plain_text_input", multiline=True, initial_value="</textarea><b>x")
    assert modal(asked(lines)).one("textarea").name == "textarea"
    assert "</textarea><b>x" in modal(asked(lines)).words


def test_typing_may_speak_at_each_letter_or_at_the_end() -> None:
    config = {"trigger_actions_on": ["on_character_entered"]}
    given = element("plain_text_input", dispatch_action_config=config)
    assert modal(asked(given, dispatch_action=True)).one("input")["data-act"] == "on_character_entered"


def test_dates_and_times_stand_as_a_browser_takes_them() -> None:
    assert (
        modal(asked(element("datepicker", initial_date="2026-03-03"))).one("input")["value"] == "2026-03-03"
    )
    assert modal(asked(element("timepicker", initial_time="09:30"))).one("input")["value"] == "09:30"
    here = workspace()
    goro = posted(
        here, {"type": "actions", "elements": [element("datetimepicker", initial_date_time=1772442000)]}
    )
    seen = Page(Renderer(here).message(goro, "U0GORO")).one("input")
    assert (seen["type"], seen["value"]) == ("datetime-local", "2026-03-02T18:00")


def test_rich_text_is_typed_as_words() -> None:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Hello"}]}
    given = element("rich_text_input", initial_value={"type": "rich_text", "elements": [section]})
    assert "Hello" in modal(asked(given)).words


def test_focus_begins_where_the_form_says() -> None:
    assert (
        "autofocus" in modal(asked(element("plain_text_input", focus_on_load=True))).one("input").attributes
    )


def test_parts_of_two_forms_have_ids_of_their_own() -> None:
    """Whatever the ids of blocks and actions are made of."""
    here = workspace()
    kinds = [element(kind, action_id=f"a {number}|/é") for number, kind in enumerate(FILED)]
    blocks = [asked(given, block_id=f"b\t{given['type']}") for given in kinds]
    both = "".join(Renderer(here).modal(view(here, *blocks), ANA) for _ in range(2))
    seen = Page(f"<div>{both}</div>")
    assert seen.problems == []
    assert not [tag["id"] for tag in seen.tags if set(tag.attributes.get("id", "")) & set(" \t")]
