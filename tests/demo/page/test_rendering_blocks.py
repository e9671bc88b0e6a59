"""Blocks: each kind shows all it has to show."""

import math
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.block_shapes import BLOCKS
from bot.demo.messages import File
from bot.demo.page.charts import chart, number
from bot.demo.page.rendering import Renderer
from tests.demo.page.drawn import ANA, line, marked, message, modal, option, posted, rich, words, workspace
from tests.demo.page.seeing import Page

PIXEL = "data:image/png;base64,iVBORw0KGgo="
CARD = {"type": "card", "title": words("Title"), "subtitle": words("Sub"), "body": marked("*Body*")}
RAW = [[{"type": "raw_text", "text": "Topic"}, {"type": "raw_text", "text": "Mentors"}]]
ROWS = [[{"type": "raw_text", "text": "Python"}, {"type": "raw_number", "value": 4}]]


def test_every_block_that_slack_takes_is_drawn() -> None:
    """A kind that the local Slack learns must be drawn too."""
    assert [kind for kind in BLOCKS if "does not draw" in drawn(kind).words] == []


def drawn(kind: str) -> Page:
    """The least of a block of this kind."""
    least: dict[str, dict[str, Any]] = {
        "actions": {"elements": []},
        "context": {"elements": []},
        "context_actions": {"elements": []},
        "carousel": {"elements": [CARD]},
        "input": {"label": words("L"), "element": {"type": "plain_text_input"}},
        "rich_text": {"elements": []},
        "markdown": {"text": "T"},
        "data_visualization": {"title": "T", "chart": {}},
        "image": {"alt_text": "A", "image_url": PIXEL},
        "table": {"rows": RAW},
        "data_table": {"rows": RAW, "caption": "C"},
    }
    return message({"type": kind, "text": words("T"), **least.get(kind, {})})


def test_a_section_has_text_fields_and_an_accessory() -> None:
    seen = message(
        {
            "type": "section",
            "text": marked("*Text*"),
            "fields": [marked("One"), words("Two")],
            "accessory": {"type": "button", "text": words("Press")},
        }
    )
    assert seen.words.endswith("Text One Two Press")


def test_a_context_mixes_pictures_and_words() -> None:
    image = {"type": "image", "image_url": PIXEL, "alt_text": "A dot"}
    seen = message({"type": "context", "elements": [image, marked("small _words_")]})
    assert (seen.one("img")["alt"], seen.one("img")["src"]) == ("A dot", PIXEL)
    assert "small words" in seen.words


def test_a_picture_from_elsewhere_is_described_and_not_fetched() -> None:
    url = "https://a.example/x.png"
    seen = message({"type": "image", "image_url": url, "alt_text": "A graph", "title": words("Chats")})
    assert "Chats A graph Open the picture" in seen.words
    assert seen.all("img") == []
    assert seen.one("a")["href"] == url


