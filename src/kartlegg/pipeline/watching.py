"""When something is made again: a file that it is made from has changed. What is made may not enter."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kartlegg.pipeline.defined_files import Stamps, stamps_of


def changes(places: Sequence[Path], wait: Callable[[], None]) -> Iterator[None]:
    """Yield at once, and again each time that files have changed and have come to rest.

    What changes while the receiver is at work is told when it is done. `wait` passes the time between two looks.
    The files are those that are defined in folders, and those that are places themselves.
    """
    told = stamps_of(*places)
    while True:
        yield
        while (now := stamps_of(*places)) == told:
            wait()
        told = _at_rest(now, places, wait)


def _at_rest(seen: Stamps, places: Sequence[Path], wait: Callable[[], None]) -> Stamps:
    """Return the files as they are when two looks find the same: a folder is not copied in a moment."""
    while True:
        wait()
        before, seen = seen, stamps_of(*places)
        if seen == before:
            return seen
