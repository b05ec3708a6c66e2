"""How many degrees of freedom a standard error has, which makes its interval long enough. No estimate may enter.

Method: docs/method/intervals.md.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kartlegg.estimation.strata import Cell


class Spread(NamedTuple):
    """The part that a stratum has of a variance, with the number of sampled units that it was worked out from."""

    variance: float
    sampled: int


def degrees_of_freedom(spreads: Sequence[Spread], excess: float = 0.0) -> float:
    """Return the degrees of freedom of a sum of variances, each with its own: few where one stratum decides it.

    `excess` is the kurtosis of what varies above that of the normal distribution: the heavier the tails, the less a
    variance tells. Where nothing varies the degrees are those of all strata together. Source: Satterthwaite (1946),
    Biometrics Bulletin 2; Cochran, Sampling Techniques (1977), section 5.4, which warns of tails; O'Neill (2014), The
    American Statistician 68, on how many degrees they leave.
    """
    varying = [of for of in spreads if of.variance > 0]
    whole = sum(of.variance for of in varying)
    below = sum(of.variance**2 * (1 / (of.sampled - 1) + excess / (2 * of.sampled)) for of in varying)
    return whole * whole / below if below > 0 else degrees_of_strata(of.sampled for of in spreads)


def degrees_of_strata(sampled: Iterable[int]) -> float:
    """Return the degrees of freedom of a design: the sampled units less the strata.

    Source: Korn and Graubard (1998), Survey Methodology 24.
    """
    return float(sum(number - 1 for number in sampled))


def excess_kurtosis(cells: Iterable[Cell], ratio: float) -> float:
    """Return by how much the kurtosis of y - ratio x within strata is above 3, that of the normal distribution.

    Strata are taken to be alike in shape and stand for their units; flat ones tell nothing. Never below 0: tails that
    look light in small strata make no interval shorter.
    """
    told = [(cell.kurtosis(ratio), cell.sampled) for cell in cells]
    units = sum(sampled for kurtosis, sampled in told if kurtosis)
    return max(sum(kurtosis * sampled for kurtosis, sampled in told) / units - 3, 0.0) if units else 0.0
