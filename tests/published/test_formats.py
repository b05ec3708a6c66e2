"""The real publication in print, Word and Excel: accessible, whole, and readable by other programs than ours."""

import io
import json
import re
from math import isclose
from pathlib import Path

import outloud
import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from kartlegg.exchange.release import read_release
from tests.report.office import as_pdf, as_sheets

EVERY_TABLE = 118
EVERY_DRAWING = 189  # 188 figures, the map in two views


def test_the_pdf_passes_an_independent_check_of_accessibility(release: Path) -> None:
    result = outloud.check(str(release / "report" / "pdf" / "kartlegging-2021.pdf"))

    assert [str(finding) for finding in result.sorted_findings() if finding.severity == "error"] == []
    assert [row["name"] for row in result.criteria["pdfua1"] if row["status"] == "fail"] == []


@pytest.mark.office
def test_another_office_prints_every_table(release: Path, tmp_path: Path) -> None:
    content = (release / "report" / "docx" / "kartlegging-2021.docx").read_bytes()

    words = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(content, ".docx", tmp_path))).pages)

    numbers = read_release(release).numbers("tables/T", ".json")
    assert len(numbers) == EVERY_TABLE
    assert [number for number in numbers if f"Tabell {number}" not in words] == []


def test_excel_holds_every_table_and_its_exact_values(release: Path) -> None:
    book = load_workbook(release / "report" / "xlsx" / "kartlegging-2021.xlsx")
    numbers = read_release(release).numbers("tables/T", ".json")
    assert [number for number in numbers if f"Tabell {number}" not in book.sheetnames] == []
    table = read_release(release).table("5.4")
    held = {cell.value for row in book["Tabell 5.4"].iter_rows() for cell in row}

    assert {cell.value for row in table.cells for cell in row} <= held


@pytest.mark.office
def test_another_office_opens_every_sheet_with_every_cell(release: Path, tmp_path: Path) -> None:
    path = release / "report" / "xlsx" / "kartlegging-2021.xlsx"
    written = load_workbook(path)
    opened = as_sheets(path.read_bytes(), tmp_path)

    assert sorted(opened) == sorted(written.sheetnames)
    for sheet in written.worksheets:
        for row, texts in zip(sheet.iter_rows(values_only=True), opened[sheet.title], strict=True):
            read = [_as_read(cell, text) for cell, text in zip(row, texts, strict=True)]
            assert read == [None if cell == "" else cell for cell in row], sheet.title


def _as_read(cell: object, text: str) -> object:
    """What another office read where we wrote `cell`; it tells 15 digits, 20 of them decimals at most."""
    if isinstance(cell, int | float):
        return cell if isclose(float(text), cell, rel_tol=1e-13, abs_tol=1e-19) else float(text)
    return text or None


def test_every_figure_is_there_as_picture_and_as_numbers(release: Path) -> None:
    found = read_release(release)
    for form in ("svg", "png", "json"):
        assert len(found.numbers("figures/F", f".{form}")) == EVERY_DRAWING


def test_a_picture_told_in_words_names_sizes_in_words(release: Path) -> None:
    signs = re.compile(r"<\s?\d|\d\s000 og større|\d,000 or more with")
    told = {path.stem: json.loads(path.read_bytes())["alt"] for path in (release / "figures").glob("*.json")}
    assert [number for number, alt in told.items() if signs.search(alt["nb"] + alt["en"])] == []
