"""How a part of an edition that has not changed is taken from where it is kept. Where that is may not enter."""

from collections.abc import Callable, Mapping
from typing import Protocol


class Keep(Protocol):
    """Returns the files that `make` gives, or those kept since it last gave them for the same `made_from`."""

    def __call__(self, made_from: tuple[object, ...], make: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
        """`made_from` is all that the files depend on, as values of a stable `repr`."""


def keep_nothing(made_from: tuple[object, ...], make: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
    """Make everything anew."""
    return make()
