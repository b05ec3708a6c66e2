"""Proportional fitting and controlled rounding of a matrix with zeros that stay. No survey may enter.

Sources: W. E. Deming and F. F. Stephan, Annals of Mathematical Statistics 11 (1940); B. D. Causey, L. H. Cox and
L. R. Ernst, Journal of the American Statistical Association 80 (1985): rounding as a transportation problem.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import linprog

Floats = NDArray[np.float64]
Wholes = NDArray[np.int64]

_CLOSE = 1e-10
_ROUNDS = 20_000


def fit_proportions(start: Floats, rows: Wholes, columns: Wholes) -> Floats:
    """Return `start` scaled by a factor for each row and column so that it adds up to `rows` and `columns`.

    `rows` and `columns` have the same sum. Zeros of `start` stay zero. Raises ArithmeticError where the zeros leave
    no such matrix.
    """
    fitted = start.astype(float)
    for _ in range(_ROUNDS):
        fitted *= _factors(rows, fitted.sum(axis=1))[:, None]
        fitted *= _factors(columns, fitted.sum(axis=0))[None, :]
        if np.abs(fitted.sum(axis=1) - rows).max(initial=0) <= _CLOSE * max(rows.sum(), 1):
            return fitted
    raise ArithmeticError("the zeros of the matrix leave nothing that adds up to its rows and columns")


def _factors(wanted: Wholes, got: Floats) -> Floats:
    factors: Floats = np.divide(wanted, got, out=np.zeros(len(got)), where=got > 0)
    return factors


def round_matrix(matrix: Floats, rows: Wholes, columns: Wholes) -> Wholes:
    """Return whole numbers, each the one below or above its cell, that add up to `rows` and `columns` exactly.

    Cells of `matrix` add up to `rows` and `columns` nearly; a zero stays zero. Among all such roundings the one
    closest to the cells is returned. Raises ArithmeticError where there is none.
    """
    below: Wholes = np.floor(matrix + 1e-6).astype(np.int64)
    places = np.argwhere(matrix > 0)
    if not len(places):
        return below
    rest = (matrix - below)[matrix > 0]
    number = np.arange(len(places))
    ones = np.ones(len(places))
    shape = (len(rows) + len(columns), len(places))
    adding = sparse.csc_matrix(
        (np.tile(ones, 2), (np.r_[places[:, 0], len(rows) + places[:, 1]], np.tile(number, 2))), shape
    )
    missing = np.r_[rows - below.sum(axis=1), columns - below.sum(axis=0)]
    found = linprog(ones - 2 * rest, A_eq=adding, b_eq=missing, bounds=(0, 1), method="highs-ds")
    if found.x is None:
        raise ArithmeticError(f"no rounding adds up to the rows and columns: {found.message}")
    below[tuple(places.T)] += np.rint(found.x).astype(np.int64)
    return below


def share_out(total: int, weights: Floats) -> Wholes:
    """Return whole numbers in proportion to `weights` that add up to `total` (largest remainders)."""
    exact = total * weights / weights.sum()
    shares: Wholes = np.floor(exact).astype(np.int64)
    order = np.argsort(shares - exact, kind="stable")
    shares[order[: total - int(shares.sum())]] += 1
    return shares
