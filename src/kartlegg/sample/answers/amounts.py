"""Numbers that add up to a printed sum, each within its limits, in proportion to weights. No form is read."""

import math
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from kartlegg.sample.proportion import share_out

Wholes = NDArray[np.int64]
Floats = NDArray[np.float64]


def spread(total: int, weights: Floats, lows: Wholes, highs: Wholes) -> Wholes:
    """Return whole numbers that add up to `total`, in proportion to `weights`, from `lows` to `highs`.

    Raises ArithmeticError where the limits leave no such numbers.
    """
    if not lows.sum() <= total <= highs.sum():
        raise ArithmeticError(f"{len(lows)} numbers between {lows.sum()} and {highs.sum()} cannot add up to {total}")
    numbers = lows.copy()
    while (missing := total - int(numbers.sum())) > 0:
        room = highs - numbers
        free = room > 0
        more = np.zeros(len(numbers), dtype=np.int64)
        more[free] = share_out(missing, weights[free])
        numbers += np.minimum(more, room)
    return numbers


def steps_of(total: Decimal, printed_decimals: int, step: Decimal, chance: np.random.Generator) -> int:
    """Return a number of steps whose sum is printed as `total`: any of those that round to it."""
    half = Decimal(5).scaleb(-printed_decimals - 1)
    low, high = math.ceil((total - half) / step), math.ceil((total + half) / step) - 1
    if total == total.to_integral_value() and step >= 1:
        return int(total / step)
    return int(chance.integers(low, high + 1))


def round_amounts(weights: Floats, typical: float, step: float, lows: Floats, highs: Floats) -> Floats:
    """Return amounts about `typical` in proportion to `weights`, in whole steps and within their limits."""
    wanted = typical * weights / max(float(np.median(weights)), 1e-12) if len(weights) else weights
    return np.clip(np.round(wanted / step) * step, lows, highs)
