"""A table is a full grid of exact numbers, each found by the codes of its row and column."""

from dataclasses import FrozenInstanceError, replace

import pytest

from kartlegg.language import Text
from kartlegg.tabulation.table import Cell, Column, Row, Table

WORDS = Text("ord", "words")
TABLE = Table(
    "1",
    WORDS,
    WORDS,
    (Row("a", WORDS), Row("b", WORDS)),
    (Column("x", Text("år", "year"), "fte", Text("hode", "head")), Column("y", WORDS, "rate", decimals=1)),
    ((Cell(1.0), Cell(None, "Q")), (Cell(2.0, "I"), Cell(0.0))),
    WORDS,
    WORDS,
)


def test_a_cell_is_found_by_its_codes() -> None:
    assert TABLE.cell("b", "x") == Cell(2.0, "I")
    assert TABLE.cell("a", "y") == Cell(None, "Q")
    for row, column in (("x", "a"), ("a", "b")):
        with pytest.raises(KeyError):
            TABLE.cell(row, column)


def test_the_statuses_that_occur_are_told() -> None:
    assert TABLE.statuses == {"A", "I", "Q"}


def test_heads_are_joined_in_each_language() -> None:
    assert [column.path() for column in TABLE.columns] == ["hode | år", "ord"]
    assert [column.path("en") for column in TABLE.columns] == ["head | year", "words"]


@pytest.mark.parametrize(
    "cells",
    [TABLE.cells[:1], (*TABLE.cells, TABLE.cells[0]), (TABLE.cells[0], TABLE.cells[1][:1]), ((), ())],
)
def test_a_grid_with_holes_is_refused(cells: tuple[tuple[Cell, ...], ...]) -> None:
    with pytest.raises(ValueError, match="table 1: the cells are not 2 x 2"):
        replace(TABLE, cells=cells)


def test_codes_stand_once() -> None:
    with pytest.raises(ValueError, match="table 1: a code stands twice"):
        replace(TABLE, rows=(TABLE.rows[0], TABLE.rows[0]))
    with pytest.raises(ValueError, match="table 1: a code stands twice"):
        replace(TABLE, columns=(TABLE.columns[1], TABLE.columns[1]))


def test_a_table_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        TABLE.number = "2"  # type: ignore[misc]  # that it is refused is what is tried
