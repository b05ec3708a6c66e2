"""Each room says what it is for and what may not enter. (That everything has a docstring, ruff sees to.)"""

import ast
import re
from pathlib import Path

from tests.house.checkout import CHECKOUT, PACKAGE, fault, plant, python_files, refuse, syntax

LIMIT = re.compile(r"\b(no|not|nothing|only|never|nowhere|neither)\b", re.IGNORECASE)


def boundless_rooms(root: Path) -> list[str]:
    """Return the rooms whose docstring does not say what may not enter."""
    doors = [
        path
        for path in python_files(root, str(PACKAGE))
        if path.name == "__init__.py" or path.parent == root / PACKAGE
    ]
    return [
        fault(root, path, 1, "the docstring of a room says in two sentences what it is for and what may not enter")
        for path in doors
        if not _says_its_limit(ast.get_docstring(syntax(path)) or "")
    ]


def _says_its_limit(text: str) -> bool:
    return len(re.findall(r"[.:](?:\s|$)", text)) > 1 and bool(LIMIT.search(text))


def test_every_room_says_what_may_not_enter() -> None:
    refuse(boundless_rooms(CHECKOUT))


def test_a_room_without_a_limit_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "src/kartlegg/places/__init__.py", '"""Who reports. What they answer may not enter."""\n')
    plant(tmp_path, "src/kartlegg/places/load.py", '"""Reads places."""\n')
    plant(tmp_path, "src/kartlegg/report/__init__.py", '"""How it looks."""\n')
    plant(tmp_path, "src/kartlegg/weather.py", "")
    assert [found.split(":")[0] for found in boundless_rooms(tmp_path)] == [
        "src/kartlegg/report/__init__.py",
        "src/kartlegg/weather.py",
    ]
