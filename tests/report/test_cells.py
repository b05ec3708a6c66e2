"""Cells and whole tables as printed: signs for what is not there, marks that are explained, and plain text."""

import pytest

from kartlegg.language import Text
from kartlegg.report.cells import MARKS, MEANINGS, MISSING_MEANING, marks_of, show_cell
from kartlegg.report.plain import LABEL_WIDTH, plain_table
from kartlegg.tabulation.table import Cell, Column, Row, Status, Table

FTE = Column("fte", Text("Årsverk", "FTE"), "fte")
CHANGE = Column("change", Text("Endring", "Change"), "change", Text("Siden i fjor"), 1, signed=True)
ROWS = (Row("a", Text("Voksne")), Row("b", Text("Barn")), Row("total", Text("Totalt"), "total"))


def table(*cells: tuple[Cell, ...], columns: tuple[Column, ...] = (FTE, CHANGE)) -> Table:
    return Table(
        "7.1",
        Text("Ansatte"),
        Text("Gruppe"),
        ROWS[: len(cells)],
        columns,
        cells,
        Text("Alle enheter."),
        Text("Kilde: tellingen."),
        (Text("Avrundet."),),
    )


@pytest.mark.parametrize(
    ("cell", "column", "nb", "en"),
    [
        (Cell(1234.5), FTE, "1\u00a0235", "1,235"),
        (Cell(0.04), CHANGE, "0,0", "0.0"),
        (Cell(12.25), CHANGE, "+12,3", "+12.3"),
        (Cell(-1234.56), CHANGE, "−1\u00a0234,6", "−1,234.6"),
        (Cell(None), FTE, "..", ".."),
        (Cell(None, "M"), FTE, ".", "."),
        (Cell(3.0, "Q"), FTE, ":", ":"),
        (Cell(None, "B"), CHANGE, "..", ".."),
    ],
)
def test_a_cell_as_printed(cell: Cell, column: Column, nb: str, en: str) -> None:
    assert (show_cell(cell, column), show_cell(cell, column, "en")) == (nb, en)


@pytest.mark.parametrize("status", sorted(MARKS))
def test_a_mark_of_a_whole_column_stands_on_its_head(status: Status) -> None:
    marks = marks_of(table((Cell(1.0, status), Cell(2.0)), (Cell(3.0, status), Cell(None))))
    assert marks.columns == {"fte": MARKS[status]}
    assert marks.cells == {}
    assert marks.explanations == (MEANINGS[status], MISSING_MEANING)


def test_marks_of_single_cells_stand_on_them() -> None:
    marks = marks_of(
        table((Cell(1.0, "I"), Cell(2.0)), (Cell(3.0), Cell(None, "M")), (Cell(4.0, "U"), Cell(5.0, "Q")))
    )
    assert marks.columns == {}
    assert marks.cells == {("a", "fte"): "i", ("total", "fte"): "u"}
    assert set(marks.explanations) == {MEANINGS["I"], MEANINGS["U"], MEANINGS["M"], MEANINGS["Q"]}


def test_a_table_of_one_row_marks_the_cell() -> None:
    marks = marks_of(table((Cell(1.0, "I"), Cell(2.0))))
    assert (marks.columns, marks.cells) == ({}, {("a", "fte"): "i"})


def test_normal_figures_need_no_explanation() -> None:
    assert marks_of(table((Cell(1.0), Cell(2.0)))).explanations == ()


def test_plain_text_has_heads_above_their_columns() -> None:
    cells = (Cell(1234.56), Cell(-0.5)), (Cell(5.0), Cell(None)), (Cell(1239.56), Cell(12.0))
    text = plain_table(table(*cells)).replace("\u00a0", " ")
    assert text.splitlines() == [
        "Tabell 7.1  Ansatte",
        "",
        "                 Siden i fjor",
        "        Årsverk       Endring",
        "Voksne    1 235          −0,5",
        "Barn          5            ..",
        "Totalt    1 240         +12,0",
        "",
        "Alle enheter.",
        "Kilde: tellingen.",
        "Avrundet.",
        ".. tall mangler.",
    ]


def test_plain_text_may_show_exact_values() -> None:
    text = plain_table(table((Cell(1234.56789), Cell(None))), exact=True)
    assert text.splitlines()[4] == "Voksne  1234.56789"


def test_long_labels_are_cut_and_show_it() -> None:
    long = Table("1", Text(""), Text(""), (Row("a", Text("x" * 60)),), (FTE,), ((Cell(1.0),),), Text(""), Text(""))
    line = plain_table(long).splitlines()[3]
    assert line == "x" * (LABEL_WIDTH - 1) + "…        1"
