from itertools import permutations

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.estimation.distributed import Distribution, keep_distributed

VALUES = pl.DataFrame(
    [
        ("fits", "all", 5.0, "reported"),
        ("fits", "one", 3.0, "reported"),
        ("fits", "two", 2.9, "reported"),
        ("edge", "all", 1.1, "reported"),
        ("edge", "one", 0.1, "reported"),
        ("off", "all", 9.0, "reported"),
        ("off", "two", 2.0, "reported"),
        ("blank", "all", 4.0, "reported"),
        ("lost", "one", 4.0, "reported"),
    ],
    schema=["unit", "variable", "value", "flag"],
    orient="row",
)


def test_only_distributions_that_add_up_are_kept(lazy, rows):
    kept = rows(keep_distributed(lazy(VALUES), [Distribution(("one", "two"), "all", tolerance=1)]))
    assert [row[:2] for row in kept] == [
        ("blank", "all"),
        ("edge", "all"),
        ("edge", "one"),  # off by exactly the tolerance, whatever the binary fractions say
        ("fits", "all"),
        ("fits", "one"),
        ("fits", "two"),
        ("off", "all"),
    ]


def kept_of(rows, *distributions):
    frame = pl.LazyFrame(rows, schema=VALUES.schema, orient="row")
    return sorted(keep_distributed(nw.from_native(frame), distributions).collect().iter_rows())


def reply(**of):
    return [("north", code, value, "reported") for code, value in of.items()]


@pytest.mark.parametrize(
    ("of", "fits"),
    [
        ({"all": 3.0, "one": 1.5, "two": 1.0}, True),  # off by exactly the tolerance, below
        ({"all": 3.0, "one": 2.5, "two": 1.0}, True),  # and above
        ({"all": 3.0, "one": 2.5, "two": 1.001}, False),
        ({"all": 0.3, "one": 0.1, "two": 0.7}, True),  # 0.8 - 0.3 is above 0.5 as binary fractions
        ({"all": 3.0, "one": 3.0}, True),  # a part left blank
        ({"all": 0.0, "one": 0.0}, True),
        ({"all": 0.4}, True),  # nothing to leave out
        ({"one": 0.1, "two": 0.2}, False),  # a missing whole is not 0
        ({"all": None, "one": 0.1}, False),
        ({"all": 0.1, "one": None}, False),  # missing parts are not 0 either
    ],
)
def test_a_distribution_fits_within_the_tolerance(of, fits):
    rows = reply(**of)
    others = [row for row in rows if row[1] == "all"]
    assert kept_of(rows, Distribution(("one", "two"), "all", tolerance=0.5)) == sorted(rows if fits else others)


def test_no_order_of_rows_or_parts_changes_what_is_kept():
    rows = reply(all=0.6, one=0.1, two=0.2, three=0.30000000000000004)
    kept = {
        tuple(kept_of(turned, Distribution(parts, "all", tolerance=0)))
        for turned in permutations(rows)
        for parts in permutations(("one", "two", "three"))
    }
    assert kept == {tuple(sorted(rows))}


def test_each_distribution_is_judged_by_itself():
    rows = [*reply(all=2.0, one=2.0, half=1.0, left=9.0), ("south", "all", 5.0, "carried")]
    first, second = Distribution(("one",), "all", 0), Distribution(("left",), "half", 0)
    assert [row[1] for row in kept_of(rows, first, second)] == ["all", "half", "one", "all"]
    assert kept_of(rows, first, second) == kept_of(rows, second, first)
    assert kept_of(rows) == sorted(rows)


amounts = st.none() | st.integers(0, 40).map(lambda tenths: tenths / 10)


@given(st.dictionaries(st.sampled_from("abcd"), st.fixed_dictionaries(dict.fromkeys(["all", "one", "two"], amounts))))
def test_what_is_kept_adds_up_and_nothing_else_is_lost(replies):
    rows = [(unit, code, value, "reported") for unit, of in replies.items() for code, value in of.items()]
    kept = kept_of(rows, Distribution(("one", "two"), "all", tolerance=1))
    held = {row[0] for row in kept if row[1] != "all"}
    for unit, of in replies.items():
        parts = [of[code] for code in ("one", "two") if of[code] is not None]
        fits = of["all"] is not None and bool(parts) and abs(round(10 * sum(parts)) - round(10 * of["all"])) <= 10
        assert (unit in held) == fits
    assert kept == sorted(row for row in rows if row[1] == "all" or row[0] in held)
