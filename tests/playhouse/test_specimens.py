"""Specimens: one of everything the bot says, each as Slack takes it and each shown in full."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.demo.company import small_company
from bot.demo.fernhill import fernhill
from bot.demo.limits import check_message, check_view
from bot.demo.marks import Reader, read_element
from bot.demo.page.gallery import gallery
from bot.demo.page.stage import Specimen
from bot.demo.reading import as_read, said
from bot.demo.workspace import Workspace
from bot.domain.notices import ALL
from bot.playhouse.specimens import NOTICES, specimens
from bot.playhouse.specimens.showing import NAMES
from handlers.slack.views import ids
from handlers.slack.views.ids import Callback, Verb, pressed
from tests.demo.page.seeing import Page
from tests.slack.views import reading

VIEWS = Path(ids.__file__).parent
EVERY = specimens()
HERE = Workspace(small_company())
READER = Reader("UTC", HERE.name_of, HERE.now())


def test_every_notice_has_a_specimen() -> None:
    """A new kind of notice is shown in the gallery, or this fails."""
    assert {type(one.notice) for one in NOTICES} == set(ALL.values())


def test_every_modal_has_a_specimen() -> None:
    shown = {one.payload.get("callback_id") for one in EVERY if one.surface == "modal"}
    assert shown >= set(Callback)


def test_every_button_has_a_specimen() -> None:
    """Whatever a view can offer is offered by a specimen."""
    sources = (path.read_text(encoding="utf-8") for path in VIEWS.glob("*.py") if path.stem != "ids")
    offered = {Verb[name] for source in sources for name in re.findall(r"\bVerb\.([A-Z_]+)\b", source)}
    nodes = [node for one in EVERY for node in reading.nodes(one.payload) if "action_id" in node]
    ours = [node for node in nodes if str(node["action_id"]).partition("/")[0] in frozenset(Verb)]
    assert offered - {pressed(node).verb for node in ours} == set()


def test_names_are_unique() -> None:
    names = [(one.group, one.name) for one in EVERY]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_slack_takes_it(one: Specimen) -> None:
    check = check_message if one.surface == "message" else check_view
    assert check(one.payload) == []
    assert reading.rings_somebody(one.payload) == []


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.name)
def test_every_word_of_it_is_shown(one: Specimen) -> None:
    shown = Page(gallery([one], HERE))
    assert shown.problems == []
    assert [word for word in _words(one.payload) if word not in shown.told] == []


def test_the_gallery_lists_every_one_under_its_group() -> None:
    page = Page(gallery(EVERY, HERE))
    assert page.problems == []
    targets = {tag["href"] for tag in page.all("a") if tag.attributes.get("href", "").startswith("#")}
    ids = {f"#{tag['id']}" for tag in page.tags if "id" in tag.attributes}
    assert targets <= ids
    assert len(page.all("h2", class_="room-name")) == len({one.group for one in EVERY})
    assert len(page.all("h3", class_="exhibit-name")) == len(EVERY)


def test_who_is_in_them_works_in_every_company_of_the_demo() -> None:
    for company in (small_company(), fernhill()):
        known = {person.id: person.real_name for person in company.people}
        assert {one: known.get(one) for one in NAMES} == NAMES


def _words(payload: dict[str, Any]) -> Iterator[str]:
    """The words that stand in a payload, without what marks them up."""
    for node in _shown(payload):
        kind = node.get("type")
        if kind in ("mrkdwn", "plain_text"):
            yield from _unmarked(said(node, READER)).split()
        elif "element" not in node and kind in ("text", "user", "link", "date"):
            yield from read_element(node, READER).words.split()
        elif kind == "modal":
            yield from said(node["title"], READER).split()
    if "text" in payload and not payload.get("blocks"):
        yield from _unmarked(as_read(payload["text"], READER)).split()


def _shown(node: object) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for name, inner in node.items():
            if not name.startswith("initial_"):
                yield from _shown(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _shown(inner)


def _unmarked(text: str) -> str:
    return re.sub(r"[*`_~]|^>", "", text, flags=re.MULTILINE)
