"""Totals, means, ratios and shares from a stratified sample, with standard errors. How they are shown may not enter.

Method: docs/method/variance.md. Source of the formulas: Särndal, Swensson and Wretman, Model Assisted Survey
Sampling (1992), sections 3.7 (stratified sampling) and 5.6 (ratios by linearisation), chapter 10 (domains).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import narwhals as nw

from kartlegg.estimation.degrees import Spread, degrees_of_freedom, excess_kurtosis
from kartlegg.estimation.frames import Frame
from kartlegg.estimation.strata import Cell, Design, Domain, domains


@dataclass(frozen=True, slots=True)
class DomainEstimate:
    """The estimate of one domain, in the measure of the variable (ratio: numerator's per denominator's measure).

    `domain` holds the values of the grouping columns; `units` is the number of sampled units that it rests on.
    `standard_error` is None where a stratum with unsampled units has a single sampled one; `value` is None too
    where the denominator of a ratio is 0. `degrees` is how many degrees of freedom the standard error has, and
    `normal_degrees` how many if the tails of what varies were those of the normal distribution; None where there is
    no error.
    """

    domain: Domain
    value: float | None
    standard_error: float | None
    units: int
    degrees: float | None
    normal_degrees: float | None


def estimate_totals(sample: Frame, design: Design, y: str, by: Sequence[str] = ()) -> tuple[DomainEstimate, ...]:
    """Return the total of `y` in each domain, domains in order; `by` names the grouping columns, none for all.

    Units without `y` count as sampled but outside every domain. Raises ValueError where a stratum has no
    population or more sampled units than population.
    """
    return tuple(_total(domain, cells) for domain, cells in domains(sample, design, y, None, by))


def estimate_means(sample: Frame, design: Design, y: str, by: Sequence[str] = ()) -> tuple[DomainEstimate, ...]:
    """Return the mean of `y` in each domain, whose size is estimated too. Arguments and errors: estimate_totals."""
    return tuple(_ratio(domain, cells) for domain, cells in domains(sample, design, y, None, by))


def estimate_ratios(
    sample: Frame, design: Design, y: str, x: str, by: Sequence[str] = ()
) -> tuple[DomainEstimate, ...]:
    """Return the total of `y` over the total of `x` in each domain. Arguments and errors: estimate_totals.

    Units without `y` or `x` count as sampled but outside every domain.
    """
    return tuple(_ratio(domain, cells) for domain, cells in domains(sample, design, y, x, by))


def estimate_shares(
    sample: Frame, design: Design, answer: str, by: Sequence[str] = (), leave_out: Collection[str] = ()
) -> tuple[DomainEstimate, ...]:
    """Return per cent of the units in each domain that chose each option, by domain and option.

    `answer` names a column of option codes (text); the option is the last value of `domain`, and `units` counts those
    that chose any. Units without an answer, or with one in `leave_out`, count as sampled but outside every domain. An
    option that nobody in a domain chose has 0 per cent there and a standard error of 0. Errors: estimate_totals.
    """
    option = nw.col(answer)
    counts = ~option.is_null() & ~option.is_in(sorted(leave_out)) if leave_out else ~option.is_null()
    options = sample.filter(counts).select(option).unique().collect("polars")[answer].sort().to_list()
    found = []
    for code in options:
        chosen = nw.when(counts).then(nw.when(option == code).then(nw.lit(1.0)).otherwise(nw.lit(0.0)))
        for domain, cells in domains(sample.with_columns(_chosen=chosen), design, "_chosen", None, by):
            found.append(_in_percent(_ratio((*domain, code), cells)))
    return tuple(sorted(found, key=lambda one: [(value is None, value) for value in one.domain]))


def share_of_counts(yes: int, replied: int, everyone: int) -> DomainEstimate:
    """Return per cent of all `everyone` units that are so, from the `replied` that told, `yes` of which are.

    One stratum, of which silence is taken to have left a simple random sample: as estimate_shares of one option.
    Without a reply there is no value; a single reply that stands for others has no standard error. Raises ValueError
    where the counts are no parts of each other. Source: Cochran, Sampling Techniques (1977), section 3.2.
    """
    if not 0 <= yes <= replied <= everyone:
        raise ValueError(f"{yes} of {replied} replies of {everyone} units: no parts of each other")
    if not replied:
        return DomainEstimate((), None, None, 0, None, None)
    powers = tuple((float(yes),) * most + (float(replied),) for most in range(1, 5))
    return _in_percent(_ratio((), [Cell(None, replied, everyone, replied, powers)]))


def _in_percent(share: DomainEstimate) -> DomainEstimate:
    """Return a share of 1 as one of 100, which it then is to the last digit where all are so."""
    value, error = (None if of is None else 100 * of for of in (share.value, share.standard_error))
    return replace(share, value=value, standard_error=error)


def _total(domain: Domain, cells: Sequence[Cell]) -> DomainEstimate:
    value = sum(cell.weight * cell.y for cell in cells)
    return _estimate(domain, value, cells, 0.0, 1.0)


def _ratio(domain: Domain, cells: Sequence[Cell]) -> DomainEstimate:
    below = sum(cell.weight * cell.x for cell in cells)
    if below == 0:
        return DomainEstimate(domain, None, None, sum(cell.units for cell in cells), None, None)
    ratio = sum(cell.weight * cell.y for cell in cells) / below
    return _estimate(domain, ratio, cells, ratio, below)


def _estimate(domain: Domain, value: float, cells: Sequence[Cell], ratio: float, scale: float) -> DomainEstimate:
    units = sum(cell.units for cell in cells)
    try:
        spreads = [Spread(cell.spread(ratio), cell.sampled) for cell in cells]
    except ZeroDivisionError:
        return DomainEstimate(domain, value, None, units, None, None)
    error = sqrt(sum(of.variance for of in spreads)) / abs(scale)
    partial = [cell for cell in cells if cell.sampled < cell.population]
    degrees = degrees_of_freedom(spreads, excess_kurtosis(partial, ratio))
    return DomainEstimate(domain, value, error, units, degrees, degrees_of_freedom(spreads))
