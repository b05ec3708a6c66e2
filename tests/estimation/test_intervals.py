"""Intervals: where there is one, how long, and within what."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kurtosis

from kartlegg.estimation.degrees import Spread, degrees_of_freedom, excess_kurtosis
from kartlegg.estimation.intervals import interval, share_change_interval, share_interval
from kartlegg.estimation.strata import Cell
from kartlegg.estimation.variance import DomainEstimate


def estimate(value: float | None, error: float | None, degrees: float | None = 100.0) -> DomainEstimate:
    return DomainEstimate((), value, error, 9, degrees, degrees)


def test_an_error_that_is_unknown_has_no_interval() -> None:
    assert interval(estimate(4.0, None, None)) is share_interval(estimate(4.0, None, None)) is None
    assert interval(estimate(None, None, None)) is share_interval(estimate(None, None, None)) is None


def test_a_full_count_is_its_own_interval() -> None:
    assert interval(estimate(4.0, 0.0)) == share_interval(estimate(4.0, 0.0)) == (4.0, 4.0)


@pytest.mark.parametrize("share", [0.0, 100.0])
def test_units_that_are_all_alike_do_not_tell_of_the_others(share: float) -> None:
    assert share_interval(estimate(share, 0.0)) is None


def test_many_degrees_of_freedom_are_the_normal_distribution() -> None:
    assert interval(estimate(10.0, 1.0, 1e9)) == pytest.approx((10 - 1.959964, 10 + 1.959964), abs=1e-6)
    assert interval(estimate(10.0, 1.0, 1.0), level=0.5) == pytest.approx((9.0, 11.0))


def test_shares_and_their_change_have_the_degrees_of_the_design() -> None:
    tailed = DomainEstimate((), 10.0, 1.0, 9, 4.0, 100.0)
    assert share_interval(tailed) == share_interval(estimate(10.0, 1.0, 100.0))
    assert share_change_interval(tailed) == interval(estimate(10.0, 1.0, 100.0)) != interval(tailed)


def test_degrees_of_freedom_are_those_of_the_strata_that_vary() -> None:
    assert degrees_of_freedom([Spread(0.0, 10), Spread(4.0, 4)]) == 3
    assert degrees_of_freedom([Spread(2.0, 6), Spread(2.0, 6)]) == 10
    assert degrees_of_freedom([Spread(0.0, 10), Spread(0.0, 1)]) == 9


def test_heavy_tails_take_degrees_of_freedom_by_the_variance_that_a_variance_has() -> None:
    """Var(s²) / σ⁴ is 2 / (n - 1) + excess / n, and 2 / degrees by definition."""
    assert 2 / degrees_of_freedom([Spread(7.0, 11)], excess=3.3) == pytest.approx(2 / 10 + 3.3 / 11)


def cells(*values: list[float]) -> list[Cell]:
    powers = [
        tuple(tuple(math.fsum(v ** (k - j) for v in of) for j in range(k + 1)) for k in range(1, 5)) for of in values
    ]
    return [Cell("", len(of), 99, len(of), sums) for of, sums in zip(values, powers, strict=True)]


def test_kurtosis_is_of_all_strata_that_vary_and_light_tails_do_not_count() -> None:
    heavy, light, flat = [0.0] * 9 + [1.0], [0.0, 1.0] * 5, [4.0, 4.0]
    assert excess_kurtosis(cells(heavy), 0.0) == pytest.approx(kurtosis(heavy))
    assert excess_kurtosis(cells(heavy, light, flat), 0.0) == pytest.approx((kurtosis(heavy) + kurtosis(light)) / 2)
    assert excess_kurtosis(cells(light), 0.0) == excess_kurtosis(cells(flat), 0.0) == 0.0


@given(st.floats(0.1, 99.9), st.floats(0.01, 20), st.floats(1, 400))
def test_an_interval_of_a_share_holds_it_and_stays_a_share(share: float, error: float, degrees: float) -> None:
    low, high = share_interval(estimate(share, error, degrees))
    assert 0 <= low < share < high <= 100
    mirror = share_interval(estimate(100 - share, error, degrees))
    assert mirror == pytest.approx((100 - high, 100 - low), abs=1e-6)
