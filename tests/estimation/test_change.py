import math

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.estimation.change import Change, change, change_of_totals, change_without_unreal
from kartlegg.estimation.estimate import Estimate


def test_change_is_exact_and_inherits_the_heavier_status():
    assert change(Estimate(6.7, "I"), Estimate(14.0, "U")) == Change(
        Estimate(6.7 - 14.0, "U"), Estimate(100 * (6.7 - 14.0) / 14.0, "U")
    )


@pytest.mark.parametrize(
    ("this", "last", "status"),
    [
        (Estimate(5.0, "B"), Estimate(4.0), "B"),  # the first figure of a new series has nothing to change from
        (Estimate(None, "M"), Estimate(4.0), "M"),
        (Estimate(5.0), Estimate(None, "Q"), "Q"),
        (Estimate(None), Estimate(4.0, "I"), "I"),
    ],
)
def test_change_without_a_value(this, last, status):
    assert change(this, last) == Change(Estimate(None, status), Estimate(None, status))


def test_change_from_the_first_year_of_a_series_is_like_any_other():
    assert change(Estimate(5.0), Estimate(4.0, "B")) == Change(Estimate(1.0), Estimate(25.0))


def test_no_percentage_of_nothing():
    assert change(Estimate(5.0), Estimate(0.0)) == Change(Estimate(5.0), Estimate(None))


@given(st.floats(0, 1e9), st.floats(0, 1e9))
def test_percent_is_absolute_over_last(this, last):
    found = change(Estimate(this), Estimate(last))
    assert found.absolute.value == this - last
    if last == 0:
        assert found.percent.value is None
    else:
        assert found.percent.value == 100 * (this - last) / last


THIS = pl.DataFrame(
    {
        "unit": ["a", "b", "c", "a", "a"],
        "variable": ["adults", "adults", "adults", "new", "grown"],
        "value": [3.0, 8.0, None, 1.0, 2.0],
    }
)
LAST = pl.DataFrame(
    {
        "unit": ["a", "b", "c", "a", "a"],
        "variable": ["adults", "adults", "adults", "gone", "grown"],
        "value": [2.0, 1.0, 1.0, 7.0, 0.0],
    }
)


def test_change_of_all_units(lazy, rows):
    assert rows(change_of_totals(lazy(THIS), lazy(LAST))) == [
        ("adults", 11.0, 4.0, 7.0, 175.0, 2, 3),
        ("gone", None, 7.0, None, None, None, 1),
        ("grown", 2.0, 0.0, 2.0, None, 1, 1),
        ("new", 1.0, None, None, None, 1, None),
    ]


def test_change_of_units_whose_change_is_real(lazy, rows):
    assert rows(change_without_unreal(lazy(THIS), lazy(LAST), {"b"}))[0] == ("adults", 3.0, 3.0, 0.0, 0.0, 1, 2)
    everyone = rows(change_of_totals(lazy(THIS), lazy(LAST)))
    assert rows(change_without_unreal(lazy(THIS), lazy(LAST), ())) == everyone


amounts = st.lists(st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)), min_size=1, max_size=12)


@given(amounts, st.sets(st.integers(0, 11)))
def test_changes_with_and_without_add_up(drawn, left_out):
    def frame(place):
        units = [str(number) for number in range(len(drawn))]
        return nw.from_native(pl.LazyFrame({"unit": units, "variable": "v", "value": [row[place] for row in drawn]}))

    unreal = {str(number) for number in left_out if number < len(drawn)}
    everyone = change_of_totals(frame(0), frame(1)).collect("polars").rows(named=True)[0]["absolute"]
    kept = change_without_unreal(frame(0), frame(1), unreal).collect("polars").rows(named=True)
    real = kept[0]["absolute"] if kept else 0.0
    rest = math.fsum(drawn[int(unit)][0] - drawn[int(unit)][1] for unit in unreal)
    assert math.isclose(everyone, real + rest, rel_tol=1e-9, abs_tol=1e-6)
