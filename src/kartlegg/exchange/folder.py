"""Writes a folder, or one file, whole or not at all. What the files mean may not enter.

The files are written to a sibling folder, forced to disk, and the sibling is renamed; a folder that stood there
before is moved aside first and put back if the rename fails. A file that stood there with the same content, and is
known by no other name, gets a second name in the sibling and is not written again: it is as safe as it was. Whoever
reads sees the old folder, none, or the new.
"""

import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from stat import S_IMODE, S_ISREG

from kartlegg.errors import UsageError

_WRITERS = 8
_RIGHTS = 0o644


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` (path inside the folder -> content) as `folder`, replacing what stood there.

    Raises OSError where the disk is full or may not be written; nothing half written is left then.
    """
    folder = folder.resolve()  # "." has no name and no parent of its own
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        stood = {}
        for within in sorted({Path(name).parent for name in files}):
            (draft / within).mkdir(parents=True, exist_ok=True)
            if (folder / within).resolve() == folder / within:  # no link on the way to it
                stood[within] = folder / within

        paths = {Path(name): content for name, content in sorted(files.items())}
        new = [path for path, of in paths.items() if not _linked(stood.get(path.parent), draft / path, of)]
        with ThreadPoolExecutor(_WRITERS) as writers:  # a disk is quicker when it is not waited for file by file
            list(writers.map(lambda path: _write_file(draft / path, paths[path]), new))
        draft.chmod(0o755)
        _force_to_disk(draft)
        put_in_place(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _force_to_disk(folder.parent)


def refuse_others(folder: Path, own: Collection[str]) -> None:
    """Raise UsageError where `folder` is a file, or holds anything that has none of the names `own`."""
    held = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    others = sorted(set(held) - set(own))
    if folder.is_file() or others:
        what = f"holds {', '.join(others[:3])}" if others else "is a file"
        raise UsageError(f"{folder} {what}, which this command does not write; name another folder")


def write_file(path: Path, content: bytes) -> None:
    """Write one file whole or not at all, replacing what stood there; raises OSError where it cannot be written."""
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    drafts = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        _write_file(drafts / path.name, content)
        (drafts / path.name).replace(path)
    finally:
        shutil.rmtree(drafts, ignore_errors=True)
    _force_to_disk(path.parent)


def _linked(stood: Path | None, path: Path, content: bytes) -> bool:
    """Give the file of that name in the folder that `stood` the name `path` too; return whether it could be.

    It can where it holds the same, has the rights that files are given here, and is nobody else's.
    """
    if stood is None:
        return False
    old = stood / path.name
    try:
        status = old.lstat()
        is_own = S_ISREG(status.st_mode) and status.st_nlink == 1 and S_IMODE(status.st_mode) == _RIGHTS
        if not is_own or status.st_size != len(content) or old.read_bytes() != content:
            return False
        path.hardlink_to(old)
    except OSError:
        return False  # none stood there, or the disk gives a file one name only
    return True


def _write_file(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fchmod(file.fileno(), _RIGHTS)
        os.fsync(file.fileno())


def put_in_place(draft: Path, folder: Path) -> None:
    """Give the folder `draft` the place of `folder`; raises OSError where it cannot be, with `folder` as it was.

    Both are absolute and on one disk.
    """
    if not folder.exists():
        draft.rename(folder)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
    try:
        folder.rename(aside)
        draft.rename(folder)
    finally:  # Ctrl-C comes between the two as well
        if not folder.exists():
            aside.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)


def _force_to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
