"""Tables as calls of the Typst template. No width is chosen here (fitting) and no colour (publication.typ)."""

from kartlegg.language import Language
from kartlegg.report.blocks import TableBlock
from kartlegg.report.cells import Marks, marks_of, show_cell
from kartlegg.report.layout.anatomy import beneath, head_of, spans_of, table_label
from kartlegg.report.layout.fitting import LONG, Fit
from kartlegg.report.pdf.source import Source, Value, call, points
from kartlegg.tabulation.table import Table


def table_call(block: TableBlock, fit: Fit, name: str, language: Language = "nb") -> Source:
    """Return the call that sets a table; `name` is its anchor, unique in the publication."""
    table, marks = block.table, marks_of(block.table)
    return call(
        "statistics-table",
        label=table_label(table, language),
        title=table.title.get(language),
        name=name,
        widths=_lengths((fit.stub, *fit.columns)),
        gaps=_lengths(fit.gaps),
        size=points(fit.size),
        stub=table.stub.get(language),
        spans=tuple((span.label, span.count) for span in spans_of(table.columns, language)),
        heads=tuple((head_of(column, language), marks.columns.get(column.code, "")) for column in table.columns),
        rows=tuple(_row(table, index, marks, language) for index in range(len(table.rows))),
        beneath=beneath(table, marks, language),
        keep=fit.one_page,
        dense=len(table.rows) >= LONG,
    )


def _lengths(widths: tuple[float, ...]) -> tuple[Value, ...]:
    return tuple(points(width) for width in widths)


def _row(table: Table, index: int, marks: Marks, language: Language) -> Value:
    """Return (kind, label, detail, numbers); a number with a mark is a pair, one without a plain text."""
    row = table.rows[index]
    numbers: list[Value] = []
    for cell, column in zip(table.cells[index], table.columns, strict=True):
        shown = show_cell(cell, column, language)
        mark = marks.cells.get((row.code, column.code), "")
        numbers.append((shown, mark) if mark else shown)
    detail = None if row.detail is None else row.detail.get(language)
    return (row.kind, row.label.get(language), detail, tuple(numbers))
