"""Estimates, errors and intervals of three pairs of samples: equal to R survey, kept and today, and to svy."""

import csv
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
import pytest
import svy

from kartlegg.estimation.inference.logistic import fit_logistic
from kartlegg.estimation.intervals import Interval, interval, share_interval
from kartlegg.estimation.matched import estimate_change_of_ratios, estimate_change_of_totals
from kartlegg.estimation.strata import Design
from kartlegg.estimation.variance import (
    DomainEstimate,
    estimate_means,
    estimate_ratios,
    estimate_shares,
    estimate_totals,
)

DATA = Path(__file__).parent / "data"
NUMBERS = dict.fromkeys(("y", "x", "last_y", "last_x"), pl.Float64) | {"population": pl.Int64}
PANEL = pl.read_csv(DATA / "panel.csv", infer_schema=False).cast(NUMBERS)
UNITS = pl.read_csv(DATA / "units.csv", schema_overrides={"yes": pl.Float64})
SETS = ("small", "survey", "inhabitants")
DEGREES = 2
Rows = dict[tuple[str, str, str], tuple[float | None, ...]]
Told = tuple[str, DomainEstimate, Interval | None]


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8") as file:
        return {
            (row["set"], row["figure"], row["domain"]): tuple(
                float(row[name]) if row[name] else None
                for name in ("value", "standard_error", "degrees", "low", "high")
            )
            for row in csv.DictReader(file)
        }


def of_set(name: str) -> tuple[pl.DataFrame, pl.DataFrame, Design]:
    """Return this sample, the last one with the same columns, and their design."""
    units = PANEL.filter(pl.col("set") == name)
    last = units.filter(pl.col("before") == "1").with_columns(y="last_y", x="last_x", answer="last_answer")
    population = dict(units.select("stratum", "population").unique().iter_rows())
    return units.filter(pl.col("now") == "1"), last, Design("stratum", population)


def ours(name: str, lazy: Callable[[pl.DataFrame], Any]) -> Rows:
    found = {}
    for by in ([], ["domain"]):
        for figure, one, limits in (*estimates(name, lazy, by), *changes(name, lazy, by)):
            row = (one.value, one.standard_error, one.degrees, *(limits or (None, None)))
            found[name, figure, one.domain[0] if by else "all"] = row
    return found


def estimates(name: str, lazy: Callable[[pl.DataFrame], Any], by: list[str]) -> Iterator[Told]:
    now, design = lazy(of_set(name)[0]), of_set(name)[2]
    found = {
        "total": estimate_totals(now, design, "y", by),
        "mean": estimate_means(now, design, "y", by),
        "ratio": estimate_ratios(now, design, "y", "x", by),
    }
    for figure, domains in found.items():
        yield from ((figure, one, interval(one)) for one in domains)
    for one in estimate_shares(now, design, "answer", by):
        yield f"share_{one.domain[-1]}", one, share_interval(one)


def changes(name: str, lazy: Callable[[pl.DataFrame], Any], by: list[str]) -> Iterator[Told]:
    this, last, design = of_set(name)
    matched = this.filter(pl.col("before") == "1"), last.filter(pl.col("now") == "1")
    for kind, pair in {"change": (this, last), "change_matched": matched}.items():
        now, before = map(lazy, pair)
        found = {
            "total": estimate_change_of_totals(now, before, design, "y", by),
            "mean": estimate_change_of_ratios(now, before, design, "y", None, by),
            "ratio": estimate_change_of_ratios(now, before, design, "y", "x", by),
        }
        for figure, domains in found.items():
            for change in domains:
                for told, one in ((figure, change.absolute), (f"{figure}_percent", change.percent)):
                    yield f"{kind}_{told}", one if kind == "change" else replace(one, degrees=None), None


def assert_equal(found: Rows, expected: Rows) -> None:
    assert not set(expected) - set(found)
    for key, row in expected.items():
        for at, (mine, theirs) in enumerate(zip(found[key], row, strict=True)):
            assert (mine is None) == (theirs is None), key
            digits = 1e-5 if at == DEGREES and key[1].startswith("change") else 1e-7  # fourth powers lose digits
            assert theirs is None or mine == pytest.approx(theirs, rel=digits, abs=1e-9), key


