"""Change between two samples: what is certain, what is unknown, and what the overlap is worth."""

import math
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.estimation.matched import estimate_change_of_ratios, estimate_change_of_totals
from kartlegg.estimation.strata import Design

TEN = Design("stratum", {"s": 10})


def sample(values: dict[str, float | None], **columns: Any) -> Any:
    frame = pl.LazyFrame({"unit": list(values), "y": list(values.values())}, schema_overrides={"y": pl.Float64})
    return nw.from_native(
        frame.with_columns(stratum=pl.lit("s"), **{name: pl.Series(of) for name, of in columns.items()})
    )


def test_half_of_the_units_shared_by_hand() -> None:
    """Two of three units are in both: covariance 100 x (2/9 - 1/10) x 1 x s x s."""
    (change,) = estimate_change_of_totals(
        sample({"a": 1, "b": 3, "c": 5}), sample({"b": 3, "c": 5, "d": 7}), TEN, "y"
    )
    assert change.absolute.value == pytest.approx(10 * 3 - 10 * 5)
    assert change.absolute.standard_error**2 == pytest.approx(
        2 * 100 * (1 / 3 - 1 / 10) * 4 - 2 * 100 * (2 / 9 - 1 / 10) * 4
    )
    assert change.percent.value == pytest.approx(-40)


def test_two_full_counts_change_for_certain() -> None:
    now, before = sample({"a": 4, "b": 9}), sample({"a": 2, "b": 8})
    (change,) = estimate_change_of_totals(now, before, Design("stratum", {"s": 2}), "y")
    assert (change.absolute.value, change.absolute.standard_error, change.percent.standard_error) == (3.0, 0.0, 0.0)


def test_without_a_common_unit_the_error_is_unknown() -> None:
    (change,) = estimate_change_of_totals(sample({"a": 1, "b": 3}), sample({"c": 2, "d": 4}), TEN, "y")
    assert (change.absolute.value, change.absolute.standard_error, change.absolute.degrees) == (-10.0, None, None)


def test_a_single_unit_standing_for_others_has_no_error() -> None:
    (change,) = estimate_change_of_totals(sample({"a": 1}), sample({"a": 3}), TEN, "y")
    assert change.absolute.standard_error is None


def test_no_per_cent_of_nothing() -> None:
    (change,) = estimate_change_of_totals(sample({"a": 1, "b": 2}), sample({"a": 0, "b": 0}), TEN, "y")
    assert (change.absolute.value, change.percent.value, change.percent.standard_error) == (15.0, None, None)


def test_only_domains_with_a_figure_in_both_years_change() -> None:
    now = sample({"a": 1, "b": 2, "c": None}, domain=["n", None, "e"], x=[1.0, 2.0, 1.0])
    before = sample({"a": 1, "b": 4, "d": 3}, domain=["n", None, "w"], x=[1.0, 2.0, 0.0])
    found = estimate_change_of_ratios(now, before, TEN, "y", "x", ["domain"])
    assert [(change.domain, change.absolute.value) for change in found] == [(("n",), 0.0), ((None,), -1.0)]


def test_a_unit_that_moved_to_another_domain_is_not_matched() -> None:
    now = sample({"a": 1, "b": 2, "c": 4}, domain=["n", "n", "s"])
    before = sample({"a": 1, "b": 4, "c": 3}, domain=["n", "s", "s"])
    found = estimate_change_of_totals(now, before, TEN, "y", ["domain"])
    assert [change.domain for change in found] == [("n",), ("s",)]
    assert all(change.absolute.standard_error > 0 for change in found)


@given(st.lists(st.tuples(st.integers(-99, 99), st.integers(-99, 99)), min_size=4, max_size=12), st.integers(0, 2))
def test_an_error_is_never_negative_and_the_way_back_as_long(pairs: list[tuple[int, int]], apart: int) -> None:
    units = [f"u{n}" for n in range(len(pairs))]
    now = sample({unit: this for unit, (this, _) in zip(units, pairs, strict=True)})
    before = sample(
        {f"v{n}" if n < apart else unit: last for n, (unit, (_, last)) in enumerate(zip(units, pairs, strict=True))}
    )
    design = Design("stratum", {"s": 20})
    (there,), (back,) = (estimate_change_of_totals(*of, design, "y") for of in ((now, before), (before, now)))
    assert there.absolute.standard_error >= 0
    assert math.isclose(there.absolute.standard_error, back.absolute.standard_error, rel_tol=1e-9, abs_tol=1e-6)
