"""Intervals about estimates of what all units together amount to. No test of a difference may enter.

Method: docs/method/intervals.md.
"""

from dataclasses import replace
from math import exp, log
from typing import NamedTuple

from scipy.special import stdtrit

from kartlegg.estimation.inference.intervals import CONFIDENCE
from kartlegg.estimation.variance import DomainEstimate


class Interval(NamedTuple):
    """The limits of an interval, in the measure of the estimate."""

    low: float
    high: float


def interval(estimate: DomainEstimate, level: float = CONFIDENCE) -> Interval | None:
    """Return the interval of Student's t with the estimate's degrees of freedom; None where no error is known.

    Source: Cochran, Sampling Techniques (1977), section 5.4.
    """
    if estimate.value is None or not estimate.standard_error:
        return _certain(estimate)
    half = _quantile(estimate.degrees, level) * estimate.standard_error
    return Interval(estimate.value - half, estimate.value + half)


def share_interval(estimate: DomainEstimate, level: float = CONFIDENCE) -> Interval | None:
    """Return the interval of a share in per cent: t on the scale of log odds, so that it stays within 0 and 100.

    The degrees of freedom are those of the strata that vary, without regard to tails. None where no error is known,
    and for a share of 0 or 100: units that are all alike do not tell how many of the others may differ.
    Source: Korn and Graubard (1998), Survey Methodology 24; svyciprop(method = "xlogit") in the R package survey.
    """
    if estimate.value is None or not 0 < estimate.value < 100:
        return None
    if not estimate.standard_error:
        return _certain(estimate)
    share = estimate.value / 100
    half = _quantile(estimate.normal_degrees, level) * estimate.standard_error / 100 / (share * (1 - share))
    middle = log(share / (1 - share))
    return Interval(*(100 / (1 + exp(-limit)) for limit in (middle - half, middle + half)))


def share_change_interval(estimate: DomainEstimate, level: float = CONFIDENCE) -> Interval | None:
    """Return the interval of the change of a share in points; None where no error is known.

    The degrees of freedom are as for a share. Source: as for share_interval.
    """
    return interval(replace(estimate, degrees=estimate.normal_degrees), level)


def _certain(estimate: DomainEstimate) -> Interval | None:
    if estimate.value is None or estimate.standard_error is None:
        return None
    return Interval(estimate.value, estimate.value)


def _quantile(degrees: float | None, level: float) -> float:
    return float(stdtrit(degrees, (1 + level) / 2))
