"""Distributions that print counts only where they add up: which units those are, and what the others say.

Method: docs/method/sample.md, step 4.
"""

from collections.abc import Mapping
from decimal import Decimal

import numpy as np

from kartlegg.sample.plan import Distribution, Split
from kartlegg.sample.proportion import Floats, share_out
from kartlegg.sample.split import STEPS, Figures, fit_parts, likely_parts

_OFF_BY = (10, 20, 25, 50, 80)  # hundredths of the tolerance that a counted unit may be off by
_TOO_SMALL = 3  # tolerances: a unit below this that is not counted leaves the question blank


def distribute_figures(
    wholes: Mapping[str, Decimal],
    parts: Mapping[str, float],
    distribution: Distribution,
    rng: np.random.Generator,
) -> Figures:
    """Return the figure of each unit and part; the parts of the units that count add up to `parts` nearly.

    A unit counts where its parts add up to its whole within the tolerance. A blank answer has no figure.
    """
    counted = _choose_counted(wholes, sum(parts.values()), rng)
    sums = _counted_sums({unit: wholes[unit] for unit in counted}, sum(parts.values()), distribution, rng)
    figures = fit_parts(
        sums, parts, _start(sums, parts, distribution, rng), holds_rest=np.ones(len(parts), dtype=bool)
    )
    others = _other_sums({unit: whole for unit, whole in wholes.items() if unit not in sums}, distribution, rng)
    for (unit, whole), likely in zip(others.items(), _start(others, parts, distribution, rng), strict=True):
        cells = share_out(int(whole * STEPS), likely)
        figures |= {(unit, code): Decimal(int(cell)) / STEPS for code, cell in zip(parts, cells, strict=True)}
    return figures


def _choose_counted(wholes: Mapping[str, Decimal], target: float, rng: np.random.Generator) -> list[str]:
    """Choose units whose figures add up to nearly `target`: at random, then by the best swaps."""
    sizes = np.array([float(figure) for figure in wholes.values()])
    chosen = (rng.random(len(sizes)) < target / sizes.sum()) | (sizes == 0)
    for _ in range(100):
        missing = target - sizes[chosen].sum()
        inside, outside = np.flatnonzero(chosen & (sizes > 0)), np.flatnonzero(~chosen)
        gains = np.subtract.outer(np.r_[0, sizes[outside]], np.r_[0, sizes[inside]])
        best = np.unravel_index(np.abs(gains - missing).argmin(), gains.shape)
        if abs(gains[best] - missing) >= abs(missing):
            break
        if best[0]:
            chosen[outside[best[0] - 1]] = True
        if best[1]:
            chosen[inside[best[1] - 1]] = False
    return [unit for unit, is_chosen in zip(wholes, chosen, strict=True) if is_chosen]


def _counted_sums(
    wholes: Mapping[str, Decimal], target: float, distribution: Distribution, rng: np.random.Generator
) -> dict[str, Decimal]:
    """Return what the parts of each counted unit add up to: the whole, or a little off in pairs, `target` in all."""
    sums = dict(wholes)
    tolerance = Decimal(str(distribution.tolerance))
    large = [unit for unit, whole in wholes.items() if whole > 4 * tolerance]
    order = [large[place] for place in rng.permutation(len(large))]
    for pair in range(min(int(distribution.uneven * len(wholes)), len(large)) // 2):
        more, less = order[2 * pair : 2 * pair + 2]
        off = tolerance * int(rng.choice(_OFF_BY)) / 100
        sums[more] += off
        sums[less] -= off
    if sums:
        last = order[-1] if order else max(sums, key=lambda unit: sums[unit])
        sums[last] = max(sums[last] + Decimal(str(round(target, 3))) - sum(sums.values(), Decimal(0)), Decimal(0))
    return sums


def _other_sums(
    wholes: Mapping[str, Decimal], distribution: Distribution, rng: np.random.Generator
) -> dict[str, Decimal]:
    """Return what the parts of units that do not count add up to; those that answer nothing are left out."""
    sums = {}
    for unit, whole in wholes.items():
        factor = rng.uniform(0.4, 0.8) if rng.random() < 0.7 else rng.uniform(1.2, 1.6)
        is_blank = rng.random() < distribution.blank
        least = 1.2 * distribution.tolerance
        off = float(whole) * abs(factor - 1)
        off = max(off, least) if factor > 1 else -max(off, least)
        if not is_blank and float(whole) >= _TOO_SMALL * distribution.tolerance:
            sums[unit] = Decimal(str(round(float(whole) + off, 1)))
    return sums


def _start(
    sums: Mapping[str, Decimal], parts: Mapping[str, float], distribution: Distribution, rng: np.random.Generator
) -> Floats:
    sizes = np.array([float(figure) for figure in sums.values()])
    shape = Split(sum=distribution.sum, whole=distribution.whole, spread=distribution.spread, rarely=0.2)
    return likely_parts(sizes, np.array(list(parts.values())), shape, [None] * len(parts), rng)
