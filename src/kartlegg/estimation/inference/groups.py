"""Each group against all the others: plainly, and with the size of units held equal. How it is said may not enter.

Method: docs/method/inference.md. One family is all groups of one grouping: their p-values are adjusted together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from kartlegg.errors import NoFitError
from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.estimation.inference.exact_tests import fisher, holm
from kartlegg.estimation.inference.logistic import (
    Array,
    Fitted,
    fit_logistic,
    likelihood_ratio,
    marginal_probability,
)

SAME = "the group is a group of the control too, so that the two cannot be told apart"


def against_the_rest(yes: Mapping[str, bool], groups: Mapping[str, str]) -> tuple[Comparison, ...]:
    """Return each group against all other units by Fisher's test, Holm-adjusted, in the order of the groups' names.

    `yes` tells of each unit in the base whether it answers so; units without a group are left out. The effect is the
    group's share minus that of the others, in per cent points.
    """
    base = [unit for unit in sorted(yes) if unit in groups]
    return _adjusted([_plainly(group, base, yes, groups) for group in sorted({groups[unit] for unit in base})])


def with_control(
    yes: Mapping[str, bool], groups: Mapping[str, str], control: Mapping[str, str]
) -> tuple[Comparison, ...]:
    """Return each group against all others with the groups of `control` held equal, Holm-adjusted.

    The effect is the difference of marginal probabilities in per cent points. A group that is a group of the control
    too (a city that is a county and a size of its own) cannot be told apart from it: it has no p-value, and `reason`
    says so; nor has one that the model cannot be fitted for.
    """
    base = [unit for unit in sorted(yes) if unit in groups and unit in control]
    return _adjusted([_held(group, base, yes, (groups, control)) for group in sorted({groups[u] for u in base})])


def _plainly(group: str, base: Sequence[str], yes: Mapping[str, bool], groups: Mapping[str, str]) -> Comparison:
    inside = [yes[unit] for unit in base if groups[unit] == group]
    outside = [yes[unit] for unit in base if groups[unit] != group]
    if not outside:
        return Comparison(group, "fisher", None, None, len(base), reason="there are no other units")
    counts = sum(inside), len(inside), sum(outside), len(outside)
    effect = 100 * (counts[0] / counts[1] - counts[2] / counts[3])
    return Comparison(group, "fisher", effect, fisher(*counts), len(base), _odds_ratio(*counts))


def _odds_ratio(yes: int, units: int, other_yes: int, other_units: int) -> float | None:
    below = (units - yes) * other_yes
    return yes * (other_units - other_yes) / below if below else None


def _held(
    group: str, base: Sequence[str], yes: Mapping[str, bool], of: tuple[Mapping[str, str], Mapping[str, str]]
) -> Comparison:
    groups, control = of
    inside = np.array([float(groups[unit] == group) for unit in base])
    sizes = sorted({control[unit] for unit in base})
    levels = np.array([[float(control[unit] == size) for size in sizes] for unit in base])
    if any(np.array_equal(levels[:, place], inside) for place in range(len(sizes))):
        return Comparison(group, "logistic", None, None, len(base), reason=SAME)
    answers = np.array([float(yes[unit]) for unit in base])
    try:
        smaller, larger = fit_logistic(levels, answers), fit_logistic(np.column_stack([levels, inside]), answers)
    except NoFitError as error:
        return Comparison(group, "logistic", None, None, len(base), reason=str(error))
    effect = _difference(larger, np.column_stack([levels, inside]))
    ratio = float(np.exp(larger.coefficients[-1]))
    return Comparison(group, "logistic", effect, likelihood_ratio(smaller, larger), len(base), ratio)


def _difference(model: Fitted, covariates: Array) -> float:
    column = covariates.shape[1] - 1
    within, without = (marginal_probability(model, covariates, column, value)[0] for value in (1.0, 0.0))
    return 100 * (within - without)


def _adjusted(found: Sequence[Comparison]) -> tuple[Comparison, ...]:
    tested = [one.p_value for one in found if one.p_value is not None]
    adjusted = iter(holm(tested))
    return tuple(one if one.p_value is None else replace(one, adjusted=next(adjusted)) for one in found)
