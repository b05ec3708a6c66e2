"""Intervals of shares and of their differences, which hold near 0 and 100 per cent too. No test may enter.

Method: docs/method/inference.md. As for tests, no finite population correction enters.
"""

from math import sqrt

CONFIDENCE = 0.95
"""How often an interval is to hold the truth, here and about what all units amount to."""
Z = 1.959963984540054
"""How far the standard normal lies within CONFIDENCE."""


def wilson(yes: int, units: int) -> tuple[float, float]:
    """Return the 95 per cent interval of the share `yes` of `units`, in per cent.

    Raises ValueError where there are no units, or `yes` is no part of them. Source: Wilson (1927), Journal of the
    American Statistical Association 22.
    """
    if not 0 <= yes <= units or not units:
        raise ValueError(f"{yes} of {units} is no share")
    middle = yes + Z * Z / 2
    reach = Z * sqrt(yes * (units - yes) / units + Z * Z / 4)
    whole = units + Z * Z
    return max(0.0, 100 * (middle - reach) / whole), min(100.0, 100 * (middle + reach) / whole)


def newcombe(yes: int, units: int, other_yes: int, other_units: int) -> tuple[float, float]:
    """Return the 95 per cent interval of one group's share minus another's, in per cent points.

    Raises ValueError as `wilson` does. Source: Newcombe (1998), Statistics in Medicine 17, pages 873-890, method 10.
    """
    one, other = 100 * yes / units if units else 0.0, 100 * other_yes / other_units if other_units else 0.0
    (low, high), (other_low, other_high) = wilson(yes, units), wilson(other_yes, other_units)
    below = sqrt((one - low) ** 2 + (other_high - other) ** 2)
    above = sqrt((high - one) ** 2 + (other - other_low) ** 2)
    return one - other - below, one - other + above


def paired(gained: int, lost: int, units: int) -> tuple[float, float]:
    """Return the 95 per cent interval of the change of a share on the same `units`, in per cent points.

    Raises ValueError for counts that are no part of the units. Source: Agresti and Min (2005), Statistics in Medicine
    24: Wald's interval with a half added to each of the four counts.
    """
    if min(gained, lost) < 0 or gained + lost > units:
        raise ValueError(f"{gained} and {lost} of {units} are no counts")
    whole, up, down = units + 2.0, gained + 0.5, lost + 0.5
    change = (up - down) / whole
    reach = Z * sqrt(max(0.0, (up + down) / whole - change**2) / whole)
    return max(-100.0, 100 * (change - reach)), min(100.0, 100 * (change + reach))
