"""The Excel edition: exact values, named tables, one line of heads, nothing merged, the same bytes twice."""

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from kartlegg.estimation.inference.comparison import Comparison
from kartlegg.language import Text
from kartlegg.report.blocks import FigureBlock, TableBlock
from kartlegg.report.cells import show_cell
from kartlegg.report.excel.sheets import sheet_name, table_name
from kartlegg.report.excel.tables import number_format, sheet_table
from kartlegg.report.layout.drawn import drawn_table
from kartlegg.report.to_xlsx import to_xlsx
from kartlegg.tabulation.cell_test import CellTest
from kartlegg.tabulation.table import Cell, Column, Table
from tests.report import sample_document
from tests.report.office import as_pdf
from tests.report.stand_ins import document_of


@pytest.fixture(scope="module")
def content() -> bytes:
    return to_xlsx(sample_document.document())


@pytest.fixture(scope="module")
def workbook(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows_of(sheet: Worksheet, name: str = "") -> list[list[object]]:
    """The cells of a sheet's one table or of that with a name, heads first."""
    table = sheet.tables[name] if name else next(iter(sheet.tables.values()))
    return [[cell.value for cell in row] for row in sheet[table.ref]]


def test_the_same_document_gives_the_same_bytes(content: bytes) -> None:
    assert to_xlsx(sample_document.document()) == content


def test_a_sheet_for_each_table_and_for_the_figures_of_each_chapter(workbook: openpyxl.Workbook) -> None:
    assert workbook.sheetnames == [
        *("Forside", "Innhold", "Merknader", "Tabell 4.5", "Tabell 5.4", "Tabell D", "Figurer 4", "Figurer 5"),
    ]
    assert list(workbook["Figurer 4"].tables) == ["figur_4_1", "figur_4_2", "figur_6_1"]
    assert list(workbook["Figurer 5"].tables) == ["figur_5_2", "figur_5_6", "figur_5_6_2"]


def test_chapters_without_a_number_call_the_sheet_of_their_figures_by_their_title() -> None:
    whole = sample_document.document()
    title = Text("Hva kommunene sier om 'tilbudet' i år")
    drawn = [chapter for chapter in whole.chapters if chapter.figures]
    nameless = tuple(replace(chapter, number="", title=title) for chapter in drawn)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(replace(whole, chapters=nameless))))
    names = [name for name in book.sheetnames if name.startswith("Figurer")]
    assert names == ["Figurer Hva kommunene sier om -", "Figurer Hva kommunene sier (2)"]
    assert book[names[0]]["A1"].value == f"Figurer {title.nb}"
    linked = {row[0].hyperlink.location for row in book["Innhold"].iter_rows() if row[0].hyperlink}
    assert {f"'{name}'!A{5}" for name in names} <= linked


def test_values_are_exact(workbook: openpyxl.Workbook) -> None:
    table = sample_document.years_table()
    _, *rows = rows_of(workbook["Tabell 4.5"])
    for row, label, cells in zip(rows, table.rows, table.cells, strict=True):
        assert row[0] == label.label.nb
        for value, cell in zip(row[1:], cells, strict=True):
            if cell.value is not None:
                assert value == pytest.approx(cell.value, rel=1e-15)


def test_the_sign_of_what_was_not_asked_is_explained(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["Tabell 4.5"]
    assert rows_of(sheet)[6][2] == "[z]"
    above = [row[0].value for row in sheet.iter_rows(max_row=9)]
    assert any(str(text).startswith("[z] ikke spurt") for text in above)
    assert "[u] usikkert år" in above


def test_heads_stand_in_one_line_and_differ(workbook: openpyxl.Workbook) -> None:
    heads = rows_of(workbook["Tabell 4.5"])[0]
    assert heads[:2] == ["Tjeneste", "Kun psykisk helsearbeid 2007"]
    assert heads[10:] == [
        "Psykisk helse- og rusarbeid 2020 [u]",
        "Psykisk helse- og rusarbeid 2021 [i]",
        "Endring 2020–2021 Årsverk [u]",
        "Endring 2020–2021 Prosent [u]",
    ]
    assert len({str(head).casefold() for head in heads}) == len(heads)


def test_marks_of_single_numbers_stand_in_the_last_column(workbook: openpyxl.Workbook) -> None:
    heads, *rows = rows_of(workbook["Tabell D"])
    assert heads[-1] == "Tegn"
    assert rows[0][-1] == "Årsverk Totalt [i]"
    assert rows[1][-1] in {None, ""}
    assert rows[7][4] == "[x]"


def test_every_table_has_a_name_of_its_own_and_nothing_is_merged(workbook: openpyxl.Workbook) -> None:
    names = []
    for sheet in workbook.worksheets:
        assert not sheet.merged_cells.ranges
        names += list(sheet.tables)
        several = {"Forside": 0, "Figurer 4": 3, "Figurer 5": 3}
        assert len(sheet.tables) == several.get(sheet.title, 1)
    assert "tabell_4_5" in names
    assert "figur_5_6_2" in names
    assert len(set(names)) == len(names)


def test_what_must_be_known_stands_above_the_numbers(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["Tabell 5.4"]
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
        "Tabell 5.4: Årsverk og årsverk per 10 000 innbyggere, etter fylke. 2021",
        "Til innhold",
        "Alle 8 enheter.",
        "Kilde: Prøveundersøkelsen.",
    ]


def test_links_lead_to_sheets(workbook: openpyxl.Workbook) -> None:
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    target = cell.hyperlink.location.rpartition("!")[0].strip("'")
                    assert target in workbook.sheetnames
    assert workbook["Innhold"]["A4"].hyperlink.location == "'Tabell 4.5'!A1"


def test_a_long_title_is_read_whole_in_the_contents() -> None:
    title = Text("Flest kommuner " + "mener at tilbudet er blitt bedre " * 5)
    table = replace(table_of(Cell(1), Cell(2), Cell(3)), title=title)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(document_of(TableBlock(table, "tabell-4.5")))))
    sheet = book["Innhold"]
    assert (sheet["B4"].value, sheet["C4"].value) == (title.nb, "Tabell 4.5")
    assert sheet["B4"].alignment.wrap_text
    assert sheet.row_dimensions[4].height >= 2 * 15
    assert not sheet["B3"].alignment.wrap_text


