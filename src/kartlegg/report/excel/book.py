"""An Excel file as a whole: how it is opened, its properties, and the file of one table. No cell is laid out here."""

import io
from datetime import datetime

import xlsxwriter

from kartlegg.language import Language
from kartlegg.report.excel.sheets import Entry, Looks, write_sheet
from kartlegg.report.layout.anatomy import table_label
from kartlegg.tabulation.table import Table

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def open_book(stream: io.BytesIO, *, title: str, subject: str, author: str, made_on: str) -> xlsxwriter.Workbook:
    """Return a new file upon `stream`, in which text is text; `made_on` (ISO) is its date, so bytes do not vary."""
    book = xlsxwriter.Workbook(stream, _OPTIONS)
    created = datetime.fromisoformat(made_on)
    book.set_properties({"title": title, "subject": subject, "author": author, "created": created})
    return book


def entry_of(table: Table, language: Language) -> Entry:
    """Return a table as an entry under its own number."""
    return Entry(table_label(table, language), table.title.get(language), "", table)


def table_book(table: Table, language: Language, *, author: str, made_on: str) -> bytes:
    """Return one table as a file of its own, its sheet as it stands in the publication's Excel edition."""
    stream = io.BytesIO()
    entry = entry_of(table, language)
    with open_book(stream, title=entry.title, subject=entry.name, author=author, made_on=made_on) as book:
        write_sheet(book, Looks(book), entry, language, alone=True)
    return stream.getvalue()
