"""The point closest to the middle of many intervals: a strictly convex quadratic program. No survey may enter.

Minimise the sum of ((a x - middle) / w)^2 over all intervals, subject to low + m w <= a x <= high - m w, e x = f and
x >= 0, where w is the width of an interval and m its margin. There is one solution wherever each unknown has an
interval of its own. Margins are found by linear programs: the widest that leave room for a solution.
Method: docs/method/sample.md. Solvers: Clarabel (interior point, one thread, deterministic), HiGHS.
"""

from dataclasses import dataclass
from functools import cached_property

import clarabel
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

Terms = dict[int, float]
Floats = NDArray[np.float64]

_WIDEST_WANTED = 0.1
_STRETCHED = 1e-7
_STEPS = (0.99, 0.9)  # the solver's own step, and a more careful one for where that stalls


@dataclass(frozen=True, slots=True)
class Interval:
    """low <= sum of coefficient * unknown <= high, with low < high; `name` tells a reader where it comes from.

    A `tight` interval is one where a margin like that of the others cannot be had; it gets its own, smaller one.
    """

    name: str
    terms: Terms
    low: float
    high: float
    tight: bool = False


@dataclass(frozen=True)
class Program:
    """The intervals and equalities (terms, value) on `unknowns` figures of 0 or more."""

    unknowns: int
    intervals: tuple[Interval, ...]
    equalities: tuple[tuple[Terms, float], ...] = ()

    def solve(self) -> Floats | None:
        """Return the unknowns, or None where the intervals cannot hold together."""
        tight = np.array([interval.tight for interval in self.intervals])
        everywhere = self._widest_margin(np.zeros(len(tight)), np.ones(len(tight)))
        if everywhere <= 0:
            return None
        margins = np.full(len(tight), min(everywhere / 2, _WIDEST_WANTED))
        if tight.any() and not tight.all():
            widest = self._widest_margin(np.where(tight, margins, 0), np.where(tight, 0, 1))
            margins = np.where(tight, margins, min(0.8 * widest, _WIDEST_WANTED))
        return self._closest(margins)

    def contradictions(self) -> list[Interval]:
        """Return intervals to give up so that the others hold together.

        What the intervals must be stretched by, in widths, is summed and made as small as it can be.
        """
        count = len(self.intervals)
        cost = np.concatenate([np.zeros(self.unknowns), np.ones(count)])
        found = self._linear(cost, sparse.diags(-self._widths), np.zeros(count))
        stretched = found[self.unknowns :] > _STRETCHED
        return [interval for interval, over in zip(self.intervals, stretched, strict=True) if over]

    def _widest_margin(self, margins: Floats, widened: Floats) -> float:
        """Return the largest margin of the `widened` intervals while the others keep theirs; negative if none."""
        cost = np.zeros(self.unknowns + 1)
        cost[-1] = -1
        found = self._linear(cost, sparse.csc_matrix((widened * self._widths)[:, None]), margins, lowest=None)
        return float(found[-1])

    def _linear(self, cost: Floats, extra: sparse.spmatrix, margins: Floats, lowest: float | None = 0) -> Floats:
        """Return the cheapest unknowns and extras; `extra` is added to both sides of each interval."""
        rows, low, high = self._rows, self._low + margins * self._widths, self._high - margins * self._widths
        padding = sparse.csc_matrix((len(self.equalities), extra.shape[1]))
        found = linprog(
            cost,
            A_ub=sparse.vstack([sparse.hstack([rows, extra]), sparse.hstack([-rows, extra])], format="csc"),
            b_ub=np.concatenate([high, -low]),
            A_eq=sparse.hstack([self._fixed, padding]) if self.equalities else None,
            b_eq=self._values if self.equalities else None,
            bounds=[(0, None)] * self.unknowns + [(lowest, None)] * extra.shape[1],
            method="highs",
        )
        if found.x is None:
            raise ArithmeticError(f"the linear program has no solution: {found.message}")
        return np.asarray(found.x)

    def _closest(self, margins: Floats) -> Floats:
        rows, low, high = self._rows, self._low + margins * self._widths, self._high - margins * self._widths
        weighted = sparse.diags(1 / self._widths) @ rows
        middle = (self._low + self._high) / 2 / self._widths
        floors = sparse.identity(self.unknowns, format="csr")[self._without_floor]
        constraints = sparse.vstack([self._fixed, rows, -rows, -floors], format="csc")
        limits = np.concatenate([self._values, high, -low, np.zeros(floors.shape[0])])
        cones = [clarabel.ZeroConeT(len(self._values)), clarabel.NonnegativeConeT(len(limits) - len(self._values))]
        quadratic = sparse.triu(2 * weighted.T @ weighted, format="csc")
        problem = (quadratic, -2 * weighted.T @ middle, constraints, limits, cones)
        for step in _STEPS:
            solution = clarabel.DefaultSolver(*problem, _settings(step)).solve()
            if solution.status == clarabel.SolverStatus.Solved:
                unknowns: Floats = np.maximum(solution.x, 0)
                return unknowns
        raise ArithmeticError(f"the quadratic program was not solved: {solution.status}")

    @cached_property
    def _without_floor(self) -> list[int]:
        """The unknowns that no interval of their own keeps at 0 or more."""
        own = {
            u
            for i in self.intervals
            if len(i.terms) == 1 and i.low >= 0
            for u, factor in i.terms.items()
            if factor > 0
        }
        return [unknown for unknown in range(self.unknowns) if unknown not in own]

    @cached_property
    def _rows(self) -> sparse.csc_matrix:
        return _matrix([interval.terms for interval in self.intervals], self.unknowns)

    @cached_property
    def _fixed(self) -> sparse.csc_matrix:
        return _matrix([terms for terms, _ in self.equalities], self.unknowns)

    @cached_property
    def _values(self) -> Floats:
        return np.array([value for _, value in self.equalities], dtype=float)

    @cached_property
    def _low(self) -> Floats:
        return np.array([interval.low for interval in self.intervals], dtype=float)

    @cached_property
    def _high(self) -> Floats:
        return np.array([interval.high for interval in self.intervals], dtype=float)

    @cached_property
    def _widths(self) -> Floats:
        return self._high - self._low


def _matrix(rows: list[Terms], columns: int) -> sparse.csc_matrix:
    entries = [(row, column, factor) for row, terms in enumerate(rows) for column, factor in terms.items()]
    places, positions, factors = zip(*entries, strict=True) if entries else ((), (), ())
    return sparse.csc_matrix((np.array(factors, dtype=float), (places, positions)), shape=(len(rows), columns))


def _settings(step: float) -> clarabel.DefaultSettings:
    settings = clarabel.DefaultSettings()
    settings.max_step_fraction = step
    settings.verbose = False
    settings.max_threads = 1
    return settings
