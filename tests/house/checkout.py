"""The checkout as the gates see it: its files, their text and their syntax. No rule may enter here.

Every gate is a function from the top folder of a checkout to the faults in it, each `file:line: what is wrong`,
so that the same gate can be tried on a small tree with a fault planted in it.
"""

import ast
import fnmatch
import functools
import io
import os
import tokenize
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGE = Path("src/kartlegg")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(root: Path, *folders: str, suffixes: tuple[str, ...] = ()) -> list[Path]:
    """Return the files below `folders` (everything for none), sorted; what .gitignore names is left out."""
    found = [path for folder in folders or (".",) for path in _walk(root / folder, _ignored())]
    return sorted(path for path in found if not suffixes or path.suffix in suffixes)


def python_files(root: Path, *folders: str) -> list[Path]:
    """Return the Python files below `folders`."""
    return files(root, *folders, suffixes=(".py",))


def texts(root: Path, *folders: str) -> Iterator[tuple[Path, str]]:
    """Give every file below `folders` that is UTF-8 text, with its text."""
    for path in files(root, *folders):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            yield path, text


def syntax(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return _parse(path.read_text(encoding="utf-8"))


def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return every node of the syntax tree of a Python file."""
    return _walked(path.read_text(encoding="utf-8"))


def functions(path: Path) -> list[Function]:
    """Return every function of a Python file, methods and inner functions too."""
    return [node for node in nodes(path) if isinstance(node, Function)]


def comments(path: Path) -> list[tuple[int, str]]:
    """Return line and text of every comment of a Python file."""
    return _comments(path.read_text(encoding="utf-8"))


def room(root: Path, path: Path) -> str:
    """Return the room of a file of the package: `places` for places/load.py, `rounding` for rounding.py."""
    return path.relative_to(root / PACKAGE).parts[0].removesuffix(".py")


def fault(root: Path, path: Path, line: int, what: str) -> str:
    """Return the fault as one line that an editor can jump to."""
    return f"{path.relative_to(root).as_posix()}:{line}: {what}"


def refuse(faults: list[str]) -> None:
    """Fail the test with one fault a line."""
    assert not faults, "\n" + "\n".join(faults)


def plant(root: Path, path: str, content: str) -> Path:
    """Write a file into a small tree that a gate is tried on."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content, encoding="utf-8")
    return target


@functools.cache
def _parse(source: str) -> ast.Module:
    return ast.parse(source)


@functools.cache
def _walked(source: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(_parse(source)))


@functools.cache
def _comments(source: str) -> list[tuple[int, str]]:
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


@functools.cache
def _ignored() -> tuple[str, ...]:
    lines = (CHECKOUT / ".gitignore").read_text(encoding="utf-8").split()
    return (".git", *(line.rstrip("/") for line in lines))


def _walk(folder: Path, ignored: tuple[str, ...]) -> Iterator[Path]:
    if folder.is_file():
        yield folder
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not _matches(name, ignored)]
        yield from (Path(parent, name) for name in names if not _matches(name, ignored))


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
