"""A table as plain text for a terminal. Markup and files may not enter."""

from kartlegg.report.cells import NO_MARKS, Marks, marks_of, show_cell
from kartlegg.tabulation.table import Column, Table

LABEL_WIDTH = 48


def plain_table(table: Table, *, exact: bool = False) -> str:
    """Return the table as lines of text: title, heads, rows, base, source and notes, in bokmål.

    A mark stands behind its number or head, and what it means below. `exact` shows values unrounded, with a decimal
    point and without marks.
    """
    marks = NO_MARKS if exact else marks_of(table)
    heads = [f"{column.path()} {marks.columns.get(column.code, '')}".rstrip() for column in table.columns]
    room = [_room(marks, column) for column in table.columns]
    lines = [
        [
            ("" if cell.value is None else repr(cell.value))
            if exact
            else show_cell(cell, column)
            + " " * bool(width)
            + marks.cells.get((row.code, column.code), "").ljust(width)
            for cell, column, width in zip(cells, table.columns, room, strict=True)
        ]
        for row, cells in zip(table.rows, table.cells, strict=True)
    ]
    levels = [head.split(" | ") for head in heads]
    depth = max(len(level) for level in levels)
    head_rows = [
        [(["", *level] if len(level) < depth else level)[place] for level in levels] for place in range(depth)
    ]
    widths = [max(len(line[c]) for line in (*head_rows, *lines)) for c in range(len(heads))]
    label_width = min(LABEL_WIDTH, max(len(row.label.nb) for row in table.rows))

    def line(label: str, cells: list[str]) -> str:
        cut = label if len(label) <= label_width else label[: label_width - 1] + "…"
        numbers = "  ".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
        return f"{cut:<{label_width}}  {numbers}".rstrip()

    body = [line(row.label.nb, cells) for row, cells in zip(table.rows, lines, strict=True)]
    notes = [text.nb for text in (table.base, table.source, *table.notes, *marks.explanations)]
    title = f"Tabell {table.number}  {table.title.nb}"
    return "\n".join([title, "", *(line("", head) for head in head_rows), *body, "", *notes])


def _room(marks: Marks, column: Column) -> int:
    """Return how many letters the longest mark in a column takes, with the space before it."""
    return max((len(mark) + 1 for (_, code), mark in marks.cells.items() if code == column.code), default=0)
