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
    settings = block.get("column_settings") or []
    sides = [str((one or {}).get("align") or "left") for one in settings]
    heading = block.get("row_header_column_index", 0 if block.get("type") == "data_table" else None)
    rows = [
        tuple(_cell(cell, at, sides, heading == at, reading) for at, cell in enumerate(row)) for row in given
    ]
    return Table(rows[0], tuple(rows[1:]), len(given) > int(block.get("page_size") or len(given)))


def _cell(cell: Any, at: int, sides: list[str], heads: bool, reading: Reading) -> Cell:
    kind = cell.get("type") if isinstance(cell, dict) else None
    side = sides[at] if at < len(sides) else ("right" if kind == "raw_number" else "left")
    if kind == "rich_text":
        return Cell(rich_text(cell.get("elements", []), reading), side, heads)
    return Cell(escape(cell_text(cell)), side, heads)
