import math

import narwhals as nw
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.estimation.rates import mean_of_ratios, ratio_of_sums

VALUES = pl.DataFrame(
    {
        "unit": ["a", "b", "c", "agency", "a", "b"],
        "variable": ["adults"] * 4 + ["total"] * 2,
        "value": [2.0, 6.0, 5.0, 4.0, 3.0, None],
        "flag": ["reported", "carried", "reported", "reported", "reported", "reported"],
    }
)
PLACES = pl.DataFrame(
    {
        "unit": ["a", "b", "c", "agency", "area"],
        "reports": [True, True, True, True, False],
        "county": ["03", "03", "11", "03", "03"],
        "office": ["own", "own", "own", "none", "own"],
        "population_adults": [1000, 2000, 2500, 0, 5000],
        "population_all": [2000, 3000, 3000, 0, 5000],
    }
)
DENOMINATORS = {"adults": "population_adults", "total": "population_all"}


def test_ratio_of_sums_counts_areas_below_and_agencies_above(lazy, rows):
    assert rows(ratio_of_sums(lazy(VALUES), lazy(PLACES), "county", DENOMINATORS)) == [
        ("03", "adults", 12.0 * 10_000 / 8000, 3, 1),
        ("03", "total", 3.0 * 10_000 / 10_000, 1, 0),
        ("11", "adults", 20.0, 1, 0),
    ]


def test_mean_of_ratios_counts_each_unit_with_inhabitants_once(lazy, rows):
    assert rows(mean_of_ratios(lazy(VALUES), lazy(PLACES), "county", DENOMINATORS, per=1000)) == [
        ("03", "adults", (2.0 + 3.0) / 2, 2, 1),
        ("03", "total", 1.5, 1, 0),
        ("11", "adults", 2.0, 1, 0),
    ]


def test_a_group_without_inhabitants_has_no_rate(lazy, rows):
    own = {"adults": "population_adults"}
    assert rows(ratio_of_sums(lazy(VALUES), lazy(PLACES), "office", own))[0] == ("none", "adults", None, 1, 0)
    assert rows(mean_of_ratios(lazy(VALUES), lazy(PLACES), "office", own))[0] == ("none", "adults", None, 0, 0)


people = st.integers(0, 10**6)
amounts = st.floats(0, 1e5, allow_nan=False)
units = st.lists(st.tuples(st.sampled_from("xyz"), people, amounts), min_size=1, max_size=20)


@given(units)
def test_rates_are_finite_or_null_and_weighted_back_give_the_total(drawn):
    names = [str(number) for number in range(len(drawn))]
    values = pl.LazyFrame({"unit": names, "variable": "v", "value": [row[2] for row in drawn], "flag": "reported"})
    places = pl.LazyFrame({"unit": names, "by": [row[0] for row in drawn], "people": [row[1] for row in drawn]})
    frames = nw.from_native(values), nw.from_native(places)
    for row in ratio_of_sums(*frames, "by", {"v": "people"}).collect("polars").rows(named=True):
        mine = [unit for unit in drawn if unit[0] == row["group"]]
        inhabitants = sum(unit[1] for unit in mine)
        assert (row["value"] is None) == (inhabitants == 0)
        if inhabitants:
            total = math.fsum(unit[2] for unit in mine)
            assert math.isclose(row["value"] * inhabitants / 10_000, total, rel_tol=1e-9, abs_tol=1e-6)
    for row in mean_of_ratios(*frames, "by", {"v": "people"}).collect("polars").rows(named=True):
        own = [unit[2] / unit[1] * 10_000 for unit in drawn if unit[0] == row["group"] and unit[1]]
        assert row["units"] == len(own)
        assert (row["value"] is None) == (not own)
        if own:
            assert math.isclose(row["value"], math.fsum(own) / len(own), rel_tol=1e-9, abs_tol=1e-6)
