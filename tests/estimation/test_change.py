import csv
import math

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.estimation.change import (
    Change,
    change,
    change_of_totals,
    change_without_unreal,
    changes_by_variable,
    real_changes,
)
from kartlegg.estimation.estimate import Estimate
from kartlegg.rounding import round_half_up


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


UNREAL = {"Voksne": (19, 1.4), "Barn og unge": (17, 6.2)}
"""What the report of the round says: units whose change is not real, and the change in per cent without them."""


def made_to(last: float, now: float, unreal: int, percent: float) -> tuple[list[float], list[float]]:
    """Return figures of 372 units in two rounds that add up to `last` and `now`; the first `unreal` of them are as
    many as those whose change is not real, and the others together have changed by `percent`."""
    of_others = last * (372 - unreal) / 372
    then = [last / 372] * 372
    grown = [of_others * (1 + percent / 100) / (372 - unreal)] * (372 - unreal)
    rest = (now - sum(grown)) / unreal
    return then, [rest] * unreal + grown


def test_the_printed_change_with_and_without_units_whose_change_is_not_real(checkout, lazy):
    with (checkout / "survey/is248/published/tables_2023.csv").open(encoding="utf-8") as file:
        printed = {(row["table"], row["row"], row["column"]): row["value"] for row in csv.DictReader(file)}
    rows: dict[str, list[tuple[str, str, float]]] = {"last": [], "now": []}
    for group, (unreal, percent) in UNREAL.items():
        totals = [float(printed["3.3", group, f"{year} | Antall"]) for year in (2022, 2023)]
        for name, figures in zip(rows, made_to(*totals, unreal, percent), strict=True):
            rows[name] += [(f"{number:03d}", group, figure) for number, figure in enumerate(figures)]
    frames = (pl.DataFrame(rows[name], ["unit", "variable", "value"], orient="row") for name in ("now", "last"))
    now, last = map(lazy, frames)
    unreal_units = {group: [f"{number:03d}" for number in range(unreal)] for group, (unreal, _) in UNREAL.items()}
    every, real = changes_by_variable(change_of_totals(now, last)), real_changes(now, last, unreal_units)
    shown = {of: tuple(float(round_half_up(found[of].percent, 1)) for found in (every, real)) for of in UNREAL}
    assert shown == {"Voksne": (1.2, 1.4), "Barn og unge": (5.5, 6.2)}
    assert shown["Voksne"][0] == float(printed["3.4", "Totalt", "Endring fra 2022 til 2023 | Prosent"])
    assert shown["Barn og unge"][0] == float(printed["3.6", "Totalt", "Endring fra 2022 til 2023 | Prosent"])
    assert [(of.units, of.last_units) for of in real.values()] == [(353, 353), (355, 355)]
