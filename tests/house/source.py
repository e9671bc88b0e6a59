"""What belongs to the project, as the house rules read it."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Module:
    """A Python file of the project.

    Attributes:
        path: from the project's root, with `/` between the parts.
    """

    path: str
    tree: ast.Module

    def nodes(self) -> Iterator[ast.AST]:
        """Everything in it."""
        return ast.walk(self.tree)


@cache
def paths() -> list[str]:
    """Every file that is, or could be, committed."""
    listed = subprocess.run(
        # The clone may belong to another account than the one that tests it.
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return sorted(path for path in listed.stdout.split("\0") if path and (ROOT / path).is_file())


@cache
def modules() -> list[Module]:
    """Every Python file."""
    return [
        Module(path, ast.parse((ROOT / path).read_text(encoding="utf-8"), path))
        for path in paths()
        if path.endswith(".py")
    ]


def texts() -> Iterator[tuple[str, str]]:
    """Every text file: its path and what it says."""
    for path in paths():
        try:
            yield path, (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or the like
