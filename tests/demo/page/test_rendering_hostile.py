"""Whatever people type into the bot, the page stays what it is."""

from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.views import View as SlackView

from bot.demo.page.rendering import Renderer
from bot.domain.notices import Notice
from bot.usecases.status import Status
from handlers.slack.views import home
from handlers.slack.views.notices import render
from handlers.slack.views.reader import Reader
from tests.demo.page.drawn import ANA, posted, view, workspace
from tests.demo.page.seeing import Page
from tests.demo.page.test_rendering_words import nasty
from tests.slack.views.shown import modals
from tests.slack.views.test_home import standings
from tests.slack.views.values import notices

READER = Reader("en-GB", "Europe/Lisbon")


@given(notices())
def test_every_message(notice: Notice) -> None:
    here = workspace()
    payload = render(notice, READER).payload()
    one = posted(here, *payload["blocks"], text=payload["text"])
    assert Page(Renderer(here).message(one, ANA)).problems == []


@given(modals(READER), st.text(max_size=40))
def test_every_modal(given_view: SlackView, error: str) -> None:
    here = workspace()
    payload = given_view.to_dict()
    form = view(here, *payload.pop("blocks"), **payload)
    errors = {block["block_id"]: error for block in form.blocks if error}
    assert Page(Renderer(here).modal(form, ANA, errors)).problems == []


@given(standings)
def test_every_home(standing: Status) -> None:
    here = workspace()
    payload = home.view(READER, standing).to_dict()
    assert Page(Renderer(here).home(view(here, *payload["blocks"]), ANA)).problems == []


@given(nasty, nasty, nasty)
def test_a_message_of_anybody(text: str, block_id: str, value: str) -> None:
    """Also when the app itself sends what it should not."""
    here = workspace()
    words = {"type": "mrkdwn", "text": text}
    plain = {"type": "plain_text", "text": text}
    button = {"type": "button", "text": plain, "action_id": value, "url": text, "value": value}
    pick = {"type": "radio_buttons", "action_id": text, "options": [{"text": words, "value": value}]}
    one = posted(
        here,
        {"type": "section", "text": words, "block_id": block_id},
        {"type": "actions", "block_id": f"{block_id}2", "elements": [button, pick, {"type": text}]},
        {"type": "image", "alt_text": text, "image_url": text, "title": plain},
        {"type": "header", "text": plain},
        {"type": value},
        text=text,
    )
    assert Page(Renderer(here).message(one, ANA)).problems == []
