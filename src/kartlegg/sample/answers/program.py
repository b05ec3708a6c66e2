"""Whole numbers that meet sums: an integer program, or the names of what must be given up. No survey may enter.

Solver: HiGHS through scipy.optimize.milp, one thread, no limit of time, hence the same numbers every time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

Terms = Mapping[int, float]
Indexes = NDArray[np.int64]
Floats = NDArray[np.float64]

_STRETCHED = 1e-6


@dataclass
class Program:
    """Unknown counts of 0 or more, what they must add up to, and what each costs.

    `named` rows may be told as what cannot hold; all other rows always hold.
    """

    costs: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Terms] = field(default_factory=list)
    bounds: list[tuple[float, float]] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)

    def unknowns(self, highs: Sequence[float], cost: float = 0.0, *, whole: bool = True) -> Indexes:
        """Return the indexes of new unknowns, each from 0 to its high."""
        first = len(self.costs)
        self.costs += [cost] * len(highs)
        self.highs += [float(high) for high in highs]
        self.whole += [whole] * len(highs)
        return np.arange(first, first + len(highs))

    def require(self, terms: Terms, low: float, high: float, name: str | None = None) -> None:
        """Require that the sum of coefficient times unknown lies from `low` to `high`."""
        self.rows.append(terms)
        self.bounds.append((low, high))
        self.names.append(name)

    def prefer(self, terms: Terms, value: float, cost: float) -> tuple[int, int]:
        """Make each unit that the sum is away from `value` cost so much; return what it is above and below."""
        above, below = map(int, self.unknowns([np.inf, np.inf], cost, whole=False))
        self.require({**terms, above: -1.0, below: 1.0}, value, value)
        return above, below

    def solve(self) -> Floats | None:
        """Return the cheapest unknowns, or None where the rows cannot hold together."""
        return self._solved(
            np.array(self.costs), np.array(self.highs), np.array(self.whole, dtype=float), self._rows()
        )

    def contradictions(self) -> list[str]:
        """Return the names of rows to give up so that the others can hold, as few and as little as can be."""
        named = [row for row, name in enumerate(self.names) if name is not None]
        size, count = len(self.costs), len(named)
        stretch = sparse.csc_matrix(
            (np.r_[np.ones(count), -np.ones(count)], (np.r_[named, named], np.arange(2 * count))),
            (len(self.rows), 2 * count),
        )
        costs = np.r_[np.zeros(size), np.ones(2 * count)]
        highs = np.r_[self.highs, np.full(2 * count, np.inf)]
        whole = np.r_[np.array(self.whole, dtype=float), np.zeros(2 * count)]
        found = self._solved(costs, highs, whole, sparse.hstack([self._rows(), stretch], format="csc"))
        if found is None:
            return ["the rules of the form"]
        used = found[size : size + count] + found[size + count :] > _STRETCHED
        return [str(self.names[row]) for row, over in zip(named, used, strict=True) if over]

    def _rows(self) -> sparse.csc_matrix:
        places = np.repeat(np.arange(len(self.rows)), [len(terms) for terms in self.rows])
        columns = np.fromiter((column for terms in self.rows for column in terms), dtype=np.int64)
        factors = np.fromiter((factor for terms in self.rows for factor in terms.values()), dtype=float)
        return sparse.csc_matrix((factors, (places, columns)), (len(self.rows), len(self.costs)))

    def _solved(self, costs: Floats, highs: Floats, whole: Floats, rows: sparse.csc_matrix) -> Floats | None:
        lows, tops = np.array(self.bounds, dtype=float).T
        found = milp(
            costs,
            integrality=whole,
            bounds=Bounds(0, highs),
            constraints=LinearConstraint(rows, lows, tops),
            options={"mip_rel_gap": 0.05},
        )
        return None if found.x is None else np.asarray(found.x)
