"""The local Slack stands alone: it knows nothing of the app it serves."""

import ast
from pathlib import Path

import bot.demo

OWN = Path(bot.demo.__file__).parent


def imported(file: Path) -> set[str]:
    """The modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
    return found


def test_it_imports_nothing_of_the_project_but_itself() -> None:
    for file in OWN.rglob("*.py"):
        ours = {one for one in imported(file) if one.split(".")[0] in ("bot", "handlers", "storage", "tests")}
        assert {one for one in ours if not one.startswith("bot.demo")} == set(), file


def test_it_does_not_lean_on_slacks_own_packages() -> None:
    """Otherwise it would share their mistakes."""
    for file in OWN.rglob("*.py"):
        assert not {one for one in imported(file) if one.startswith("slack_")}, file
