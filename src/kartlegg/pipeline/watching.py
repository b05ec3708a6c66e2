"""When something is made again: a file that it is made from has changed. What is made may not enter."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from kartlegg.pipeline.cache import defined_in

Seen = dict[Path, tuple[int, int, int]]
"""Of each file when it was written, how large it is, and which it is."""


def changes(folders: Sequence[Path], wait: Callable[[], None]) -> Iterator[None]:
    """Yield at once, and again each time that files in the folders have changed and have come to rest.

    What changes while the receiver is at work is told when it is done. `wait` passes the time between two looks.
    The files are those that a digest of the folders is made of.
    """
    told = _seen(folders)
    while True:
        yield
        while (now := _seen(folders)) == told:
            wait()
        told = _at_rest(now, folders, wait)


def _at_rest(seen: Seen, folders: Sequence[Path], wait: Callable[[], None]) -> Seen:
    """Return the files as they are when two looks find the same: a folder is not copied in a moment."""
    while True:
        wait()
        before, seen = seen, _seen(folders)
        if seen == before:
            return seen


def _seen(folders: Sequence[Path]) -> Seen:
    found: Seen = {}
    for folder in folders:
        with suppress(OSError):  # something went while one looked: the next look finds the rest
            for path in (folder / name for name in defined_in(folder)):
                status = path.stat()
                found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found
