"""What a run and its hands do with memory: they look for garbage seldom, and give back what they no longer need."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MADE_BETWEEN = 50_000
"""How many objects are made before one looks for garbage."""


def collect_seldom() -> None:
    """Look for garbage seldom: what is made lives until the end, and looking takes a fifth of the time."""
    gc.set_threshold(_MADE_BETWEEN, *gc.get_threshold()[1:])


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for garbage seldom meanwhile."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def give_back() -> None:
    """Give free memory back to the system, as far as the C library can: glibc keeps it otherwise."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
