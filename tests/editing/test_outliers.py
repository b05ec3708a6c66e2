"""Figures that stand out among other units' are found, and nothing else; hand-worked values."""

import csv
import doctest
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.definitions import Words
from kartlegg.editing.checks import OutlierCheck
from kartlegg.editing.hidiroglou_berthelot import acceptance
from kartlegg.editing.hits import Check, Hit
from kartlegg.editing.messages import Speaker
from kartlegg.editing.outliers import Among, outlier_hits
from kartlegg.editing.spec import (
    AnyOutlier,
    Message,
    Rank,
    Ratio,
    SameFigure,
    Severity,
    ShareOfChange,
    Spread,
    YearToYear,
)

PAGE = Path(__file__).parents[2] / "docs" / "method" / "editing.md"
LAST = dict.fromkeys("abcde", 100.0)
NOW = dict(zip("abcde", (80.0, 90.0, 110.0, 120.0, 200.0), strict=True))
HOME: dict[str, Any] = {"variables": ("home",), "by": "size", "pool_under": 1, "at_least": 2}
SPEAKER = Speaker({}, {"home": Words(nb="Hjem")})


def found(outlier: AnyOutlier, now: dict[str, float], last: dict[str, float], **more: Any) -> tuple[Hit, ...]:
    message = Message(nb="{label}: {value} mot {last}, {other}", nn="x")
    check = Check("odd", Severity.SOFT, "outlier", "staff", "staff", ("home",), message, asks=True)
    groups = more.pop("groups", {unit: {"size": "small"} for unit in now})
    return outlier_hits(Among("home", now, last, groups, **more), OutlierCheck(check, outlier), SPEAKER)


def units(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.unit for hit in hits]


def test_year_to_year_by_hand() -> None:
    # r = .8 .9 1.1 1.2 2; m = 1.1; s = -.375 -.2222 0 .0909 .8182; E = s * sqrt(max); quartiles -2.2222 0 .9959
    usual = acceptance(list(LAST.values()), list(NOW.values()), c=7)
    assert usual is not None
    assert usual.median == pytest.approx(1.1)
    effects = [usual.effect(100, now) for now in NOW.values()]
    assert effects == pytest.approx([-3.75, -2.222222, 0, 0.995859, 11.570838], abs=1e-6)
    assert (usual.low, usual.high) == pytest.approx((-15.555556, 6.971014), abs=1e-6)


def test_an_unusual_change_is_a_hit_with_limits() -> None:
    (hit,) = found(YearToYear(method="hidiroglou_berthelot", **HOME), NOW, LAST)
    assert (hit.unit, hit.value, hit.judged) == ("e", 200, "home")
    assert hit.expected == pytest.approx(110)
    assert (hit.lower, hit.upper) == pytest.approx((110 / 2.5555556, 168.98766), abs=1e-4)


def test_the_usual_constant_finds_nothing_here() -> None:
    assert found(YearToYear(method="hidiroglou_berthelot", c=20, **HOME), NOW, LAST) == ()


def test_the_quartiles_are_of_changed_units_where_half_are_unchanged() -> None:
    last, now = [100.0] * 10, [100.0] * 5 + [80.0, 90.0, 110.0, 120.0, 200.0]
    assert acceptance(last, now, c=7) == acceptance(last[5:], now[5:], c=7)
    assert acceptance(last[1:], now[1:], c=7) != acceptance(last[5:], now[5:], c=7)


def test_units_with_nothing_in_a_round_are_passed_over() -> None:
    assert acceptance([0, *LAST.values()], [5, *NOW.values()], c=7) == acceptance(
        [*LAST.values()], [*NOW.values()], c=7
    )
    assert acceptance([1, 1, 0], [2, 3, 4], c=7) is None


def test_small_groups_are_put_together() -> None:
    groups = {unit: {"size": size} for unit, size in zip("abcde", ("s", "s", "m", "m", "l"), strict=True)}
    pooled = YearToYear(method="hidiroglou_berthelot", **{**HOME, "pool_under": 3})
    assert units(found(pooled, NOW, LAST, groups=groups)) == ["e"]
    assert found(YearToYear(method="hidiroglou_berthelot", **HOME), NOW, LAST, groups=groups) == ()


def test_units_of_small_groups_that_are_few_together_are_judged_among_all() -> None:
    groups = {unit: {"size": "large"} for unit in "abcdef"} | {"z": {"size": "small"}}
    now = dict.fromkeys("abcdef", 10.0) | {"z": 1000.0}
    registers = {unit: {"population": 100.0} for unit in now}
    common: dict[str, Any] = {**HOME, "pool_under": 3, "per": "population"}
    for outlier in (Ratio(method="ratio", to="median", times=10, **common), Spread(method="spread", c=5, **common)):
        (hit,) = found(outlier, now, {}, groups=groups, registers=registers)
        assert (hit.unit, hit.expected) == ("z", pytest.approx(10))


def test_units_that_others_are_judged_among_are_judged_once() -> None:
    groups = {unit: {"size": "large"} for unit in "abcd"} | {"e": {"size": "small"}}
    pooled = YearToYear(method="hidiroglou_berthelot", **{**HOME, "pool_under": 3, "c": 0.1, "at_least": 0})
    assert units(found(pooled, NOW, LAST, groups=groups)) == ["a", "b", "c", "d", "e"]


