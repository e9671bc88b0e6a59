"""The import contracts of pyproject.toml bite: checked over a small company of empty modules."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import ROOT, paths

PACKAGES = ("bot/", "handlers/", "storage/")


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """A project with our contracts and our modules, all of them empty."""
    shutil.copyfile(ROOT / "pyproject.toml", tmp_path / "pyproject.toml")
    for module in paths():
        if not module.startswith(PACKAGES) or not module.endswith(".py"):
            continue
        path = tmp_path / module
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path


def lint(company: Path) -> subprocess.CompletedProcess[str]:
    # Its own folder comes first on the path, before the project that is installed beside the linter.
    start = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as c; c()"
    return subprocess.run(
        [sys.executable, "-c", start, "--no-cache"], cwd=company, capture_output=True, text=True, check=False
    )


def test_imports_that_run_down_are_fine(company: Path) -> None:
    (company / "bot/main.py").write_text("import handlers, storage, bot.jobs\n")
    (company / "storage/__init__.py").write_text("import sqlalchemy, bot.domain\n")
    (company / "bot/cli.py").write_text("import bot.main, bot.demo, bot.settings\n")
    assert lint(company).returncode == 0, lint(company).stdout


@pytest.mark.parametrize(
    ("module", "imports"),
    [
        ("bot/playhouse/backstage", "bot.playhouse.opening"),
        ("bot/domain/__init__", "bot.usecases"),
        ("bot/usecases/__init__", "bot.delivery"),
        ("handlers/__init__", "storage"),
        ("storage/__init__", "handlers"),
        ("bot/jobs", "bot.main"),
        ("bot/main", "bot.demo"),
        ("bot/demo/__init__", "bot.domain"),
        ("bot/demo/__init__", "bot.main"),
        ("bot/domain/__init__", "sqlalchemy"),
        ("bot/usecases/__init__", "asyncio"),
        ("bot/ports", "slack_sdk"),
        ("bot/usecases/__init__", "bot.settings"),
    ],
)
def test_an_import_that_runs_up_or_out_is_refused(company: Path, module: str, imports: str) -> None:
    (company / f"{module}.py").write_text(f"import {imports}\n")
    verdict = lint(company)
    assert verdict.returncode == 1
    assert "BROKEN" in verdict.stdout
