"""A mark that silences a tool says on its line why."""

import re
from pathlib import Path

from tests.house.checkout import CHECKOUT, comments, fault, plant, python_files, refuse

MARK = re.compile(
    r"#\s*(?:(?:ruff:\s*)?noqa|type:\s*ignore|mypy:|pyright:|pylint:|pragma:\s*no\s|fmt:\s*(?:off|skip)|isort:|nosec)"
)
CODES = re.compile(
    r"(?:noqa:\s*[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*|type:\s*ignore\[[a-z\-, ]+\]|pragma:\s*no\s+\w+|fmt:\s*\w+)"
)
WORDS = 2


def silent_marks(root: Path) -> list[str]:
    """Return the marks without a code, or without a reason of at least two words behind it."""
    faults = []
    for path in python_files(root):
        for line, comment in comments(path):
            if not MARK.search(comment):
                continue
            code = CODES.search(comment)
            if code is None:
                faults.append(fault(root, path, line, f"{comment}: name the rule that is silenced"))
            elif len(re.findall(r"[\w'-]+", comment[code.end() :])) < WORDS:
                faults.append(fault(root, path, line, f"{comment}: give the reason on the same line"))
    return faults


def test_every_silencing_mark_has_a_reason() -> None:
    refuse(silent_marks(CHECKOUT))


def test_a_mark_without_a_reason_is_found(tmp_path: Path) -> None:
    lines = [
        "import csv  # noqa",
        "import csv  # noqa: F401",
        "import csv  # noqa: F401, E501  unused",
        "x: int = ''  # type: ignore",
        "x: int = ''  # type: ignore[assignment]",
        "x: int = ''  # type: ignore[assignment]  # the library's stub is wrong",
        "import csv  # noqa: F401  re-exported for readers",
        "def f(): ...  # pragma: no cover",
        "text = '# noqa'",
    ]
    plant(tmp_path, "src/kartlegg/a.py", "\n".join(lines) + "\n")
    assert [int(found.split(":")[1]) for found in silent_marks(tmp_path)] == [1, 2, 3, 4, 5, 8]
