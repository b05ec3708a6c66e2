"""Change between two rounds against the change of others. Which units are compared may not enter.

Method: M. A. Hidiroglou and J.-M. Berthelot, Statistical editing and imputation for periodic business surveys, Survey
Methodology 12 (1986), 73-83; the rule for unchanged units and the names pU and pA are those of the function Hb of
Statistics Norway's R package Kostra. Page: docs/method/editing.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median, quantiles

LEAST_UNITS = 3
"""Fewer units than this have no quartiles worth the name: nothing is judged."""

_HALVINGS = 80


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What change is taken as usual: effects from `low` to `high` round the `median` ratio, with exponent `u`."""

    median: float
    u: float
    low: float
    high: float

    def effect(self, last: float, now: float) -> float:
        """Return how far the change of a unit is from the median change, weighed by the unit's size."""
        ratio = now / last
        side = 1 - self.median / ratio if ratio < self.median else ratio / self.median - 1
        return side * float(max(last, now) ** self.u)

    def limits(self, last: float) -> tuple[float, float]:
        """Return the least and the largest figure that a unit with `last` may have without being judged unusual."""
        return self._where(last, self.low), self._where(last, self.high)

    def _where(self, last: float, effect: float) -> float:
        """Return the figure with this effect, by halving: the effect grows with the figure."""
        low, high = 0.0, max(last * self.median, 1e-300)
        while self.effect(last, high) < effect:
            low, high = high, 2 * high
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if middle > 0 and self.effect(last, middle) >= effect:
                high = middle
            else:
                low = middle
        return high


def acceptance(
    last: Sequence[float], now: Sequence[float], *, c: float, u: float = 0.5, a: float = 0.05
) -> Acceptance | None:
    """Return what change is usual among units with figures above 0 in both rounds; None for too few of them.

    With r = now / last and m the median of r: s = 1 - m / r below the median, r / m - 1 above it, E = s max(last,
    now)^u. Usual is from median(E) - c max(median(E) - q1, |a median(E)|) to the same above with q3; where median(E)
    is 0, a stands for |a median(E)|. Where half of the units or more did not change at all, the median and the
    quartiles are those of the others.
    """
    pairs = [(x, y) for x, y in zip(last, now, strict=True) if x > 0 and y > 0]
    changed = [(x, y) for x, y in pairs if x != y]
    used = changed if len(changed) <= len(pairs) / 2 else pairs
    if len(used) < LEAST_UNITS:
        return None
    middle_ratio = median(y / x for x, y in used)
    usual = Acceptance(middle_ratio, u, 0.0, 0.0)
    first, middle, third = quantiles((usual.effect(x, y) for x, y in used), n=4, method="inclusive")
    least = abs(a * middle) or a  # the median effect is 0 wherever one unit has the median change
    return replace(usual, low=middle - c * max(middle - first, least), high=middle + c * max(third - middle, least))
