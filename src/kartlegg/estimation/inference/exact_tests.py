"""Exact tests of yes and no: two groups, and two years of the same units. No model may enter.

Method: docs/method/inference.md. These are tests about how units come to answer, not about which units answered: no
finite population correction enters. With nearly every unit observed, a test with the correction calls noise
significant.
"""

from collections.abc import Sequence
from math import comb

_SLACK = 1 + 1e-7
"""Tables as likely as the observed one count as such, whatever their last binary digit (as in R's fisher.test)."""


def fisher(yes: int, units: int, other_yes: int, other_units: int) -> float:
    """Return the two-sided p-value of Fisher's exact test of `yes` of `units` against `other_yes` of `other_units`.

    The sum of the probabilities of all tables with these margins that are no likelier than the observed one. Raises
    ValueError for counts that are no part of their units. Source: Fisher (1935), The Logic of Inductive Inference.
    """
    if not (0 <= yes <= units and 0 <= other_yes <= other_units):
        raise ValueError(f"{yes} of {units} and {other_yes} of {other_units} are no counts")
    every, chosen = units + other_units, yes + other_yes
    low, high = max(0, chosen - other_units), min(chosen, units)
    ways = [comb(units, k) * comb(other_units, chosen - k) for k in range(low, high + 1)]
    observed = ways[yes - low]
    return min(1.0, _share([way for way in ways if way <= observed * _SLACK], comb(every, chosen)))


def mcnemar(gained: int, lost: int) -> float:
    """Return the exact two-sided p-value that as many units went from no to yes as from yes to no.

    Units that answered the same in both years tell nothing of the change. Raises ValueError for negative counts.
    Source: McNemar (1947), Psychometrika 12; exact by the binomial.
    """
    if gained < 0 or lost < 0:
        raise ValueError(f"{gained} and {lost} are no counts")
    moved = gained + lost
    ways = [comb(moved, k) for k in range(min(gained, lost) + 1)]
    return min(1.0, 2 * _share(ways, 2**moved)) if moved else 1.0


def holm(p_values: Sequence[float]) -> list[float]:
    """Return the p-values adjusted for all tests of their family, in the same order.

    Source: Holm (1979), Scandinavian Journal of Statistics 6: the step-down Bonferroni procedure.
    """
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for step, place in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - step) * p_values[place]))
        adjusted[place] = highest
    return adjusted


def _share(ways: Sequence[int], every: int) -> float:
    return sum(ways) / every  # whole numbers of any size, divided once
