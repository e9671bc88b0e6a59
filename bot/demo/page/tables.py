"""Tables: the first row heads the others.

Source: docs.slack.dev/reference/block-kit/blocks/data-table-block.
"""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from bot.demo.data_block_shapes import cell_text
from bot.demo.page.markup import Reading
from bot.demo.page.rich_text import rich_text


@dataclass(frozen=True)
class Cell:
    """One cell: what stands in it, on which side, and whether it heads its row."""

    words: Markup
    side: str = "left"
    heads: bool = False


@dataclass(frozen=True)
class Table:
    """A table. `is_long`: it has more rows than Slack shows at once."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    is_long: bool


def table(block: dict[str, Any], reading: Reading) -> Table:
    """The rows of a `table` or `data_table` block."""
    given = block.get("rows") or [[]]
    sides = _sides(block, given)
    heading = block.get("row_header_column_index", 0 if block.get("type") == "data_table" else None)
    rows = [
        tuple(
            Cell(_words(cell, reading), side, heading == at)
            for at, (cell, side) in enumerate(zip(row, sides, strict=False))
        )
        for row in given
    ]
    return Table(rows[0], tuple(rows[1:]), len(given) > int(block.get("page_size") or len(given)))


def _sides(block: dict[str, Any], rows: list[list[Any]]) -> list[str]:
    """On which side each column stands: as it is set, else numbers on the right."""
    settings = block.get("column_settings") or []
    sides = []
    for at in range(max(map(len, rows))):
        chosen = (settings[at] or {}).get("align") if at < len(settings) else None
        numbers = all(_kind(row[at]) == "raw_number" for row in rows[1:] if at < len(row))
        sides.append(str(chosen or ("right" if numbers and len(rows) > 1 else "left")))
    return sides


def _words(cell: Any, reading: Reading) -> Markup:
    if _kind(cell) == "rich_text":
        return rich_text(cell.get("elements", []), reading)
    return escape(cell_text(cell))


def _kind(cell: Any) -> Any:
    return cell.get("type") if isinstance(cell, dict) else None
