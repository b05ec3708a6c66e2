"""Made files kept by what they were made from, so that nothing unchanged is made again. What is made may not enter.

A key is a digest of everything that goes into the files: content, program and the versions of the libraries.
"""

import hashlib
import json
import marshal
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).parents[1]
LIBRARIES = (
    "font-source-sans-pro",
    "fonttools",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "markupsafe",
    "numpy",
    "python-docx",
    "scipy",
    "typst",
    "vl-convert-python",
    "XlsxWriter",
)
MOST_KEPT = 2_000_000_000
"""Bytes: some hundred publications, of which each has a Word file, a PDF and a workbook of its own."""
_DIGEST_SIZE = hashlib.sha256().digest_size


def digest_of(*parts: Any) -> str:
    """Return the SHA-256 of the parts: text, bytes, or whatever has a stable `repr` or is JSON."""
    summed = hashlib.sha256()
    for part in parts:
        if isinstance(part, bytes):
            content = part
        elif isinstance(part, dict | list):
            content = json.dumps(part, sort_keys=True, ensure_ascii=False).encode()
        else:
            content = repr(part).encode()
        summed.update(len(content).to_bytes(8, "big") + content)
    return summed.hexdigest()


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return the SHA-256 of the whole program: every file of the package."""
    paths = sorted(path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return digest_of(*(part for path in paths for part in (str(path.relative_to(PACKAGE)), path.read_bytes())))


@lru_cache(maxsize=1)
def maker_digest() -> str:
    """Return what made files depend on besides what they are made from: the program and the libraries."""
    return digest_of(code_digest(), *(f"{name} {version(name)}" for name in LIBRARIES))


@dataclass(frozen=True, slots=True)
class Cache:
    """Made files in `folder`; without a folder nothing is kept."""

    folder: Path | None = None

    def keep(self, made_from: tuple[object, ...], make: Callable[[], Mapping[str, bytes]]) -> dict[str, bytes]:
        """Return the files of a part of an edition, as `report.keep` asks for."""
        return self.files(digest_of("part", maker_digest(), *made_from), make)

    def files(self, key: str, make: Callable[[], Mapping[str, bytes]]) -> dict[str, bytes]:
        """Return the files under `key`, made anew where they are not kept; a damaged entry is made anew too."""
        if self.folder is None:
            return dict(make())
        path = self._path(key)
        kept = _kept(path)
        if kept is None:
            kept = dict(make())
            _keep(path, kept)
        return kept

    def find(self, key: str) -> dict[str, bytes] | None:
        """Return the files under `key`; None where there are none."""
        return None if self.folder is None else _kept(self._path(key))

    def lay(self, key: str, files: Mapping[str, bytes]) -> None:
        """Keep the files under `key` in the place of any that were there."""
        if self.folder is not None:
            _keep(self._path(key), files)

    def holds(self, key: str) -> bool:
        """Return whether there is an entry under `key`; only `files` finds out whether it is damaged."""
        return self.folder is not None and self._path(key).is_file()

    def tidy(self, most: int = MOST_KEPT) -> None:
        """Drop what was longest not asked for where there are more than `most` bytes, until half of that is left."""
        if self.folder is None:
            return
        entries = []
        for path in self.folder.glob("??/*"):
            with suppress(OSError):  # another run may tidy too
                status = path.stat()
                entries.append((status.st_mtime_ns, status.st_size, path))
        size = sum(of for _, of, _ in entries)
        for _, of, path in sorted(entries) if size > most else ():
            if size <= most // 2:
                break
            with suppress(OSError):
                path.unlink()
            size -= of

    def _path(self, key: str) -> Path:
        return Path(self.folder or "", key[:2], f"{key[2:]}.kept")


def _kept(path: Path) -> dict[str, bytes] | None:
    """Return the files of an entry; None where there is none or it is not what was written."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    digest, whole = content[:_DIGEST_SIZE], memoryview(content)[_DIGEST_SIZE:]
    if hashlib.sha256(whole).digest() != digest:
        return None
    try:
        kept: dict[str, bytes] = marshal.loads(whole)  # noqa: S302 - the digest says that it was written below
    except (ValueError, EOFError, TypeError):  # by a later Python
        return None
    with suppress(OSError):
        os.utime(path)  # it was asked for now
    return kept


def _keep(path: Path, files: Mapping[str, bytes]) -> None:
    """Write the files as one, after their digest, whole or not at all: that it cannot be kept is no fault."""
    whole = marshal.dumps(dict(files))
    draft = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(hashlib.sha256(whole).digest() + whole)
        draft.rename(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
