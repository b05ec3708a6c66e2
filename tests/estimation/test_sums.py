from decimal import Decimal

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.estimation.frames import FLAGS
from kartlegg.estimation.sums import add_sums, leaves, sum_by

VALUES = pl.DataFrame(
    {
        "unit": ["a", "a", "b", "b", "c", "q"],
        "variable": ["home", "work", "home", "work", "home", "home"],
        "value": [1.5, 2.0, 0.0, None, 4.0, 8.0],
        "flag": ["reported", "corrected", "confirmed", "reported", "carried", "reported"],
    }
)
PLACES = pl.DataFrame({"unit": ["a", "b", "c", "s"], "county": ["03", "03", "11", "11"]})


def test_sums_of_sums_and_flags(lazy, rows):
    sums = {"adults": ("home", "work"), "total": ("adults", "children")}
    added = [row for row in rows(add_sums(lazy(VALUES), sums)) if row[1] in sums]
    assert added == [
        ("a", "adults", 3.5, "corrected"),
        ("a", "total", 3.5, "corrected"),
        ("b", "adults", 0.0, "confirmed"),
        ("b", "total", 0.0, "confirmed"),
        ("c", "adults", 4.0, "carried"),
        ("c", "total", 4.0, "carried"),
        ("q", "adults", 8.0, "reported"),
        ("q", "total", 8.0, "reported"),
    ]


def test_sum_of_only_missing_is_missing(lazy, rows):
    values = VALUES.filter(pl.col("value").is_null())
    assert rows(add_sums(lazy(values), {"adults": ("home", "work")})) == []


def test_figure_stated_for_a_sum_gives_way(lazy, rows):
    stated = VALUES.head(1).with_columns(variable=pl.lit("adults"), value=pl.lit(99.0))
    added = add_sums(lazy(pl.concat([VALUES, stated])), {"adults": ("home", "work")})
    assert [row[2] for row in rows(added) if row[:2] == ("a", "adults")] == [3.5]


def test_no_sums(lazy, rows):
    assert len(rows(add_sums(lazy(VALUES), {}))) == 5


def test_totals_by_group(lazy, rows):
    assert rows(sum_by(lazy(VALUES), lazy(PLACES), "county")) == [
        ("03", "home", 1.5, 2, 0, 0.0),
        ("03", "work", 2.0, 1, 0, 0.0),
        ("11", "home", 4.0, 1, 1, 4.0),
        (None, "home", 8.0, 1, 0, 0.0),  # a unit outside the grouping is told, not lost
    ]


def test_the_order_of_adding_does_not_matter(lazy, rows):
    """0.1 and 0.7 added one after the other miss 8 and the half at the end, or not, as the order falls."""
    parts = [0.1] * 10 + [0.7] * 10 + [1e6, 0.5, -1e6]
    frame = pl.DataFrame({"unit": "a", "variable": [f"v{number}" for number in range(len(parts))], "value": parts})
    sums = {"all": tuple(frame["variable"])}
    for shuffled in (frame, frame.reverse(), frame.sort("value")):
        added = rows(add_sums(lazy(shuffled.with_columns(flag=pl.lit("reported"))), sums))
        assert [row[2] for row in added if row[1] == "all"] == [8.5]


def test_sums_beyond_whole_billionths(lazy, rows):
    frame = pl.DataFrame({"unit": "a", "variable": ["v", "w"], "value": [4e12, 0.5], "flag": "reported"})
    assert rows(add_sums(lazy(frame), {"all": ("v", "w")}))[0][2] == 4e12 + 0.5


def test_a_sum_may_not_hold_itself():
    with pytest.raises(ValueError, match="the sum a holds itself: a > b > a"):
        leaves({"a": ("b",), "b": ("a",)})


def test_a_sum_may_not_count_twice():
    with pytest.raises(ValueError, match="the sum all counts twice: home"):
        leaves({"adults": ("home",), "all": ("adults", "home")})


UNITS = [f"u{number}" for number in range(12)]
VARIABLES = ["home", "work", "day"]
decimals = st.decimals(0, 10**6, allow_nan=False, places=3) | st.decimals(-10, 10, allow_nan=False, places=9)
amounts = st.none() | decimals.map(float)
answers = st.dictionaries(st.tuples(st.sampled_from(UNITS), st.sampled_from(VARIABLES)), amounts, min_size=1)
groups = st.lists(st.sampled_from(["x", "y", "z", None]), min_size=12, max_size=12)


def _values(drawn):
    columns = {"unit": [], "variable": [], "value": [], "flag": []}
    for number, ((unit, variable), value) in enumerate(drawn.items()):
        for column, cell in zip(columns.values(), (unit, variable, value, FLAGS[number % len(FLAGS)]), strict=True):
            column.append(cell)
    schema = {"unit": pl.String, "variable": pl.String, "value": pl.Float64, "flag": pl.String}
    return nw.from_native(pl.LazyFrame(columns, schema=schema))


def _places(drawn):
    schema = {"unit": pl.String, "by": pl.String, "country": pl.String}
    return nw.from_native(pl.LazyFrame({"unit": UNITS, "by": drawn, "country": ["all"] * 12}, schema=schema))


def exactly(parts):
    """Return the sum that a reader with pen and paper gets."""
    return float(sum((Decimal(str(part)) for part in parts), Decimal()))


@given(answers, groups)
def test_total_is_the_sum_of_its_parts_for_any_grouping(drawn, grouping):
    values, places = _values(drawn), _places(grouping)
    parts = sum_by(values, places, "by").collect("polars").rows(named=True)
    whole = {row["variable"]: row for row in sum_by(values, places, "country").collect("polars").rows(named=True)}
    assert {row["variable"] for row in parts} == set(whole)
    for variable, total in whole.items():
        mine = [row for row in parts if row["variable"] == variable]
        assert exactly(row["value"] for row in mine) == total["value"]
        assert exactly(row["carried_value"] for row in mine) == total["carried_value"]
        assert sum(row["units"] for row in mine) == total["units"]
        assert sum(row["carried"] for row in mine) == total["carried"]


@given(answers)
def test_missing_never_becomes_zero(drawn):
    rows = add_sums(_values(drawn), {"all": tuple(VARIABLES)}).collect("polars").rows(named=True)
    found = {(row["unit"], row["variable"]): row["value"] for row in rows}
    answered = {key: value for key, value in drawn.items() if value is not None}
    assert {key for key in found if key[1] != "all"} == set(answered)
    assert {unit for unit, variable in found if variable == "all"} == {unit for unit, _ in answered}
    for (unit, variable), value in found.items():
        if variable == "all":
            assert value == exactly(part for (of, _), part in answered.items() if of == unit)


@given(answers)
def test_a_sum_bears_the_heaviest_flag(drawn):
    rows = add_sums(_values(drawn), {"all": tuple(VARIABLES)}).collect("polars").rows(named=True)
    for total in (row for row in rows if row["variable"] == "all"):
        parts = [row["flag"] for row in rows if row["unit"] == total["unit"] and row["variable"] != "all"]
        assert total["flag"] == max(parts, key=FLAGS.index)
