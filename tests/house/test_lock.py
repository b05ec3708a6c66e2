"""What is installed is locked: every package pinned and hashed, from no named place, and nothing left out."""

import itertools
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.checkout import CHECKOUT, fault, plant, refuse

LOCKS = ("run", "test", "spark")
PINNED = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[A-Za-z0-9,._-]+\])?==(?P<version>[^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def loose_lines(root: Path) -> list[str]:
    """Return the lines of the lock files that pin no version, have no hash or name a place to load from."""
    faults = []
    for path in sorted((root / "requirements").glob("*.txt")):
        for number, line in _logical_lines(path):
            if not PINNED.match(line):
                faults.append(fault(root, path, number, f"{line.split()[0]} is not a package pinned with =="))
            elif not HASH.search(line):
                faults.append(fault(root, path, number, f"{line.split()[0]} has no sha256"))
            if "://" in line or " @ " in line:
                faults.append(fault(root, path, number, "a lock names no place to load from"))
    return faults


def _logical_lines(path: Path) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if found and found[-1][1].endswith("\\"):
            found[-1] = (found[-1][0], found[-1][1][:-1] + line.strip())
        elif line.strip() and not line.strip().startswith("#"):
            found.append((number, line))
    return found


def locked(root: Path, lock: str) -> dict[str, str]:
    """Return the version of each package of a lock file, by the package's canonical name."""
    lines = [PINNED.match(line) for _, line in _logical_lines(root / "requirements" / f"{lock}.txt")]
    return {canonicalize_name(line["name"]): line["version"] for line in lines if line}


def unlocked(root: Path) -> list[str]:
    """Return what pyproject.toml asks for that its lock file does not hold in a version that fits."""
    path = root / "pyproject.toml"
    project = tomllib.loads(path.read_text(encoding="utf-8"))
    faults = []
    for lock, wanted in _wanted(project).items():
        versions = locked(root, lock)
        for text in wanted:
            need = Requirement(text)
            version = versions.get(canonicalize_name(need.name))
            if version is None or version not in need.specifier:
                faults.append(fault(root, path, 1, f"{text}: {lock}.txt has {version}; run make lock"))
    return faults


def _wanted(project: dict[str, Any]) -> dict[str, list[str]]:
    groups, extras = project["dependency-groups"], project["project"]["optional-dependencies"]
    run = [*project["project"]["dependencies"], *groups["build"]]
    test = [*run, *groups["test"], *extras["duckdb"]]
    return {"run": run, "test": test, "spark": [*test, *extras["spark"]]}


def disagreements(root: Path) -> list[str]:
    """Return the packages that a larger lock leaves out or pins to another version than a smaller one."""
    return [
        f"requirements/{larger}.txt:1: {name} is {locked(root, larger).get(name)}, but {version} in {smaller}.txt"
        for smaller, larger in itertools.pairwise(LOCKS)
        for name, version in locked(root, smaller).items()
        if locked(root, larger).get(name) != version
    ]


def test_every_package_is_pinned_and_hashed() -> None:
    assert all(len(locked(CHECKOUT, lock)) > 20 for lock in LOCKS)
    refuse(loose_lines(CHECKOUT))


def test_everything_that_is_asked_for_is_locked() -> None:
    refuse(unlocked(CHECKOUT))


def test_the_locks_agree() -> None:
    refuse(disagreements(CHECKOUT))


@pytest.mark.parametrize(
    "line",
    [
        "polars>=1",
        "polars==1.0",
        "-e .",
        "--index-url https://example.org/simple",
        f"polars @ https://example.org/polars.whl --hash=sha256:{'0' * 64}",
    ],
)
def test_a_loose_line_is_found(tmp_path: Path, line: str) -> None:
    good = f"numpy==2.0 ; python_version > '3.10' \\\n    --hash=sha256:{'0' * 64}\n    # via scipy\n"
    plant(tmp_path, "requirements/run.txt", good)
    assert loose_lines(tmp_path) == []
    plant(tmp_path, "requirements/run.txt", f"{good}{line}\n")
    assert {found.split(" ")[0] for found in loose_lines(tmp_path)} == {"requirements/run.txt:4:"}


def test_a_missing_package_is_found(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "pyproject.toml",
        '[project]\ndependencies = ["numpy>=2", "PyYAML"]\n[project.optional-dependencies]\nduckdb = []\nspark = []\n'
        "[dependency-groups]\nbuild = []\ntest = []\n",
    )
    for lock in LOCKS:
        plant(tmp_path, f"requirements/{lock}.txt", "numpy==1.9\npyyaml==6.0\n" if lock == "run" else "pyyaml==6.1\n")
    assert unlocked(tmp_path) == [
        "pyproject.toml:1: numpy>=2: run.txt has 1.9; run make lock",
        "pyproject.toml:1: numpy>=2: test.txt has None; run make lock",
        "pyproject.toml:1: numpy>=2: spark.txt has None; run make lock",
    ]
    assert len(disagreements(tmp_path)) == 2
