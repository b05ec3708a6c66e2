"""One table as the rows of a sheet: unique heads in one line, exact values, marks in a column. No file is written."""

from collections import Counter
from dataclasses import dataclass

from kartlegg.language import Language
from kartlegg.report.cells import show_cell
from kartlegg.report.excel.text import EXPLAINED, MISSING, SHORTHAND
from kartlegg.report.layout.anatomy import head_of, spans_of
from kartlegg.report.layout.captions import word
from kartlegg.tabulation.table import Cell, Column, Status, Table

_MARKED: tuple[Status, ...] = ("I", "U", "B")


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
    whole = [_column_mark(table, index) for index in range(len(table.columns))]
    details = any(row.detail is not None for row in table.rows)
    marks = [_row_marks(table, index, whole, language) for index in range(len(table.rows))]
    heads = [table.stub.get(language)]
    heads += [word("more", language)] if details else []
    heads += [f"{head} {mark}".strip() for head, mark in zip(flat_heads(table, language), whole, strict=True)]
    heads += [word("mark", language)] if any(marks) else []
    rows = []
    for index, row in enumerate(table.rows):
        line: list[str | float] = [row.label.get(language)]
        line += [row.detail.get(language) if row.detail else ""] if details else []
        line += [_value(cell) for cell in table.cells[index]]
        rows.append((*line, marks[index]) if any(marks) else tuple(line))
    formats = ("", *([""] if details else []), *(number_format(one) for one in table.columns))
    formats = (*formats, "") if any(marks) else formats
    shown = _shown(table, rows, language, first=1 + details)
    return SheetTable(
        _unique(heads), tuple(rows), tuple(row.kind for row in table.rows), formats, shown, _explained(heads, rows)
    )


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


def _value(cell: Cell) -> str | float:
    if cell.status == "Q":
        return SHORTHAND["Q"]
    if cell.value is None:
        return SHORTHAND["M"] if cell.status == "M" else MISSING
    return cell.value


def _column_mark(table: Table, index: int) -> str:
    """Return the mark that every number of a column shares, if any."""
    statuses = [row[index].status for row in table.cells if row[index].value is not None]
    shared = len(set(statuses)) == 1 and len(statuses) > 1 and statuses[0] in _MARKED
    return SHORTHAND[statuses[0]] if shared else ""


def _row_marks(table: Table, index: int, whole: list[str], language: Language) -> str:
    """Return the marks of single numbers: one for all numbers of the row, else each with the head it belongs to."""
    heads = flat_heads(table, language)
    found = [
        (heads[c], SHORTHAND[cell.status])
        for c, cell in enumerate(table.cells[index])
        if cell.status in _MARKED and cell.value is not None and not whole[c]
    ]
    numbers = sum(cell.value is not None for cell in table.cells[index])
    if len(found) == numbers and len({mark for _, mark in found}) == 1:
        return found[0][1]
    return "; ".join(f"{head} {mark}" for head, mark in found)


def _unique(heads: list[str]) -> tuple[str, ...]:
    """Return heads that differ, as a named table asks, also where case alone would tell them apart."""
    seen: Counter[str] = Counter()
    unique = []
    for head in heads:
        seen[head.casefold()] += 1
        unique.append(head if seen[head.casefold()] == 1 else f"{head} ({seen[head.casefold()]})")
    return tuple(unique)


def _explained(heads: list[str], rows: list[tuple[str | float, ...]]) -> tuple[str, ...]:
    texts = [*heads, *(value for row in rows for value in row if isinstance(value, str))]
    return tuple(mark for mark in EXPLAINED if any(mark in text for text in texts))


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
