"""Totals, means and ratios from a stratified sample, with standard errors. How they are shown may not enter.

Method: docs/method/variance.md. Source of the formulas: Särndal, Swensson and Wretman, Model Assisted Survey
Sampling (1992), sections 3.7 (stratified sampling) and 5.6 (ratios by linearisation), chapter 10 (domains).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from kartlegg.estimation.frames import Frame
from kartlegg.estimation.strata import Cell, Design, Domain, domains


@dataclass(frozen=True, slots=True)
class DomainEstimate:
    """The estimate of one domain, in the measure of the variable (ratio: numerator's per denominator's measure).

    `domain` holds the values of the grouping columns; `units` is the number of sampled units that it rests on.
    `standard_error` is None where a stratum with unsampled units has a single sampled one; `value` is None too
    where the denominator of a ratio is 0.
    """

    domain: Domain
    value: float | None
    standard_error: float | None
    units: int


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


def _total(domain: Domain, cells: Sequence[Cell]) -> DomainEstimate:
    value = sum(cell.weight * cell.y for cell in cells)
    return DomainEstimate(domain, value, _standard_error(cells, 0.0, 1.0), sum(cell.units for cell in cells))


def _ratio(domain: Domain, cells: Sequence[Cell]) -> DomainEstimate:
    units = sum(cell.units for cell in cells)
    below = sum(cell.weight * cell.x for cell in cells)
    if below == 0:
        return DomainEstimate(domain, None, None, units)
    ratio = sum(cell.weight * cell.y for cell in cells) / below
    return DomainEstimate(domain, ratio, _standard_error(cells, ratio, below), units)


def _standard_error(cells: Sequence[Cell], ratio: float, scale: float) -> float | None:
    try:
        return sqrt(sum(cell.spread(ratio) for cell in cells)) / abs(scale)
    except ZeroDivisionError:
        return None
