"""Ruff and mypy find nothing, run as `make check` runs them and without leaving a file behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import CHECKOUT, plant

RUFF = ("ruff", "check", "--no-cache", "--output-format", "concise")
FORMAT = ("ruff", "format", "--check", "--no-cache")
MYPY = ("mypy", "--cache-dir", os.devnull)
SETTINGS = str(CHECKOUT / "pyproject.toml")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Return what a tool of the environment says of the checkout."""
    arguments = [sys.executable, "-m", *command]
    return subprocess.run(arguments, cwd=CHECKOUT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", [RUFF, FORMAT, MYPY], ids=["ruff check", "ruff format", "mypy"])
def test_the_tool_finds_nothing(command: tuple[str, ...]) -> None:
    result = run(*command)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("command", "content", "told"),
    [
        (RUFF, '"""A module."""\n\nimport csv\n', "a.py:3:8: F401"),
        (RUFF, '"""A module."""\n\n\ndef reply():\n    return 1\n', "a.py:4:5: D103"),
        (RUFF, '"""A module."""\n\nlist = [1]\n', "a.py:3:1: A001"),
        (RUFF, "x = 1\n", "a.py:1:1: D100"),
        (FORMAT, "x = 'single'\n", "a.py"),
        (MYPY, "def reply(unit):\n    return unit\n", "a.py:1: error: Function is missing a type annotation"),
    ],
    ids=["unused", "no docstring", "hidden builtin", "no module docstring", "format", "no types"],
)
def test_a_fault_is_found(tmp_path: Path, command: tuple[str, ...], content: str, told: str) -> None:
    path = plant(tmp_path, "a.py", content)
    flag = "--config-file" if command is MYPY else "--config"
    result = run(*command, flag, SETTINGS, str(path))
    assert result.returncode == 1
    assert told in result.stdout + result.stderr
