"""Decisions: each page has a number of its own, and none is missing."""

from pathlib import PurePosixPath

from tests.house.source import paths


def test_decisions_are_numbered_one_by_one() -> None:
    """From 0001 on, without a gap: a number names one page."""
    pages = [PurePosixPath(path).name for path in paths() if path.startswith("docs/decisions/")]
    assert [page[:5] for page in sorted(pages)] == [f"{number:04}-" for number in range(1, len(pages) + 1)]
