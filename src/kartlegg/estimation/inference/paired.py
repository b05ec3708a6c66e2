"""Change between two years on the same units, tested by turning signs. No change of totals may enter.

Method: docs/method/inference.md.
"""

from collections.abc import Sequence
from itertools import product
from math import fsum

import numpy as np

from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.estimation.inference.exact_tests import mcnemar
from kartlegg.estimation.inference.intervals import paired

_EVERY = 12
"""Up to so many changes all ways of turning signs are tried; of more, a seeded sample of ways."""
WAYS = 9_999


def sign_flip(changes: Sequence[float], seed: int) -> float:
    """Return the two-sided p-value that units change as often and as much upwards as downwards.

    `changes` are this year minus last year, one a unit; those of 0 tell nothing. Exact for few changes, otherwise by
    WAYS seeded ways, the observed one counted among them. Source: Fisher (1935), The Design of Experiments, section
    21; Phipson and Smyth (2010) on counting the observed one.
    """
    moved = np.array([change for change in changes if change != 0], dtype=np.float64)
    if not len(moved):
        return 1.0
    observed = abs(fsum(moved)) * (1 - 1e-9)  # ways that are as large but for a binary fraction count
    if len(moved) <= _EVERY:
        sums = [abs(float(np.dot(ways, moved))) for ways in product((-1.0, 1.0), repeat=len(moved))]
        return sum(total >= observed for total in sums) / len(sums)
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), size=(WAYS, len(moved)))
    as_large = int(np.count_nonzero(np.abs(signs @ moved) >= observed))
    return (as_large + 1) / (WAYS + 1)


def paired_shares(name: str, changes: Sequence[int]) -> Comparison:
    """Return the change of a share on the same units by McNemar's exact test, not adjusted.

    `changes` are 1 (no to yes), 0 or -1, one a unit; the effect is in per cent points. Raises ValueError for none.
    """
    if not changes:
        raise ValueError("no units to compare between two years")
    gained, lost, units = changes.count(1), changes.count(-1), len(changes)
    low, high = paired(gained, lost, units)
    effect = 100 * (gained - lost) / units
    return Comparison(name, "mcnemar", effect, mcnemar(gained, lost), units, low=low, high=high)