def polars(frame: pl.DataFrame) -> Any:
    return nw.from_native(frame.lazy())


def test_equal_to_r_on_three_data_sets() -> None:
    golden = read(DATA / "panel_golden.csv")
    assert {name for name, _, _ in golden} == set(SETS)
    assert_equal({**ours("small", polars), **ours("survey", polars), **ours("inhabitants", polars)}, golden)


def test_equal_to_r_on_every_engine(lazy: Callable[[pl.DataFrame], Any]) -> None:
    golden = read(DATA / "panel_golden.csv")
    for figure, one, _ in (*estimates("small", lazy, ["domain"]), *changes("small", lazy, ["domain"])):
        if ("small", figure, one.domain[0]) in golden:
            value, error, *_ = golden["small", figure, one.domain[0]]
            assert (one.value, one.standard_error) == pytest.approx((value, error), rel=1e-9)


@pytest.mark.r
def test_equal_to_what_r_says_today(said_by_r: Callable[[Path, Path], Path]) -> None:
    today = read(said_by_r(DATA / "panel.R", DATA / "panel.csv"))
    assert_equal({**ours("small", polars), **ours("survey", polars), **ours("inhabitants", polars)}, today)


@pytest.mark.parametrize("by", [None, "domain"])
@pytest.mark.parametrize("name", SETS)
def test_equal_to_svy(name: str, by: str | None) -> None:
    this, _, design = of_set(name)
    weighted = this.with_columns(weight=pl.col("population") / pl.len().over("stratum"))
    columns = ["stratum", "domain", "population", "weight", "y", "x", "answer"]
    peer = svy.Sample(
        weighted[columns], svy.Design(stratum="stratum", wgt="weight", pop_size="population")
    ).estimation
    keys = [by] if by else []
    pairs = [
        (estimate_totals, ("y",), peer.total),
        (estimate_means, ("y",), peer.mean),
        (estimate_ratios, ("y", "x"), peer.ratio),
    ]
    for estimate, of, theirs in pairs:
        rows = theirs(*of, by=by, drop_nulls=True).to_polars().sort(keys or "est").to_dicts()
        for mine, row in zip(estimate(polars(this), design, *of, keys), rows, strict=True):
            limits = interval(replace(mine, degrees=row["df"]))
            assert (mine.value, mine.standard_error, *limits) == pytest.approx(
                (row["est"], row["se"], row["lci"], row["uci"]), rel=1e-9
            )
    shares = estimate_shares(polars(this), design, "answer", keys)
    rows = peer.prop("answer", by=by, drop_nulls=True).to_polars().sort([*keys, "answer"]).to_dicts()
    for mine, row in zip(shares, rows, strict=True):
        assert (mine.value, mine.standard_error) == pytest.approx((100 * row["est"], 100 * row["se"]), rel=1e-9)
        limits = share_interval(replace(mine, normal_degrees=row["df"])) or (math.nan, math.nan)
        assert limits == pytest.approx((100 * row["lci"], 100 * row["uci"]), rel=1e-9, nan_ok=True)


@pytest.mark.parametrize("name", ["small", "survey", "flat"])
def test_logistic_coefficients_equal_svy(name: str) -> None:
    units = UNITS.filter(pl.col("set") == name)
    for group in units["group"].unique().sort():
        inside = units.with_columns(one=pl.lit(1.0), inside=(pl.col("group") == group).cast(pl.Float64))
        sizes = sorted(units["size"].unique())
        columns = [np.ones(len(units)), *((units["size"] == size).to_numpy() for size in sizes[1:]), inside["inside"]]
        model = fit_logistic(np.column_stack(columns).astype(float), units["yes"].to_numpy())
        peer = svy.Sample(inside, svy.Design(wgt="one")).glm
        table = peer.fit(y="yes", x=[svy.Cat("size"), "inside"], family="binomial").to_polars()
        assert table["estimate"].to_list() == pytest.approx(model.coefficients.tolist(), rel=1e-6, abs=1e-9)
