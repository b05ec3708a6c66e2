"""Figures are carried over mergers and splits without loss, and never made up."""

import datetime as dt
import itertools
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartlegg.errors import PlaceError
from kartlegg.places.changes import Change, ChangeKind, carry_codes, successors
from kartlegg.places.load import load_places
from kartlegg.places.register import Places
from tests.house.checkout import CHECKOUT
from tests.places.small_survey import write_survey

OLD, MERGED, SPLIT = dt.date(2019, 1, 1), dt.date(2020, 1, 1), dt.date(2021, 1, 1)
FIGURES = st.floats(min_value=0, max_value=1e6, allow_nan=False)
YEARS = [dt.date(year, 1, 1) for year in range(2015, 2025)]


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places(CHECKOUT / "survey/is248")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return load_places(write_survey(tmp_path_factory.mktemp("small")))


def change(old: str, new: str, date: dt.date, kind: ChangeKind, weight: float | None) -> Change:
    return Change(old, new, date, kind, weight, "test", Path("changes.csv"), 2)


@pytest.mark.parametrize(("before", "after"), list(itertools.pairwise(YEARS)))
def test_changes_year_by_year_give_the_list_of_units(places: Places, before: dt.date, after: dt.date) -> None:
    codes = {place.code for place in places.on(before)}
    changes = [c for c in places.changes if before < c.date <= after]

    moved = (codes - {c.old for c in changes}) | {c.new for c in changes}

    agencies = {place.code for place in places.on(after) if place.kind == "agency"}
    assert moved | agencies == {place.code for place in places.on(after)}


def test_a_municipality_renumbered_and_then_merged_ends_under_the_last_code(places: Places) -> None:
    values = {"1702": 3.0, "1724": 1.5}

    assert carry_codes(values, places.changes, dt.date(2017, 1, 1), dt.date(2018, 1, 1)) == {"5004": 3.0, "5039": 1.5}
    assert carry_codes(values, places.changes, dt.date(2017, 1, 1), dt.date(2021, 1, 1)) == {"5006": 4.5}


def test_a_merged_unit_has_the_sum(small: Places) -> None:
    values = {"1001": 5.0, "1002": 1.25, "1003": 2.5}

    assert carry_codes(values, small.changes, OLD, MERGED) == {"1001": 5.0, "1004": 3.75}


def test_a_split_unit_is_divided_by_its_weights(small: Places) -> None:
    assert carry_codes({"1005": 8.0}, small.changes, MERGED, SPLIT) == {"1006": 6.0, "1007": 2.0}


def test_a_change_on_the_first_day_has_already_happened(small: Places) -> None:
    assert carry_codes({"1004": 3.0}, small.changes, MERGED, MERGED) == {"1004": 3.0}


def test_a_part_is_not_the_whole(small: Places) -> None:
    assert carry_codes({"1002": 1.0}, small.changes, OLD, MERGED) == {}


def test_a_blank_of_one_that_answered_is_left_out_of_the_sum() -> None:
    changes = [change("A", "C", MERGED, "merge", 1), change("B", "C", MERGED, "merge", 1)]
    home, treatment = {"A": 10.0, "B": 5.0}, {"A": 3.0}

    assert carry_codes(home, changes, OLD, SPLIT, answered={"A", "B"}) == {"C": 15.0}
    assert carry_codes(treatment, changes, OLD, SPLIT, answered={"A", "B"}) == {"C": 3.0}
    assert carry_codes(treatment, changes, OLD, SPLIT, answered={"A"}) == {}, "B answered nothing at all"


def test_a_part_stays_a_part_through_later_changes() -> None:
    changes = [change("A", "C", MERGED, "merge", 1), change("B", "C", MERGED, "merge", 1)]
    changes += [change("C", "E", SPLIT, "merge", 1), change("D", "E", SPLIT, "merge", 1)]

    assert carry_codes({"A": 1.0, "D": 2.0}, changes, OLD, SPLIT, answered={"A", "D"}) == {}
    assert carry_codes({"A": 1.0, "D": 2.0}, changes, OLD, SPLIT, answered={"A", "B", "D"}) == {"E": 3.0}


def test_successors_are_followed_to_the_last(places: Places) -> None:
    went = successors(places.changes, dt.date(2021, 1, 1))

    assert went["0706"] == ("3804",), "by way of 0710, which ended in 2020"
    assert went["5012"] == ("5055", "5056", "5059")
    assert went["1103"] == ("1103",), "a receiver that keeps its code"
    assert "0301" not in went
    assert "0706" not in successors(places.changes, dt.date(2021, 1, 1), dt.date(2020, 1, 1))


