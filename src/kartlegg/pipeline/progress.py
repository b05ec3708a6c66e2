"""How a long run tells what it is doing. Who is told, and how it looks, may not enter."""

from collections.abc import Callable

TellProgress = Callable[[str, int, int], None]
"""Told what is being done, how many steps are done, and how many there are."""


def silent(_what: str, _done: int, _steps: int) -> None:
    """Tell nobody."""