positive = st.floats(0.01, 1e6)


@given(st.lists(st.tuples(positive, positive), min_size=3, max_size=30), positive)
def test_the_limits_are_where_the_effect_is_at_its_bound(pairs: list[tuple[float, float]], last: float) -> None:
    usual = acceptance([x for x, _ in pairs], [y for _, y in pairs], c=7)
    if usual is not None:
        lower, upper = usual.limits(last)
        assert 0 < lower <= upper
        assert usual.effect(last, lower) == pytest.approx(usual.low, rel=1e-6, abs=1e-6)
        assert usual.effect(last, upper) == pytest.approx(usual.high, rel=1e-6, abs=1e-6)


R = """
data <- read.csv(file("stdin")); u <- 0.5; a <- 0.05; c <- 7
same <- sum(data$now == data$last) / nrow(data)
if (same >= 0.5) data <- data[data$now != data$last, ]
r <- data$now / data$last; m <- median(r); size <- pmax(data$now, data$last)^u
e <- ifelse(r >= m, r / m - 1, 1 - m / r) * size
q <- quantile(e, names = FALSE); least <- if (q[3] != 0) abs(q[3] * a) else a
cat(sprintf("%.12g\\n", c(m, q[3] - c * max(q[3] - q[2], least), q[3] + c * max(q[4] - q[3], least))), sep = "")
"""


@pytest.mark.r
@pytest.mark.parametrize("unchanged", [0, 3, 12])
def test_equal_to_the_formula_in_r(unchanged: int) -> None:
    script = shutil.which("Rscript")
    if script is None:
        pytest.skip("R is missing: the formula cannot be worked out there")
    last = [10 + 7 * n % 90 for n in range(20)]
    now = [x if n < unchanged else round(x * (0.7 + (13 * n % 11) / 12), 2) for n, x in enumerate(last)]
    out = io.StringIO()
    csv.writer(out).writerows([("last", "now"), *zip(last, now, strict=True)])
    told = subprocess.run([script, "-e", R], input=out.getvalue(), capture_output=True, text=True, check=True)
    usual = acceptance(last, now, c=7)
    assert usual is not None
    assert [usual.median, usual.low, usual.high] == pytest.approx([float(x) for x in told.stdout.split()], rel=1e-9)


def test_a_misplaced_decimal_mark_against_last_round() -> None:
    ratio = Ratio(method="ratio", to="last", times=5, **HOME)
    now = {"a": 1000.0, "b": 20.0, "c": 499.0, "d": 0.0, "e": 101.0, "f": 0.4}
    hits = found(ratio, now, {**LAST, "f": 2.0})
    assert units(hits) == ["a", "b"]  # f moved too little to ask about
    assert (hits[0].lower, hits[0].upper, hits[0].expected) == (20, 500, 100)


PEOPLE = {unit: {"population": 1000.0 * n} for n, unit in enumerate("abcdef", 1)}


def test_a_misplaced_decimal_mark_against_units_of_the_size() -> None:
    ratio = Ratio(method="ratio", to="median", per="population", times=5, **HOME)
    now = {"a": 2.0, "b": 4.0, "c": 6.0, "d": 80.0, "e": 10.0}
    (hit,) = found(ratio, now, {}, registers=PEOPLE)
    assert (hit.unit, hit.expected) == ("d", pytest.approx(8))
    assert found(ratio, now, {}, registers={unit: {"population": 0.0} for unit in now}) == ()


def test_a_figure_far_from_others_per_inhabitant() -> None:
    spread = Spread(method="spread", per="population", c=4, **HOME)
    now = {"a": 2.0, "b": 4.4, "c": 5.5, "d": 8.0, "e": 11.0, "f": 60.0}
    (hit,) = found(spread, now, {}, registers=PEOPLE)
    assert hit.unit == "f"
    assert hit.upper is not None
    assert hit.upper < 60


def test_the_largest_changes_and_their_share() -> None:
    assert units(found(ShareOfChange(method="share_of_change", share=0.5, **HOME), NOW, LAST)) == ["e"]  # 100 of 160
    assert units(found(ShareOfChange(method="share_of_change", share=0.1, **HOME), NOW, LAST)) == ["a", "d", "e"]
    assert units(found(Rank(method="rank", first=2, **HOME), NOW, LAST)) == ["a", "e"]  # a and d tie: by code
    assert found(Rank(method="rank", first=2, **HOME), LAST, LAST) == ()


def test_the_same_figure_in_a_district_and_an_agency() -> None:
    kinds = {"a": "district", "b": "agency", "c": "agency", "d": "municipality"}
    groups = {unit: {"size": "city", "kind": kind, "name": unit.upper()} for unit, kind in kinds.items()}
    groups["c"]["size"] = "town"
    same = SameFigure(method="same_figure", kinds=("district", "agency"), **HOME)
    (hit,) = found(same, dict.fromkeys("abcd", 7.5), {}, groups=groups)
    assert (hit.unit, hit.message.nb) == ("b", "Hjem: 7,5 mot \u2013, A")
    assert found(same, dict.fromkeys("abcd", 1.5), {}, groups=groups) == ()


def test_the_examples_of_the_page_come_out_as_written() -> None:
    tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried.attempted
    assert tried.failed == 0
