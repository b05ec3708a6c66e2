"""Exact tests of yes and no: two groups, also within strata, and two years of the same units. No model may enter.

Method: docs/method/inference.md. These are tests about how units come to answer, not about which units answered: no
finite population correction enters. With nearly every unit observed, a test with the correction calls noise
significant. Unless `exact` is asked for, outcomes as likely as the observed one count half (mid-p): an exact test
stays far below its level, the more so the fewer units there are (docs/decisions/0010-tests-count-ties-half.md).
"""

from collections.abc import Iterable, Sequence
from math import comb

Counts = tuple[int, int, int, int]
"""Yes, units, other yes and other units of one table."""


def fisher(yes: int, units: int, other_yes: int, other_units: int, *, exact: bool = False) -> float:
    """Return the two-sided p-value of Fisher's test of `yes` of `units` against `other_yes` of `other_units`.

    The probability of all tables with these margins that are less likely than the observed one, and half of that of
    the equally likely; all of it if `exact`. Where no other table is possible it is 1. Raises ValueError for counts
    that are no part of their units. Source: Fisher (1935), The Logic of Inductive Inference; Lancaster (1961),
    Journal of the American Statistical Association 56; Hwang and Yang (2001), Statistica Sinica 11.
    """
    return stratified([(yes, units, other_yes, other_units)], exact=exact)


def stratified(tables: Iterable[Counts], *, exact: bool = False) -> float:
    """Return the two-sided p-value of `fisher` for several `tables` at once, each with its own share of yes.

    The test asks whether both groups have the same odds within
    every table, given the margins of each. Raises ValueError as `fisher` does. Source: Mehta, Patel and Gray (1985),
    Journal of the American Statistical Association 80: the exact test of a coefficient of logistic regression.
    """
    ways, observed, every = [1], 0, 1
    for yes, units, other_yes, other_units in tables:
        if not (0 <= yes <= units and 0 <= other_yes <= other_units):
            raise ValueError(f"{yes} of {units} and {other_yes} of {other_units} are no counts")
        chosen = yes + other_yes
        low, high = _bounds((yes, units, other_yes, other_units))
        ways = _together(ways, [comb(units, k) * comb(other_units, chosen - k) for k in range(low, high + 1)])
        observed, every = observed + yes - low, every * comb(units + other_units, chosen)
    return _two_sided(ways, ways[observed], every, exact)


def at_bounds(tables: Iterable[Counts]) -> tuple[bool, bool]:
    """Return whether `yes` of all tables is the lowest, and whether it is the highest, that their margins allow.

    There a coefficient of logistic regression that holds the tables equal has no estimate: it grows without end.
    Source: as for `stratified`.
    """
    bounds = [(table[0], *_bounds(table)) for table in tables]
    return all(yes == low for yes, low, _ in bounds), all(yes == high for yes, _, high in bounds)


def mcnemar(gained: int, lost: int, *, exact: bool = False) -> float:
    """Return the two-sided p-value that as many units went from no to yes as from yes to no, by the binomial.

    Units that answered the same in both years tell nothing of the change. Equally likely outcomes count half unless
    `exact`; where no unit changed it is 1. Raises ValueError for negative counts. Source: McNemar (1947),
    Psychometrika 12; Fagerland, Lydersen and Laake (2013), BMC Medical Research Methodology 13:91.
    """
    if gained < 0 or lost < 0:
        raise ValueError(f"{gained} and {lost} are no counts")
    moved = gained + lost
    ways = [comb(moved, k) for k in range(moved + 1)]
    return _two_sided(ways, ways[gained], 2**moved, exact)


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


def _bounds(table: Counts) -> tuple[int, int]:
    """Return the fewest and the most of the units that may say yes where as many say so in all."""
    yes, units, other_yes, other_units = table
    return max(0, yes + other_yes - other_units), min(yes + other_yes, units)


def _together(ways: Sequence[int], more: Sequence[int]) -> list[int]:
    """Return in how many ways two counts add up to each number."""
    sums = [0] * (len(ways) + len(more) - 1)
    for place, one in enumerate(ways):
        for step, other in enumerate(more):
            sums[place + step] += one * other
    return sums


def _two_sided(ways: Sequence[int], observed: int, every: int, exact: bool) -> float:
    """Return the share that outcomes in no more `ways` than the observed one have of `every` way.

    The ways are whole numbers of any size: equal is equal, and they are divided once.
    """
    if len(ways) == 1:
        return 1.0
    less = sum(way for way in ways if way < observed)
    equal = sum(way for way in ways if way == observed)
    return (2 * less + (1 + exact) * equal) / (2 * every)
