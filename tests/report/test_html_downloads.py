"""Tables that readers take home: the numbers come back as printed (CSV) and exact (Excel)."""

import csv
import io

import pytest
from openpyxl import load_workbook

from kartlegg.language import LANGUAGES, Language, Text
from kartlegg.report.html.downloads import table_csv, table_xlsx
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
        for text, cell, column in zip(row[2:], cells, table.columns, strict=True):
            if cell.value is None:
                assert text == "."
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
    assert lines == ["Kode;Enhet;Tillegg;X", 'a;"A; B";Nord;-1234,6', "b;B;;:"]
    sheet = load_workbook(io.BytesIO(table_xlsx(table, "nb", "2021-07-01"))).active
    assert [cell.value for cell in sheet[4]] == ["a", "A; B", "Nord", -1_234.56]


def test_an_excel_file_holds_exact_numbers_and_the_notes() -> None:
    table = sample_document.years_table()
    book = load_workbook(io.BytesIO(table_xlsx(table, "nb", "2021-07-01")))
    sheet = book["Tabell 4.5"]
    assert sheet["A1"].value == table.title.nb
    assert not sheet.merged_cells.ranges
    assert sheet.cell(3, 3).value == "Kun psykisk helsearbeid | 2007"
    for r, cells in enumerate(table.cells):
        shown = [sheet.cell(4 + r, 3 + c).value for c in range(len(cells))]
        assert shown == ["." if cell.value is None else pytest.approx(cell.value) for cell in cells]
    assert sheet.cell(4, 14).number_format.startswith("+#,##0;")
    below = [sheet.cell(row, 1).value for row in range(4 + len(table.rows), sheet.max_row + 1)]
    assert [line for line in below if line][-2:] == [table.base.nb, table.source.nb]
