"""Tables that readers take home: the numbers come back as printed (CSV) and exact (Excel)."""

import csv
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kartlegg.language import LANGUAGES, Language, Text
from kartlegg.report.excel.book import table_book
from kartlegg.report.html.downloads import table_csv
from kartlegg.report.html.words import words_in
from kartlegg.rounding import parse_number
from kartlegg.tabulation.table import Cell, Column, Row, Table
from tests.report import sample_document


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_csv_gives_back_the_numbers_as_printed(language: Language) -> None:
    table = sample_document.years_table()
    content = table_csv(table, language)
    assert content.startswith(b"\xef\xbb\xbf") == (language == "nb")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";" if language == "nb" else ","))
    assert rows[0][:3] == [
        words_in(language)["tables.code"],
        table.stub.get(language),
        table.columns[0].path(language),
    ]
    assert [row[0] for row in rows[1:]] == [row.code for row in table.rows]
    for row, cells in zip(rows[1:], table.cells, strict=True):
        for text, cell, column in zip(row[2:-1], cells, table.columns, strict=True):
            if cell.value is None:
                assert text == "[z]"
            else:
                read = parse_number(text) if language == "nb" else float(text)
                assert abs(float(read) - cell.value) <= 0.5 * 10**-column.decimals + 1e-9


def test_a_csv_has_details_that_say_more_than_codes() -> None:
    table = Table(
        "1",
        Text("T"),
        Text("Enhet"),
        (Row("a", Text("A; B"), detail=Text("Nord")), Row("b", Text("B"))),
        (Column("x", Text("X"), "rate", decimals=1),),
        ((Cell(-1_234.56),), (Cell(3.0, "Q"),)),
        Text(""),
        Text(""),
    )
    lines = table_csv(table, "nb").decode("utf-8-sig").splitlines()
    assert lines == [
        "Kode;Enhet;Tillegg;X;Tegn: [c] skjult av hensyn til personvern",
        'a;"A; B";Nord;-1234,6;',
        "b;B;;[c];",
    ]


def marked(*cells: Cell) -> Table:
    """A table of one row a cell and two columns, the second carried as a whole."""
    columns = (Column("x", Text("X", "X"), "fte"), Column("y", Text("Y", "Y"), "fte", Text("Siden i fjor", "Change")))
    rows = tuple(Row(f"r{number}", Text(f"Rad {number}", f"Row {number}")) for number in range(len(cells)))
    pairs = tuple((cell, Cell(1.0, "I")) for cell in cells)
    return Table(
        "5.4", Text("Ansatte", "Staff"), Text("Enhet", "Unit"), rows, columns, pairs, Text("Alle."), Text("")
    )


def test_a_csv_tells_every_mark_and_what_it_means() -> None:
    table = marked(Cell(1.0, "I"), Cell(2.0), Cell(None), Cell(3.0, "U"))
    assert table_csv(table, "nb").decode("utf-8-sig").splitlines() == [
        'Kode;Enhet;X;Siden i fjor | Y [i];"Tegn: [i] medregnet tall videreført fra i fjor for enheter som ikke har '
        'svart; [u] usikkert år; [x] tall mangler"',
        "r0;Rad 0;1;1;X [i]",
        "r1;Rad 1;2;1;",
        "r2;Rad 2;[x];1;",
        "r3;Rad 3;3;1;X [u]",
    ]


def test_a_csv_without_marks_has_no_column_for_them() -> None:
    table = replace(marked(Cell(1.0)), cells=((Cell(1.0), Cell(2.0)),))
    assert table_csv(table, "en").decode().splitlines() == ["Code,Unit,X,Change | Y", "r0,Row 0,1,2"]


def only_sheet(table: Table, language: Language) -> Worksheet:
    (sheet,) = load_workbook(io.BytesIO(table_book(table, language, author="A", made_on="2021-07-01"))).worksheets
    return sheet


def test_an_excel_file_of_one_table_says_in_each_cell_what_its_marks_are() -> None:
    sheet = only_sheet(marked(Cell(1.0, "I"), Cell(2.0), Cell(None)), "nb")
    shown = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [line[0] for line in shown[:3]] == [
        "Tabell 5.4: Ansatte",
        "Alle.",
        "[i] medregnet tall videreført fra i fjor for enheter som ikke har svart",
    ]
    assert shown[4:] == [
        ["Enhet", "X", "Siden i fjor Y [i]", "Tegn"],
        ["Rad 0", 1, 1, "X [i]"],
        ["Rad 1", 2, 1, ""],
        ["Rad 2", "[x]", 1, ""],
    ]


def test_an_excel_file_of_one_table_holds_exact_numbers_and_no_link() -> None:
    table = sample_document.years_table()
    sheet = only_sheet(table, "en")
    assert sheet.title == "Table 4.5"
    assert not sheet.merged_cells.ranges
    assert not any(cell.hyperlink for row in sheet.iter_rows() for cell in row)
    (named,) = sheet.tables.values()
    for row, cells in zip(sheet[named.ref][1:], table.cells, strict=True):
        shown = [cell.value for cell in row][1 : 1 + len(cells)]
        assert shown == ["[z]" if cell.value is None else pytest.approx(cell.value, rel=1e-15) for cell in cells]


def test_the_same_table_gives_the_same_bytes() -> None:
    first, second = (table_book(marked(Cell(1.0)), "nb", author="A", made_on="2021-07-01") for _ in range(2))
    assert first == second
