"""The files that a survey, a round or an Extract is defined by: which count, and whether they are as they were."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kartlegg.errors import DefinitionError, Fault
from kartlegg.pipeline.cache import digest_of

Stamps = tuple[tuple[Path, int, int, int], ...]
"""Of each file when it was written, how large it is, and which it is: all change where it is saved with other words,
and the first one does even where the words are what they were."""


def defined_in(folder: Path) -> list[Path]:
    """Return the files of a folder as paths within it, sorted.

    Names that begin with a dot or end in ~ do not count: desktops, editors and version control leave them behind.
    """
    return sorted(path.relative_to(folder) for path in _files_in(folder))


def folder_digest(folder: Path) -> str:
    """Return the SHA-256 of the files that are defined in a folder, by relative path."""
    return digest_of(*(part for name in defined_in(folder) for part in (str(name), (folder / name).read_bytes())))


def stamps_of(*places: Path) -> Stamps:
    """Return the stamps of what is defined in folders, and of files that are named themselves.

    What goes while one looks is left out: the next look finds the rest.
    """
    found = []
    for place in places:
        for path in [place] if place.is_file() else _files_in(place):
            with suppress(OSError):
                status = path.stat()
                found.append((path, status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(sorted(found))


def refuse_changed(folder: Path, stamps: Stamps) -> None:
    """Refuse what was read of a folder whose files are not as they were; raises DefinitionError.

    What was made then is of no state that there ever was.
    """
    now = stamps_of(folder)
    if now != stamps:
        changed = min(path for path, *_ in {*now} ^ {*stamps})
        told = ("a file that changed while it was read and worked with", "files that rest", "do it again")
        raise DefinitionError(Fault(changed, None, None, *told))


def _files_in(folder: Path) -> Iterator[Path]:
    with suppress(OSError), os.scandir(folder) as entries:  # it may go while one looks
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith("~"):
                continue
            if entry.is_dir():
                yield from _files_in(folder / entry.name)
            elif entry.is_file():
                yield folder / entry.name
