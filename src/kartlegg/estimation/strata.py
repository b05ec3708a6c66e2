"""What a stratified sample adds up to: sufficient statistics by domain and stratum. No estimate may enter.

The engine works them out in one pass over the sample; everything after that is small. Method:
docs/method/variance.md.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, NamedTuple, TypeAlias

import narwhals as nw

from kartlegg.estimation.frames import Frame

Domain: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """A stratified simple random sample without replacement.

    `stratum` names the sample's column of strata, `population` holds the number of units in each stratum, sampled
    or not.
    """

    stratum: str
    population: Mapping[Any, int]


class Cell(NamedTuple):
    """One domain in one stratum: sizes of the stratum, and sums over the sampled units of the domain."""

    stratum: Any
    sampled: int
    population: int
    units: int
    y: float
    yy: float
    x: float
    xy: float
    xx: float

    @property
    def weight(self) -> float:
        """How many units a sampled one stands for."""
        return self.population / self.sampled

    def variance(self, ratio: float) -> float:
        """Return the variance of y - ratio x among the stratum's sampled units, zero outside the domain.

        Raises ZeroDivisionError where only one unit is sampled.
        """
        total = self.y - ratio * self.x
        squares = self.yy - 2 * ratio * self.xy + ratio * ratio * self.xx
        return max(squares - total * total / self.sampled, 0.0) / (self.sampled - 1)

    def spread(self, ratio: float) -> float:
        """Return this stratum's part of the variance of the domain's total of y - ratio x.

        Raises ZeroDivisionError where a single sampled unit stands for others.
        """
        if self.sampled == self.population:
            return 0.0
        return self.population * (self.population - self.sampled) / self.sampled * self.variance(ratio)

    @property
    def correlation(self) -> float:
        """The correlation of y and x among the sampled units, zero outside the domain; 0 where one is flat."""
        together = self.xy - self.y * self.x / self.sampled
        spreads = (self.yy - self.y * self.y / self.sampled) * (self.xx - self.x * self.x / self.sampled)
        return together / sqrt(spreads) if spreads > 0 else 0.0


def domains(
    sample: Frame, design: Design, y: str, x: str | None, by: Sequence[str]
) -> Iterator[tuple[Domain, list[Cell]]]:
    """Yield the domains that have a unit, in order, each with its cells; `x` None stands for 1 for every unit.

    Units without `y` or `x` count as sampled but outside every domain. Raises ValueError where a stratum has no
    population or more sampled units than population.
    """
    width = len(by)
    rows = _sufficient_statistics(sample, [*by, design.stratum], y, x)
    sampled = _sampled(rows, width, design.population)
    found: dict[Domain, list[Cell]] = defaultdict(list)
    for row in rows:
        stratum, units, sums = row[width], row[width + 2], row[width + 3 :]
        if units:
            ones = (units, sums[0], units)
            cell = Cell(stratum, sampled[stratum], design.population[stratum], units, *sums[:2], *(sums[2:] or ones))
            found[row[:width]].append(cell)
    yield from found.items()


def _sufficient_statistics(sample: Frame, keys: list[str], y: str, x: str | None) -> list[tuple[Any, ...]]:
    """Return keys, number of units, number with values, sums of y, yy (and x, xy, xx), in the order of the keys."""
    named = {f"_{place}": nw.col(key) for place, key in enumerate(keys)}  # the stratum may be a domain too
    above, below = nw.col("_y"), nw.col("_x")
    rows = sample.select(**named, _y=nw.col(y).cast(nw.Float64), **({"_x": nw.col(x).cast(nw.Float64)} if x else {}))
    sums = {"_sy": above.sum(), "_syy": (above * above).sum()}
    if x:
        has_both = ~(above.is_null() | below.is_null())
        rows = rows.with_columns(_y=nw.when(has_both).then(above), _x=nw.when(has_both).then(below))
        sums |= {"_sx": below.sum(), "_sxy": (above * below).sum(), "_sxx": (below * below).sum()}
    grouped = rows.group_by(*named).agg(_n=nw.len(), _m=above.count(), **sums)
    return grouped.collect("polars").sort(*named, nulls_last=True).rows()


def _sampled(rows: list[tuple[Any, ...]], stratum_at: int, population: Mapping[Any, int]) -> dict[Any, int]:
    """Return the number of sampled units in each stratum."""
    sampled: dict[Any, int] = defaultdict(int)
    for row in rows:
        sampled[row[stratum_at]] += row[stratum_at + 1]
    for stratum, number in sampled.items():
        if number > population.get(stratum, 0):
            raise ValueError(
                f"stratum {stratum!r}: found {number} sampled units; expected at most its population, "
                f"{population.get(stratum, 'which is not stated')}"
            )
    return sampled
