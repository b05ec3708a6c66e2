"""Intervals: where there is one, how long, and within what."""

import math

import narwhals as nw
import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.stats import hypergeom, kurtosis

from kartlegg.estimation.degrees import Spread, degrees_of_freedom, excess_kurtosis
from kartlegg.estimation.intervals import interval, share_change_interval, share_interval
from kartlegg.estimation.matched import estimate_change_of_ratios, estimate_change_of_totals
from kartlegg.estimation.strata import Cell, Design
from kartlegg.estimation.variance import (
    DomainEstimate,
    estimate_means,
    estimate_shares,
    estimate_totals,
    share_of_counts,
)

HEAVY, LIGHT = [0.0] * 9 + [1.0], [0.0, 1.0] * 5


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


def test_shares_and_their_change_have_the_degrees_of_normal_tails() -> None:
    tailed = DomainEstimate((), 10.0, 1.0, 9, 4.0, 100.0)
    assert share_interval(tailed) == share_interval(estimate(10.0, 1.0, 100.0))
    assert share_change_interval(tailed) == interval(estimate(10.0, 1.0, 100.0)) != interval(tailed)


def test_degrees_of_freedom_are_those_of_the_strata_that_vary() -> None:
    assert degrees_of_freedom([Spread(0.0, 10), Spread(4.0, 4)]) == 3
    assert degrees_of_freedom([Spread(2.0, 6), Spread(2.0, 6)]) == 10
    assert degrees_of_freedom([Spread(0.0, 10), Spread(0.0, 1)]) == 9


@given(
    st.lists(st.builds(Spread, st.floats(0, 9), st.integers(2, 400)), min_size=1).filter(lambda of: max(of)[0] > 1e-3)
)
def test_degrees_of_freedom_lie_between_those_of_a_stratum_and_those_of_all_that_vary(spreads: list[Spread]) -> None:
    varying = [of.sampled - 1 for of in spreads if of.variance > 0]
    assert min(varying) * (1 - 1e-9) <= degrees_of_freedom(spreads) <= sum(varying) * (1 + 1e-9)


def test_heavy_tails_take_degrees_of_freedom_by_the_variance_that_a_variance_has() -> None:
    """Var(s²) / σ⁴ is 2 / (n - 1) + excess / n, and 2 / degrees by definition."""
    assert 2 / degrees_of_freedom([Spread(7.0, 11)], excess=3.3) == pytest.approx(2 / 10 + 3.3 / 11)


def cells(*values: list[float]) -> list[Cell]:
    powers = [
        tuple(tuple(math.fsum(v ** (k - j) for v in of) for j in range(k + 1)) for k in range(1, 5)) for of in values
    ]
    return [Cell("", len(of), 99, len(of), sums) for of, sums in zip(values, powers, strict=True)]


def above_normal(values: list[float]) -> float:
    n = len(values)
    return kurtosis(values) + 3 - 3 * (n - 1) / (n + 1)


def test_kurtosis_is_of_all_strata_that_vary_and_light_tails_do_not_count() -> None:
    flat = [4.0] * 9
    assert excess_kurtosis(cells(HEAVY), 0.0) == pytest.approx(above_normal(HEAVY))
    both = (above_normal(HEAVY) + above_normal(LIGHT)) / 2
    assert excess_kurtosis(cells(HEAVY, LIGHT, flat), 0.0) == pytest.approx(both)
    assert excess_kurtosis(cells(LIGHT), 0.0) == excess_kurtosis(cells(flat), 0.0) == 0.0


def test_strata_of_fewer_than_four_units_cancel_no_tails() -> None:
    thin = [[0.0, 1.0]] * 20 + [[0.0, 1.0, 5.0]] * 20
    assert excess_kurtosis(cells(HEAVY, *thin), 0.0) == pytest.approx(above_normal(HEAVY))
    assert excess_kurtosis(cells(*thin), 0.0) == 0.0


