"""Proportional fitting and controlled rounding: sums exact, nothing below zero, zeros stay."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartlegg.sample.proportion import fit_proportions, round_matrix, share_out


@st.composite
def tables_with_margins(draw):
    """A whole-numbered table, its margins, and a start with zeros only where the table has some."""
    rows, columns = draw(st.integers(1, 12)), draw(st.integers(1, 6))
    table = np.array(
        draw(
            st.lists(st.lists(st.integers(0, 400), min_size=columns, max_size=columns), min_size=rows, max_size=rows)
        )
    )
    weights = np.array(draw(st.lists(st.floats(0.1, 10), min_size=rows * columns, max_size=rows * columns)))
    return np.where(table > 0, weights.reshape(rows, columns), 0), table.sum(axis=1), table.sum(axis=0)


@settings(deadline=None)
@given(tables_with_margins())
def test_fitted_and_rounded_tables_add_up_and_keep_their_zeros(made) -> None:
    start, rows, columns = made
    fitted = fit_proportions(start, rows, columns)
    rounded = round_matrix(fitted, rows, columns)
    assert (rounded.sum(axis=1) == rows).all()
    assert (rounded.sum(axis=0) == columns).all()
    assert (rounded >= 0).all()
    assert (rounded[start == 0] == 0).all()
    assert np.abs(rounded - fitted).max() < 1 + 1e-5


def test_fitting_scales_rows_and_columns_only() -> None:
    """The cross ratios of the start are kept: that is what makes the fit the least informative one."""
    start = np.array([[1.0, 2.0], [3.0, 4.0]])
    fitted = fit_proportions(start, np.array([30, 70]), np.array([40, 60]))
    assert fitted[0, 0] * fitted[1, 1] / (fitted[0, 1] * fitted[1, 0]) == pytest.approx(4 / 6)
    assert fitted.sum(axis=0) == pytest.approx([40, 60])


def test_zeros_that_leave_nothing_are_refused() -> None:
    with pytest.raises(ArithmeticError, match="zeros"):
        fit_proportions(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([3, 1]), np.array([1, 3]))


def test_rounding_that_cannot_add_up_is_refused() -> None:
    with pytest.raises(ArithmeticError, match="no rounding"):
        round_matrix(np.array([[0.5, 0.5]]), np.array([5]), np.array([2, 3]))


@given(st.integers(0, 10_000), st.lists(st.floats(0, 100), min_size=1, max_size=10).filter(lambda w: sum(w) > 0.001))
def test_shares_add_up(total: int, weights: list[float]) -> None:
    shares = share_out(total, np.array(weights))
    assert shares.sum() == total
    assert (np.abs(shares - total * np.array(weights) / sum(weights)) < 1 + 1e-6).all()
