"""Each group against all the others: plainly, and with the size of units held equal. How it is said may not enter.

Method: docs/method/inference.md. One family is all groups of one grouping: their p-values are adjusted together.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.estimation.inference.exact_tests import Counts, at_bounds, fisher, holm, stratified
from kartlegg.estimation.inference.intervals import Z, newcombe
from kartlegg.estimation.inference.logistic import Array, fit_logistic, marginal_difference

SAME = "the group is a group of the control too, so that the two cannot be told apart"
ALIKE = "all units answer alike"
ByGroup = Mapping[str, Comparison]
Tester = Callable[[Mapping[str, bool], Mapping[str, str], Mapping[str, str]], tuple[ByGroup, ByGroup]]
"""What makes both tests of `tested_groups`, or has kept them."""


def tested_groups(
    yes: Mapping[str, bool], groups: Mapping[str, str], control: Mapping[str, str]
) -> tuple[ByGroup, ByGroup]:
    """Return by group what `against_the_rest` and `with_control` find; the second is empty without a control."""
    plain = {one.group: one for one in against_the_rest(yes, groups)}
    return plain, {one.group: one for one in with_control(yes, groups, control)} if control else {}


def against_the_rest(yes: Mapping[str, bool], groups: Mapping[str, str]) -> tuple[Comparison, ...]:
    """Return each group against all other units by Fisher's test, Holm-adjusted, in the order of the groups' names.

    `yes` tells of each unit in the base whether it answers so; units without a group are left out. The effect is the
    group's share minus that of the others, in per cent points.
    """
    base = [unit for unit in sorted(yes) if unit in groups]
    return adjusted_together(
        [_plainly(group, base, yes, groups) for group in sorted({groups[unit] for unit in base})]
    )


def with_control(
    yes: Mapping[str, bool], groups: Mapping[str, str], control: Mapping[str, str]
) -> tuple[Comparison, ...]:
    """Return each group against all others with the groups of `control` held equal, Holm-adjusted.

    The p-value is that of Fisher's test within all groups of the control at once; the effect is the difference of the
    marginal probabilities of a logistic regression, in per cent points. Where the group separates yes from no, with
    what its size groups allow, there are no odds and no interval, and the effect is what the model comes ever closer
    to; where its size groups allow nothing else than was found, there is no effect either. A group that is a group
    of the control too (a city that is a county and a size of its own) cannot be told apart from it: it has no
    p-value, and `reason` says so.
    """
    base = [unit for unit in sorted(yes) if unit in groups and unit in control]
    names = sorted({groups[unit] for unit in base})
    if len({yes[unit] for unit in base}) < 2:
        return tuple(Comparison(group, "logistic", None, None, len(base), reason=ALIKE) for group in names)
    sizes = sorted({control[unit] for unit in base})
    whole = _counted(base, yes, control, sizes)
    inside = {group: [unit for unit in base if groups[unit] == group] for group in names}
    return adjusted_together([_held(group, whole, _counted(inside[group], yes, control, sizes)) for group in names])


def _counted(
    units: Sequence[str], yes: Mapping[str, bool], control: Mapping[str, str], sizes: Sequence[str]
) -> Array:
    """Return how many units each level of the control has, and how many of them say yes: 2 x levels."""
    counts = {size: [0.0, 0.0] for size in sizes}
    for unit in units:
        counts[control[unit]][0] += 1
        counts[control[unit]][1] += yes[unit]
    return np.array(list(counts.values())).T


def _plainly(group: str, base: Sequence[str], yes: Mapping[str, bool], groups: Mapping[str, str]) -> Comparison:
    inside = [yes[unit] for unit in base if groups[unit] == group]
    outside = [yes[unit] for unit in base if groups[unit] != group]
    if not outside:
        return Comparison(group, "fisher", None, None, len(base), reason="there are no other units")
    counts = sum(inside), len(inside), sum(outside), len(outside)
    effect = 100 * (counts[0] / counts[1] - counts[2] / counts[3])
    low, high = newcombe(*counts)
    ratio = _odds_ratio(*counts)
    return Comparison(group, "fisher", effect, fisher(*counts), len(base), ratio, low=low, high=high)


def _odds_ratio(yes: int, units: int, other_yes: int, other_units: int) -> float | None:
    below = (units - yes) * other_yes
    return yes * (other_units - other_yes) / below if below else None


def _held(group: str, whole: Array, within: Array) -> Comparison:
    """Return the group against all others; `whole` and `within` count all units and those of the group by level."""
    every = int(whole[0].sum())
    if np.all((within[0] == 0) | (within[0] == whole[0])):
        return Comparison(group, "logistic", None, None, every, reason=SAME)
    counts = np.vstack([within, whole]).T
    tables = [(int(y), int(n), int(all_y - y), int(all_n - n)) for n, y, all_n, all_y in counts]
    lowest, highest = at_bounds(tables)
    if lowest or highest:
        effect = None if lowest and highest else 100 * (_falling(tables) if lowest else -_falling(_turned(tables)))
        return Comparison(group, "logistic", effect, stratified(tables), every)
    effect, reach, odds = _modelled(whole, within)
    low, high = 100 * (effect - reach), 100 * (effect + reach)
    return Comparison(group, "logistic", 100 * effect, stratified(tables), every, odds, low=low, high=high)


def _modelled(whole: Array, within: Array) -> tuple[float, float, float]:
    """Return the difference of marginal probabilities, how far its interval reaches, and the odds ratio.

    Levels that all answer alike tell nothing of the group, which changes nothing there: they are left out and count
    as no difference.
    """
    varied = (whole[1] > 0) & (whole[1] < whole[0])
    levels = np.eye(int(varied.sum()))
    column = levels.shape[1]
    covariates = np.vstack([np.insert(levels, column, 0.0, axis=1), np.insert(levels, column, 1.0, axis=1)])
    units, yes = np.hstack([whole - within, within])[:, np.tile(varied, 2)]
    held = units > 0
    model = fit_logistic(covariates[held], yes[held], units[held])
    effect, error = marginal_difference(model, covariates[held], column, units[held])
    part = units.sum() / whole[0].sum()
    return float(part * effect), float(part * Z * error), float(np.exp(model.coefficients[column]))


def _turned(tables: Sequence[Counts]) -> list[Counts]:
    """Return the tables with no for yes."""
    return [(units - yes, units, others - other_yes, others) for yes, units, other_yes, others in tables]


def _falling(tables: Sequence[Counts]) -> float:
    """Return the difference of marginal probabilities that the model comes ever closer to, `yes` being the lowest.

    Levels with units of both kinds come to be as they are. Where one kind alone stands, the other is thought to say
    yes, or no, for certain; where all of that one kind do so already, the model leaves it open, and no difference is
    taken to be there.
    """
    every = sum(units + others for _, units, _, others in tables)
    sums = 0.0
    for yes, units, other_yes, others in tables:
        if units and others:
            sums += (units + others) * (yes / units - other_yes / others)
        elif yes:
            sums += yes - units
        elif other_yes < others:
            sums -= other_yes
    return sums / every


def adjusted_together(found: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Return the comparisons of one family, each with its p-value adjusted for all of them, in the same order."""
    tested = [one.p_value for one in found if one.p_value is not None]
    adjusted = iter(holm(tested))
    return tuple(one if one.p_value is None else replace(one, adjusted=next(adjusted)) for one in found)