@pytest.mark.parametrize("units", [4, 6, 20])
def test_thin_strata_of_the_normal_distribution_neither_add_nor_cancel_tails(units: int) -> None:
    """What is subtracted is what normal units have, so that pooling many thin strata leaves nothing, not less."""
    draws = np.random.default_rng(1).normal(size=(4000, units))
    assert np.mean([above_normal(of) for of in draws]) == pytest.approx(0, abs=0.05)
    thin = draws[: 60 // units].tolist()
    pooled = (10 * above_normal(HEAVY) + sum(units * above_normal(of) for of in thin)) / (10 + 60 // units * units)
    assert excess_kurtosis(cells(HEAVY, *thin), 0.0) == pytest.approx(pooled)


@pytest.mark.parametrize("spread", [1e-2, 5e-3, 1e-3, 3e-4, 1.2e-4])
def test_kurtosis_has_three_digits_or_is_not_told(spread: float) -> None:
    values = [1 + spread * value for value in np.random.default_rng(1).normal(size=50)]
    (told,) = [cell.kurtosis(0.0) for cell in cells(values)]
    assert told == (pytest.approx(kurtosis(values) + 3, rel=1e-3) if spread > 2e-3 else 0.0)


def strata(**values: list[float]) -> nw.LazyFrame:
    rows = [(f"{name}{n}", name, y) for name, of in values.items() for n, y in enumerate(of)]
    return nw.from_native(pl.LazyFrame(rows, ["unit", "stratum", "y"], orient="row"))


def test_strata_that_are_counted_in_full_have_no_part_in_degrees() -> None:
    design = Design("stratum", {"full": 300, "part": 60})
    (found,) = estimate_totals(strata(full=LIGHT * 30, part=HEAVY), design, "y")
    (alone,) = estimate_totals(strata(part=HEAVY), design, "y")
    assert found.normal_degrees == alone.normal_degrees == 9
    assert found.degrees == alone.degrees < 9


def test_strata_that_are_full_in_a_round_tell_nothing_of_the_tails_of_a_change() -> None:
    design = Design("stratum", {"full": 40, "part": 60})
    normal = np.random.default_rng(3).normal(size=40).tolist()
    now, before = strata(full=[99.0] + [0.0] * 39, part=normal), strata(full=[0.0] * 40, part=[0.0] * 40)
    for change in (
        *estimate_change_of_totals(now, before, design, "y"),
        *estimate_change_of_totals(before, now, design, "y"),
        *estimate_change_of_ratios(now, before, design, "y"),
    ):
        assert change.absolute.normal_degrees == pytest.approx(39)
        assert change.absolute.degrees == pytest.approx(39 * 40 / (40 + 39 * max(above_normal(normal), 0) / 2))
    (one_round,) = estimate_change_of_totals(now, strata(full=[0.0] * 20, part=[0.0] * 40), design, "y")
    assert one_round.absolute.degrees > 2  # the full count of one round has tails, what varies has none


def test_a_share_with_a_full_count_of_most_is_held_as_often_as_it_says() -> None:
    """All ways to sample 6 of 60 units, half of them yes, beside 300 units that are known, half of them yes."""
    design, held = Design("stratum", {"known": 300, "few": 60}), 0.0
    for yes in range(7):
        few = [100.0] * yes + [0.0] * (6 - yes)
        (share,) = estimate_means(strata(known=[0.0, 100.0] * 150, few=few), design, "y")
        low, high = share_interval(share)
        held += hypergeom.pmf(yes, 60, 30, 6) * (low - 1e-9 <= 50 <= high + 1e-9)
    assert held > 0.94


@given(st.floats(0.1, 99.9), st.floats(0.01, 20), st.floats(1, 400))
def test_an_interval_of_a_share_holds_it_and_stays_a_share(share: float, error: float, degrees: float) -> None:
    low, high = share_interval(estimate(share, error, degrees))
    assert 0 <= low < share < high <= 100
    mirror = share_interval(estimate(100 - share, error, degrees))
    assert mirror == pytest.approx((100 - high, 100 - low), abs=1e-6)


counts = st.tuples(*[st.integers(0, 400)] * 3).map(sorted)


@given(counts)
def test_a_share_of_counts_is_as_cochran_has_it_and_within_its_interval(drawn: list[int]) -> None:
    yes, replied, everyone = drawn
    share = share_of_counts(yes, replied, everyone)
    limits = share_interval(share)
    if not 0 < yes < replied:
        assert limits is None
        return
    p = yes / replied
    error = 100 * math.sqrt(p * (1 - p) / (replied - 1) * (1 - replied / everyone))
    assert share.standard_error == pytest.approx(error, abs=1e-9)
    if share.standard_error:
        assert share.normal_degrees == pytest.approx(replied - 1)
    low, high = limits
    assert 0 <= low <= share.value <= high <= 100
    assert (low == high) == (replied == everyone)


@given(st.integers(0, 30), st.integers(1, 30), st.integers(0, 30))
def test_a_share_of_counts_is_that_of_a_sample_of_one_stratum(yes: int, no: int, silent: int) -> None:
    sample = nw.from_native(pl.LazyFrame({"stratum": ["a"] * (yes + no), "answer": ["yes"] * yes + ["no"] * no}))
    found = {
        of.domain[-1]: of for of in estimate_shares(sample, Design("stratum", {"a": yes + no + silent}), "answer")
    }
    of_no = share_of_counts(no, yes + no, yes + no + silent)
    told = (found["no"].value, found["no"].standard_error, found["no"].degrees, found["no"].normal_degrees)
    assert (of_no.value, of_no.standard_error, of_no.degrees, of_no.normal_degrees) == pytest.approx(told)


@example([(7, 2)])
@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 30)), min_size=1, max_size=6))
def test_where_all_are_so_the_share_is_100_to_the_last_digit(strata: list[tuple[int, int]]) -> None:
    names = [str(at) for at, (replied, _) in enumerate(strata) for _ in range(replied)]
    known = {str(at): replied + silent for at, (replied, silent) in enumerate(strata)}
    sample = nw.from_native(pl.LazyFrame({"stratum": names, "answer": ["yes"] * len(names)}))
    (share,) = estimate_shares(sample, Design("stratum", known), "answer")
    assert share.value == 100
    assert share_interval(share) is None


def test_a_single_reply_tells_no_error_and_none_no_share() -> None:
    assert share_of_counts(1, 1, 2).standard_error is None
    assert share_of_counts(0, 0, 2).value is None
    with pytest.raises(ValueError, match="3 of 2 replies of 9 units"):
        share_of_counts(3, 2, 9)
