"""Whatever does not add up, and every unit without a figure, is found; nothing is found in the round as it is."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kartlegg.language import Text
from kartlegg.pipeline.audit import audit_tables
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


def test_the_round_adds_up(tables: dict[str, Table], numbers: Numbers) -> None:
    assert audit_tables(tables.values(), numbers) == []


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


def test_a_unit_without_any_figure_is_found(extract_folder: Path, inputs: Inputs) -> None:
    extract = read_round_extract(extract_folder, inputs)
    silent = extract.units.filter(pl.col("status") == "none")["unit"][0]
    nothing = replace(extract, last_round=extract.last_round.filter(pl.col("unit") != silent))
    (finding,) = audit_tables([], numbers_of(nothing, inputs))
    assert finding.startswith(f"{silent} ")
    assert "has no figure of fte_total: it has not replied and last round has nothing of it" in finding
