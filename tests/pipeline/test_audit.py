"""Whatever does not add up, and every unit without a figure, is found; nothing is found in the round as it is."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kartlegg.language import Text
from kartlegg.pipeline.audit import TOLD, audit_controls, audit_round, audit_tables, audit_units
from kartlegg.pipeline.estimates import numbers_of
from kartlegg.pipeline.inputs import Inputs
from kartlegg.pipeline.tables import read_round_extract
from kartlegg.tabulation.numbers import Numbers
from kartlegg.tabulation.table import Cell, Column, Row, Table


def with_value(table: Table, row: int, column: str, value: float | None) -> Table:
    """The table with another figure in one cell."""
    place = [of.code for of in table.columns].index(column)
    lines = [list(line) for line in table.cells]
    lines[row][place] = Cell(value, lines[row][place].status)
    return replace(table, cells=tuple(tuple(line) for line in lines))


def exact(table: Table, row: int, column: str) -> float:
    value = table.cell(table.rows[row].code, column).value
    assert value is not None
    return value


CONTRADICTED = [
    "table 16.4, column 2018 | Per cent",
    "table 18.4, column Guardians with substance use problems | 2019",
]
"""Columns of earlier years that contradict themselves in print: 90 of 409 printed as 2 per cent, and a sum of 105."""


def test_the_round_adds_up(tables: dict[str, Table], numbers: Numbers) -> None:
    assert [finding.partition(":")[0] for finding in audit_tables(tables.values(), numbers)] == CONTRADICTED


def test_nothing_is_found_in_the_round(
    tables: dict[str, Table], numbers: Numbers, extract_folder: Path, inputs: Inputs
) -> None:
    statuses = read_round_extract(extract_folder, inputs).statuses
    found = audit_round(tables.values(), numbers, statuses, inputs.questionnaire)
    assert [finding.partition(":")[0] for finding in found] == CONTRADICTED


@pytest.mark.parametrize(
    ("number", "column", "off"),
    [("4.4", "y2021", 0.001), ("5.1", "units", 1), ("5.4", "fte_total", -0.01), ("5.3", "all_percent", 0.1)],
)
def test_a_row_that_is_off_is_found(
    tables: dict[str, Table], numbers: Numbers, number: str, column: str, off: float
) -> None:
    wrong = with_value(tables[number], 1, column, exact(tables[number], 1, column) + off)
    (finding,) = audit_tables([wrong], numbers)
    assert finding.startswith(f"table {number}, column ")
    told = finding.rpartition("add up to ")[2].split(" and the total says ")
    assert told[0] != told[1], "the two numbers are told with the digits that part them"


def test_years_published_before_may_be_off_by_their_rounding(tables: dict[str, Table], numbers: Numbers) -> None:
    table = tables["4.4"]
    parts = sum(row.kind == "body" for row in table.rows)
    total = len(table.rows) - 1
    summed = sum(exact(table, row, "y2019") for row in range(parts))
    edge = (parts + 1) / 2
    assert audit_tables([with_value(table, total, "y2019", summed + edge)], numbers) == []
    assert len(audit_tables([with_value(table, total, "y2019", summed + edge + 0.01)], numbers)) == 1


@pytest.mark.parametrize("row", [0, -1])
def test_what_is_missing_is_not_added(tables: dict[str, Table], numbers: Numbers, row: int) -> None:
    table = with_value(tables["4.4"], 1, "y2021", 1e6)
    place = row % len(table.rows)
    assert audit_tables([with_value(table, place, "y2021", None)], numbers) == []


def test_rates_and_tables_without_one_total_are_not_added(tables: dict[str, Table], numbers: Numbers) -> None:
    rate = with_value(tables["5.4"], 1, "rate_total", 1e6)
    assert audit_tables([rate], numbers) == []
    columns = (Column("fte", Text("Årsverk"), "fte"),)
    none = Text("")
    for kinds in (("body", "body"), ("body", "total"), ("body", "body", "total", "total")):
        rows = tuple(Row(str(place), none, kind) for place, kind in enumerate(kinds))
        cells = tuple((Cell(float(place)),) for place in range(len(kinds)))
        assert audit_tables([Table("1", none, none, rows, columns, cells, none, none)], numbers) == []


@pytest.mark.parametrize(
    ("status", "why"),
    [
        ("none", "it has not replied and last round has nothing of it"),
        ("partial", "it has replied in part, and not to this"),
        ("complete", "its reply is complete without it"),
    ],
)
def test_a_unit_without_any_figure_is_found(extract_folder: Path, inputs: Inputs, status: str, why: str) -> None:
    extract = read_round_extract(extract_folder, inputs)
    unit = extract.units.filter(pl.col("status") == status)["unit"][0]
    others = {name: getattr(extract, name).filter(pl.col("unit") != unit) for name in ("replies", "last_round")}
    (finding,) = audit_units(numbers_of(replace(extract, **others), inputs), extract.statuses)
    assert finding.startswith(f"{unit} ")
    assert finding.endswith(f" has no figure of fte_total: {why}")


@pytest.mark.parametrize("units", [1, TOLD, TOLD + 2])
@pytest.mark.parametrize(("off", "is_found"), [(0.004, False), (0.006, True)])
def test_education_that_misses_the_services_is_found(
    extract_folder: Path, inputs: Inputs, units: int, off: float, *, is_found: bool
) -> None:
    extract = read_round_extract(extract_folder, inputs)
    row = (pl.col("variable") == "fte_adults_college") & (pl.col("origin") == "reported")
    corrected = pl.col("unit").is_in(extract.corrections["unit"].to_list())
    chosen = extract.replies.filter(row & ~corrected)["unit"].sort().to_list()[:units]
    assert len(chosen) == units
    more = pl.when(row & pl.col("unit").is_in(chosen)).then(pl.col("value") + off).otherwise(pl.col("value"))
    numbers = numbers_of(replace(extract, replies=extract.replies.with_columns(more.alias("value"))), inputs)
    found = audit_round([], numbers, extract.statuses, inputs.questionnaire)
    more_units = " and 2 more" if units > TOLD else ""
    told = f"are more than 0.005 off fte_adults in {units} units: {', '.join(chosen[:TOLD])}{more_units}"
    assert found == ([f"the rows of fte_adults_education {told}"] if is_found else [])


def test_what_is_left_blank_is_not_off(extract_folder: Path, inputs: Inputs) -> None:
    extract = read_round_extract(extract_folder, inputs)
    unit = extract.units.filter(pl.col("status") == "complete")["unit"][0]
    parts = next(of.parts for code, of in inputs.questionnaire.variables.items() if code == "fte_adults_education")
    blank = extract.replies.filter((pl.col("unit") != unit) | ~pl.col("variable").is_in(list(parts)))
    assert audit_controls(numbers_of(replace(extract, replies=blank), inputs), inputs.questionnaire) == []
