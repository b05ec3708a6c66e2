"""The top folder holds what ARCHITECTURE.md draws and nothing that a tool left behind."""

from pathlib import Path

from tests.house.checkout import CHECKOUT, fault, files, plant, refuse

KNOWN = {
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "GLOSSARY.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "pyproject.toml",
}


def left_behind(root: Path) -> list[str]:
    """Return the files of the top folder that are none of the project's."""
    found = (path for path in files(root) if path.parent == root and path.name not in KNOWN)
    return [
        fault(root, path, 1, "a file that does not belong here; remove it, or name it in KNOWN") for path in found
    ]


def test_nothing_is_left_behind_at_the_top() -> None:
    refuse(left_behind(CHECKOUT))


def test_what_is_left_behind_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "README.md", "# Here\n")
    plant(tmp_path, "solver.log", "END\n")
    plant(tmp_path, "src/kartlegg/a.py", "A = 1\n")
    assert [found.split(":")[0] for found in left_behind(tmp_path)] == ["solver.log"]
