"""How many degrees of freedom a standard error has, which makes its interval long enough. No estimate may enter.

Method: docs/method/intervals.md.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kartlegg.estimation.strata import Cell

_TELLING = 4
"""The kurtosis of fewer units is the same whatever they are."""


class Spread(NamedTuple):
    """The part that a stratum has of a variance, with the number of sampled units that it was worked out from."""

    variance: float
    sampled: int


def degrees_of_freedom(spreads: Sequence[Spread], excess: float = 0.0) -> float:
    """Return the degrees of freedom of a sum of variances, each with its own: few where one stratum decides it.

    `excess` is the kurtosis of what varies above that of the normal distribution: the heavier the tails, the less a
    variance tells. Strata without variance, as those counted in full, add none; where nothing varies the degrees are
    those of all strata together, the sampled units less the strata. Source: Satterthwaite (1946),
    Biometrics Bulletin 2; Cochran, Sampling Techniques (1977), section 5.4, which warns of tails; O'Neill (2014), The
    American Statistician 68, on how many degrees they leave.
    """
    varying = [of for of in spreads if of.variance > 0]
    whole = sum(of.variance for of in varying)
    below = sum(of.variance**2 * (1 / (of.sampled - 1) + excess / (2 * of.sampled)) for of in varying)
    return whole * whole / below if below > 0 else float(sum(of.sampled - 1 for of in spreads))


def excess_kurtosis(cells: Iterable[Cell], ratio: float) -> float:
    """Return by how much the kurtosis of y - ratio x within strata is above that of as many normal units.

    That is 3 (n - 1) / (n + 1) on average, below 3 as few units cannot lie far out. Strata are taken to be alike in
    shape and stand for their units; flat ones and those of fewer than 4 units tell nothing. Never below 0: tails that
    look light in small strata make no interval shorter. Source: Fisher (1930), Proceedings of the Royal
    Society A 130, on the moments of samples.
    """
    told = [(cell.kurtosis(ratio), cell.sampled) for cell in cells if cell.sampled >= _TELLING]
    above = [((kurtosis - 3 * (n - 1) / (n + 1)) * n, n) for kurtosis, n in told if kurtosis]
    units = sum(n for _, n in above)
    return max(sum(excess for excess, _ in above) / units, 0.0) if units else 0.0
