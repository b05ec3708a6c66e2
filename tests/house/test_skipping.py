"""What was skipped is told in the closing lines, and is a failure where nothing may be skipped."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.checkout import CHECKOUT, plant

TESTS = """
import pytest

@pytest.mark.parametrize("side", ["front", "back"])
def test_needs_a_printer(side):
    pytest.skip("there is no printer on this machine")

def test_needs_nothing():
    pass
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of three test files with our conftest.py: one test and one whole file are skipped."""
    shutil.copy(CHECKOUT / "tests" / "conftest.py", tmp_path)
    plant(tmp_path, "pytest.ini", "[pytest]\n")
    plant(tmp_path, "test_one.py", TESTS)
    plant(tmp_path, "test_two.py", "import pytest\n\npytest.skip('there is no scanner', allow_module_level=True)\n")
    plant(tmp_path, "test_three.py", "def test_needs_nothing():\n    pass\n")
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Return what pytest says of the project."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("workers", ["0", "2"])
def test_the_closing_lines_tell_what_was_skipped(project: Path, workers: str) -> None:
    result = run(project, "-n", workers)
    assert result.returncode == 0, result.stdout + result.stderr
    *_, one, two, closing = result.stdout.splitlines()
    assert one == "test_one.py: there is no printer on this machine (2 tests)"
    assert two == "test_two.py: there is no scanner"
    assert closing.startswith("2 passed, 3 skipped")


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_skip_fails_where_nothing_may_be_skipped(project: Path, workers: str) -> None:
    (project / "test_two.py").unlink()
    result = run(project, "-n", workers, "--nothing-skipped")
    assert result.returncode == 1
    assert "nothing may be skipped here: there is no printer on this machine" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("2 failed, 2 passed")


def test_a_skipped_file_fails_where_nothing_may_be_skipped(project: Path) -> None:
    result = run(project, "--nothing-skipped")
    assert result.returncode != 0
    assert "nothing may be skipped here: there is no scanner" in result.stdout
