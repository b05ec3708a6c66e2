"""No test is timed: speed is measured by `make bench`, as ratios, where nothing else disturbs it."""

import re
from pathlib import Path

from tests.house.checkout import CHECKOUT, fault, plant, python_files, refuse

CLOCK = re.compile(r"\b(?:process_time|perf_counter|thread_time|timeit)\b")


def clocks(root: Path) -> list[str]:
    """Return the lines of tests that read a clock which measures work; waiting has a clock of its own."""
    return [
        fault(root, path, line, "a test that measures time fails on a busy machine; measure it in benchmarks/")
        for path in python_files(root, "tests")
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if path.name != Path(__file__).name and CLOCK.search(text)
    ]


def test_no_test_is_timed() -> None:
    refuse(clocks(CHECKOUT))


def test_a_timed_test_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "tests/test_a.py", "import time\n\nstart = time.process_time()\nend = time.monotonic() + 5\n")
    assert [int(found.split(":")[1]) for found in clocks(tmp_path)] == [3]
