"""The numbers as an Excel file: one table a sheet, figures by chapter, exact values. No look is chosen here."""

import io

import xlsxwriter

from kartlegg.language import Language
from kartlegg.report.blocks import Document
from kartlegg.report.excel.book import entry_of, open_book
from kartlegg.report.excel.figures import write_figures
from kartlegg.report.excel.front import front_page, write_contents, write_cover, write_notes
from kartlegg.report.excel.sheets import Listed, Looks, write_sheet
from kartlegg.report.excel.tests import entry_of_tests
from kartlegg.report.layout.captions import word


def to_xlsx(document: Document, *, language: Language = "nb") -> bytes:
    """Return the tables and the figures' numbers as an Excel file; the same document gives the same bytes."""
    stream = io.BytesIO()
    with _open(stream, document, language) as workbook:
        looks = Looks(workbook)
        write_cover(workbook, looks, document, language)
        contents = front_page(workbook, word("contents", language))
        write_notes(workbook, looks, document, language)
        write_contents(contents, looks, _write_sheets(workbook, looks, document, language), language)
    return stream.getvalue()


def _write_sheets(
    workbook: xlsxwriter.Workbook, looks: Looks, document: Document, language: Language
) -> list[Listed]:
    """Write the tables, the figures of each chapter and the tests, and return where each stands."""
    tables = (block.table for chapter in document.chapters for block in chapter.tables)
    listed = [write_sheet(workbook, looks, entry_of(table, language), language) for table in tables]
    for chapter in document.chapters:
        listed += write_figures(workbook, looks, chapter, language)
    tests = entry_of_tests(document, language)
    return [*listed, *([write_sheet(workbook, looks, tests, language)] if tests else [])]


def _open(stream: io.BytesIO, document: Document, language: Language) -> xlsxwriter.Workbook:
    workbook = open_book(
        stream,
        title=document.title.get(language),
        subject=document.subtitle.get(language),
        author=document.publisher or document.survey,
        made_on=document.made_on,
    )
    properties = {
        "Survey": document.survey,
        "Round": str(document.year),
        "Version": document.version,
        "ExtractDate": document.made_on,
    }
    for name, value in properties.items():
        workbook.set_custom_property(name, value, "text")
    return workbook
