"""Charts, measured: where each slice, bar and line lies. The template draws them.

Source of the shapes: docs.slack.dev/reference/block-kit/blocks/data-visualization-block.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Final

WIDTH: Final = 420
LEFT: Final = 44
TOP: Final = 12
FLOOR: Final = 208
"""Where the plot ends and the words below it begin, in units of the drawing."""
_CROWDED: Final = 48
"""Units that a category needs to stand upright below its marks."""
_MOST_TICKS: Final = 5
_LEAST_SPAN: Final = 1e-9
"""Values closer together than this are one to the eye, whatever the scale."""


@dataclass(frozen=True)
class Row:
    """What one segment or category says, for the legend and for who cannot see the drawing."""

    label: str
    values: tuple[str, ...]
    share: str = ""


@dataclass(frozen=True)
class Mark:
    """A slice, bar, dot, area or line: an SVG path in the tone of its series (1 and up)."""

    path: str
    tone: int
    filled: bool = True


@dataclass(frozen=True)
class Tick:
    """A word at the side or below: where it stands."""

    words: str
    x: float
    y: float


@dataclass(frozen=True)
class Chart:
    """A chart.

    Attributes:
        kind: pie, bar, line or area.
        series: what is told apart by tone: names of series, or of slices.
        rows: all values.
        marks: what is drawn.
        sides: words at the values' axis, each with a line across.
        feet: words below.
        slanted: the words below need a slant to fit.
        x_label: what the categories are.
        y_label: what the values are.
    """

    kind: str
    series: tuple[str, ...]
    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]
    sides: tuple[Tick, ...] = ()
    feet: tuple[Tick, ...] = ()
    slanted: bool = False
    x_label: str = ""
    y_label: str = ""


def chart(given: dict[str, Any]) -> Chart | None:
    """A chart as Slack describes it, measured; None for one of an unknown kind or without values."""
    if given.get("type") == "pie" and given.get("segments"):
        return _pie(given["segments"])
    if given.get("type") in ("bar", "line", "area") and given.get("series"):
        return _plotted(str(given["type"]), given["series"], given.get("axis_config") or {})
    return None


def number(value: float) -> str:
    """A number as it is read: no needless digits, thousands apart."""
    return f"{value:,.10g}"


# -- pie


def _pie(segments: Sequence[dict[str, Any]]) -> Chart:
    values = [float(one["value"]) for one in segments]
    whole = math.fsum(values)
    turns = [0.0, *(done / whole for done in accumulate(values))]
    marks = (_slice(begin, end, tone) for tone, (begin, end) in enumerate(pairwise(turns), start=1))
    rows = (
        Row(str(one["label"]), (number(one["value"]),), f"{value / whole:.0%}")
        for one, value in zip(segments, values, strict=True)
    )
    return Chart("pie", tuple(str(one["label"]) for one in segments), tuple(rows), tuple(marks))


def _slice(begin: float, end: float, tone: int) -> Mark:
    """A slice of a ring from one turn (0 at the top, 1 after a full circle) to another."""
    end = min(end, begin + 0.9999)  # a full circle has no two ends to draw between
    far, near = 100.0, 56.0
    wide = int(end - begin > 0.5)
    (a, b), (c, d) = _at(begin, far), _at(end, far)
    (e, f), (g, h) = _at(end, near), _at(begin, near)
    outer = f"M{a:.2f} {b:.2f}A{far} {far} 0 {wide} 1 {c:.2f} {d:.2f}"
    return Mark(f"{outer}L{e:.2f} {f:.2f}A{near} {near} 0 {wide} 0 {g:.2f} {h:.2f}Z", tone)


def _at(turn: float, radius: float) -> tuple[float, float]:
    angle = 2 * math.pi * turn
    return 110 + radius * math.sin(angle), 110 - radius * math.cos(angle)


# -- axes


@dataclass(frozen=True)
class _Scale:
    """From values to heights. `ticks` are the values that stand at the side."""

    ticks: tuple[float, ...]

    def y(self, value: float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return FLOOR - (value - low) / (high - low) * (FLOOR - TOP)


def _scale(values: Sequence[float]) -> _Scale:
    """Round steps from at most zero to at least zero that hold all values."""
    low, high = min(0.0, *values), max(0.0, *values)
    rough = max(high - low, _LEAST_SPAN) / _MOST_TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(size * one for one in (1, 2, 5, 10) if size * one >= rough * 0.999)
    first, last = math.floor(low / step), max(math.ceil(high / step), 1 + math.floor(low / step))
    return _Scale(tuple(one * step for one in range(first, last + 1)))


def _plotted(kind: str, series: Sequence[dict[str, Any]], axis: dict[str, Any]) -> Chart:
    names = [str(one) for one in axis.get("categories") or [point["label"] for point in series[0]["data"]]]
    tracks = [_track(one, names) for one in series]
    scale = _scale([value for track in tracks for value in track])
    wide = (WIDTH - LEFT) / max(len(names), 1)
    marks = _BUILDERS[kind](tracks, scale, wide)
    return Chart(
        kind,
        tuple(str(one["name"]) for one in series),
        tuple(Row(name, tuple(number(track[at]) for track in tracks)) for at, name in enumerate(names)),
        tuple(marks),
        tuple(Tick(number(value), LEFT - 8, scale.y(value)) for value in scale.ticks),
        tuple(Tick(name, LEFT + wide * (at + 0.5), FLOOR + 18) for at, name in enumerate(names)),
        wide < max(_CROWDED, 8 * max((len(name) for name in names), default=0)),
        str(axis.get("x_label") or ""),
        str(axis.get("y_label") or ""),
    )


def _track(series: dict[str, Any], names: Sequence[str]) -> list[float]:
    """The values of one series in the order of the categories."""
    held = {str(one["label"]): one["value"] for one in series["data"]}
    return [held.get(name, 0) for name in names]


def _bars(tracks: list[list[float]], scale: _Scale, wide: float) -> list[Mark]:
    thick = min(wide * 0.7 / len(tracks), 48)
    marks = []
    for tone, track in enumerate(tracks):
        for at, value in enumerate(track):
            x = LEFT + wide * (at + 0.5) + thick * (tone - len(tracks) / 2)
            zero, top = scale.y(0), scale.y(value)
            marks.append(Mark(f"M{x + 1:.2f} {zero:.2f}V{top:.2f}h{thick - 2:.2f}V{zero:.2f}Z", tone + 1))
    return marks


def _lines(tracks: list[list[float]], scale: _Scale, wide: float) -> list[Mark]:
    marks = []
    for tone, track in enumerate(tracks, start=1):
        points = _points(track, scale, wide)
        marks.append(Mark(_path(points), tone, filled=False))
        marks += [Mark(f"M{x - 4:.2f} {y:.2f}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", tone) for x, y in points]
    return marks


def _areas(tracks: list[list[float]], scale: _Scale, wide: float) -> list[Mark]:
    marks = []
    for tone, track in enumerate(tracks, start=1):
        points = _points(track, scale, wide)
        zero = scale.y(0)
        around = [(points[0][0], zero), *points, (points[-1][0], zero)]
        marks += [Mark(f"{_path(around)}Z", tone), Mark(_path(points), tone, filled=False)]
    return marks


_BUILDERS = {"bar": _bars, "line": _lines, "area": _areas}


def _points(track: Sequence[float], scale: _Scale, wide: float) -> list[tuple[float, float]]:
    return [(LEFT + wide * (at + 0.5), scale.y(value)) for at, value in enumerate(track)]


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
