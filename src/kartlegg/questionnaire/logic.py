"""Truths and numbers that may be unknown (None), and what follows from them. No rule and no answer may enter.

The logic has three values, true, false and unknown: the strong one of Kleene (Introduction to Metamathematics,
section 64, 1952). `and` is false where one part is false and `or` true where one is true, however little is known
of the rest. A number that cannot be worked out, by a division by zero or for being larger than any float, is unknown.
"""

import math
from collections.abc import Callable, Iterable, Mapping

Truth = bool | None

SAME = 1e-9
"""Two numbers are equal where they differ by no more than this share of the larger (or of 1).

So the 0.3 that a respondent types equals the sum of 0.1 and 0.2, which as binary fractions it does not.
"""


def every(parts: Iterable[Truth]) -> Truth:
    """Return whether all parts are true: Kleene's and."""
    result: Truth = True
    for part in parts:
        if part is False:
            return False
        if part is None:
            result = None
    return result


def some(parts: Iterable[Truth]) -> Truth:
    """Return whether a part is true: Kleene's or."""
    result: Truth = False
    for part in parts:
        if part is True:
            return True
        if part is None:
            result = None
    return result


def opposite(truth: Truth) -> Truth:
    """Return Kleene's not."""
    return None if truth is None else not truth


def _slack(left: float, right: float) -> float:
    return SAME * max(1.0, abs(left), abs(right))


def _same(left: float, right: float) -> bool:
    return abs(left - right) <= _slack(left, right)


COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    ">": lambda left, right: left > right and not _same(left, right),
    ">=": lambda left, right: left >= right or _same(left, right),
    "<": lambda left, right: left < right and not _same(left, right),
    "<=": lambda left, right: left <= right or _same(left, right),
    "=": _same,
    "!=": lambda left, right: not _same(left, right),
}
"""What each sign says of two numbers; exactly one of <, = and > is true of any two."""


def within(left: float | None, right: float | None, distance: float | None, *, percent: bool) -> Truth:
    """Return whether two numbers are no further apart than `distance`, or than so many percent of the right one."""
    if left is None or right is None or distance is None:
        return None
    apart = abs(left - right)
    allowed = distance / 100 * abs(right) if percent else distance
    return apart <= allowed + _slack(left, right) if math.isfinite(apart) and math.isfinite(allowed) else None


def between(number: float | None, low: float | None, high: float | None) -> Truth:
    """Return whether a number lies from `low` to `high`; false as soon as it misses one of the two."""
    above = None if number is None or low is None else COMPARED[">="](number, low)
    below = None if number is None or high is None else COMPARED["<="](number, high)
    return every((above, below))


def worked_out(operator: str, left: float | None, right: float | None) -> float | None:
    """Return two numbers added, subtracted, multiplied or divided."""
    if left is None or right is None:
        return None
    match operator:
        case "+":
            result = left + right
        case "-":
            result = left - right
        case "*":
            result = left * right
        case _:
            result = left / right if right else math.nan
    return result if math.isfinite(result) else None


def summed_up(kind: str, known: list[float]) -> float | None:
    """Return the sum, the largest or the smallest of what is known; the sum is rounded once (math.fsum)."""
    if not known:
        return None
    match kind:
        case "largest":
            return max(known)
        case "smallest":
            return min(known)
    try:
        return math.fsum(known)
    except OverflowError:
        return None
