"""The numbers of a round are the same on every engine; corrections, silence and merged places count as they must."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from kartlegg.errors import PlaceError
from kartlegg.pipeline.disclosure import disclosed
from kartlegg.pipeline.estimates import distributions, numbers_of
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.tables import build_tables, read_round_extract
from kartlegg.places.changes import Change
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.table import Table
from tests.estimation.conftest import duck, spark

__all__ = ["duck", "spark"]

CLOSE = 1e-9
Engine = Callable[[pl.DataFrame], Any]


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.java)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """An engine other than the default one."""
    if request.param == "spark":
        session = request.getfixturevalue("spark")
        return lambda frame: session.createDataFrame(frame.to_arrow())
    connection = request.getfixturevalue("duck")
    return lambda frame: connection.from_arrow(frame.to_arrow())


def test_every_table_is_the_same_on_another_engine(
    engine: Engine, extract_folder: Path, inputs: Inputs, tables: dict[str, Table]
) -> None:
    numbers, _ = disclosed(numbers_of(read_round_extract(extract_folder, inputs), inputs, engine), inputs)
    others = build_tables(numbers, inputs)
    assert list(others) == list(tables)
    assert len(others) == 118
    for number, table in tables.items():
        other = others[number]
        assert replace(other, cells=table.cells) == table, "labels, notes and heads"
        for row, ours, theirs in zip(table.rows, table.cells, other.cells, strict=True):
            for column, one, two in zip(table.columns, ours, theirs, strict=True):
                place = f"table {number}, {row.code}, {column.code}"
                assert one.status == two.status, place
                assert (one.value is None) == (two.value is None), place
                if one.value is not None and two.value is not None:
                    assert math.isclose(one.value, two.value, rel_tol=CLOSE, abs_tol=CLOSE), place


def test_the_share_carried_is_of_the_total_wherever_it_stands(extract_folder: Path, inputs: Inputs) -> None:
    extract = read_round_extract(extract_folder, inputs)
    turned = dict(reversed(inputs.words.target_groups.items()))
    other = replace(inputs, words=inputs.words.model_copy(update={"target_groups": turned}))
    assert numbers_of(extract, other).carried_share() == numbers_of(extract, inputs).carried_share() > 0


def test_a_correction_counts_instead_of_the_reply(extract_folder: Path, inputs: Inputs, numbers: Numbers) -> None:
    extract = read_round_extract(extract_folder, inputs)
    reply = extract.replies.filter(pl.col("variable") == "fte_adults_home", pl.col("value") > 5).row(0, named=True)
    rows = {"unit": reply["unit"], "variable": reply["variable"], "reported": reply["value"], "corrected": 1.5}
    words = {"reason": "Telt to ganger", "by": "redaktør", "at": "2021-06-01"}
    correction = pl.DataFrame({**rows, **words}, schema=extract.corrections.schema)
    corrected = numbers_of(replace(extract, corrections=correction), inputs)
    uncorrected = numbers_of(replace(extract, corrections=correction.clear()), inputs)
    assert corrected.of_unit(reply["unit"], reply["variable"]).value == 1.5
    before, after = (of.national("fte_total", 2021).value for of in (uncorrected, corrected))
    assert before is not None
    assert after is not None
    assert before - after == pytest.approx(reply["value"] - 1.5)


def test_silent_units_keep_last_rounds_figures_on_this_map(extract_folder: Path, inputs: Inputs) -> None:
    extract = read_round_extract(extract_folder, inputs)
    silent = set(extract.units.filter(pl.col("status") == "none")["unit"])
    assert silent, "the sample has units that did not reply"
    carried = numbers_of(extract, inputs)
    for unit in silent:
        last = extract.last_round.filter(pl.col("unit") == unit, pl.col("variable") == "fte_adults_home")
        assert carried.of_unit(unit, "fte_total").status == "I"
        if last.height:
            assert carried.of_unit(unit, "fte_adults_home").value == pytest.approx(last["value"][0])


def test_a_merged_unit_that_is_silent_has_the_sum_of_its_parts(extract_folder: Path, inputs: Inputs) -> None:
    extract = read_round_extract(extract_folder, inputs)
    unit = extract.units.filter(pl.col("status") == "none")["unit"][0]
    parts = [
        Change(old, unit, inputs.day, "merge", 1.0, "", Path("changes.csv"), line) for line, old in enumerate("ab", 2)
    ]
    merged = replace(inputs, places=replace(inputs.places, changes=(*inputs.places.changes, *parts)))
    figures = {"unit": ["a", "b"], "variable": ["fte_adults_home"] * 2, "value": [1.5, 2.25], "round": [2020, 2020]}
    last = extract.last_round.filter(pl.col("unit") != unit)
    last = pl.concat([last, pl.DataFrame(figures, schema=last.schema)])
    numbers = numbers_of(replace(extract, last_round=last), merged)
    assert numbers.of_unit(unit, "fte_adults_home").value == 3.75


def test_a_merged_unit_keeps_what_one_of_its_parts_left_blank(extract_folder: Path, inputs: Inputs) -> None:
    extract = read_round_extract(extract_folder, inputs)
    unit = extract.units.filter(pl.col("status") == "none")["unit"][0]
    parts = [
        Change(old, unit, inputs.day, "merge", 1.0, "", Path("changes.csv"), line) for line, old in enumerate("ab", 2)
    ]
    merged = replace(inputs, places=replace(inputs.places, changes=(*inputs.places.changes, *parts)))
    variables = ["fte_adults_home", "fte_adults_home", "fte_adults_treatment"]
    figures = {"unit": ["a", "b", "a"], "variable": variables, "value": [10.0, 5.0, 3.0], "round": [2020] * 3}
    last = pl.concat(
        [extract.last_round.filter(pl.col("unit") != unit), pl.DataFrame(figures, schema=extract.last_round.schema)]
    )
    numbers = numbers_of(replace(extract, last_round=last), merged)
    found = {code: numbers.of_unit(unit, code).value for code in ("fte_adults_home", "fte_adults_treatment")}
    assert found == {"fte_adults_home": 15, "fte_adults_treatment": 3}
    assert numbers.of_unit(unit, "fte_adults").value == 18, "all that was answered"


def test_a_split_without_weights_is_no_matter_to_those_who_replied(extract_folder: Path, inputs: Inputs) -> None:
    extract = read_round_extract(extract_folder, inputs)
    heard = extract.units.filter(pl.col("status") == "complete")["unit"].to_list()[:2]
    silent = extract.units.filter(pl.col("status") == "none")["unit"][0]
    figures = {"unit": ["1850"], "variable": ["fte_adults_home"], "value": [12.0], "round": [2020]}
    last = pl.concat([extract.last_round, pl.DataFrame(figures, schema=extract.last_round.schema)])
    with_split = replace(extract, last_round=last)

    def split(*ends: str) -> Inputs:
        parts = [Change("1850", new, inputs.day, "split", None, "", Path("changes.csv"), 2) for new in ends]
        return replace(inputs, places=replace(inputs.places, changes=(*inputs.places.changes, *parts)))

    plain, divided = (numbers_of(of, where) for of, where in ((extract, inputs), (with_split, split(*heard))))
    assert divided.national("fte_total", 2021) == plain.national("fte_total", 2021)
    with pytest.raises(PlaceError, match="and no weight for"):
        numbers_of(with_split, split(heard[0], silent))


def test_a_first_round_carries_nothing(extract_folder: Path, inputs: Inputs) -> None:
    extract = read_round_extract(extract_folder, inputs)
    first = replace(inputs, this_round=inputs.this_round.model_copy(update={"last_round": None}))
    silent = set(extract.units.filter(pl.col("status") == "none")["unit"])
    numbers = numbers_of(replace(extract, last_round=extract.last_round.clear()), first)
    assert {numbers.of_unit(unit, "fte_total").value for unit in silent} == {None}
    assert numbers.last_year is None


def test_the_grids_that_must_add_up(inputs: Inputs) -> None:
    found = {of.whole: of.parts for of in distributions(inputs)}
    assert found == {
        "fte_adults": ("fte_adults_pathway_1", "fte_adults_pathway_2", "fte_adults_pathway_3"),
        "fte_children": ("fte_children_pathway_1", "fte_children_pathway_2", "fte_children_pathway_3"),
    }
