"""CSV for machines and Excel for people: every variable, option and question, one line of heads, nothing merged."""

import csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from kartlegg.codebook.entries import Codebook
from kartlegg.codebook.rows import options_table, questions_table, variables_table
from kartlegg.codebook.to_csv import to_csv
from kartlegg.codebook.to_xlsx import to_xlsx
from tests.codebook.lamps import LONG
from tests.tiny.survey import FIRST, SECOND


@pytest.fixture(scope="module")
def workbook(codebook: Codebook) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(codebook, synthetic=True)))


def rows_of(content: bytes) -> dict[str, dict[str, str]]:
    """The rows of a CSV file by their first column."""
    reader = csv.DictReader(io.StringIO(content.decode(), newline=""))
    first = (reader.fieldnames or [""])[0]
    return {row[first]: row for row in reader}


def test_csv_tells_each_variable(codebook: Codebook) -> None:
    rows = rows_of(to_csv(codebook)["variables.csv"])
    assert list(rows) == [variable.code for variable in codebook.variables]
    night = rows["night"]
    assert {
        head: night[head] for head in ("type", "level", "options", "missing", "since", "published", "source")
    } == {
        "type": "choice",
        "level": "ordinal",
        "options": "always often never unknown moot",
        "missing": "8 9",
        "since": str(FIRST),
        "published": "yes",
        "source": "7.1",
    }
    assert night["because"] == "The guild prints no options."
    assert rows["letters"]["published"] == "no"
    assert rows["lamps"]["at_most"] == "5000"
    assert rows["lamps"]["rule"] == "fte_adults_street > 3 and last.fte_adults_street is answered"
    assert rows["fte_total"]["parts"] == "fte_adults fte_children"
    assert rows["fte_adults_street"]["rounds"] == f"{FIRST} {SECOND}"
    assert rows["tools_ladder"]["asked_in"] == f"{FIRST} {SECOND}"
    assert rows["tools_ladder"]["label_nn"] == "Stige"


def test_csv_tells_each_option_of_each_choice(codebook: Codebook) -> None:
    reader = csv.DictReader(io.StringIO(to_csv(codebook)["options.csv"].decode(), newline=""))
    found = [(row["variable"], row["option"], row["value"], row["kind"]) for row in reader]
    assert found[3:] == [
        ("night", "unknown", "8", "do_not_know"),
        ("night", "moot", "9", "not_applicable"),
        *((f"{LONG}_{row}", code, value, "answer") for row in ("street", "quay") for code, value in YES_NO),
    ]


YES_NO = (("yes", "1"), ("no", "2"))


def test_excel_has_a_cover_and_three_named_tables(workbook: openpyxl.Workbook, codebook: Codebook) -> None:
    assert workbook.sheetnames == ["Forside", "Variabler", "Svaralternativer", "Spørsmål"]
    tables = (variables_table(codebook), options_table(codebook), questions_table(codebook))
    for name, table in zip(workbook.sheetnames[1:], tables, strict=True):
        sheet = workbook[name]
        (drawn,) = sheet.tables.values()
        assert drawn.name == table.name
        assert drawn.autoFilter is not None
        assert sheet.freeze_panes == "B2"
        assert sheet.max_row == len(table.rows) + 1
        heads = [cell.value for cell in sheet[1]]
        assert len(set(heads)) == len(heads)
    assert all(not sheet.merged_cells.ranges for sheet in workbook.worksheets)


def test_excel_says_codes_in_words(workbook: openpyxl.Workbook) -> None:
    sheet = workbook["Variabler"]
    heads = [cell.value for cell in sheet[1]]
    rows = {row[0]: dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["night"]["Type"] == "Ett svar"
    assert rows["night"]["Målenivå"] == "ordinalt"
    assert rows["night"]["Prosent av"] == "dem som har svart på spørsmålet"
    assert rows["letters"]["Utleveres"] == "nei"
    assert rows["fte_adults"]["Desimaler"] == 3
    assert rows["fte_adults"]["Prosent av"] is None


def test_excel_prints_one_page_wide_in_a_size_that_can_be_read(workbook: openpyxl.Workbook) -> None:
    points, inch_of_width = 11, 7 / 96  # a digit of 7 pixels for each unit of width
    for sheet in workbook.worksheets[1:]:
        area = sheet[sheet.print_area.rpartition("!")[2]]
        printed = len(area[0])
        assert 5 <= printed < sheet.max_column
        assert (len(area), area[0][0].coordinate) == (sheet.max_row, "A1")
        page = sheet.page_setup
        assert (page.orientation, page.paperSize, page.fitToWidth or 1, page.fitToHeight) == ("landscape", 9, 1, 0)
        assert sheet.print_title_rows == "$1:$1"
        room = 297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right
        columns = [one.width for one in sheet.column_dimensions.values() for _ in range(one.min, one.max + 1)]
        assert points * min(1, room / sum(columns[:printed]) / inch_of_width) >= 8


def test_the_cover_says_what_it_is_of(workbook: openpyxl.Workbook) -> None:
    told = [row[0] for row in workbook["Forside"].iter_rows(values_only=True)]
    assert told[:2] == ["Kodebok for Lampene", "Lampene"]
    assert any(line.startswith("Dataene er syntetiske") for line in told)
    assert f"Spurt: 6 enheter, fra 01.03.{SECOND} til 01.05.{SECOND}" in told


def test_the_cover_of_a_part_says_so(codebook: Codebook) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(to_xlsx(replace(codebook, partial=True))))
    told = [row[0] for row in workbook["Forside"].iter_rows(values_only=True)]
    assert any(line.startswith("Bare en del av skjemaet") for line in told)
    assert not any("syntetiske" in line for line in told)


def test_the_same_codebook_gives_the_same_bytes(codebook: Codebook) -> None:
    content = to_xlsx(codebook)
    assert to_xlsx(codebook) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
