"""A Table laid out for the page: heads that span, bodies, marks and notes. No markup and no files may enter."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from kartlegg.language import Language
from kartlegg.report.cells import Marks, marks_of, show_cell
from kartlegg.tabulation.table import Column, RowKind, Table

LONG = 40
"""Tables with more rows than this get a filter box and a frame of their own height."""


@dataclass(frozen=True, slots=True)
class Head:
    """One cell of the head. `sorts` is the number of the column that it sorts (0 is the labels), None for spans."""

    text: str
    mark: str = ""
    style: str = ""
    columns: int = 1
    rows: int = 1
    sorts: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row as shown. `id` is empty where the row is no goal of links; `cells` are (text, mark, style)."""

    id: str
    label: str
    detail: str
    kind: RowKind
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as shown in one language. `bodies` are runs of rows, a total apart from the rows above it."""

    anchor: str
    title: str
    heads: tuple[tuple[Head, ...], ...]
    bodies: tuple[tuple[RowKind, tuple[Line, ...]], ...]
    notes: tuple[str, ...]
    signs: tuple[str, ...]
    base: str
    source: str
    rows: int
    columns: int

    @property
    def long(self) -> bool:
        """Whether the reader needs a filter box."""
        return self.rows > LONG


def row_id(anchor: str, code: str) -> str:
    """Return the address of a row within its page."""
    return f"{anchor}-{code}"


def show_table(table: Table, anchor: str, language: Language, *, linked_rows: bool = True) -> TableView:
    """Return a table as shown; `linked_rows` gives every row an address of its own."""
    marks = marks_of(table)
    styles = _styles(table.columns)
    lines = [
        _line(table, r, marks, styles, language, row_id(anchor, row.code) if linked_rows else "")
        for r, row in enumerate(table.rows)
    ]
    bodies = groupby(lines, key=lambda line: "total" if line.kind in ("total", "base") else "body")
    return TableView(
        anchor=anchor,
        title=table.title.get(language),
        heads=_heads(table, marks, styles, language),
        bodies=tuple(("total" if kind == "total" else "body", tuple(rows)) for kind, rows in bodies),
        notes=tuple(note.get(language) for note in table.notes),
        signs=tuple(sign.get(language) for sign in marks.explanations),
        base=table.base.get(language),
        source=table.source.get(language),
        rows=len(lines),
        columns=len(table.columns) + 1,
    )


def _styles(columns: tuple[Column, ...]) -> tuple[str, ...]:
    """Return a style for each column: `gap` after a break, `first` where a new group begins."""
    before = (None, *columns)
    return tuple(
        "gap" if column.gap_before else "first" if left and left.group != column.group else ""
        for left, column in zip(before, columns, strict=False)
    )


def _line(table: Table, r: int, marks: Marks, styles: tuple[str, ...], language: Language, address: str) -> Line:
    row = table.rows[r]
    return Line(
        address,
        row.label.get(language),
        row.detail.get(language) if row.detail else "",
        row.kind,
        tuple(
            (show_cell(cell, column, language), marks.cells.get((row.code, column.code), ""), style)
            for cell, column, style in zip(table.cells[r], table.columns, styles, strict=True)
        ),
    )


def _heads(table: Table, marks: Marks, styles: tuple[str, ...], language: Language) -> tuple[tuple[Head, ...], ...]:
    plain = [
        Head(column.label.get(language), marks.columns.get(column.code, ""), style, sorts=number)
        for number, (column, style) in enumerate(zip(table.columns, styles, strict=True), start=1)
    ]
    stub = Head(table.stub.get(language), sorts=0)
    if all(column.group is None for column in table.columns):
        return ((stub, *plain),)
    upper: list[Head] = [replace(stub, rows=2)]
    lower: list[Head] = []
    for group, heads in _spans(table, plain, language):
        if group is None:
            upper += [replace(head, rows=2) for head in heads]
        else:
            upper.append(Head(group, style=heads[0].style, columns=len(heads)))
            lower += heads
    return (tuple(upper), tuple(lower))


def _spans(table: Table, heads: list[Head], language: Language) -> Iterator[tuple[str | None, list[Head]]]:
    pairs = zip(table.columns, heads, strict=True)
    for group, members in groupby(pairs, key=lambda pair: pair[0].group):
        yield (group.get(language) if group else None), [head for _, head in members]
