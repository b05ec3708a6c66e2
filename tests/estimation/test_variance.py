import csv
import math
from pathlib import Path

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.estimation.strata import Design
from kartlegg.estimation.variance import estimate_means, estimate_ratios, estimate_shares, estimate_totals

DATA = Path(__file__).parent / "data"
TYPES = {"stratum": pl.String, "domain": pl.String, "y": pl.Float64, "x": pl.Float64}
SAMPLE = pl.read_csv(DATA / "sample.csv", schema_overrides=TYPES)
POPULATION = dict(SAMPLE.select("stratum", "population").unique().iter_rows())
DESIGN = Design("stratum", POPULATION)


def golden(path):
    with path.open(encoding="utf-8") as file:
        return [
            (row["estimator"], row["domain"], float(row["value"]), float(row["standard_error"]))
            for row in csv.DictReader(file)
        ]


def ours(sample):
    return [
        (name, estimate.domain[0] if by else "all", estimate.value, estimate.standard_error)
        for name, run in (("total", totals), ("mean", means), ("ratio", ratios))
        for by in ((), ("domain",))
        for estimate in run(sample, by)
    ]


def totals(sample, by):
    return estimate_totals(sample, DESIGN, "y", by)


def means(sample, by):
    return estimate_means(sample, DESIGN, "y", by)


def ratios(sample, by):
    return estimate_ratios(sample, DESIGN, "y", "x", by)


def assert_equal(found, expected):
    assert [row[:2] for row in found] == [row[:2] for row in expected]
    for mine, theirs in zip(found, expected, strict=True):
        assert mine[2:] == pytest.approx(theirs[2:], rel=1e-9, abs=0)


def test_equal_to_r_survey(lazy):
    assert_equal(ours(lazy(SAMPLE)), golden(DATA / "golden.csv"))


@pytest.mark.r
def test_equal_to_what_r_says_today(said_by_r):
    golden_today = golden(said_by_r(DATA / "sample.R", DATA / "sample.csv"))
    assert_equal(ours(nw.from_native(SAMPLE.lazy())), golden_today)


def test_equal_to_the_textbook(lazy):
    """Two strata by hand: s2 is (population - sampled) x population / sampled x variance, counted in full is 0."""
    sample = pl.DataFrame({"stratum": ["a", "a", "b"], "y": [1, 3, 5], "x": [1, 1, 1]})
    (total,) = estimate_totals(lazy(sample), Design("stratum", {"a": 10, "b": 1}), "y")
    assert (total.value, total.standard_error, total.units) == (25.0, math.sqrt(10 * 8 / 2 * 2), 3)


def test_strata_may_be_domains(lazy):
    by_stratum = estimate_totals(lazy(SAMPLE), DESIGN, "y", ["stratum"])
    assert [estimate.domain for estimate in by_stratum] == [("s1",), ("s2",), ("s3",), ("s4",), ("s5",)]
    (whole,) = estimate_totals(lazy(SAMPLE), DESIGN, "y")
    assert math.fsum(estimate.value for estimate in by_stratum) == pytest.approx(whole.value, rel=1e-12)
    spread = math.hypot(*(estimate.standard_error for estimate in by_stratum))
    assert spread == pytest.approx(whole.standard_error, rel=1e-12)


def test_one_unit_standing_for_others_has_no_standard_error(lazy):
    sample = pl.DataFrame({"stratum": ["a", "b", "b"], "y": [1.0, 3.0, 5.0]})
    (mean,) = estimate_means(lazy(sample), Design("stratum", {"a": 2, "b": 4}), "y")
    assert mean.value == pytest.approx((2 * 1 + 4 * 4) / 6)
    assert mean.standard_error is None


def test_a_denominator_of_nothing_has_no_ratio(lazy):
    sample = pl.DataFrame({"stratum": ["a", "a"], "domain": ["x", "y"], "y": [1.0, 2.0], "x": [0.0, 4.0]})
    found = estimate_ratios(lazy(sample), Design("stratum", {"a": 2}), "y", "x", ["domain"])
    assert [(estimate.value, estimate.standard_error) for estimate in found] == [(None, None), (0.5, 0.0)]


def test_a_domain_without_an_answer_is_not_there(lazy):
    sample = pl.DataFrame({"stratum": ["a", "a"], "domain": ["x", "y"], "y": [None, 2.0]})
    found = estimate_totals(lazy(sample), Design("stratum", {"a": 2}), "y", ["domain"])
    assert [(estimate.domain, estimate.value) for estimate in found] == [(("y",), 2.0)]


@pytest.mark.parametrize(("population", "said"), [({"a": 1}, "1"), ({}, "which is not stated")])
def test_more_sampled_than_there_are(population, said):
    sample = nw.from_native(pl.LazyFrame({"stratum": ["a", "a"], "y": [1.0, 2.0]}))
    with pytest.raises(ValueError, match=f"found 2 sampled units; expected at most its population, {said}"):
        estimate_totals(sample, Design("stratum", population), "y")


def test_shares_are_of_those_who_chose_something_that_counts(lazy):
    sample = pl.DataFrame(
        {"stratum": ["a"] * 5, "domain": ["n", "n", "n", "s", "s"], "answer": ["yes", "no", "?", "no", None]}
    )
    found = estimate_shares(lazy(sample), Design("stratum", {"a": 5}), "answer", ["domain"], leave_out={"?"})
    told = [(estimate.domain, estimate.value, estimate.units, estimate.standard_error) for estimate in found]
    assert told == [
        (("n", "no"), 50, 2, 0),
        (("n", "yes"), 50, 2, 0),
        (("s", "no"), 100, 1, 0),
        (("s", "yes"), 0, 1, 0),
    ]


units = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xyz"), st.none() | st.integers(-1000, 1000)),
    min_size=1,
    max_size=30,
)


@given(units, st.integers(0, 5))
def test_domains_add_up_and_full_counts_are_certain(drawn, unsampled):
    columns = {name: [row[place] for row in drawn] for place, name in enumerate(("stratum", "domain", "y"))}
    schema = {"stratum": pl.String, "domain": pl.String, "y": pl.Int64}
    sample = nw.from_native(pl.LazyFrame(columns, schema=schema))
    strata = {stratum: columns["stratum"].count(stratum) + unsampled for stratum in "ab"}
    parts = estimate_totals(sample, Design("stratum", strata), "y", ["domain"])
    whole = estimate_totals(sample, Design("stratum", strata), "y")
    assert bool(whole) == bool(parts) == any(row[2] is not None for row in drawn)
    if whole:
        assert math.isclose(math.fsum(part.value for part in parts), whole[0].value, rel_tol=1e-9, abs_tol=1e-6)
        assert sum(part.units for part in parts) == whole[0].units
        assert unsampled or whole[0].standard_error == 0
