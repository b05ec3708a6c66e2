"""Intervals: where there is one, how long, and within what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.estimation.intervals import interval, share_interval
from kartlegg.estimation.variance import DomainEstimate, degrees_of_freedom


def estimate(value: float | None, error: float | None, degrees: float | None = 100.0) -> DomainEstimate:
    return DomainEstimate((), value, error, 9, degrees)


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


def test_degrees_of_freedom_are_those_of_the_strata_that_vary() -> None:
    assert degrees_of_freedom([(0.0, 9), (4.0, 3)]) == 3
    assert degrees_of_freedom([(2.0, 5), (2.0, 5)]) == 10
    assert degrees_of_freedom([(0.0, 9), (0.0, 0)]) == 9


@given(st.floats(0.1, 99.9), st.floats(0.01, 20), st.floats(1, 400))
def test_an_interval_of_a_share_holds_it_and_stays_a_share(share: float, error: float, degrees: float) -> None:
    low, high = share_interval(estimate(share, error, degrees))
    assert 0 <= low < share < high <= 100
    mirror = share_interval(estimate(100 - share, error, degrees))
    assert mirror == pytest.approx((100 - high, 100 - low), abs=1e-6)
