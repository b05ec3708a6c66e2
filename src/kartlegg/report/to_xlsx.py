"""The publication's numbers as an Excel file: one table a sheet, exact values. No look is chosen here."""

import io
from collections.abc import Iterator

import xlsxwriter

from kartlegg.language import Language
from kartlegg.report.blocks import Document
from kartlegg.report.excel.book import open_book, sheet_of
from kartlegg.report.excel.front import write_contents, write_cover, write_notes
from kartlegg.report.excel.sheets import Listed, Looks, Sheet, write_sheet
from kartlegg.report.excel.tests import sheet_of_tests
from kartlegg.report.layout.anatomy import View, views_of
from kartlegg.report.layout.captions import word
from kartlegg.report.layout.drawn import drawn_table


def to_xlsx(document: Document, *, language: Language = "nb") -> bytes:
    """Return the tables and the figures' numbers as an Excel file; the same document gives the same bytes."""
    stream = io.BytesIO()
    with _open(stream, document, language) as workbook:
        looks = Looks(workbook)
        tests = sheet_of_tests(document, language)
        sheets = [*_tables(document, language), *_figures(document, language), *([tests] if tests else [])]
        listed = [Listed(sheet.name, sheet.title) for sheet in sheets]
        write_cover(workbook, looks, document, language)
        write_contents(workbook, looks, listed, language)
        write_notes(workbook, looks, document, language)
        for sheet in sheets:
            write_sheet(workbook, looks, sheet, language)
    return stream.getvalue()


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


def _tables(document: Document, language: Language) -> Iterator[Sheet]:
    for chapter in document.chapters:
        for block in chapter.tables:
            yield sheet_of(block.table, language)


def _figures(document: Document, language: Language) -> Iterator[Sheet]:
    for chapter in document.chapters:
        for block in chapter.figures:
            for view in views_of(block.figure, language):
                yield _figure_sheet(view, language)


def _figure_sheet(view: View, language: Language) -> Sheet:
    figure = view.figure
    name = f"{word('figure', language)} {figure.number}"
    return Sheet(name, figure.title.get(language), figure.subtitle.get(language), drawn_table(figure))
