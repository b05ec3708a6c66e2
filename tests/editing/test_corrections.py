"""Corrections stand beside what was reported, and tell when they have had their day."""

from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.editing.corrections import apply_corrections, stale_corrections

duckdb = pytest.importorskip("duckdb", reason="DuckDB is missing: install the extra [duckdb]")
REPLY = {"unit": pl.String, "variable": pl.String, "value": pl.Float64, "origin": pl.String}
CORRECTION = {"unit": pl.String, "variable": pl.String, "reported": pl.Float64, "corrected": pl.Float64}

REPLIES = [
    ("north", "home", 1.5, "reported"),
    ("north", "work", 0.0, "confirmed"),
    ("south", "home", 7.0, "by_phone"),
]
Rows = list[tuple[Any, ...]]


def lazy(rows: Rows, schema: dict[str, Any]) -> "nw.LazyFrame[Any]":
    return nw.from_native(pl.LazyFrame(rows, schema=schema, orient="row"))


def applied(replies: Rows, corrections: Rows) -> Rows:
    return sorted(apply_corrections(lazy(replies, REPLY), lazy(corrections, CORRECTION)).collect().iter_rows())


def stale(replies: Rows, corrections: Rows) -> Rows:
    return sorted(stale_corrections(lazy(replies, REPLY), lazy(corrections, CORRECTION)).collect().iter_rows())


@pytest.mark.parametrize(
    ("correction", "after"),
    [
        (("north", "home", 1.5, 15.0), ("north", "home", 15.0, "corrected")),
        (("north", "home", 1.5, 0.0), ("north", "home", 0.0, "corrected")),
        (("north", "home", 1.5, None), None),  # taken out: no row, not a 0
        (("south", "work", None, 2.0), ("south", "work", 2.0, "corrected")),  # a blank is filled in
        (("south", "work", None, None), None),
        (("west", "home", None, 3.0), ("west", "home", 3.0, "corrected")),
    ],
)
def test_one_correction_changes_one_answer(correction: tuple[Any, ...], after: tuple[Any, ...] | None) -> None:
    key = correction[:2]
    others = [row for row in REPLIES if row[:2] != key]
    assert applied(REPLIES, [correction]) == sorted([*others, *([after] if after else [])])


def test_what_was_reported_is_kept() -> None:
    replies = pl.DataFrame(REPLIES, schema=REPLY, orient="row")
    before = replies.clone()
    frame = nw.from_native(replies.lazy())
    apply_corrections(frame, lazy([("north", "home", 1.5, 15.0)], CORRECTION)).collect()
    assert replies.equals(before)
    assert applied(REPLIES, []) == sorted(REPLIES)


@pytest.mark.parametrize(
    ("correction", "found"),
    [
        (("north", "home", 1.5, 15.0), "fresh"),
        (("north", "home", 1.4, 15.0), 1.5),  # the unit has changed its answer
        (("north", "home", None, 15.0), 1.5),  # it was blank
        (("west", "home", 2.0, 3.0), None),  # it is blank now
        (("north", "home", 1.5, 1.5), 1.5),  # the reply says so itself
        (("west", "home", None, 2.0), "fresh"),
        (("west", "home", None, None), None),  # a blank is taken out
        (("north", "home", 1.5, None), "fresh"),
        (("north", "work", 0.0, None), "fresh"),  # a reported 0 is no blank
        (("north", "work", None, 1.0), 0.0),
    ],
)
def test_a_correction_that_no_longer_fits_is_told(correction: tuple[Any, ...], found: float | str | None) -> None:
    assert stale(REPLIES, [correction]) == ([] if found == "fresh" else [(*correction, found)])


def test_duckdb_says_the_same() -> None:
    rows = [("north", "home", 1.4, 15.0), ("north", "work", 0.0, None), ("west", "home", None, 2.0)]
    with duckdb.connect() as connection:
        replies = nw.from_native(connection.from_arrow(pl.DataFrame(REPLIES, REPLY, orient="row").to_arrow()))
        mended = nw.from_native(connection.from_arrow(pl.DataFrame(rows, CORRECTION, orient="row").to_arrow()))
        after = sorted(apply_corrections(replies, mended).collect("polars").iter_rows())
        old = sorted(stale_corrections(replies, mended).collect("polars").iter_rows())
    assert after == applied(REPLIES, rows)
    assert old == stale(REPLIES, rows) == [("north", "home", 1.4, 15.0, 1.5)]


keys = st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"))
values = st.floats(0, 9).map(lambda value: round(value, 1))


@given(
    st.dictionaries(keys, values),
    st.dictionaries(keys, st.none() | values),
)
def test_any_corrections_give_each_answer_once(
    replies: dict[tuple[str, str], float], corrections: dict[tuple[str, str], float | None]
) -> None:
    said = [(*key, value, "reported") for key, value in replies.items()]
    mended = [(*key, replies.get(key), value) for key, value in corrections.items()]
    wanted = {key: (value, "reported") for key, value in replies.items() if key not in corrections}
    wanted |= {key: (value, "corrected") for key, value in corrections.items() if value is not None}
    assert applied(said, mended) == sorted((*key, *of) for key, of in wanted.items())
    needless = {key for key, value in corrections.items() if value == replies.get(key)}
    assert {row[:2] for row in stale(said, mended)} == needless
