"""What is installed is what was written and locked."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import ROOT, paths

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCK = (ROOT / "requirements.lock").read_text()
PINS = [
    (canonicalize_name(name), version)
    for name, version in re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", LOCK, re.MULTILINE)
]
"""Names and versions; a name has several where Pythons differ in what they take."""
WANTED = [
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["dev"],
    *PROJECT["build-system"]["requires"],
]


@pytest.mark.parametrize("wanted", WANTED)
def test_the_lock_has_what_the_project_asks_for(wanted: str) -> None:
    requirement = Requirement(wanted)
    versions = [version for name, version in PINS if name == canonicalize_name(requirement.name)]
    assert versions
    assert [version for version in versions if version not in requirement.specifier] == []


def test_every_pin_carries_hashes_and_nothing_says_where_to_download() -> None:
    pins = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(pins) == len(PINS), "every line that is no comment and no hash is a pin"
    assert [line for line in pins if not line.endswith("\\")] == []
    assert "://" not in LOCK


def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    """Data files are easily left behind: limits, manifests, migrations, translations."""
    ours = [path for path in paths() if path.startswith(("bot/", "handlers/", "storage/"))]
    for path in [*ours, "pyproject.toml", "README.md", "LICENSE"]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, tmp_path / path)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-index", "--no-build-isolation", "--no-deps", "--wheel-dir", "dist", "."]
    subprocess.run([*pip, *build], cwd=tmp_path, check=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    assert sorted(set(ours) - set(zipfile.ZipFile(wheel).namelist())) == []
