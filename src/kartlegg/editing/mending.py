"""Which single part of a sum that does not add up would mend it, where a slip explains the difference.

A slip is one that people make: a decimal mark or a nought too many or too few, a row left blank, a row counted twice,
last round's figure changed in one place. What is to be done is for the unit to say; no figure is changed here.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kartlegg.questionnaire.logic import COMPARED

FACTORS = (0.001, 0.01, 0.1, 10, 100, 1000)
"""What a decimal mark or noughts in the wrong place multiply a figure by."""

Figures = Mapping[str, float | None]

ROUNDED = 0.02
"""How far a misplaced figure may be off as a share: digits are lost with the mark."""

_same = COMPARED["="]


class Mend(NamedTuple):
    """A part, and the value with which the sums agree."""

    variable: str
    value: float


def mend_of(
    parts: Sequence[str],
    whole: Sequence[str],
    numbers: Figures,
    last: Figures,
) -> Mend | None:
    """Return the one part that a slip explains, None where there is none or more than one.

    `parts` are meant to add up to the same as `whole`; `numbers` and `last` are this round's and last round's.
    """
    short = sum(numbers.get(code) or 0.0 for code in whole) - sum(numbers.get(code) or 0.0 for code in parts)
    sides = [*((code, short) for code in parts), *((code, -short) for code in whole)]
    for slip in (_misplaced, _as_last, _doubled):
        tried = [mend for code, missing in sides for mend in slip(code, missing, numbers, last)]
        found = [mend for mend in tried if 0 <= mend.value < math.inf]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return _blank(parts, short, numbers)


def _misplaced(code: str, missing: float, numbers: Figures, last: Figures) -> Iterator[Mend]:
    """Yield the part if with a misplaced decimal mark put right it fits."""
    del last
    value = numbers.get(code)
    if value and any(_near(value + missing, value * factor) for factor in FACTORS):
        yield Mend(code, value + missing)


def _near(value: float, other: float) -> bool:
    return abs(value - other) <= ROUNDED * abs(other)


def _as_last(code: str, missing: float, numbers: Figures, last: Figures) -> Iterator[Mend]:
    """Yield the part if it would be as last round."""
    value, before = numbers.get(code), last.get(code)
    if before and _same((value or 0.0) + missing, before):
        yield Mend(code, before)


def _doubled(code: str, missing: float, numbers: Figures, last: Figures) -> Iterator[Mend]:
    """Yield the part if it stands on its side alone, and half of it or none of it would fit."""
    del last
    value = numbers.get(code)
    if value and (_same(value + missing, value / 2) or _same(value + missing, 0.0)):
        yield Mend(code, value + missing)


def _blank(parts: Sequence[str], short: float, numbers: Figures) -> Mend | None:
    """Return the only part left blank, if there is something left for it."""
    blank = [code for code in parts if numbers.get(code) is None]
    return Mend(blank[0], short) if len(blank) == 1 and 0 < short < math.inf else None