def test_the_cover_says_what_a_reader_must_know(workbook: openpyxl.Workbook) -> None:
    words = [row[0].value for row in workbook["Forside"].iter_rows()]
    assert words[0] == "Kommunalt psykisk helse- og rusarbeid"
    assert "Merk: Svarene er delvis konstruert og skal ikke siteres." in words
    assert "Datauttrekk: 1. juli 2021" in words


def test_labels_are_frozen_and_heads_of_long_tables_which_print_repeats(workbook: openpyxl.Workbook) -> None:
    assert workbook["Tabell 4.5"].freeze_panes == "B1"
    assert not workbook["Tabell 4.5"].print_title_rows
    long = workbook["Tabell D"]
    top = openpyxl.utils.cell.range_boundaries(next(iter(long.tables.values())).ref)[1]
    assert long.freeze_panes == f"B{top + 1}"
    assert long.print_title_rows == f"${top}:${top}"


def test_columns_are_wide_enough(workbook: openpyxl.Workbook) -> None:
    table = sample_document.years_table()
    sheet = workbook["Tabell 4.5"]
    assert sheet.column_dimensions["A"].width >= 60
    widest = max(len(show_cell(row[0], table.columns[0])) for row in table.cells)
    assert sheet.column_dimensions["B"].width > widest


def test_dates_come_from_the_data(workbook: openpyxl.Workbook) -> None:
    assert workbook.properties.created.date().isoformat() == "2021-07-01"
    custom = {one.name: one.value for one in workbook.custom_doc_props.props}
    assert custom == {"Survey": "IS-24/8", "Round": "2021", "Version": "0.1.0", "ExtractDate": "2021-07-01"}


def test_a_figure_shows_the_numbers_it_draws_and_no_row_more(workbook: openpyxl.Workbook) -> None:
    shown = {name: rows_of(sheet, name) for sheet in workbook.worksheets for name in sheet.tables}
    for figure in sample_document.figures():
        for view in (figure, *figure.alternatives):
            labels = [row[0] for row in shown[table_name(f"Figur {view.number}")][1:]]
            assert labels == [row.label.nb for row in drawn_table(view).rows]
    assert "Totalt" not in {row[0] for row in shown["figur_4_2"]}


def test_a_figure_is_found_from_the_contents_and_tells_what_must_be_known(workbook: openpyxl.Workbook) -> None:
    places = {row[0].value: (row[0].hyperlink, row[2].value) for row in workbook["Innhold"].iter_rows(min_row=3)}
    sheet = workbook["Figurer 4"]
    (figures,) = (chapter.figures for chapter in sample_document.document().chapters if chapter.number == "4")
    for figure in (block.figure for block in figures):
        name = f"Figur {figure.number}"
        link, where = places[name]
        place = link.location.removeprefix("'Figurer 4'!")
        assert (where, sheet[place].value) == ("Figurer 4", f"{name}: {figure.title.nb}")
        first, top = sheet[place].row, openpyxl.utils.cell.range_boundaries(sheet.tables[table_name(name)].ref)[1]
        above = [sheet.cell(row, 1).value for row in range(first + 1, top)]
        assert above[0] == figure.subtitle.nb
        assert above[-1] == figure.table.source.nb
    assert sheet["A2"].hyperlink.location == "'Innhold'!A1"
    assert sheet["A3"].value == "Tabeller på arket, én for hver figur: 3"
    assert sheet.freeze_panes == "B3"


