"""Imports stand at the top, point downward, reach no private name and draw no circle; no room is a junk room."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TypeGuard

import grimp
import pytest

from tests.house.checkout import (
    CHECKOUT,
    PACKAGE,
    comments,
    fault,
    functions,
    nodes,
    plant,
    python_files,
    refuse,
    room,
)

INNER_IMPORTS = 5
JUNK = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "manager"}


def inner_imports(root: Path) -> list[str]:
    """Return every import inside a function, as `file:line`, those with a comment that gives the reason marked so."""
    found = []
    for path in python_files(root, "src"):
        reasons = {line for line, _ in comments(path)}
        lines = {
            node.lineno
            for function in functions(path)
            for node in ast.walk(function)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        for line in sorted(lines):
            reasoned = line in reasons or line - 1 in reasons
            found.append(
                fault(root, path, line, "with a reason" if reasoned else "an import in a function, no reason")
            )
    return found


def inner_import_faults(root: Path) -> list[str]:
    """Return the imports in functions without a reason, and all of them where there are too many."""
    found = inner_imports(root)
    return found if len(found) > INNER_IMPORTS else [line for line in found if line.endswith("no reason")]


def private_names(root: Path) -> list[str]:
    """Return every underscore name that one room takes from another."""
    faults = []
    for path in python_files(root, str(PACKAGE)):
        own = room(root, path)
        taken = [node for node in nodes(path) if _from_another_room(node, own)]
        owners = {alias.asname or alias.name: _owner(node) for node in taken for alias in node.names}
        found = [(node.lineno, name.name, _owner(node)) for node in taken for name in node.names]
        found += [
            (node.lineno, node.attr, owners[node.value.id])
            for node in nodes(path)
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in owners
        ]
        faults += [
            fault(root, path, n, f"{name} is private to {owner}") for n, name, owner in found if _private(name)
        ]
    return faults


def _from_another_room(node: ast.AST, own: str) -> TypeGuard[ast.ImportFrom]:
    return isinstance(node, ast.ImportFrom) and _owner(node) not in {"", own}


def _owner(node: ast.ImportFrom) -> str:
    package, _, rest = (node.module or "").partition(".")
    return rest.split(".")[0] if package == "kartlegg" else ""


def _private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def junk_rooms(root: Path) -> list[str]:
    """Return the files whose name, or whose folder's name, says nothing about what is in them."""
    return [
        fault(root, path, 1, "a room or file is named for what it is about, not utils, helpers, common, ...")
        for path in python_files(root, "src", "tests", "benchmarks")
        if JUNK & {part.removeprefix("test_") for part in path.relative_to(root).with_suffix("").parts}
    ]


def circles(imports: dict[str, set[str]]) -> list[str]:
    """Return the modules that can be reached from themselves, given who imports whom."""
    found = []
    for start in sorted(imports):
        reached: set[str] = set()
        ahead = list(imports[start])
        while ahead:
            module = ahead.pop()
            if module not in reached:
                reached.add(module)
                ahead.extend(imports.get(module, ()))
        if start in reached:
            found.append(start)
    return found


def contract(source: Path, configuration: Path) -> subprocess.CompletedProcess[str]:
    """Return what import-linter says of the package below `source`."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    return subprocess.run(
        [*command, "--no-cache", "--config", str(configuration)],
        env=os.environ | {"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"},
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_stand_at_the_top_of_the_file() -> None:
    refuse(inner_import_faults(CHECKOUT))


def test_no_room_takes_a_private_name_from_another() -> None:
    refuse(private_names(CHECKOUT))


def test_no_room_is_a_junk_room() -> None:
    refuse(junk_rooms(CHECKOUT))


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = grimp.build_graph("kartlegg", cache_dir=None)
    imports = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    assert len(imports) > 20
    refuse(circles(imports))


def test_arrows_point_down() -> None:
    result = contract(CHECKOUT / "src", CHECKOUT / "pyproject.toml")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("errors.py", "import kartlegg.rounding\n", "kartlegg.errors -> kartlegg.rounding (l.1)"),
        ("rounds.py", "import kartlegg.rounding\n", "kartlegg.rounds -> kartlegg.rounding (l.1)"),
        ("weather/__init__.py", '"""A room that nobody has placed."""\n', "weather"),
    ],
    ids=["an arrow up", "an arrow to a neighbour", "a room without a place"],
)
def test_a_wrong_arrow_is_found(tmp_path: Path, path: str, content: str, told: str) -> None:
    for source in python_files(CHECKOUT, "src"):
        plant(tmp_path, source.relative_to(CHECKOUT).as_posix(), "")
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    assert contract(tmp_path / "src", tmp_path / "pyproject.toml").returncode == 0
    plant(tmp_path, f"src/kartlegg/{path}", content)
    result = contract(tmp_path / "src", tmp_path / "pyproject.toml")
    assert result.returncode == 1
    assert told in result.stdout + result.stderr


def test_an_import_in_a_function_is_found(tmp_path: Path) -> None:
    reasoned = "def g():\n    import csv  # only where a file is asked for\n"
    plant(tmp_path, "src/kartlegg/a.py", f"def f():\n    import json\n\n\n{reasoned}")
    assert inner_import_faults(tmp_path) == ["src/kartlegg/a.py:2: an import in a function, no reason"]


def test_a_sixth_import_in_functions_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "src/kartlegg/a.py", "def f():\n    import json  # why\n" * 5)
    assert inner_import_faults(tmp_path) == []
    plant(tmp_path, "src/kartlegg/b.py", "def f():\n    import json  # why\n")
    assert len(inner_import_faults(tmp_path)) == 6


def test_a_private_name_from_another_room_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "src/kartlegg/report/cells.py", "from kartlegg.report.blocks import _own\n")
    plant(tmp_path, "src/kartlegg/report/a.py", "from kartlegg.places.load import _read\n")
    plant(tmp_path, "src/kartlegg/report/b.py", "from kartlegg.places import load\n\nload._read()\nload.__name__\n")
    assert private_names(tmp_path) == [
        "src/kartlegg/report/a.py:1: _read is private to places",
        "src/kartlegg/report/b.py:3: _read is private to places",
    ]


def test_a_junk_room_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "src/kartlegg/places/helpers.py", "")
    plant(tmp_path, "src/kartlegg/places/units.py", "")
    plant(tmp_path, "src/kartlegg/core/__init__.py", "")
    assert [found.split(":")[0] for found in junk_rooms(tmp_path)] == [
        "src/kartlegg/core/__init__.py",
        "src/kartlegg/places/helpers.py",
    ]


def test_a_circle_is_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == ["b", "c"]
