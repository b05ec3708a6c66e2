"""Change between two samples that share most of their units, with standard errors. A test of it may not enter.

Method: docs/method/matched.md. Source: Tam (1984), The American Statistician 38, on the covariance of overlapping
samples; Berger (2004), Canadian Journal of Statistics 32, on taking the correlation from the units in both.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import sqrt
from operator import and_
from typing import Any, NamedTuple, TypeAlias

import narwhals as nw

from kartlegg.estimation.degrees import Spread, degrees_of_freedom, excess_kurtosis
from kartlegg.estimation.frames import Frame
from kartlegg.estimation.strata import Cell, Design, Domain, domains
from kartlegg.estimation.variance import DomainEstimate

_Columns: TypeAlias = tuple[str, str | None]
_Strata: TypeAlias = Mapping[Any, Cell]


@dataclass(frozen=True, slots=True)
class ChangeEstimate:
    """The change in one domain: `absolute` in the measure of the figures, `percent` of the earlier figure.

    Their `units` are those of this sample. There is no percentage of a figure that is 0, and no standard error where
    a stratum with unsampled units has fewer than two sampled ones, or no unit of the domain in both samples.
    """

    domain: Domain
    absolute: DomainEstimate
    percent: DomainEstimate


class _Figure(NamedTuple):
    """One sample's figure of one domain. Its error is that of the total of (y - ratio x) / scale."""

    value: float
    ratio: float
    scale: float
    strata: _Strata

    def spread(self, stratum: Any) -> float:
        """Return the part of the variance that a stratum has."""
        return self.strata[stratum].spread(self.ratio) / self.scale**2 if stratum in self.strata else 0.0

    def is_full(self, stratum: Any) -> bool:
        """Return whether a stratum is counted in full, so that it has no part of the variance."""
        return stratum in self.strata and self.strata[stratum].sampled == self.strata[stratum].population


def estimate_change_of_totals(
    this: Frame, last: Frame, design: Design, y: str, by: Sequence[str] = ()
) -> tuple[ChangeEstimate, ...]:
    """Return how the total of `y` changed from `last` to `this` in each domain that has values in both, in order.

    Both samples are of the same population, on the codes of this round, and have a column `unit`. A unit is matched
    where it stands in the same stratum and domain in both. Units without `y` count as sampled but outside every
    domain. Raises ValueError where a stratum has no population or more sampled units than population.
    """
    return _changes((this, last), design, (y, None), by, is_ratio=False)


def estimate_change_of_ratios(
    this: Frame, last: Frame, design: Design, y: str, x: str | None = None, by: Sequence[str] = ()
) -> tuple[ChangeEstimate, ...]:
    """Return how the total of `y` over that of `x` changed; without `x` the mean of `y` (a share: of 0 and 100).

    Arguments and errors: estimate_change_of_totals.
    """
    return _changes((this, last), design, (y, x), by, is_ratio=True)


def _changes(
    samples: tuple[Frame, Frame], design: Design, of: _Columns, by: Sequence[str], *, is_ratio: bool
) -> tuple[ChangeEstimate, ...]:
    now, before = (_figures(sample, design, of, by, is_ratio=is_ratio) for sample in samples)
    keys = ["unit", design.stratum, *by]
    this = samples[0].select(*keys, _now=_linear(now, of, by))
    both = this.join(samples[1].select(*keys, _before=_linear(before, of, by)), on=keys, how="inner")
    matched = dict(domains(both, design, "_now", "_before", by))
    return tuple(
        _change(domain, now[domain], before[domain], _by_stratum(matched.get(domain, ())))
        for domain in now
        if domain in before
    )


def _figures(
    sample: Frame, design: Design, of: _Columns, by: Sequence[str], *, is_ratio: bool
) -> dict[Domain, _Figure]:
    found = {}
    for domain, cells in domains(sample, design, *of, by):
        above, below = sum(cell.weight * cell.y for cell in cells), sum(cell.weight * cell.x for cell in cells)
        if not is_ratio:
            found[domain] = _Figure(above, 0.0, 1.0, _by_stratum(cells))
        elif below:
            found[domain] = _Figure(above / below, above / below, below, _by_stratum(cells))
    return found


