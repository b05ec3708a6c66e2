"""What sums add up in the end: the asked variables below them. No answer may enter."""

from collections.abc import Mapping
from typing import Protocol


class HasParts(Protocol):
    """What may be a sum: `parts` are the codes that it adds up, none for what is asked."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The codes that are added up."""


def leaves_of(variables: Mapping[str, HasParts]) -> dict[str, tuple[str, ...]]:
    """Return for every code what it adds up in the end, each once, in the order of its parts; () for what is asked.

    A part that is no variable stands for itself. Of sums that hold one another, which proofreading refuses, one that
    leads to nothing else adds up its parts.
    """
    return {code: _leaves(code, variables) or variables[code].parts for code in variables}


def _leaves(code: str, variables: Mapping[str, HasParts]) -> tuple[str, ...]:
    """Return the leaves below a sum; each code is gone into once, however many ways lead to it."""
    seen, found = {code}, []
    ahead = list(reversed(variables[code].parts))
    while ahead:
        here = ahead.pop()
        if here in seen:
            continue
        seen.add(here)
        parts = variables[here].parts if here in variables else ()
        ahead.extend(reversed(parts))
        if not parts:
            found.append(here)
    return tuple(found)