def test_columns_that_figures_share_fit_all_of_them_and_long_labels_are_wrapped() -> None:
    long = Text("Kommuner der " + "tjenestene er samlet og " * 6)
    figure, other = sample_document.figures()[:2]
    rows = tuple(replace(row, label=long) for row in figure.table.rows[:1]) + figure.table.rows[1:]
    figure = replace(figure, table=replace(figure.table, rows=rows))
    document = document_of(FigureBlock(figure, "figur-a"), FigureBlock(other, "figur-b"))
    (sheet,) = openpyxl.load_workbook(io.BytesIO(to_xlsx(document))).worksheets[3:]
    (cell,) = (row[0] for row in sheet.iter_rows() if row[0].value == long.nb)
    assert sheet.column_dimensions["A"].width == pytest.approx(65, abs=1)
    assert cell.alignment.wrap_text
    assert sheet.row_dimensions[cell.row].height >= 3 * 15
    heads = [row for name in sheet.tables for row in rows_of(sheet, name)[:1]]
    for index, column in enumerate("BCD", 1):
        pieces = [piece for head in heads if index < len(head) for piece in str(head[index]).split(" ")]
        assert sheet.column_dimensions[column].width > max(map(len, pieces), default=0)


def table_of(*cells: Cell) -> Table:
    columns = tuple(Column(f"c{i}", Text(label), "count") for i, label in enumerate(("Ja", "ja", "Nei")))
    return replace(
        sample_document.years_table(), rows=sample_document.years_table().rows[:1], columns=columns, cells=(cells,)
    )


def test_heads_alike_but_for_case_are_told_apart() -> None:
    assert sheet_table(table_of(Cell(1), Cell(2), Cell(3))).heads == ("Tjeneste", "Ja", "ja (2)", "Nei")


def test_one_mark_for_a_whole_row_is_written_once() -> None:
    assert sheet_table(table_of(Cell(1, "I"), Cell(2, "I"), Cell(None))).rows[0][-1] == "[i]"
    assert sheet_table(table_of(Cell(1, "I"), Cell(2, "U"), Cell(3))).rows[0][-1] == "Ja [i]; ja [u]"


def test_a_confidential_number_is_not_in_the_file() -> None:
    table = replace(table_of(Cell(1), Cell(12345.678, "Q"), Cell(3)))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(document_of(TableBlock(table, "tabell-4.5")))))
    values = [cell.value for row in book["Tabell 4.5"].iter_rows() for cell in row]
    assert "[c]" in values
    assert 12345.678 not in values


def test_text_that_looks_like_a_formula_or_a_link_is_text() -> None:
    table = replace(table_of(Cell(1), Cell(2), Cell(3)), base=Text("=1+1"), source=Text("https://example.org"))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(document_of(TableBlock(table, "tabell-4.5")))))
    sheet = book["Tabell 4.5"]
    assert [sheet["A3"].value, sheet["A3"].data_type] == ["=1+1", "s"]


@pytest.mark.parametrize(
    ("column", "shape"),
    [
        (Column("a", Text("a"), "fte"), '#,##0;"−"#,##0;#,##0'),
        (Column("a", Text("a"), "percent_change", decimals=1, signed=True), '+#,##0.0;"−"#,##0.0;#,##0.0'),
    ],
)
def test_number_formats(column: Column, shape: str) -> None:
    assert number_format(column) == shape


def test_names_that_excel_takes() -> None:
    assert sheet_name("Tabell [4:5]/et?langt*navn\\som ikke er til å bruke") == "Tabell -4-5--et-langt-navn-som"
    assert table_name("Figur 5.6-2") == "figur_5_6_2"


@pytest.mark.office
def test_another_office_reads_it(content: bytes, tmp_path: Path) -> None:
    reader = PdfReader(io.BytesIO(as_pdf(content, ".xlsx", tmp_path)))
    text = "\n".join(page.extract_text() for page in reader.pages)
    for words in ("Innhold", "Tabell 4.5: Årsverk", "[z] ikke spurt", "Figur 5.6-2"):
        assert words in text


def test_all_tests_stand_on_one_sheet_with_exact_figures() -> None:
    made = sample_document.document()
    (block, *_) = made.chapters[0].tables
    row, column = block.table.rows[0], block.table.columns[0]
    plain = Comparison("a", "fisher", 12.5, 0.01, 60, adjusted=0.03, low=2.0, high=22.0)
    held = Comparison("a", "logistic", None, None, 60, reason="the same")
    tested = replace(block.table, tests=(CellTest(row.code, column.code, "groups", plain, held),))
    chapter = replace(
        made.chapters[0], blocks=tuple(replace(b, table=tested) if b is block else b for b in made.chapters[0].blocks)
    )
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(replace(made, chapters=(chapter, *made.chapters[1:])))))
    heads, line = rows_of(book["Prøver"])
    assert heads[:4] == ["Tabell, figur", "Utfyllende", "Enheter", "Mot alle de andre Prosentpoeng"]
    assert line[1:8] == [f"{row.label.nb} | {column.path()}", 60, 12.5, 2, 22, 0.01, 0.03]
    assert line[8:] == ["[z]"] * 5