def _by_stratum(cells: Sequence[Cell]) -> _Strata:
    return {cell.stratum: cell for cell in cells}


def _linear(figures: Mapping[Domain, _Figure], of: _Columns, by: Sequence[str]) -> nw.Expr:
    """Return y - ratio x with the ratio of each unit's domain, 0 where the unit has no value."""
    y, x = (nw.col(name).cast(nw.Float64) if name else nw.lit(1.0) for name in of)
    linear = nw.lit(0.0)
    for domain, figure in figures.items():
        same = (_is(key, at) for key, at in zip(by, domain, strict=True))
        inside = reduce(and_, same, ~(y - x).is_null())
        linear = nw.when(inside).then(y - nw.lit(figure.ratio) * x).otherwise(linear)
    return linear


def _is(key: str, value: Any) -> nw.Expr:
    return nw.col(key).is_null() if value is None else nw.col(key) == value


def _change(domain: Domain, now: _Figure, before: _Figure, matched: _Strata) -> ChangeEstimate:
    change = now.value - before.value
    absolute = _estimate(domain, change, now, before, matched)
    if before.value == 0:
        return ChangeEstimate(domain, absolute, DomainEstimate(domain, None, None, absolute.units, None, None))
    percent = _estimate(domain, change, now, before, matched, times=now.value / before.value, per=100 / before.value)
    return ChangeEstimate(domain, absolute, percent)


def _estimate(
    domain: Domain,
    value: float,
    now: _Figure,
    before: _Figure,
    matched: _Strata,
    *,
    times: float = 1.0,
    per: float = 1.0,
) -> DomainEstimate:
    """Return `per` of the value, whose error is that of now - times x before."""
    units = sum(cell.units for cell in now.strata.values())
    try:
        spreads = _spreads(now, before, matched, times)
    except ZeroDivisionError:
        return DomainEstimate(domain, per * value, None, units, None, None)
    error = abs(per) * sqrt(sum(of.variance for of in spreads))
    partial = [cell for cell in matched.values() if not (now.is_full(cell.stratum) or before.is_full(cell.stratum))]
    degrees = degrees_of_freedom(spreads, excess_kurtosis(partial, times * now.scale / before.scale))
    return DomainEstimate(domain, per * value, error, units, degrees, degrees_of_freedom(spreads))


def _spreads(now: _Figure, before: _Figure, matched: _Strata, times: float) -> list[Spread]:
    """Return each stratum's part of the variance of now - times x before.

    Raises ZeroDivisionError where one of them is unknown.
    """
    spreads = []
    for stratum in {**now.strata, **before.strata}:
        together = _covariance(now, before, matched, stratum)
        spread = now.spread(stratum) + times * times * before.spread(stratum) - 2 * times * together
        sampled = [figure.strata[stratum].sampled for figure in (now, before) if stratum in figure.strata]
        spreads.append(Spread(max(spread, 0.0), min(sampled)))
    return spreads


def _covariance(now: _Figure, before: _Figure, matched: _Strata, stratum: Any) -> float:
    """Return the covariance of the two figures in a stratum. Raises ZeroDivisionError where no unit is in both."""
    if stratum not in now.strata or stratum not in before.strata:
        return 0.0
    this, last = now.strata[stratum], before.strata[stratum]
    population = this.population
    if population in (this.sampled, last.sampled):
        return 0.0
    if stratum not in matched:
        raise ZeroDivisionError(f"no unit of stratum {stratum!r} is in both samples")
    both = matched[stratum]
    factor = population * (population * both.sampled / (this.sampled * last.sampled) - 1)
    spread = sqrt(this.variance(now.ratio) * last.variance(before.ratio))
    return factor * both.correlation * spread / (now.scale * before.scale)
