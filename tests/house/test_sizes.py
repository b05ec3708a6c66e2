"""No file, function or list of parameters grows past what a reader can hold in mind."""

import ast
import functools
import io
import statistics
import tokenize
from pathlib import Path

from tests.house.checkout import CHECKOUT, Function, fault, files, functions, plant, python_files, refuse

FILE_LINES, FUNCTION_LINES, MEDIAN_LINES, PARAMETERS = 400, 40, 10, 6
CODE = (".py", ".sh", ".js", ".css", ".html", ".j2", ".jinja", ".typ", ".md")
FOLDERS = ("src", "tests", "benchmarks")
SILENT = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


def long_files(root: Path) -> list[str]:
    faults = []
    for path in files(root, suffixes=CODE):
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > FILE_LINES:
            faults.append(fault(root, path, count, f"{count} lines, at most {FILE_LINES}: divide the file"))
    return faults


def long_functions(root: Path) -> list[str]:
    return [
        fault(root, path, function.lineno, f"{function.name} has {lines} code lines, at most {FUNCTION_LINES}")
        for path in python_files(root, *FOLDERS)
        for function, lines in code_lines(path)
        if lines > FUNCTION_LINES
    ]


def many_parameters(root: Path) -> list[str]:
    faults = []
    for path in python_files(root, *FOLDERS):
        for function in functions(path):
            names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
            count = len([name for name in names if name not in {"self", "cls"}])
            if count > PARAMETERS:
                what = f"{function.name} takes {count} parameters by position, at most {PARAMETERS}: the rest by name"
                faults.append(fault(root, path, function.lineno, what))
    return faults


def code_lines(path: Path) -> list[tuple[Function, int]]:
    """Return the functions of a file with their lines of code: blank lines, comments and docstrings do not count."""
    found = functions(path)
    if not found:
        return []
    lines = _lines_with_code(path.read_text(encoding="utf-8"))
    return [
        (function, len(lines & set(range(function.lineno, (function.end_lineno or 0) + 1)) - _docstring(function)))
        for function in found
    ]


@functools.cache
def _lines_with_code(source: str) -> set[int]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {line for token in tokens if token.type not in SILENT for line in range(token.start[0], token.end[0] + 1)}


def _docstring(function: Function) -> set[int]:
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None:
        return set()
    return set(range(first.lineno, (first.end_lineno or first.lineno) + 1))


def test_no_file_is_too_long() -> None:
    refuse(long_files(CHECKOUT))


def test_no_function_is_too_long() -> None:
    refuse(long_functions(CHECKOUT))


def test_the_usual_function_is_short() -> None:
    lines = [count for path in python_files(CHECKOUT, "src") for _, count in code_lines(path)]
    assert statistics.median(lines) <= MEDIAN_LINES


def test_no_function_takes_too_many_parameters_by_position() -> None:
    refuse(many_parameters(CHECKOUT))


def test_a_long_file_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "src/kartlegg/long.py", "x = 1\n" * 401)
    plant(tmp_path, "src/kartlegg/short.py", "x = 1\n" * 400)
    assert long_files(tmp_path) == ["src/kartlegg/long.py:401: 401 lines, at most 400: divide the file"]


def test_a_long_function_is_found(tmp_path: Path) -> None:
    head = '() -> None:\n    """Two\n    lines."""\n\n    # why\n'
    plant(tmp_path, "src/kartlegg/a.py", "\ndef fits" + head + "    x = 1\n" * 39)
    plant(tmp_path, "src/kartlegg/b.py", "\ndef grows" + head + "    x = 1\n" * 40)
    assert long_functions(tmp_path) == ["src/kartlegg/b.py:2: grows has 41 code lines, at most 40"]


def test_a_seventh_parameter_by_position_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "src/kartlegg/a.py", "class A:\n    def f(self, a, b, c, d, e, f, *, g, h): ...\n")
    plant(tmp_path, "src/kartlegg/b.py", "def f(a, b, c, d, e, f, g): ...\n")
    assert [found.split(" ")[0] for found in many_parameters(tmp_path)] == ["src/kartlegg/b.py:1:"]
