"""Tables as CSV files that a reader takes home. No page and no look of the site may enter."""

import csv
from io import StringIO

from kartlegg.language import Language
from kartlegg.report.html.words import words_in
from kartlegg.report.layout.captions import word
from kartlegg.report.layout.shorthand import EXPLAINED, explained_in, number_or_sign, shorthand_of
from kartlegg.rounding import round_half_up
from kartlegg.tabulation.table import Cell, Column, Row, Table


def table_csv(table: Table, language: Language) -> bytes:
    """Return a table as CSV: one line a row, numbers rounded as printed and free of spaces.

    Marks stand as in the Excel edition: in a head where one holds for the whole column, else in a last column whose
    head explains every mark of the file; where there is no number, its cell says why. Bokmål has semicolon, decimal
    comma and a byte order mark, as Norwegian spreadsheets expect; English has comma and decimal point.
    """
    heads = [column.path(language) for column in table.columns]
    marks = shorthand_of(table, heads)
    detailed = _has_details(table)
    marked = [f"{head} {mark}".strip() for head, mark in zip(heads, marks.columns, strict=True)]
    lines = [[*_first_heads(table, language), *marked]]
    for row, cells in zip(table.rows, table.cells, strict=True):
        numbers = [_plain(cell, column, language) for cell, column in zip(cells, table.columns, strict=True)]
        lines.append([*_labels(row, language, detailed), *numbers])
    if explained := explained_in([*(text for line in lines for text in line), *marks.rows]):
        for line, text in zip(lines, (_mark_head(explained, language), *marks.rows), strict=True):
            line.append(text)
    out = StringIO()
    csv.writer(out, delimiter=";" if language == "nb" else ",", lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode("utf-8-sig" if language == "nb" else "utf-8")


def _mark_head(marks: tuple[str, ...], language: Language) -> str:
    meanings = (f"{mark} {EXPLAINED[mark].get(language)}" for mark in marks)
    return f"{word('mark', language)}: {'; '.join(meanings)}"


def _first_heads(table: Table, language: Language) -> list[str]:
    words = words_in(language)
    details = [words["tables.detail"]] if _has_details(table) else []
    return [words["tables.code"], table.stub.get(language), *details]


def _has_details(table: Table) -> bool:
    """Tell whether rows have details that say more than their codes do."""
    return any(row.detail is not None and row.detail.nb != row.code for row in table.rows)


def _labels(row: Row, language: Language, detailed: bool) -> list[str]:
    details = [row.detail.get(language) if row.detail else ""] if detailed else []
    return [row.code, row.label.get(language), *details]


def _plain(cell: Cell, column: Column, language: Language) -> str:
    value = number_or_sign(cell)
    if isinstance(value, str):
        return value
    number = f"{round_half_up(value, column.decimals):f}"
    return number.replace(".", ",") if language == "nb" else number