def test_successors_of_codes_that_change_places() -> None:
    changes = [change("A", "B", MERGED, "renumber", 1), change("B", "A", MERGED, "renumber", 1)]
    changes += [change("B", "C", SPLIT, "split", None), change("B", "D", SPLIT, "split", None)]

    assert successors(changes, MERGED) == {"A": ("B",), "B": ("A",)}
    assert successors(changes, SPLIT) == {"A": ("C", "D"), "B": ("A",)}
    assert successors(changes, SPLIT, MERGED) == {"B": ("C", "D")}


def test_missing_is_not_zero(small: Places) -> None:
    assert carry_codes({}, small.changes, OLD, SPLIT) == {}
    assert carry_codes({"1002": 0.0, "1003": 0.0}, small.changes, OLD, SPLIT) == {"1004": 0.0}


def test_a_receiver_that_keeps_its_code_has_the_sum() -> None:
    changes = [change("A", "A", MERGED, "merge", 1), change("B", "A", MERGED, "merge", 1)]

    assert carry_codes({"A": 1.0, "B": 2.0}, changes, OLD, SPLIT) == {"A": 3.0}
    assert carry_codes({"A": 1.0}, changes, OLD, SPLIT) == {}


def test_codes_that_change_places_do_not_mix() -> None:
    changes = [change("A", "B", MERGED, "renumber", 1), change("B", "A", MERGED, "renumber", 1)]

    assert carry_codes({"A": 1.0, "B": 2.0}, changes, OLD, SPLIT) == {"A": 2.0, "B": 1.0}


def test_changes_of_several_dates_follow_each_other() -> None:
    changes = [change("B", "C", SPLIT, "renumber", 1), change("A", "B", MERGED, "renumber", 1)]

    assert carry_codes({"A": 1.0}, changes, OLD, SPLIT) == {"C": 1.0}


def test_a_split_without_weights_is_refused(places: Places) -> None:
    with pytest.raises(PlaceError) as caught:
        carry_codes({"1850": 12.0, "5012": 3.0}, places.changes, OLD, MERGED)

    assert [fault.column for fault in caught.value.faults] == ["weight"] * 5
    assert {fault.line for fault in caught.value.faults} == {c.line for c in places.changes if c.weight is None}
    assert "changes.csv" in str(caught.value)


def test_a_split_without_weights_is_no_matter_where_there_is_no_figure(places: Places) -> None:
    assert carry_codes({"1103": 4.0}, places.changes, SPLIT, SPLIT) == {"1103": 4.0}
    assert carry_codes({"1505": 4.0}, places.changes, OLD, dt.date(2019, 12, 31)) == {"1505": 4.0}


def test_time_does_not_run_backwards(small: Places) -> None:
    with pytest.raises(ValueError, match="forward"):
        carry_codes({}, small.changes, SPLIT, OLD)


@given(
    merged=st.lists(FIGURES, min_size=1, max_size=8),
    split=FIGURES,
    weights=st.lists(st.integers(1, 100), min_size=1, max_size=8),
    others=st.dictionaries(st.sampled_from(["X", "Y", "Z"]), FIGURES),
)
def test_sums_are_kept(merged: list[float], split: float, weights: list[int], others: dict[str, float]) -> None:
    values = {f"M{number}": figure for number, figure in enumerate(merged)} | {"S": split} | others
    changes = [change(f"M{number}", "T", MERGED, "merge", 1) for number in range(len(merged))]
    changes += [
        change("S", f"P{number}", SPLIT, "split", weight / sum(weights)) for number, weight in enumerate(weights)
    ]

    carried = carry_codes(values, changes, OLD, SPLIT)

    assert math.isclose(math.fsum(carried.values()), math.fsum(values.values()), rel_tol=1e-12, abs_tol=1e-9)
    assert {code: carried[code] for code in others} == others
    assert len(carried) == 1 + len(weights) + len(others)


@given(figure=FIGURES)
def test_a_code_alone_keeps_its_figure_to_the_last_bit(figure: float) -> None:
    assert carry_codes({"A": figure}, [change("A", "B", MERGED, "renumber", 1)], OLD, SPLIT) == {"B": figure}


@given(seed=st.lists(FIGURES, min_size=375, max_size=375))
def test_the_renumbering_of_all_counties_keeps_the_sum(places: Places, seed: list[float]) -> None:
    from_date, to_date = dt.date(2023, 1, 1), dt.date(2024, 1, 1)
    values = dict(zip((place.code for place in places.on(from_date)), seed, strict=True))

    carried = carry_codes(values, places.changes, from_date, to_date)

    assert set(carried) == {place.code for place in places.on(to_date)}
    assert math.isclose(math.fsum(carried.values()), math.fsum(seed), rel_tol=1e-9, abs_tol=1e-9)
