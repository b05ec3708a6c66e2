"""Tables as files that a reader takes home: CSV and Excel. No page and no look of the site may enter."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import xlsxwriter

from kartlegg.language import Language
from kartlegg.report.cells import marks_of, show_cell
from kartlegg.report.html.words import words_in
from kartlegg.rounding import round_half_up
from kartlegg.tabulation.table import Cell, Column, Row, Table

_SHEET_NAME_LENGTH = 31


def table_csv(table: Table, language: Language) -> bytes:
    """Return a table as CSV: one line a row, numbers rounded as printed and free of spaces, signs where none is.

    Bokmål has semicolon, decimal comma and a byte order mark, as Norwegian spreadsheets expect; English has
    comma and decimal point.
    """
    out = StringIO()
    writer = csv.writer(out, delimiter=";" if language == "nb" else ",", lineterminator="\r\n")
    writer.writerow(_header(table, language))
    detailed = _has_details(table)
    for row, cells in zip(table.rows, table.cells, strict=True):
        numbers = [_plain(cell, column, language) for cell, column in zip(cells, table.columns, strict=True)]
        writer.writerow([*_labels(row, language, detailed), *numbers])
    return out.getvalue().encode("utf-8-sig" if language == "nb" else "utf-8")


def table_xlsx(table: Table, language: Language, made_on: str) -> bytes:
    """Return a table as an Excel file of one sheet: exact numbers shown with the table's decimals, notes beneath.

    `made_on` is an ISO date, written as the file's date so that the same table gives the same bytes.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    made = datetime.fromisoformat(made_on[:10]).replace(tzinfo=UTC)
    book.set_properties({"title": table.title.get(language), "created": made})
    kind = words_in(language)["kinds.table"]
    sheet = book.add_worksheet(f"{kind} {table.number}"[:_SHEET_NAME_LENGTH])
    bold = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1})
    sheet.write_string(0, 0, table.title.get(language), bold)
    header = _header(table, language)
    for c, text in enumerate(header):
        sheet.write_string(2, c, text, head)
    below = _write_rows(book, sheet, table, language)
    lines = [*table.notes, *marks_of(table).explanations, table.base, table.source]
    for number, line in enumerate(lines):
        sheet.write_string(below + number, 0, line.get(language))
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 1, 44)
    sheet.set_column(2, len(header) - 1, 14)
    sheet.freeze_panes(3, 2)
    book.close()
    return out.getvalue()


def _write_rows(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, table: Table, language: Language
) -> int:
    """Write the rows from the fourth line on and return the line where notes begin."""
    plain = [book.add_format({"num_format": _number_format(column)}) for column in table.columns]
    strong = [book.add_format({"num_format": _number_format(column), "bold": True}) for column in table.columns]
    detailed = _has_details(table)
    words, right = {True: book.add_format({"bold": True}), False: None}, book.add_format({"align": "right"})
    for r, (row, cells) in enumerate(zip(table.rows, table.cells, strict=True), start=3):
        total = row.kind == "total"
        labels = _labels(row, language, detailed)
        for c, text in enumerate(labels):
            sheet.write_string(r, c, text, words[total])
        for c, cell in enumerate(cells):
            if cell.value is None or cell.status == "Q":
                sheet.write_string(r, len(labels) + c, show_cell(cell, table.columns[c], language), right)
            else:
                sheet.write_number(r, len(labels) + c, cell.value, (strong if total else plain)[c])
    return 3 + len(table.rows) + 1


def _number_format(column: Column) -> str:
    digits = "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
    return f"+{digits};\u2212{digits};{digits}" if column.signed else f"{digits};\u2212{digits};{digits}"


def _header(table: Table, language: Language) -> list[str]:
    words = words_in(language)
    details = [words["tables.detail"]] if _has_details(table) else []
    return [
        words["tables.code"],
        table.stub.get(language),
        *details,
        *(column.path(language) for column in table.columns),
    ]


def _has_details(table: Table) -> bool:
    """Tell whether rows have details that say more than their codes do."""
    return any(row.detail is not None and row.detail.nb != row.code for row in table.rows)


def _labels(row: Row, language: Language, detailed: bool) -> list[str]:
    details = [row.detail.get(language) if row.detail else ""] if detailed else []
    return [row.code, row.label.get(language), *details]


def _plain(cell: Cell, column: Column, language: Language) -> str:
    if cell.value is None or cell.status == "Q":
        return show_cell(cell, column, language)
    number = f"{round_half_up(cell.value, column.decimals):f}"
    return number.replace(".", ",") if language == "nb" else number