def test_a_picture_of_the_workspace_is_shown() -> None:
    here = workspace()
    here.files["F1"] = File("F1", "graph.png", "Graph", b"x")
    one = posted(here, {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A graph"})
    assert Page(Renderer(here).message(one, ANA)).one("img")["src"] == "/files/F1/graph.png"


def test_a_video_is_told_and_linked() -> None:
    video = {
        "type": "video",
        "title": words("Talk"),
        "alt_text": "A talk",
        "video_url": "https://a.example/v",
    }
    seen = message(
        {**video, "thumbnail_url": "https://a.example/t", "author_name": "Ana", "provider_name": "TV"}
    )
    assert "Talk Ana · TV" in seen.words
    assert "A talk" in seen.words
    assert seen.one("a")["href"] == "https://a.example/v"


@pytest.mark.parametrize("level", ["default", "info", "warning", "error", "success"])
def test_an_alert_says_its_level_to_who_sees_no_colours(level: str) -> None:
    seen = modal({"type": "alert", "text": marked("Careful"), "level": level})
    assert "Careful" in seen.words
    assert (f"{level}:" in seen.words) == (level != "default")


def test_a_card_a_task_and_cards_in_a_row_are_told_in_full() -> None:
    button = {"type": "button", "text": words("Ask")}
    task = {"type": "task_card", "task_id": "1", "title": "Read", "status": "complete"}
    seen = message(
        {**CARD, "subtext": words("Below"), "actions": [button]},
        {"type": "carousel", "elements": [CARD]},
        {**task, "details": rich(line({"type": "text", "text": "Details"}))},
    )
    assert "Title Sub Body Below Ask Title Sub Body Read done Details" in seen.words


def test_numbers_of_a_table_stand_on_the_right_and_rows_have_heads() -> None:
    seen = message({"type": "data_table", "caption": "Mentors by topic", "rows": [*RAW, *ROWS]})
    assert seen.words.endswith("Mentors by topic Topic Mentors Python 4")
    assert [tag["class"] for tag in seen.all("th", scope="col")] == ["side-left", "side-right"]
    assert len(seen.all("th", scope="row")) == 1


def test_a_column_stands_where_it_is_set() -> None:
    cell = rich(line({"type": "user", "user_id": "U0BEN"}))
    settings = [{"align": "center"}, {"align": "left"}]
    seen = message({"type": "table", "rows": [*RAW, [cell, ROWS[0][1]]], "column_settings": settings})
    assert [tag["class"] for tag in seen.all("td")] == ["side-center", "side-left"]
    assert "@Ben Okafor" in seen.words


def plotted(kind: str, *values: float, series: int = 1) -> dict[str, Any]:
    """A chart over categories a, b, c and so on."""
    names = [chr(ord("a") + at) for at in range(len(values))]
    points = [{"label": name, "value": value} for name, value in zip(names, values, strict=True)]
    every = [{"name": f"s{at}", "data": points} for at in range(series)]
    return {
        "type": kind,
        "series": every,
        "axis_config": {"categories": names, "x_label": "X", "y_label": "Y"},
    }


@pytest.mark.parametrize("kind", ["bar", "line", "area"])
def test_a_chart_can_be_read_without_seeing_it(kind: str) -> None:
    seen = message(
        {"type": "data_visualization", "title": "Chats", "chart": plotted(kind, 3, 1500, series=2)}
    )
    assert seen.words.endswith("X s0 s1 a 3 3 b 1,500 1,500")
    assert "Chats Y" in seen.words
    assert seen.all("svg", aria_hidden="true")


def test_a_pie_tells_values_and_shares() -> None:
    segments = [{"label": "Video", "value": 3}, {"label": "In person", "value": 1}]
    seen = message(
        {"type": "data_visualization", "title": "Where", "chart": {"type": "pie", "segments": segments}}
    )
    assert seen.words.endswith("Part Value Share Video 3 75% In person 1 25%")


def test_a_chart_without_values_says_so() -> None:
    seen = message({"type": "data_visualization", "title": "Chats", "chart": {"type": "scatter"}})
    assert "There is nothing to draw yet." in seen.words


values = st.integers(-1000, 1000) | st.floats(-1e6, 1e6, allow_nan=False)


@given(st.sampled_from(["bar", "line", "area"]), st.lists(values, min_size=1, max_size=20), st.integers(1, 6))
def test_all_of_a_chart_lies_inside_its_frame(kind: str, held: list[float], series: int) -> None:
    drawn = chart(plotted(kind, *held, series=series))
    assert drawn is not None
    for mark in drawn.marks:
        for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", mark.path):
            assert 40 <= float(x) <= 420
            assert 11.9 <= float(y) <= 208.1
    ticks = [tick.y for tick in drawn.sides]
    assert ticks == sorted(ticks, reverse=True)
    assert 2 <= len(ticks) <= 13


@given(st.lists(st.floats(0.001, 1e6), min_size=1, max_size=6))
def test_a_pie_goes_once_around(held: list[float]) -> None:
    segments = [{"label": str(at), "value": value} for at, value in enumerate(held)]
    drawn = chart({"type": "pie", "segments": segments})
    assert drawn is not None
    assert len(drawn.marks) == len(held)
    assert all(
        math.isfinite(float(one)) for mark in drawn.marks for one in re.findall(r"-?[\d.]+", mark.path)
    )


def test_taller_bars_are_for_larger_values_and_less_than_nothing_goes_down() -> None:
    drawn = chart(plotted("bar", 1, 4, -2))
    assert drawn is not None
    zero, tops = [], []
    for mark in drawn.marks:
        base, top = (float(one) for one in re.findall(r"(?:M[\d.]+ |V)([\d.]+)", mark.path)[:2])
        zero.append(base)
        tops.append(base - top)
    assert len(set(zero)) == 1
    assert tops[1] == pytest.approx(4 * tops[0], abs=0.1)
    assert tops[2] == pytest.approx(-2 * tops[0], abs=0.1)


def test_numbers_are_written_as_they_are_read() -> None:
    assert [number(one) for one in (1500, 0.5, 2.0, -3)] == ["1,500", "0.5", "2", "-3"]


def test_options_of_a_select_lie_in_their_groups() -> None:
    groups = [{"label": words("Short"), "options": [option("A", "a")]}]
    pick = {"type": "static_select", "option_groups": groups, "placeholder": words("Pick")}
    seen = message({"type": "actions", "elements": [pick]})
    assert seen.one("optgroup")["label"] == "Short"
