"""One table as the rows of a sheet: unique heads in one line, exact values, marks in a column. No file is written."""

from collections import Counter
from dataclasses import dataclass

from kartlegg.language import Language
from kartlegg.report.cells import show_cell
from kartlegg.report.layout.anatomy import head_of, spans_of
from kartlegg.report.layout.captions import word
from kartlegg.report.layout.shorthand import explained_in, number_or_sign, shorthand_of
from kartlegg.tabulation.table import Column, Table


@dataclass(frozen=True, slots=True)
class SheetTable:
    """A table as it stands on a sheet. `formats` and `widths` (signs) are by column; a format is empty for words."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]
    kinds: tuple[str, ...]
    formats: tuple[str, ...]
    widths: tuple[int, ...]
    explanations: tuple[str, ...]


def sheet_table(table: Table, language: Language = "nb") -> SheetTable:
    """Return the table for a sheet; spanning heads become part of each head, such as "Endring Prosent"."""
    flat = flat_heads(table, language)
    marks = shorthand_of(table, flat)
    details = any(row.detail is not None for row in table.rows)
    single = any(marks.rows)
    heads = [table.stub.get(language)]
    heads += [word("more", language)] if details else []
    heads += [f"{head} {mark}".strip() for head, mark in zip(flat, marks.columns, strict=True)]
    heads += [word("mark", language)] if single else []
    rows = []
    for row, cells, mark in zip(table.rows, table.cells, marks.rows, strict=True):
        line: list[str | float] = [row.label.get(language)]
        line += [row.detail.get(language) if row.detail else ""] if details else []
        line += [number_or_sign(cell) for cell in cells]
        rows.append((*line, mark) if single else tuple(line))
    formats = ("", *([""] if details else []), *(number_format(one) for one in table.columns))
    formats = (*formats, "") if single else formats
    shown = _shown(table, rows, language, first=1 + details)
    signs = explained_in([*heads, *(value for row in rows for value in row if isinstance(value, str))])
    return SheetTable(_unique(heads), tuple(rows), tuple(row.kind for row in table.rows), formats, shown, signs)


def flat_heads(table: Table, language: Language = "nb") -> list[str]:
    """Return one head a column, its spanning head first."""
    groups: dict[int, str] = {}
    for span in spans_of(table.columns, language):
        groups |= dict.fromkeys(range(span.first, span.first + span.count), span.label or "")
    return [f"{groups[index]} {head_of(column, language)}".strip() for index, column in enumerate(table.columns)]


def number_format(column: Column) -> str:
    """Return the number format; comma and point become those of the reader's Excel."""
    digits = "#,##0" + ("." + "0" * column.decimals if column.decimals else "")
    return f'{"+" if column.signed else ""}{digits};"−"{digits};{digits}'


def _unique(heads: list[str]) -> tuple[str, ...]:
    """Return heads that differ, as a named table asks, also where case alone would tell them apart."""
    seen: Counter[str] = Counter()
    unique = []
    for head in heads:
        seen[head.casefold()] += 1
        unique.append(head if seen[head.casefold()] == 1 else f"{head} ({seen[head.casefold()]})")
    return tuple(unique)


def _shown(table: Table, rows: list[tuple[str | float, ...]], language: Language, *, first: int) -> tuple[int, ...]:
    """Return how many signs wide the longest content of each column is, as shown."""
    widths = []
    for index in range(len(rows[0]) if rows else 0):
        column = index - first
        if 0 <= column < len(table.columns):
            shown = (show_cell(line[column], table.columns[column], language) for line in table.cells)
            widths.append(max(len(text) for text in shown))
        else:
            widths.append(max(len(str(row[index])) for row in rows))
    return tuple(widths)
