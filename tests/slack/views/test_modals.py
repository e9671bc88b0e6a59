"""Modals: Slack takes them, nobody is rung, every sentence has a translation."""

from hypothesis import given
from slack_sdk.models.views import View

from bot.demo.limits import check_view
from handlers.slack.views.reader import PSEUDO
from tests.slack.views import reading
from tests.slack.views.shown import modals
from tests.slack.views.values import readers


@given(readers.flatmap(modals))
def test_slack_accepts_every_modal(view: View) -> None:
    assert check_view(view.to_dict()) == []


@given(readers.flatmap(modals))
def test_no_modal_rings_anybody(view: View) -> None:
    assert reading.rings_somebody(view.to_dict()) == []


@given(modals(PSEUDO))
def test_every_sentence_of_a_modal_is_translated(view: View) -> None:
    weekdays = {PSEUDO.weekday(day) for day in range(7)}
    payload = view.to_dict()
    notes = {
        node["description"]["text"]
        for node in reading.nodes(payload)
        if isinstance(node.get("description"), dict)
    }
    quotes = [node for node in reading.nodes(payload) if node.get("type") == "rich_text_quote"]
    quoted = {text for one in quotes for text in reading.paragraphs(one)}  # only what people typed is quoted
    assert reading.untranslated(payload, weekdays | notes | quoted | {"https://"}) == []


@given(readers.flatmap(modals))
def test_a_fields_name_is_its_block_and_its_action(view: View) -> None:
    for block in view.to_dict()["blocks"]:
        if block["type"] == "input":
            assert block["block_id"] == block["element"]["action_id"]
