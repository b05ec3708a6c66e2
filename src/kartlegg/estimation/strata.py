"""What a stratified sample adds up to: sufficient statistics by domain and stratum. No estimate may enter.

The engine works them out in one pass over the sample; everything after that is small. Method:
docs/method/variance.md.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import comb, sqrt
from operator import mul
from typing import Any, NamedTuple, TypeAlias

import narwhals as nw

from kartlegg.estimation.frames import Frame

Domain: TypeAlias = tuple[Any, ...]

_FLAT = 1e-6
"""Squares about the mean that are less of the squares leave fewer than four digits to their fourth powers."""


@dataclass(frozen=True, slots=True)
class Design:
    """A stratified simple random sample without replacement.

    `stratum` names the sample's column of strata, `population` holds the number of units in each stratum, sampled
    or not.
    """

    stratum: str
    population: Mapping[Any, int]


class Cell(NamedTuple):
    """One domain in one stratum: sizes of the stratum, and sums over the sampled units of the domain.

    `powers` has for k = 1 to 4 the sums of y^k, y^(k-1) x, ..., x^k.
    """

    stratum: Any
    sampled: int
    population: int
    units: int
    powers: tuple[tuple[float, ...], ...]

    @property
    def y(self) -> float:
        """The sum of y."""
        return self.powers[0][0]

    @property
    def x(self) -> float:
        """The sum of x."""
        return self.powers[0][1]

    @property
    def weight(self) -> float:
        """How many units a sampled one stands for."""
        return self.population / self.sampled

    def variance(self, ratio: float) -> float:
        """Return the variance of y - ratio x among the stratum's sampled units, zero outside the domain.

        Raises ZeroDivisionError where only one unit is sampled.
        """
        return self._squares(ratio) / (self.sampled - 1)

    def spread(self, ratio: float) -> float:
        """Return this stratum's part of the variance of the domain's total of y - ratio x.

        Raises ZeroDivisionError where a single sampled unit stands for others.
        """
        if self.sampled == self.population:
            return 0.0
        return self.population * (self.population - self.sampled) / self.sampled * self.variance(ratio)

    def kurtosis(self, ratio: float) -> float:
        """Return the fourth moment of y - ratio x about its mean over the square of the second; 0 where it is flat.

        Of all sampled units of the stratum, zero outside the domain.
        """
        squares = self._squares(ratio)
        yy, _, xx = self.powers[1]
        if squares <= _FLAT * (yy + ratio * ratio * xx):
            return 0.0
        mean = self._sum(1, ratio) / self.sampled
        fourths = (
            self._sum(4, ratio)
            - 4 * mean * self._sum(3, ratio)
            + 6 * mean**2 * self._sum(2, ratio)
            - 3 * self.sampled * mean**4
        )
        return max(self.sampled * fourths / squares**2, 1.0)

    @property
    def correlation(self) -> float:
        """The correlation of y and x among the sampled units, zero outside the domain; 0 where one is flat."""
        yy, xy, xx = self.powers[1]
        together = xy - self.y * self.x / self.sampled
        spreads = (yy - self.y * self.y / self.sampled) * (xx - self.x * self.x / self.sampled)
        return together / sqrt(spreads) if spreads > 0 else 0.0

    def _squares(self, ratio: float) -> float:
        total = self._sum(1, ratio)
        return max(self._sum(2, ratio) - total * total / self.sampled, 0.0)

    def _sum(self, power: int, ratio: float) -> float:
        """Return the sum of (y - ratio x) to a power."""
        return sum(comb(power, j) * (-ratio) ** j * of for j, of in enumerate(self.powers[power - 1]))


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
            powers = _powers(sums) if x else _powers_of_one(units, sums)
            cell = Cell(stratum, sampled[stratum], design.population[stratum], units, powers)
            found[row[:width]].append(cell)
    yield from found.items()


def _powers(sums: Sequence[float]) -> tuple[tuple[float, ...], ...]:
    """Return the sums of products, those of each power together."""
    return tuple(tuple(sums[k * (k + 1) // 2 - 1 :][: k + 1]) for k in range(1, 5))


def _powers_of_one(units: int, sums: Sequence[float]) -> tuple[tuple[float, ...], ...]:
    """Return the sums of products where x is 1, from the number of units and the sums of powers of y."""
    falling = (*reversed(sums), float(units))
    return tuple(falling[4 - k :] for k in range(1, 5))


def _sufficient_statistics(sample: Frame, keys: list[str], y: str, x: str | None) -> list[tuple[Any, ...]]:
    """Return keys, number of units, number with values, sums of products of y and x, in the order of the keys."""
    named = {f"_{place}": nw.col(key) for place, key in enumerate(keys)}  # the stratum may be a domain too
    above, below = nw.col("_y"), nw.col("_x")
    rows = sample.select(**named, _y=nw.col(y).cast(nw.Float64), **({"_x": nw.col(x).cast(nw.Float64)} if x else {}))
    products = [(k, 0) for k in range(1, 5)]
    if x:
        has_both = ~(above.is_null() | below.is_null())
        rows = rows.with_columns(_y=nw.when(has_both).then(above), _x=nw.when(has_both).then(below))
        products = [(k - j, j) for k in range(1, 5) for j in range(k + 1)]
    sums = {f"_y{i}x{j}": reduce(mul, [above] * i + [below] * j).sum() for i, j in products}
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
