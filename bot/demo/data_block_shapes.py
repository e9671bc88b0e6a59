"""Shapes of Slack's tables and charts.

Source: docs.slack.dev/reference/block-kit/blocks/table-block, /data-table-block, /data-visualization-block.
"""

from collections.abc import Iterator
from typing import Any

from bot.demo import facts
from bot.demo.checks import Check, Place, Problem, by_type, chars, choice, flag, items, shape, string, whole
from bot.demo.rich_text_shapes import rich_text


def _number(value: Any, place: Place) -> Iterator[Problem]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield place.wrong("must be a number")


def _above_zero(value: Any, place: Place) -> Iterator[Problem]:
    yield from _number(value, place)
    if isinstance(value, int | float) and value <= 0:
        yield place.wrong("must be more than 0")


_raw: dict[str, Check] = {
    "raw_text": shape({"text": string}),
    "raw_number": shape({"value": _number}, {"text": string}),
}
_cells: dict[str, Check] = {**_raw, "rich_text": rich_text}
_column = shape({}, {"align": choice("left", "center", "right"), "is_wrapped": flag})


def cell_text(cell: Any) -> str:
    """The words of one table cell."""
    if not isinstance(cell, dict):
        return ""
    if cell.get("type") == "rich_text":
        return " ".join(_words(cell))
    return str(cell.get("text") or cell.get("value") or "")


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)


def chars_in(rows: Any) -> int:
    """Characters over all cells of a table."""
    if not isinstance(rows, list):
        return 0
    return sum(len(cell_text(cell)) for row in rows if isinstance(row, list) for cell in row)


def table(value: Any, place: Place) -> Iterator[Problem]:
    """The rows and columns of a `table` block."""
    row = items(by_type(_cells), "block.table", "row_cells")
    yield from items(row, "block.table", "rows")(value.get("rows"), place.at("rows"))
    if value.get("column_settings") is not None:
        columns = items(_column, "block.table", "column_settings")
        yield from columns(value["column_settings"], place.at("column_settings"))
    if chars_in(value.get("rows")) > facts.figure("block.table", "chars_total"):
        yield place.at("rows").wrong(
            f"must be less than {facts.figure('block.table', 'chars_total') + 1} characters"
        )


def data_table(value: Any, place: Place) -> Iterator[Problem]:
    """The rows of a `data_table`: a header without rich text, equally long rows."""
    rows = value.get("rows")
    row = items(by_type(_cells), "block.data_table", "row_cells")
    yield from items(row, "block.data_table", "rows")(rows, place.at("rows"))
    if value.get("page_size") is not None:
        yield from whole("block.data_table", "page_size")(value["page_size"], place.at("page_size"))
    if not isinstance(rows, list) or not all(isinstance(one, list) for one in rows) or not rows:
        return
    yield from items(by_type(_raw))(rows[0], place.at("rows").at(0))
    if len({len(one) for one in rows}) > 1:
        yield place.at("rows").wrong("all rows must have the same number of cells")
    if chars_in(rows) > facts.figure("message", "table_cells_total"):
        most = facts.figure("message", "table_cells_total")
        yield place.at("rows").wrong(f"must be less than {most + 1} characters")


_VIZ = "block.data_visualization"
_label = chars(_VIZ, "label")
_point = shape({"label": _label, "value": _number})
_series = shape({"name": _label, "data": items(_point, _VIZ, "categories")})
_axis = shape(
    {"categories": items(_label, _VIZ, "categories")},
    {"x_label": chars(_VIZ, "axis_label"), "y_label": chars(_VIZ, "axis_label")},
)


def _points_on_axis(value: Any, place: Place) -> Iterator[Problem]:
    axis, series = value.get("axis_config"), value.get("series")
    categories = axis.get("categories") if isinstance(axis, dict) else None
    if not isinstance(categories, list) or not isinstance(series, list):
        return
    for index, one in enumerate(series):
        points = one.get("data") if isinstance(one, dict) else None
        labels = [point.get("label") for point in points or [] if isinstance(point, dict)]
        if sorted(map(str, labels)) != sorted(map(str, categories)):
            yield place.at("series").at(index).wrong("data labels must match axis_config categories")


_plotted = shape({"series": items(_series, _VIZ, "series"), "axis_config": _axis}, {}, _points_on_axis)
_pie = shape({"segments": items(shape({"label": _label, "value": _above_zero}), _VIZ, "segments")})
_charts = by_type({"pie": _pie, "bar": _plotted, "area": _plotted, "line": _plotted})


def data_visualization(value: Any, place: Place) -> Iterator[Problem]:
    """The chart of a `data_visualization` block."""
    if value.get("chart") is not None:
        yield from _charts(value["chart"], place.at("chart"))
